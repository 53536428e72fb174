package store

import (
	"context"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

// meeting is the parts of an import that meet stored ones, and both sides of
// them.
type meeting struct {
	w            *Workspace
	study        *survey.Study
	parts        []int // places in the list of changes
	stored, file []*compared
	studies      map[int64]*survey.Study
	key          []byte
}

// load reads the answers of a stored part.
func (m *meeting) load(ctx context.Context, s session, old *Info) (*compared, error) {
	var err error
	if m.studies == nil {
		if m.studies, err = m.w.studies(ctx, s); err != nil {
			return nil, err
		}
		if m.key, err = secret(ctx, s); err != nil {
			return nil, err
		}
	}
	x := &compared{study: m.studies[old.study]}
	if x.study == nil {
		return nil, m.w.damaged(lang.T("问卷", "the study"), errAnswers)
	}
	var answers, identities []byte
	if _, err := one(ctx, s, "SELECT answers, identities FROM servqual_part WHERE wave = ? AND unit = ?", []any{old.Wave, old.Unit}, &answers, &identities); err != nil {
		return nil, err
	}
	if x.batch, err = decodeAnswers(x.study, answers); err == nil {
		x.ids, err = decodeIdentities(identities, x.batch.N)
	}
	if err != nil {
		return nil, m.w.damaged(place(old.Wave, old.Unit), err)
	}
	return x, nil
}

// meet reads the stored part that part i of the import meets.
func (m *meeting) meet(ctx context.Context, s session, c *Change, old *Info, i int, p Part) error {
	x, err := m.load(ctx, s, old)
	if err != nil {
		return err
	}
	c.Was = &Was{N: old.N, Files: old.Files, Study: x.study, NoIDs: x.ids == nil && p.Answers.Identities != nil,
		Before: fold(tally.NewPlan(x.study, tallied), x.batch, old.Wave, old.Unit).Total(), Changed: Differences(x.study, m.study)}
	m.parts = append(m.parts, i)
	m.stored = append(m.stored, x)
	m.file = append(m.file, m.new(p))
	return nil
}

// new is a part of the import as it is compared.
func (m *meeting) new(p Part) *compared {
	return &compared{study: m.study, batch: p.Answers, ids: digests(m.key, p.Answers)}
}

// judge compares the two sides and says of each part what becomes of it.
func (m *meeting) judge(changes []Change, replace bool) {
	prepare(append(append([]*compared{}, m.stored...), m.file...))
	each := compare(m.stored, m.file)
	ok, lost := corrects(each), int64(0)
	for k, f := range each {
		was := changes[m.parts[k]].Was
		was.Alike, was.Edited, was.Lost = f.same, f.edited+f.unsure+f.counted, f.lost
		if f.apart {
			was.Alike -= f.weak
		}
		lost += f.lost
	}
	for k, f := range each {
		c := &changes[m.parts[k]]
		switch same := c.What == Unchanged; {
		case same && !replace:
		case same, replace && (f.lost > 0 || !ok):
			c.What = Replaced
		case replace:
		case f.lost > 0:
			c.What = Partial
		case lost == 0 && !ok && (f.same < f.n || f.apart):
			c.What = Doubtful
		}
	}
}

// doubleShare is the share of a part's responses that must be stored under
// another unit of the wave for the part to be taken for the same one under
// another name.
const doubleShare = 0.5

// double finds parts that are new by name, but whose responses are stored under
// another unit of the wave, one that the import does not bring: under a name
// spelled in another way, or without a unit. They would count twice.
func (m *meeting) double(ctx context.Context, s session, changes []Change, parts []Part, stored []Info, mine map[Place]bool) error {
	added := map[string][]int{} // changes by wave
	for i, c := range changes {
		if c.What == Added {
			added[c.Wave] = append(added[c.Wave], i)
		}
	}
	for wave, list := range added {
		var names []Place
		var old, new []*compared
		for k := range stored {
			at := Place{stored[k].Wave, stored[k].Unit}
			if at.Wave != wave || mine[at] {
				continue
			}
			x, err := m.load(ctx, s, &stored[k])
			if err != nil {
				return err
			}
			names, old = append(names, at), append(old, x)
		}
		if old == nil {
			continue
		}
		for _, i := range list {
			new = append(new, m.new(parts[i]))
		}
		for k, again := range again(old, new) {
			c := &changes[list[k]]
			n, most := int64(0), 0
			for j, x := range again {
				if n += x; x > again[most] {
					most = j
				}
			}
			if float64(n) >= doubleShare*float64(c.N) {
				c.What, c.As = Elsewhere, names[most]
			}
		}
	}
	return nil
}

// again counts how many responses of each new part are in each stored one.
func again(old, new []*compared) [][]int64 {
	prepare(append(append([]*compared{}, old...), new...))
	out := make([][]int64, len(new))
	for i := range out {
		out[i] = make([]int64, len(old))
	}
	as, bs := slices.Concat(rowsOf(old)...), slices.Concat(rowsOf(new)...)
	for _, by := range []rule{byID, byClock, byRichAnswers} {
		match(as, bs, by, func(a, b *response) { out[b.part][a.part]++ })
	}
	return out
}

// refuse stops an import that would lose or double answers.
func (w *Workspace) refuse(out *Imported) error {
	for _, c := range out.Parts {
		switch {
		case c.What != Elsewhere:
		case c.As != Place{}:
			return w.fail(Refused, lang.F("%s 的答卷大多已存为 %s，再存一次会重复计算。如果是同一单位的不同写法，请统一名称后再导入；确是另外的答卷，请加 --replace",
				"most responses of %s are stored as %s already and would count twice. If it is the same unit under another name, give it one name and import again; if they are other responses, add --replace",
				place(c.Wave, c.Unit), place(c.As.Wave, c.As.Unit)))
		default:
			return w.fail(Refused, lang.F("同一份答卷已存为别的期次或单位，再存为 %s 会重复计算；若当初存错，请先用 servqual waves remove 删除", "the same responses are stored as another wave or unit; stored as %s too they would count twice. If that was a mistake, remove it first with `servqual waves remove`", place(c.Wave, c.Unit)))
		}
	}
	if t, ok := lossText(out.Parts); ok {
		return w.fail(Refused, t)
	}
	return nil
}

// maxPlaces is how many waves and units a refusal lists one by one.
const maxPlaces = 8

// lossText says what an import would take away, and how to go on.
func lossText(changes []Change) (lang.Text, bool) {
	var places []lang.Text
	n, lost, doubtful, more, noIDs := int64(0), int64(0), int64(0), 0, false
	for _, c := range changes {
		if c.Was != nil {
			n += c.Was.N
			noIDs = noIDs || c.Was.NoIDs
		}
		var t lang.Text
		switch c.What {
		case Partial:
			lost += c.Was.Lost
			t = lang.F("%s：已存 %d 份，其中 %d 份不在文件里", "%s: %d responses stored, %d of them not in the file", place(c.Wave, c.Unit), c.Was.N, c.Was.Lost)
		case Doubtful:
			doubtful += c.Was.N - c.Was.Alike
			t = lang.F("%s：已存 %d 份，其中 %d 份与文件中的答案不同", "%s: %d responses stored, %d of them with other answers in the file", place(c.Wave, c.Unit), c.Was.N, c.Was.N-c.Was.Alike)
		default:
			continue
		}
		if len(places) == maxPlaces {
			more++
			continue
		}
		places = append(places, t)
	}
	if places == nil {
		return lang.Text{}, false
	}
	if more > 0 {
		places = append(places, lang.F("另有 %d 处", "and %d more", more))
	}
	head := lang.F("没有导入，已存的数据没有变动：这些期次和单位已存 %d 份答卷，其中 %d 份不在文件里，导入就会丢失。", "nothing was imported, and what is stored is unchanged: of the %d responses stored for these waves and units, %d are not in the file and would be lost.", n, lost)
	if lost == 0 {
		head = lang.F("没有导入，已存的数据没有变动：这些期次和单位已存 %d 份答卷，其中 %d 份的答案与文件不同，看不出文件是它们的更正。", "nothing was imported, and what is stored is unchanged: of the %d responses stored for these waves and units, %d have other answers in the file, which does not look like their correction.", n, doubtful)
	}
	how := lang.T("如果文件经过筛选或没有导全，请导出完整的数据再导入；如果是补充的答卷，请与原来的文件一起导入，并加 --replace；确实要用它替换已存的答卷，请加 --replace（之后可用 servqual waves restore 恢复）。",
		"If the file is filtered or cut off, export all responses and import again. If its responses are to be added, import it together with the earlier file, with --replace. To replace what is stored by it, add --replace (`servqual waves restore` takes that back).")
	if noIDs {
		how = lang.F("已存的数据由旧版程序导入，没有答卷编号和时间可供核对，只能比较答案。%s", "What is stored came in with an earlier program, without ids and times, so that only the answers could be compared. %s", how)
	}
	zh, en := []string{head.Zh}, []string{head.En}
	for _, t := range places {
		zh, en = append(zh, "  "+t.Zh), append(en, "  "+t.En)
	}
	return lang.T(strings.Join(append(zh, how.Zh), "\n"), strings.Join(append(en, how.En), "\n")), true
}
