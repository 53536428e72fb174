package main

import (
	"strings"

	"servqual/report/compose"
	"servqual/survey"
	"servqual/survey/lang"
)

// refKinds are the kinds of reference, in the order in which a dimension or item
// named without a kind takes one.
var refKinds = []struct {
	prefix string
	word   lang.Text
	also   []string
}{
	{"gap", lang.T("差距", "gap"), []string{"服务质量差距", "差距5", "感知减期望"}},
	{"mean/P", lang.T("感知", "perception"), []string{"感知得分", "感知均值", "满意度", "得分", "performance"}},
	{"mean", lang.T("均值", "mean"), []string{"平均", "平均分", "得分", "average"}},
	{"mean/E", lang.T("期望", "expectation"), []string{"期望得分", "期望均值"}},
	{"below", lang.T("低于期望", "below expectation"), []string{"低于期望占比", "不达期望"}},
	{"top", lang.T("最高两档", "top two boxes"), []string{"高分占比", "top2"}},
	{"alpha", lang.T("信度", "reliability coefficient"), []string{"α", "阿尔法", "克朗巴哈", "cronbach alpha"}},
}

// refWhole are references without a kind of their own.
var refWhole = map[string]name{
	"gap":                 {"gap", lang.T("总差距", "overall gap"), []string{"差距", "总分", "总体差距", "服务质量差距"}},
	"mean":                {"mean", lang.T("总平均", "overall mean"), []string{"均值", "总分", "平均分", "总体得分"}},
	"gap/unweighted":      {"gap/unweighted", lang.T("未加权差距", "unweighted gap"), nil},
	"servqual/unweighted": {"servqual/unweighted", lang.T("未加权得分", "unweighted SERVQUAL"), []string{"未加权", "未加权差距", "总差距", "差距"}},
	"servqual/weighted":   {"servqual/weighted", lang.T("加权得分", "weighted SERVQUAL"), []string{"加权", "加权差距", "加权SERVQUAL"}},
	"servperf/unweighted": {"servperf/unweighted", lang.T("感知总分", "SERVPERF"), []string{"感知得分", "感知"}},
	"nps":                 {"nps", lang.T("净推荐值", "net promoter score"), []string{"推荐", "推荐意愿", "推荐值", "净推荐"}},
}

// refNames are the references of a study, each by every way to say it: gap/REL
// is 差距/可靠性, 可靠性差距, 可靠性 and reliability too.
func refNames(study *survey.Study, refs []string) []name {
	taken := map[string]bool{} // ids that a reference further up has in short
	var out []name
	for _, ref := range refs {
		if n, ok := refWhole[ref]; ok {
			out = append(out, n)
			continue
		}
		k, id := kindOf(ref)
		label, known := labelOf(study, id)
		if k < 0 || !known {
			out = append(out, name{key: ref})
			continue
		}
		kind := refKinds[k]
		n := name{key: ref, label: lang.F("%s/%s", "%s/%s", kind.word, label)}
		for _, thing := range []string{id, label.Zh, label.En} {
			for _, word := range append([]string{kind.prefix, kind.word.Zh, kind.word.En}, kind.also...) {
				n.also = append(n.also, word+"/"+thing, word+thing, thing+word, thing+"/"+word)
			}
			if !taken[id] && kind.prefix != "alpha" {
				n.also = append(n.also, thing)
			}
		}
		if kind.prefix != "alpha" {
			taken[id] = true
		}
		out = append(out, n)
	}
	return out
}

// measureNames are the measures that waves can be followed on.
func measureNames(cs *compose.Case) []name {
	return refNames(cs.Set.Plan().Study(), compose.Measures(cs))
}

// kindOf splits a reference into its kind and what it is of.
func kindOf(ref string) (kind int, id string) {
	kind = -1
	for i, k := range refKinds {
		if rest, ok := strings.CutPrefix(ref, k.prefix+"/"); ok && (kind < 0 || len(k.prefix) > len(refKinds[kind].prefix)) {
			kind, id = i, rest
		}
	}
	return kind, id
}

// labelOf words a dimension, item or field of the study.
func labelOf(study *survey.Study, id string) (lang.Text, bool) {
	if d := study.Dim(id); d >= 0 {
		return study.Dimensions[d].Label, true
	}
	if i := study.ItemIndex(id); i >= 0 {
		return study.Items[i].Label, true
	}
	if f, ok := study.Field(id); ok {
		return f.Label, true
	}
	return lang.Text{}, false
}
