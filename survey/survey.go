// Package survey knows what a service-quality survey consists of: dimensions
// and items, the sides each item is asked on, the scale, the study file that
// says so, and the answers by column. It knows neither files of answers (load)
// nor statistics (stats, tally).
//
// On the walk of a number it is the stop where a cell has become a Code in a
// Batch, bound to an item and a side.
package survey

import (
	"fmt"
	"math"

	"servqual/survey/lang"
)

// Side is what an item was asked for. The zero value is invalid.
type Side int

// The sides of an item. Expectation and Perception make gap 5; Minimum and
// Desired replace Expectation in the three-column format (method A.3);
// Importance goes with Perception in importance–performance surveys.
const (
	Expectation Side = iota + 1
	Perception
	Minimum
	Desired
	Importance
)

// Sides lists all sides in canonical order.
func Sides() []Side { return []Side{Expectation, Perception, Minimum, Desired, Importance} }

// String gives the key of the side in study files.
func (s Side) String() string {
	switch s {
	case Expectation:
		return "expectation"
	case Perception:
		return "perception"
	case Minimum:
		return "minimum"
	case Desired:
		return "desired"
	case Importance:
		return "importance"
	}
	return fmt.Sprintf("survey.Side(%d)", int(s))
}

// ParseSide reads a key of String.
func ParseSide(key string) (Side, bool) {
	for _, s := range Sides() {
		if s.String() == key {
			return s, true
		}
	}
	return 0, false
}

// Label words the side for tables and charts.
func (s Side) Label() lang.Text {
	switch s {
	case Expectation:
		return lang.T("期望", "Expectation")
	case Perception:
		return lang.T("感知", "Perception")
	case Minimum:
		return lang.T("最低要求", "Minimum")
	case Desired:
		return lang.T("理想水平", "Desired")
	case Importance:
		return lang.T("重要度", "Importance")
	}
	panic("survey: label of an invalid side")
}

// Code is one answer: the number on the scale, or why there is none.
type Code int8

// Why an answer has no number. Any Code above Invalid is a number.
const (
	Missing       Code = math.MinInt8     // blank, skipped, or a missing code of the study
	NotApplicable Code = math.MinInt8 + 1 // the respondent said that it does not apply
	Invalid       Code = math.MinInt8 + 2 // something was written that is no answer; an issue says what
)

// Valid says whether c is a number on the scale.
func (c Code) Valid() bool { return c > Invalid }

// Scale is the range of the answers, equal for all sides and items. Where they
// were given on different scales, it is 0–100 in Steps, and the code of an answer
// counts steps: 2 of 1–5 and 2.5 of 1–7 would both be code 3 of 12, which is 25.
type Scale struct {
	Min    int
	Max    int
	Steps  int            // from Min to Max where a code is no point of the scale but a step; 0 = it is a point
	Labels map[string]int // the wording of answers in the data, e.g. 非常满意: 7
}

// MaxScale is the widest scale accepted (0 … 100).
const MaxScale = 101

// Points is the number of distinct codes.
func (s Scale) Points() int {
	if s.Steps > 0 {
		return s.Steps + 1
	}
	return s.Max - s.Min + 1
}

// Top is the highest code; the lowest is Min.
func (s Scale) Top() int { return s.Min + s.Points() - 1 }

// Value is the point of the scale that a code stands for.
func (s Scale) Value(code int) float64 {
	if s.Steps == 0 {
		return float64(code)
	}
	return float64(s.Min) + float64((code-s.Min)*(s.Max-s.Min))/float64(s.Steps)
}

// Grain says that a code c is c·mul/div of the points of the scale: 1 and 1, but
// for a scale in steps, which begins at 0.
func (s Scale) Grain() (mul, div int64) {
	if s.Steps == 0 {
		return 1, 1
	}
	a, b := int64(s.Max-s.Min), int64(s.Steps)
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x, b / x
}

// Contains says whether v is a code of the scale.
func (s Scale) Contains(v int) bool { return v >= s.Min && v <= s.Top() }

// Reverse recodes an answer to a negatively worded item: min + max − x.
func (s Scale) Reverse(c Code) Code {
	if !c.Valid() {
		return c
	}
	return Code(s.Min + s.Top() - int(c))
}

// Rescale puts a mean on 0–100: 100·(x − min)/(max − min).
func (s Scale) Rescale(x float64) float64 { return 100 * (x - float64(s.Min)) / float64(s.Max-s.Min) }

// RescaleGap puts a gap on −100…100: 100·g/(max − min).
func (s Scale) RescaleGap(g float64) float64 { return 100 * g / float64(s.Max-s.Min) }

// Dimension is a group of items that are averaged to one score.
type Dimension struct {
	ID     string
	Label  lang.Text
	Weight float64 // points out of 100 to use when respondents gave none; 0 = none stated
	Note   lang.Text
	Gap    int // the dimension rates this gap of the model (2, 3 or 4) as a level; 0 = it does not
	Causes int // the dimension is an antecedent of this gap (1 … 4); 0 = it is not
}

// Apart says that the dimension is no part of the battery: respondents give it
// no points, and it belongs in no total.
func (d Dimension) Apart() bool { return d.Gap > 0 || d.Causes > 0 }

// Item is one statement, asked on one or more sides.
type Item struct {
	ID         string
	Dimension  string
	Label      lang.Text
	Reversed   bool // negatively worded: recoded before anything else
	Touchpoint string
	Facet      string
	Columns    map[Side]string // header text, or "#12" for the 12th column
	Aliases    []string        // further headers by which load recognises the item
	About      string          // the dimension of the customers' battery that the item asks about, where that is not its own
	None       []string        // answers that count as NotApplicable with a meaning of their own: "no standard exists"
}

// Facet is a second grouping that cuts across dimensions, e.g. environment and
// staff in the five-elements set.
type Facet struct {
	ID    string
	Label lang.Text
}

// HeaderHint says where the header is, only where detection is wrong.
type HeaderHint struct {
	Row   int
	Sheet string
}

// Outcome ranges: the scale of a numeric field such as overall satisfaction.
// Where the answers were given on different scales, Steps is as that of Scale.
type Outcome struct {
	Min   int
	Max   int
	Steps int
	Down  bool // the lower end is the better one: answers are turned, min + max − x
}

// Grain is that of a Scale.
func (o Outcome) Grain() (mul, div int64) {
	return Scale{Min: o.Min, Max: o.Max, Steps: o.Steps}.Grain()
}

// Promotes says that answers to a recommendation on this scale make a net
// promoter score: 0–10, or 1–10 as some ask it.
func (o Outcome) Promotes() bool { return o.Max == 10 && (o.Min == 0 || o.Min == 1) }

// Promotes says that a field is the willingness to recommend, on a scale that
// makes a net promoter score. A scale that is not known is taken as 0–10.
func (s *Study) Promotes(field string) bool {
	o, known := s.Outcomes[field]
	return field == FieldRecommend && (!known || o.Promotes())
}

// Study is everything known about a survey before its answers are read.
type Study struct {
	Title      lang.Text
	Instrument string // the preset it came from, or ""
	Version    string // note on the preset's edition
	Scale      Scale
	Scales     []ScaleRule // where not all answers were given on one scale
	Sides      []Side      // the sides asked, canonical order
	Dimensions []Dimension
	Items      []Item
	Facets     []Facet
	Weights    map[string]string // dimension ID → column with the respondent's own points
	Fields     []Field
	Outcomes   map[string]Outcome // field name → its scale
	Missing    []string           // texts that mean "no answer"
	Ignored    []string           // headers of columns that are not used, whatever they look like
	Units      Units              // the units and the other names that the data has for them
	Header     HeaderHint
	Report     Branding
	Targets    map[string]float64 // measure → target, e.g. "gap/REL": -0.5

	// Unconfirmed says that nobody has checked what was proposed from headers and
	// answers: what is made of it is a draft, and its questions stay open.
	Unconfirmed bool
}

// Branding is how a company's reports look.
type Branding struct {
	Title    lang.Text
	Footer   lang.Text
	Logo     string   // image file, relative to the study file
	Colours  []string // "#rrggbb": main and second colour
	Chapters []string // which chapters appear, in the report's own order; empty = all
}

// Dim gives the index of a dimension, or −1.
func (s *Study) Dim(id string) int {
	for i := range s.Dimensions {
		if s.Dimensions[i].ID == id {
			return i
		}
	}
	return -1
}

// ItemIndex gives the index of an item, or −1.
func (s *Study) ItemIndex(id string) int {
	for i := range s.Items {
		if s.Items[i].ID == id {
			return i
		}
	}
	return -1
}

// ItemsOf lists the indexes of a dimension's items, in order.
func (s *Study) ItemsOf(dim int) []int {
	var out []int
	for i := range s.Items {
		if s.Items[i].Dimension == s.Dimensions[dim].ID {
			out = append(out, i)
		}
	}
	return out
}

// SideIndex gives the position of a side in Sides, or −1 when it is not asked.
func (s *Study) SideIndex(side Side) int {
	for i, x := range s.Sides {
		if x == side {
			return i
		}
	}
	return -1
}

// Asks says whether all these sides are asked.
func (s *Study) Asks(sides ...Side) bool {
	for _, x := range sides {
		if s.SideIndex(x) < 0 {
			return false
		}
	}
	return true
}

// Slot numbers the answer columns of a Batch: item × side.
func (s *Study) Slot(item, sideIndex int) int { return item*len(s.Sides) + sideIndex }

// Slots is the number of answer columns.
func (s *Study) Slots() int { return len(s.Items) * len(s.Sides) }

// Field finds a field by name.
func (s *Study) Field(name string) (Field, bool) {
	for _, f := range s.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Clone copies the study deeply enough that columns and fields can be bound
// without touching the preset.
func (s *Study) Clone() *Study {
	c := *s
	c.Sides = append([]Side(nil), s.Sides...)
	c.Dimensions = append([]Dimension(nil), s.Dimensions...)
	c.Items = append([]Item(nil), s.Items...)
	for i := range c.Items {
		c.Items[i].Columns = copyMap(s.Items[i].Columns)
		c.Items[i].Aliases = append([]string(nil), s.Items[i].Aliases...)
		c.Items[i].None = append([]string(nil), s.Items[i].None...)
	}
	c.Facets = append([]Facet(nil), s.Facets...)
	c.Fields = append([]Field(nil), s.Fields...)
	c.Missing = append([]string(nil), s.Missing...)
	c.Ignored = append([]string(nil), s.Ignored...)
	c.Units = s.Units.Clone()
	c.Weights = copyMap(s.Weights)
	c.Outcomes = copyMap(s.Outcomes)
	c.Targets = copyMap(s.Targets)
	c.Scale.Labels = copyMap(s.Scale.Labels)
	c.Scales = append([]ScaleRule(nil), s.Scales...)
	return &c
}

func copyMap[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return nil
	}
	out := make(map[K]V, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}
