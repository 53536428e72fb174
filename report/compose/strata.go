package compose

import (
	"sync"

	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// strata are the distributions of measures by wave and unit, from which changes
// are judged with the mix of units taken out. They are worked out once for a
// report and the waves that its switch offers; views may ask at once.
type strata struct {
	mu    sync.Mutex
	waves map[string]*waveStrata
}

// waveStrata are those of one wave.
type waveStrata struct {
	mu    sync.Mutex
	names []string                // of the units, in order
	freqs map[string][]stats.Freq // measure → by unit
}

func newStrata() *strata { return &strata{waves: make(map[string]*waveStrata)} }

// of names the units of a wave and gives the distributions of each measure by
// unit. Without units there is one, named "".
func (s *strata) of(v *view, wave string, fs []follows) (names []string, freqs [][]stats.Freq) {
	s.mu.Lock()
	w := s.waves[wave]
	if w == nil {
		w = &waveStrata{freqs: make(map[string][]stats.Freq)}
		s.waves[wave] = w
	}
	s.mu.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	var lacking []follows
	for _, f := range fs {
		if w.freqs[f.ref] == nil {
			lacking = append(lacking, f)
		}
	}
	if len(lacking) > 0 {
		w.add(v, wave, lacking)
	}
	for _, f := range fs {
		freqs = append(freqs, w.freqs[f.ref])
	}
	return w.names, freqs
}

// add works out measures for all units of the wave.
func (w *waveStrata) add(v *view, wave string, fs []follows) {
	w.names = nil
	take := func(unit string, t *tally.Tally) {
		w.names = append(w.names, unit)
		for _, f := range fs {
			w.freqs[f.ref] = append(w.freqs[f.ref], f.freq(t))
		}
	}
	if !v.has(survey.FieldUnit) || v.Unit != "" {
		for i := range v.waves {
			if v.waves[i].name == wave {
				take("", v.waves[i].tally)
			}
		}
		return
	}
	set := v.set.Filter(survey.FieldWave, func(n string) bool { return n == wave })
	for _, s := range set.Rollup(survey.FieldUnit).Segments() {
		take(s.Names[0], s.Tally)
		s.Tally.Release()
	}
}

// pairs lists for each measure the distributions of the units of two waves, in
// order of name; a unit that a wave lacks has none there. common is how many
// units are in both.
func (s *strata) pairs(v *view, before, after string, fs []follows) (out [][]stats.Stratum, common int) {
	a, x := s.of(v, before, fs)
	b, y := s.of(v, after, fs)
	out = make([][]stats.Stratum, len(fs))
	for i, j := 0, 0; i < len(a) || j < len(b); {
		left := j == len(b) || i < len(a) && a[i] <= b[j]
		right := i == len(a) || j < len(b) && b[j] <= a[i]
		for k := range fs {
			var p stats.Stratum
			if left {
				p.Before = x[k][i]
			}
			if right {
				p.After = y[k][j]
			}
			out[k] = append(out[k], p)
		}
		if left && right {
			common++
		}
		if left {
			i++
		}
		if right {
			j++
		}
	}
	return out, common
}
