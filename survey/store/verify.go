package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
)

// A checksum stands beside each row of every table whose rows are changed
// through a change: the SHA-256 of the row as encodeRow writes it. It is made in the
// transaction that writes the row, so that a bit that flips later, on the disk, in
// a copy or by another program, is found. What a version kept of earlier rows
// has a checksum too.

// sumOf is the checksum of a row.
func sumOf(encoded []byte) []byte {
	h := sha256.Sum256(encoded)
	return h[:]
}

// sealRow makes the checksum of the row of a key.
func sealRow(ctx context.Context, s session, t *table, key []any) error {
	return seal(ctx, s, t, t.byKey(), key...)
}

func seal(ctx context.Context, s session, t *table, where string, args ...any) error {
	rows, err := t.read(ctx, s, where, args...)
	if err != nil {
		return err
	}
	for _, row := range rows {
		_, err := s.exec(ctx, "INSERT INTO servqual_sum (tab, id, sum) VALUES (?, ?, ?) ON CONFLICT (tab, id) DO UPDATE SET sum = excluded.sum",
			t.name, encodeRow(row[:t.key]), t.sums(row))
		if err != nil {
			return err
		}
	}
	return nil
}

// tallyColumn is the tally in a row of parts. It is made again from the answers
// where it is damaged, so it has a checksum of its own.
const tallyColumn = 8

// sums gives the checksum of a row; of a part, and behind it that of its tally.
func (t *table) sums(row []any) []byte {
	if t.name != "part" {
		return sumOf(encodeRow(row))
	}
	rest := slices.Clone(row)
	rest[tallyColumn] = nil
	return append(sumOf(encodeRow(rest)), sumOf(encodeRow(row[tallyColumn:tallyColumn+1]))...)
}

// rowSum is the part of sums that does not change with a tally.
func rowSum(sums []byte) []byte { return sums[:min(len(sums), sha256.Size)] }

// sealRows makes the checksums of all rows: of a workspace that had none.
func sealRows(ctx context.Context, s session) error {
	for i := range tables {
		if err := seal(ctx, s, &tables[i], "1 = 1"); err != nil {
			return err
		}
	}
	return nil
}

// checkParts holds the rows of parts against their checksums before they are
// used, names the first that differs, and lists those whose tally does.
func (w *Workspace) checkParts(ctx context.Context, s session, f Filter) (stale map[Place]bool, err error) {
	where, args := f.where()
	t := tableOf("part")
	sums, err := readSums(ctx, s)
	if err != nil {
		return nil, err
	}
	rows, err := t.read(ctx, s, strings.TrimPrefix(cmp.Or(where, "1 = 1"), " WHERE "), args...)
	if err != nil {
		return nil, err
	}
	stale = make(map[Place]bool)
	for _, row := range rows {
		at := Place{fmt.Sprint(row[0]), fmt.Sprint(row[1])}
		switch sum, now := sums[t.name+" "+string(encodeRow(row[:t.key]))], t.sums(row); {
		case !bytes.Equal(rowSum(sum), rowSum(now)):
			return nil, w.damaged(place(at.Wave, at.Unit), errAnswers)
		case !bytes.Equal(sum, now):
			stale[at] = true
		}
	}
	return stale, nil
}

// Fault is a row of the workspace that is not what was written.
type Fault struct {
	What   lang.Text // which: a wave and unit, an action …
	Detail string    // in English, for who looks into it
}

// Verified says what Verify found.
type Verified struct {
	Rows, Parts int   // looked at
	Responses   int64 // in the parts
	Faults      []Fault
}

// Verify reads all that the workspace holds: every row against its checksum,
// the answers of every part as a report reads them, and, where the database is a
// file, its own structure. It changes nothing.
func (w *Workspace) Verify(ctx context.Context) (*Verified, error) {
	v := &Verified{}
	err := w.db.read(ctx, func(s session) error {
		if err := w.verifyFile(ctx, s, v); err != nil {
			return err
		}
		sums, err := readSums(ctx, s)
		if err != nil {
			return err
		}
		for i := range tables {
			if err := verifyTable(ctx, s, &tables[i], sums, v); err != nil {
				return err
			}
		}
		for _, key := range slices.Sorted(maps.Keys(sums)) { // what is left belongs to rows that are gone
			tab, id, _ := strings.Cut(key, " ")
			v.fault(tab, []byte(id), "the row is missing")
		}
		if err := verifyPast(ctx, s, v); err != nil {
			return err
		}
		return w.verifyParts(ctx, s, v)
	})
	if Is(err, Damaged) { // the database itself gave up
		v.Faults = append(v.Faults, Fault{lang.T("数据库文件", "the database file"), err.Error()})
		err = nil
	}
	return v, err
}

// verifyFile asks SQLite to look through its file; PostgreSQL has checksums of
// its own pages.
func (w *Workspace) verifyFile(ctx context.Context, s session, v *Verified) error {
	if _, file := w.db.(*sqliteDB); !file {
		return nil
	}
	return s.query(ctx, "PRAGMA integrity_check(20)", nil, func(scan scan) error {
		var said string
		err := scan(&said)
		if err == nil && said != "ok" {
			v.Faults = append(v.Faults, Fault{lang.T("数据库文件", "the database file"), said})
		}
		return err
	})
}

func readSums(ctx context.Context, s session) (map[string][]byte, error) {
	sums := make(map[string][]byte)
	err := s.query(ctx, "SELECT tab, id, sum FROM servqual_sum", nil, func(scan scan) error {
		var tab string
		var id, sum []byte
		err := scan(&tab, &id, &sum)
		sums[tab+" "+string(id)] = bytes.Clone(sum)
		return err
	})
	return sums, err
}

// verifyTable holds the rows of a table against their checksums, and takes
// those off that it found.
func verifyTable(ctx context.Context, s session, t *table, sums map[string][]byte, v *Verified) error {
	rows, err := t.read(ctx, s, "1 = 1")
	if err != nil {
		return err
	}
	for _, row := range rows {
		v.Rows++
		id := encodeRow(row[:t.key])
		key := t.name + " " + string(id)
		switch sum, ok := sums[key]; {
		case !ok:
			v.fault(t.name, id, "the row has no checksum")
		case !bytes.Equal(sum, t.sums(row)):
			v.fault(t.name, id, "the row differs from its checksum")
		}
		delete(sums, key)
	}
	return nil
}

// verifyPast holds what earlier versions kept against its checksums. Notes
// from before there were any have none.
func verifyPast(ctx context.Context, s session, v *Verified) error {
	return s.query(ctx, "SELECT version, content, sum FROM servqual_past ORDER BY version, tab, id", nil, func(scan scan) error {
		var version int64
		var content, sum []byte
		err := scan(&version, &content, &sum)
		if err == nil && sum != nil && !bytes.Equal(sum, sumOf(content)) {
			v.Faults = append(v.Faults, Fault{lang.F("版本 %d 保存的内容", "what version %d keeps", version), "the row differs from its checksum"})
		}
		return err
	})
}

// tableNames say what the rows of a table are.
var tableNames = map[string]lang.Text{
	"study": lang.T("问卷", "study"), "import": lang.T("导入记录", "import"), "file": lang.T("导入的文件", "imported file"),
	"part": lang.T("答卷", "answers"), "target": lang.T("目标", "target"), "event": lang.T("事件", "event"),
	"action": lang.T("改进措施", "action"), "norm": lang.T("常模", "norm"), "unit": lang.T("单位登记", "unit"),
}

func (v *Verified) fault(tab string, id []byte, detail string) {
	var words []string
	if key, err := decodeRow(id); err == nil {
		for _, x := range key {
			if s := strings.TrimSpace(strings.ToValidUTF8(fmt.Sprint(x), "?")); s != "" {
				words = append(words, s)
			}
		}
	}
	name, key := tableNames[tab], strings.Join(words, " ")
	v.Faults = append(v.Faults, Fault{lang.T(strings.TrimSpace(name.Zh+" "+key), strings.TrimSpace(name.En+" "+key)), detail})
}

// verifyParts reads the answers and the tallies of all parts.
func (w *Workspace) verifyParts(ctx context.Context, s session, v *Verified) error {
	studies, err := w.studies(ctx, s)
	if err != nil {
		return err
	}
	parts, err := w.list(ctx, s, Filter{})
	if err != nil {
		return err
	}
	for _, p := range parts {
		v.Parts++
		v.Responses += p.N
		if detail := verifyPart(ctx, s, studies[p.study], p); detail != "" {
			v.fault("part", encodeRow([]any{p.Wave, p.Unit}), detail)
		}
	}
	return nil
}

func verifyPart(ctx context.Context, s session, st *survey.Study, p Info) string {
	if st == nil {
		return "its study is missing"
	}
	var answers []byte
	if _, err := one(ctx, s, "SELECT answers FROM servqual_part WHERE wave = ? AND unit = ?", []any{p.Wave, p.Unit}, &answers); err != nil {
		return err.Error()
	}
	batch, err := decodeAnswers(st, answers)
	if err != nil {
		return err.Error()
	}
	if int64(batch.N) != p.N {
		return "the number of responses differs"
	}
	return ""
}

// MarshalJSON writes a fault with the names of the JSON contract.
func (f Fault) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"what_zh": f.What.Zh, "what_en": f.What.En, "detail": f.Detail})
}
