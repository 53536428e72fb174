package stats

import (
	"fmt"
	"math"
)

// RakeCell is a group of respondents who are alike in every raked variable.
type RakeCell struct {
	At     []int   // category index in each margin
	Count  float64 // respondents
	Design float64 // their incoming design weight, multiplied in; 0 counts as 1
}

// RakeMargin is one variable with the shares it has in the population.
type RakeMargin struct {
	Name       string
	Categories []string
	Target     []float64 // shares; normalised to add up to 1
}

// RakeOptions bounds the iteration and the weights.
type RakeOptions struct {
	Tolerance  float64 // largest change of a weight in a cycle at which to stop
	MaxCycles  int
	Low, High  float64 // weights (of mean 1) are trimmed to these; High 0: no trimming
	TrimRounds int
}

// DefaultRake is method A.12: 1e-8, 1000 cycles, trimming at 0.3 and 3.
var DefaultRake = RakeOptions{Tolerance: 1e-8, MaxCycles: 1000, Low: 0.3, High: 3, TrimRounds: 50}

// Raking is the outcome: a weight for each cell, of mean 1 over respondents.
type Raking struct {
	Weights []float64
	Cycles  int     // of the first raking, before any trimming
	Deff    float64 // Kish: n·Σw²/(Σw)²
	NEff    float64 // n/deff
	Trimmed int     // cells at a trimming bound
	Off     float64 // largest distance of a share from its target that is left
	Notes   []Note
}

// Footnotes of raking.
const (
	RakeSlow NoteCode = "rake-not-converged" // Args: cycles
	RakeOff  NoteCode = "rake-trim-off"      // trimming keeps the margins apart; Args: largest distance
)

// EmptyCategoryError says that a category that the population has is missing
// from the answers, so that no weight can bring it there: merge it with
// another or collect answers.
type EmptyCategoryError struct{ Margin, Category string }

func (e *EmptyCategoryError) Error() string {
	return fmt.Sprintf("raking: nobody answered in category %q of %q", e.Category, e.Margin)
}

// Rake finds weights under which every margin has its target shares, by scaling
// one margin after another until nothing moves:
//
//	w ← w·T_m/Ŵ_m,   then w ← w·n/Σw
//
// A respondent without a category must be given one ("unknown") by the caller:
// a missing category is not ignored. With trimming the weights are clipped and
// raked again until both hold or TrimRounds is reached; clipping has the last
// word and Off says what it cost. Sources: Deming & Stephan 1940, Ann. Math.
// Stat. 11:427; Kish 1965, 11.7.
func Rake(cells []RakeCell, margins []RakeMargin, o RakeOptions) (Raking, error) {
	targets, err := rakeTargets(cells, margins)
	if err != nil {
		return Raking{}, err
	}
	r := Raking{Weights: make([]float64, len(cells))}
	for i, c := range cells {
		r.Weights[i] = 1
		if c.Design > 0 {
			r.Weights[i] = c.Design
		}
	}
	scaleToMean1(cells, r.Weights)
	var done bool
	r.Cycles, done = rakeCycles(cells, targets, r.Weights, o)
	for round := 0; o.High > 0 && round < o.TrimRounds; round++ {
		if trim(cells, r.Weights, o) == 0 {
			break
		}
		if round < o.TrimRounds-1 {
			_, done = rakeCycles(cells, targets, r.Weights, o)
		}
	}
	if !done {
		r.Notes = append(r.Notes, Note{Code: RakeSlow, Args: []float64{float64(r.Cycles)}})
	}
	r.describe(cells, targets, o)
	return r, nil
}

// rakeTargets checks the input and normalises the targets.
func rakeTargets(cells []RakeCell, margins []RakeMargin) ([][]float64, error) {
	out := make([][]float64, len(margins))
	for m, mg := range margins {
		if len(mg.Target) != len(mg.Categories) || len(mg.Target) == 0 {
			return nil, fmt.Errorf("raking: %q has %d categories and %d targets", mg.Name, len(mg.Categories), len(mg.Target))
		}
		have, sum := make([]float64, len(mg.Target)), 0.0
		for i, c := range cells {
			if len(c.At) != len(margins) || c.At[m] < 0 || c.At[m] >= len(have) {
				return nil, fmt.Errorf("raking: cell %d has no category of %q", i, mg.Name)
			}
			if !(c.Count >= 0) || !(c.Design >= 0) || math.IsInf(c.Count+c.Design, 0) {
				return nil, fmt.Errorf("raking: cell %d has count %v and design weight %v", i, c.Count, c.Design)
			}
			have[c.At[m]] += c.Count
		}
		for k, t := range mg.Target {
			if !(t >= 0) || math.IsInf(t, 0) {
				return nil, fmt.Errorf("raking: target %v for %q of %q", t, mg.Categories[k], mg.Name)
			}
			if t > 0 && have[k] == 0 {
				return nil, &EmptyCategoryError{mg.Name, mg.Categories[k]}
			}
			if t == 0 && have[k] > 0 {
				return nil, fmt.Errorf("raking: %q of %q has answers but a target of 0", mg.Categories[k], mg.Name)
			}
			sum += t
		}
		if sum <= 0 {
			return nil, fmt.Errorf("raking: the targets of %q are all 0", mg.Name)
		}
		out[m] = make([]float64, len(have))
		for k, t := range mg.Target {
			out[m][k] = t / sum
		}
	}
	return out, nil
}

// rakeCycles runs until no weight moves by more than the tolerance.
func rakeCycles(cells []RakeCell, targets [][]float64, w []float64, o RakeOptions) (cycles int, done bool) {
	before := make([]float64, len(w))
	for cycles = 1; cycles <= o.MaxCycles; cycles++ {
		copy(before, w)
		for m := range targets {
			now := shares(cells, w, m, len(targets[m]))
			for i, c := range cells {
				if now[c.At[m]] > 0 {
					w[i] *= targets[m][c.At[m]] / now[c.At[m]]
				}
			}
		}
		scaleToMean1(cells, w)
		moved := 0.0
		for i := range w {
			moved = math.Max(moved, math.Abs(w[i]-before[i]))
		}
		if moved < o.Tolerance {
			return cycles, true
		}
	}
	return o.MaxCycles, false
}

// shares of the weighted answers in each category of margin m.
func shares(cells []RakeCell, w []float64, m, k int) []float64 {
	out, sum := make([]float64, k), 0.0
	for i, c := range cells {
		out[c.At[m]] += w[i] * c.Count
		sum += w[i] * c.Count
	}
	for i := range out {
		if sum > 0 {
			out[i] /= sum
		}
	}
	return out
}

func scaleToMean1(cells []RakeCell, w []float64) {
	n, sum := 0.0, 0.0
	for i, c := range cells {
		n += c.Count
		sum += c.Count * w[i]
	}
	for i := range w {
		if sum > 0 {
			w[i] *= n / sum
		}
	}
}

// trim clips to the bounds and says how many weights it had to clip.
func trim(cells []RakeCell, w []float64, o RakeOptions) (clipped int) {
	for i := range w {
		if cells[i].Count == 0 {
			continue
		}
		to := math.Max(o.Low, math.Min(o.High, w[i]))
		if math.Abs(to-w[i]) > 1e-9 {
			clipped++
		}
		w[i] = to
	}
	return clipped
}

func (r *Raking) describe(cells []RakeCell, targets [][]float64, o RakeOptions) {
	n, w, ww := 0.0, 0.0, 0.0
	for i, c := range cells {
		n += c.Count
		w += c.Count * r.Weights[i]
		ww += c.Count * r.Weights[i] * r.Weights[i]
		if o.High > 0 && c.Count > 0 && (r.Weights[i] <= o.Low+1e-9 || r.Weights[i] >= o.High-1e-9) {
			r.Trimmed++
		}
	}
	if w > 0 {
		r.Deff, r.NEff = n*ww/(w*w), w*w/ww
	}
	for m := range targets {
		for k, s := range shares(cells, r.Weights, m, len(targets[m])) {
			r.Off = math.Max(r.Off, math.Abs(s-targets[m][k]))
		}
	}
	if r.Off > 1e-6 {
		r.Notes = append(r.Notes, Note{Code: RakeOff, Args: []float64{r.Off}})
	}
}
