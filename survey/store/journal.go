package store

import (
	"bytes"
	"context"
	"math"
	"strings"
)

// table is a table whose rows are changed through a change, so that they can be
// put back. Its key is the first columns.
type table struct {
	name    string // without the prefix
	columns []string
	key     int
}

// tables are all of them, those that are referred to first. Rows of study,
// import and file are never altered, only added and deleted.
var tables = []table{
	{"study", []string{"id", "digest", "instrument", "version", "yaml"}, 1},
	{"import", []string{"id", "study", "summary", "issues"}, 1},
	{"file", []string{"import", "source", "name", "sheet", "sha256"}, 2},
	{"part", []string{"wave", "unit", "import", "n", "flagged", "sources", "comments", "answers", "tally", "identities"}, 2},
	{"target", []string{"measure", "unit", "value"}, 2},
	{"event", []string{"id", "date", "kind", "title", "gaps", "units", "note"}, 1},
	{"action", []string{"id", "gap", "title", "owner", "due", "state", "done", "units", "note"}, 1},
	{"norm", []string{"name", "measure", "source", "units", "body"}, 2},
	{"unit", []string{"name", "aliases", "parents"}, 1},
}

func tableOf(name string) *table {
	for i := range tables {
		if tables[i].name == name {
			return &tables[i]
		}
	}
	panic("store: no table " + name)
}

func (t *table) list() string { return strings.Join(t.columns, ", ") }

// byKey is the condition that chooses one row.
func (t *table) byKey() string { return strings.Join(t.columns[:t.key], " = ? AND ") + " = ?" }

// change is a transaction that writes down, before it alters a row, what the
// row was: with that, restore goes back.
type change struct {
	session
	version int64
	altered bool
}

// put writes a row, in the place of the one with its key if there is one.
func (c *change) put(ctx context.Context, name string, row ...any) error {
	t := tableOf(name)
	n, err := c.drop(ctx, name, t.byKey(), row[:t.key]...)
	if err != nil {
		return err
	}
	if n == 0 {
		if err := c.keep(ctx, t, row[:t.key], nil); err != nil {
			return err
		}
	}
	if _, err = c.exec(ctx, "INSERT INTO servqual_"+name+" ("+t.list()+") VALUES (?"+strings.Repeat(", ?", len(row)-1)+")", row...); err != nil {
		return err
	}
	return sealRow(ctx, c, t, row[:t.key])
}

// drop deletes the rows of a condition and counts them.
func (c *change) drop(ctx context.Context, name, where string, args ...any) (int64, error) {
	t := tableOf(name)
	rows, err := t.read(ctx, c, where, args...)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	for _, row := range rows {
		if err := c.keep(ctx, t, row[:t.key], encodeRow(row)); err != nil {
			return 0, err
		}
		if _, err := c.exec(ctx, "DELETE FROM servqual_sum WHERE tab = ? AND id = ?", t.name, encodeRow(row[:t.key])); err != nil {
			return 0, err
		}
	}
	return c.exec(ctx, "DELETE FROM servqual_"+name+" WHERE "+where, args...)
}

// keep notes what a row was before this change; nil = it was not there. Only
// the first note of a row counts.
func (c *change) keep(ctx context.Context, t *table, key []any, row []byte) error {
	c.altered = true
	var content any
	if row != nil {
		content = row
	}
	_, err := c.exec(ctx, "INSERT INTO servqual_past (version, tab, id, content, sum) VALUES (?, ?, ?, ?, ?) ON CONFLICT (version, tab, id) DO NOTHING", c.version, t.name, encodeRow(key), content, sumOf(row))
	return err
}

// read gives the rows of a condition, by column.
func (t *table) read(ctx context.Context, s session, where string, args ...any) ([][]any, error) {
	var out [][]any
	err := s.query(ctx, "SELECT "+t.list()+" FROM servqual_"+t.name+" WHERE "+where, args, func(scan scan) error {
		row, to := make([]any, len(t.columns)), make([]any, len(t.columns))
		for i := range row {
			to[i] = &row[i]
		}
		if err := scan(to...); err != nil {
			return err
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				row[i] = bytes.Clone(b)
			}
		}
		out = append(out, row)
		return nil
	})
	return out, err
}

// The values of a row as bytes: each a letter for its type, and the value.

func encodeRow(row []any) []byte {
	w := &writer{}
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			w.buf = append(w.buf, '0')
		case int64:
			w.buf = append(w.buf, 'i')
			w.int(v)
		case float64:
			w.buf = append(w.buf, 'f')
			w.uint(math.Float64bits(v))
		case string:
			w.buf = append(w.buf, 's')
			w.text(v)
		case []byte:
			w.buf = append(w.buf, 'b')
			w.text(string(v))
		default:
			panic("store: a column of no known type")
		}
	}
	return w.buf
}

func decodeRow(data []byte) ([]any, error) {
	r := &reader{buf: data}
	var out []any
	for len(r.buf) > 0 {
		switch r.byte() {
		case '0':
			out = append(out, nil)
		case 'i':
			out = append(out, r.int())
		case 'f':
			out = append(out, math.Float64frombits(r.uint()))
		case 's':
			out = append(out, r.text())
		case 'b':
			out = append(out, []byte(r.text()))
		default:
			r.fail()
		}
	}
	if r.bad {
		return nil, errAnswers
	}
	return out, nil
}
