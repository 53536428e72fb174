package gap

import (
	"strconv"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
)

// FormsFor gives the managers' and the staff's form that fit the customers'
// questionnaire: the published ones, with the items and dimensions of that
// questionnaire in place of the 22 and five. For servqual-22 they are the
// presets.
func FormsFor(customers *survey.Study) (managers, staff *survey.Study) {
	managers, _ = Preset(ManagersForm)
	staff, _ = Preset(StaffForm)
	if fits(customers, managers) {
		return managers, staff
	}
	refit(managers, customers, true)
	refit(staff, customers, false)
	return managers, staff
}

// fits says whether the preset's battery is that of the customers.
func fits(customers, form *survey.Study) bool {
	if customers.Scale.Min != form.Scale.Min || customers.Scale.Max != form.Scale.Max {
		return false
	}
	a, b := batteryOf(customers), batteryOf(form)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		da, db := &customers.Dimensions[a[i]], &form.Dimensions[b[i]]
		ia, ib := customers.ItemsOf(a[i]), form.ItemsOf(b[i])
		if da.ID != db.ID || da.Label != db.Label || len(ia) != len(ib) {
			return false
		}
		for k := range ia {
			if customers.Items[ia[k]].Label != form.Items[ib[k]].Label {
				return false
			}
		}
	}
	return true
}

// refit replaces the battery of a form and its ratings by dimension. The
// preset it came from no longer describes it, so it stands on its own.
func refit(form, customers *survey.Study, predicted bool) {
	form.Instrument = ""
	form.Scale = customers.Scale
	old := form.Items
	form.Items = nil
	var dims []survey.Dimension
	for _, d := range batteryOf(customers) {
		x := customers.Dimensions[d]
		x.Weight = 0
		if predicted {
			dims = append(dims, x)
		}
	}
	for _, d := range form.Dimensions {
		if d.Apart() {
			dims = append(dims, d)
		}
	}
	form.Dimensions = dims
	for i := range form.Dimensions {
		form.Dimensions[i].Note = onScale(form.Dimensions[i].Note, form.Scale)
	}
	n := 0
	for i, it := range customers.Items {
		d := customers.Dim(it.Dimension)
		if !predicted || d < 0 || customers.Dimensions[d].Apart() {
			continue
		}
		n++
		it = survey.Item{ID: "ME" + strconv.Itoa(n), Dimension: it.Dimension, Label: it.Label, Facet: customers.Items[i].Facet}
		form.Items = append(form.Items, it)
	}
	for _, d := range form.Dimensions {
		if d.Gap > 0 {
			form.Items = append(form.Items, ratings(d, customers, old)...)
		}
	}
	for _, it := range old {
		if d := form.Dim(it.Dimension); d >= 0 && form.Dimensions[d].Causes > 0 {
			form.Items = append(form.Items, it)
		}
	}
}

// onScale puts a legend like "1 = informal … 7 = formal" on another scale.
func onScale(note lang.Text, s survey.Scale) lang.Text {
	ends := strings.NewReplacer("1 = ", strconv.Itoa(s.Min)+" = ", "… 7 = ", "… "+strconv.Itoa(s.Max)+" = ")
	return lang.T(ends.Replace(note.Zh), ends.Replace(note.En))
}

// ratings makes the items of a dimension that rates a gap: one for each
// dimension of the customers' battery, worded and answered like the preset's.
func ratings(d survey.Dimension, customers *survey.Study, old []survey.Item) []survey.Item {
	var none []string
	for _, it := range old {
		if it.Dimension == d.ID {
			none = it.None
		}
	}
	var out []survey.Item
	for _, b := range batteryOf(customers) {
		x := &customers.Dimensions[b]
		out = append(out, survey.Item{
			ID: d.ID + "_" + x.ID, Dimension: d.ID, About: x.ID, None: none,
			Label: lang.F("%s：%s", "%s: %s", d.Label, x.Label),
		})
	}
	return out
}

// batteryOf lists the dimensions of a study that do not stand apart.
func batteryOf(s *survey.Study) []int {
	var out []int
	for d := range s.Dimensions {
		if !s.Dimensions[d].Apart() {
			out = append(out, d)
		}
	}
	return out
}
