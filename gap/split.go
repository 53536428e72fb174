package gap

import (
	"strings"

	"servqual/survey"
	"servqual/survey/tally"
)

// typeWords are the names by which sheets call the groups. A name is matched
// whole; what none of them says is left out and listed.
var typeWords = map[Group]string{
	Customers: "顾客 客户 消费者 用户 车主 患者 读者 学员 居民 customer customers client clients consumer guest guests patient patients user users pelanggan kunde kunden",
	Managers:  "管理者 管理人员 管理层 经理 店长 主管 站长 院长 领导 manager managers management supervisor supervisors executive manajer führungskraft",
	Staff: "员工 一线员工 一线 店员 服务人员 前台 接待员 服务顾问 职工 工作人员 staff employee employees worker frontline front-line " +
		"contact-staff contact-personnel karyawan pegawai mitarbeiter",
}

var groupOfWord = func() map[string]Group {
	out := map[string]Group{}
	for g, list := range typeWords {
		for _, w := range strings.Fields(list) {
			out[w] = g
		}
	}
	return out
}()

// GroupOf reads the type of a respondent as written in the data.
func GroupOf(name string) (Group, bool) {
	w := strings.ToLower(strings.TrimSpace(name))
	g, ok := groupOfWord[strings.NewReplacer(" ", "-", "_", "-").Replace(w)]
	return g, ok
}

// SplitByType parts a set that was folded by respondent_type into its three
// groups, keeping the other fields. unknown lists the types that are none of
// the three, the empty one included.
func SplitByType(set *tally.Set) (customers, managers, staff *tally.Set, unknown []string) {
	pick := func(g Group) *tally.Set {
		return set.Filter(survey.FieldType, func(name string) bool { x, ok := GroupOf(name); return ok && x == g })
	}
	for _, seg := range set.Rollup(survey.FieldType).Segments() {
		if _, ok := GroupOf(seg.Names[0]); !ok {
			unknown = append(unknown, seg.Names[0])
		}
	}
	return pick(Customers), pick(Managers), pick(Staff), unknown
}
