package load_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"servqual/fixtures/own"
	"servqual/survey"
	"servqual/survey/load"
)

const ownFolder = "../../fixtures/own"

// TestOwnForms reads each form of fixtures/own as a stranger would and holds
// items, labels, sides, columns, dimensions, scale, questions and means against
// what its generator says.
func TestOwnForms(t *testing.T) {
	for _, f := range own.Forms() {
		t.Run(f.Name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(ownFolder, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			src, err := load.Open([]load.Input{{Name: f.Name, Data: data}}, options())
			if err != nil {
				t.Fatal(err)
			}
			defer src.Close()
			for _, wrong := range slices.Concat(wrongItems(src, f.Want), wrongDimensions(src.Study(), f.Want), wrongScale(src.Study(), f.Want), wrongQuestions(src, f.Want)) {
				t.Error(wrong)
			}
			if len(f.Want.Asks) > 0 || len(f.Want.Items) == 0 {
				return
			}
			r := mustRead(t, options(), load.Input{Name: f.Name, Data: data})
			for k, it := range r.study.Items {
				if k < len(f.Want.Items) {
					if got, want := meanOf(r, it.ID), f.Want.Items[k].Mean; !(math.Abs(got-want) < 1e-9) {
						t.Errorf("mean of %s %s: %v, want %v", it.ID, it.Label.Zh, got, want)
					}
				}
			}
		})
	}
}

func wrongItems(src *load.Source, w own.Want) (wrong []string) {
	s := src.Study()
	if len(w.Items) == 0 {
		if len(s.Items) > 0 {
			wrong = append(wrong, fmt.Sprintf("%d items, want none", len(s.Items)))
		}
		return wrong
	}
	if len(s.Items) != len(w.Items) {
		var got []string
		for _, it := range s.Items {
			got = append(got, it.Label.Zh)
		}
		return []string{fmt.Sprintf("%d items, want %d: %s", len(s.Items), len(w.Items), strings.Join(got, " | "))}
	}
	bound := make(map[int]load.Binding)
	for _, b := range src.Bindings() {
		bound[b.Column-1] = b
	}
	ids := make(map[string]bool)
	for k, it := range s.Items {
		want := w.Items[k]
		if ids[it.ID] {
			wrong = append(wrong, "two items are "+it.ID)
		}
		ids[it.ID] = true
		if want.Label != "" && it.Label.Zh != want.Label {
			wrong = append(wrong, fmt.Sprintf("label %q, want %q", it.Label.Zh, want.Label))
		}
		for side, col := range want.Columns {
			if b := bound[col]; b.Item != it.ID || b.Side.String() != side {
				wrong = append(wrong, fmt.Sprintf("column %d %q is %s %v, want %s %s", col+1, b.Header, b.Item, b.Side, it.ID, side))
			}
		}
	}
	return wrong
}

func wrongDimensions(s *survey.Study, w own.Want) (wrong []string) {
	labels := make(map[string]string)
	for _, d := range s.Dimensions {
		labels[d.ID] = d.Label.Zh
	}
	for k, it := range s.Items {
		if k >= len(w.Items) {
			break
		}
		want := w.Items[k].Dimension
		if want == "" {
			want = "全部题项"
		}
		if got := labels[it.Dimension]; got != want {
			wrong = append(wrong, fmt.Sprintf("dimension of %s: %q, want %q", it.ID, got, want))
		}
	}
	return wrong
}

func wrongScale(s *survey.Study, w own.Want) (wrong []string) {
	if len(w.Items) == 0 || len(w.Asks) > 0 && !slices.Contains(w.Asks, "side-open") {
		return nil
	}
	if !w.Worded && (s.Scale.Min != w.Min || s.Scale.Max != w.Max) {
		wrong = append(wrong, fmt.Sprintf("scale %d–%d, want %d–%d", s.Scale.Min, s.Scale.Max, w.Min, w.Max))
	}
	for _, it := range s.Items {
		if !slices.Equal(it.None, w.None) {
			wrong = append(wrong, fmt.Sprintf("%s: no answer %v, want %v", it.ID, it.None, w.None))
		}
		if it.Reversed != w.Down {
			wrong = append(wrong, fmt.Sprintf("%s: reversed %v, want %v", it.ID, it.Reversed, w.Down))
		}
	}
	return wrong
}

func wrongQuestions(src *load.Source, w own.Want) (wrong []string) {
	if src.Draft() != w.Draft {
		wrong = append(wrong, fmt.Sprintf("draft %v, want %v", src.Draft(), w.Draft))
	}
	var blocks, all []string
	for _, q := range src.Questions() {
		all = append(all, fmt.Sprintf("%v %q %q", q.Code, q.Subject, q.Got))
		if q.Blocks {
			blocks = append(blocks, string(q.Code))
		}
	}
	want := w.Asks
	if !slices.Equal(blocks, want) {
		wrong = append(wrong, fmt.Sprintf("blocking questions %v, want %v (all: %v)", blocks, want, all))
	} else if !w.Draft && len(all) > 0 {
		wrong = append(wrong, fmt.Sprintf("questions %v, want none", all))
	}
	return wrong
}

// meanOf averages the perceptions of an item, or its only side.
func meanOf(r *result, id string) float64 {
	codes := r.answers[id+" perception"]
	if codes == nil {
		for _, side := range r.study.Sides {
			codes = r.answers[id+" "+side.String()]
		}
	}
	sum, n := 0, 0
	for _, c := range codes {
		if c >= 0 || r.study.Scale.Min < 0 { // result has −1 for no answer
			sum += c
			n++
		}
	}
	return float64(sum) / float64(n)
}
