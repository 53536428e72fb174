package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
)

// snapshot is a study as it is stored: whole, so that it does not change when a
// later program brings another edition of the preset.
type snapshot struct {
	digest     string
	instrument string
	version    string
	yaml       string
}

// takeSnapshot writes the study with the fields that the data has, in one order
// for all imports.
func takeSnapshot(s *survey.Study) (snapshot, error) {
	c := settled(s)
	c.Instrument, c.Ignored, c.Units = "", nil, nil // columns of one file, and the register
	for name, o := range c.Outcomes {
		o.Down = false // the answers are stored turned
		c.Outcomes[name] = o
	}
	data, err := survey.MarshalStudy(c, nil)
	if err != nil {
		return snapshot{}, err
	}
	h := sha256.Sum256([]byte(s.Instrument + "\x00" + string(data)))
	x := snapshot{hex.EncodeToString(h[:]), s.Instrument, s.Version, string(data)}
	if _, err := x.study(); err != nil {
		return snapshot{}, &lang.Error{Text: lang.F("研究设置存入后读不回来，未导入：%v；请把研究文件发给程序的维护者", "the study could not be read again once stored, and nothing was imported: %v; report it with the study file", err), Err: err}
	}
	return x, nil
}

func (x snapshot) study() (*survey.Study, error) {
	s, err := survey.ParseStudy("workspace", []byte(x.yaml), func(string) (*survey.Study, bool) { return nil, false })
	if err != nil {
		return nil, err
	}
	s.Instrument, s.Version = x.instrument, x.version
	return settled(s), nil
}

// settled is a copy whose fields are those with a column, and wave and unit,
// which every part has: known fields first, then the others by name.
func settled(s *survey.Study) *survey.Study {
	c := s.Clone()
	c.Fields = nil
	for _, f := range s.Fields {
		if f.Column != "" && f.Name != survey.FieldUnit && f.Name != survey.FieldWave {
			c.Fields = append(c.Fields, f)
		}
	}
	for _, name := range []string{survey.FieldUnit, survey.FieldWave} {
		f, ok := s.Field(name)
		if !ok || f.Kind != survey.CategoryField {
			f = survey.NewField(name, "")
		}
		c.Fields = append(c.Fields, f)
	}
	sortFields(c.Fields)
	return c
}

func sortFields(fields []survey.Field) {
	rank := map[string]int{}
	for i, f := range survey.KnownFields() {
		rank[f.Name] = i - 1000
	}
	slices.SortStableFunc(fields, func(a, b survey.Field) int {
		if rank[a.Name] != rank[b.Name] {
			return rank[a.Name] - rank[b.Name]
		}
		return strings.Compare(a.Name, b.Name)
	})
}

// Kind says in what two studies differ. The zero value is invalid.
type Kind int

// The kinds of difference.
const (
	ScaleDiffers   Kind = iota + 1 // comparable on 0–100 only
	SidesDiffer                    // one asks expectations and the other does not
	ItemsDiffer                    // items or dimensions were added, dropped or moved
	OutcomeDiffers                 // a numeric field has another scale: that field alone is not comparable
	WordingDiffers                 // the same items in other words
)

// Apart says that answers of the two can't be counted together.
func (k Kind) Apart() bool { return k == ScaleDiffers || k == SidesDiffer || k == ItemsDiffer }

// Difference is one difference between the studies of two waves.
type Difference struct {
	Kind    Kind
	Subject string // the item, field … concerned, where it is one
	Text    lang.Text
}

// Differences says how the study of some waves differs from that of the waves
// it is held against, earlier or later.
func Differences(other, base *survey.Study) []Difference {
	var out []Difference
	add := func(k Kind, subject string, t lang.Text) { out = append(out, Difference{k, subject, t}) }
	if a, b := other.Scale, base.Scale; a.Min != b.Min || a.Max != b.Max || a.Steps != b.Steps {
		add(ScaleDiffers, "", lang.F("量表为 %d–%d，对照为 %d–%d，只能换算为 0–100 比较", "scale %d–%d against %d–%d: only 0–100 can be compared", a.Min, a.Max, b.Min, b.Max))
	}
	if !slices.Equal(other.Sides, base.Sides) {
		add(SidesDiffer, "", lang.F("询问的是%s，对照为%s", "asks %s against %s", sidesText(other), sidesText(base)))
	}
	out = append(out, itemDifferences(other, base)...)
	for _, f := range base.Fields {
		a, okA := other.Outcomes[f.Name]
		b, okB := base.Outcomes[f.Name]
		if okA && okB && a != b {
			add(OutcomeDiffers, f.Name, lang.F("“%s”的量表为 %d–%d，对照为 %d–%d，该项不合并", "%s on a scale %d–%d against %d–%d: that field is not counted together", f.Label, a.Min, a.Max, b.Min, b.Max))
		}
	}
	return out
}

func itemDifferences(other, base *survey.Study) []Difference {
	var gone, added, moved, worded []string
	for _, it := range other.Items {
		i := base.ItemIndex(it.ID)
		switch {
		case i < 0:
			gone = append(gone, it.ID)
		case base.Items[i].Dimension != it.Dimension || apart(base, i) != apart(other, other.ItemIndex(it.ID)):
			moved = append(moved, it.ID)
		case base.Items[i].Label != it.Label:
			worded = append(worded, it.ID)
		}
	}
	for _, it := range base.Items {
		if other.ItemIndex(it.ID) < 0 {
			added = append(added, it.ID)
		}
	}
	var out []Difference
	add := func(k Kind, ids []string, zh, en string) {
		if len(ids) > 0 {
			out = append(out, Difference{k, strings.Join(ids, ", "), lang.Text{Zh: fmt.Sprintf(zh, strings.Join(ids, "、")), En: fmt.Sprintf(en, strings.Join(ids, ", "))}})
		}
	}
	add(ItemsDiffer, gone, "多出题项 %s", "items that the others lack: %s")
	add(ItemsDiffer, added, "缺少题项 %s", "items that only the others have: %s")
	add(ItemsDiffer, moved, "题项 %s 属于别的维度", "items in another dimension: %s")
	add(WordingDiffers, worded, "题项 %s 说法不同", "items worded differently: %s")
	return out
}

func apart(s *survey.Study, item int) bool {
	return s.Dimensions[s.Dim(s.Items[item].Dimension)].Apart()
}

func sidesText(s *survey.Study) lang.Text {
	var zh, en []string
	for _, x := range s.Sides {
		zh, en = append(zh, x.Label().Zh), append(en, x.Label().En)
	}
	return lang.T(strings.Join(zh, "、"), strings.Join(en, ", "))
}

// together says whether answers of the two studies can be counted together.
func together(a, b *survey.Study) bool {
	return !slices.ContainsFunc(Differences(a, b), func(d Difference) bool { return d.Kind.Apart() })
}

// union is a study with the fields and weights that only the other one has, so
// that nothing that was stored is lost by reading the two together.
func union(base, other *survey.Study) *survey.Study {
	c := base.Clone()
	for _, f := range other.Fields {
		if _, ok := c.Field(f.Name); !ok {
			c.Fields = append(c.Fields, f)
			if o, ok := other.Outcomes[f.Name]; ok {
				if c.Outcomes == nil {
					c.Outcomes = map[string]survey.Outcome{}
				}
				c.Outcomes[f.Name] = o
			}
		}
	}
	sortFields(c.Fields)
	if len(c.Weights) == 0 && len(other.Weights) > 0 {
		c.Weights = map[string]string{}
		for id, col := range other.Weights {
			if c.Dim(id) >= 0 {
				c.Weights[id] = col
			}
		}
	}
	return c
}
