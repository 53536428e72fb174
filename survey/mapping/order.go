package mapping

import (
	"slices"

	"github.com/goccy/go-yaml"

	"servqual/survey"
)

// keepOrder notes the order of items and fields where that of the rows is
// another one.
func (b *Book) keepOrder(rows []Column) {
	items, fields := orderOf(b.Columns)
	inRows, inFields := orderOf(rows)
	if !slices.Equal(items, inRows) {
		listed := make(map[string]survey.FileItem)
		for _, it := range b.File.Items {
			listed[it.ID] = it
		}
		var out []survey.FileItem
		for _, id := range items {
			it := listed[id]
			it.ID = id
			out = append(out, it)
			delete(listed, id)
		}
		for _, it := range b.File.Items {
			if _, left := listed[it.ID]; left {
				out = append(out, it)
			}
		}
		b.File.Items = out
	}
	if !slices.Equal(fields, inFields) {
		b.File.Fields = nil
		for _, name := range fields {
			b.File.Fields = append(b.File.Fields, yaml.MapItem{Key: name, Value: ""})
		}
	}
}

// orderOf lists the items and the fields of rows, each where it comes first.
func orderOf(rows []Column) (items, fields []string) {
	for i := range rows {
		switch c := &rows[i]; c.Use {
		case Item:
			if !slices.Contains(items, c.Item) {
				items = append(items, c.Item)
			}
		case Weight, Personal, Nothing, "":
		default:
			fields = append(fields, c.field())
		}
	}
	return items, fields
}
