package survey

import (
	"slices"

	"servqual/survey/lang"
)

// Unit is a branch, shop, ward … as reports name it.
type Unit struct {
	Name    string
	Aliases []string // other names that the data has for it
	Parents []string // what it belongs to, the widest first: region, city
}

// Units is a register of units. A name stands for one unit only, be it as its
// name or as an alias.
type Units []Unit

// Clone copies the register.
func (u Units) Clone() Units {
	if u == nil {
		return nil
	}
	out := make(Units, len(u))
	for i, x := range u {
		out[i] = Unit{x.Name, slices.Clone(x.Aliases), slices.Clone(x.Parents)}
	}
	return out
}

// Find gives the place of the unit that a name stands for, −1 without one.
func (u Units) Find(name string) int {
	for i := range u {
		if u[i].Name == name || slices.Contains(u[i].Aliases, name) {
			return i
		}
	}
	return -1
}

// Named gives the name to use for a name as written: that of its unit, or the
// same where no unit has it.
func (u Units) Named(written string) string {
	if i := u.Find(written); i >= 0 {
		return u[i].Name
	}
	return written
}

// Names lists the units by name.
func (u Units) Names() []string {
	out := make([]string, len(u))
	for i := range u {
		out[i] = u[i].Name
	}
	return out
}

// Add makes sure that there is a unit of this name.
func (u Units) Add(name string) Units {
	if u.Find(name) >= 0 {
		return u
	}
	return append(u, Unit{Name: name})
}

// Alias makes a name as written stand for a unit. A unit that has the written
// name goes over into the other one with all its names.
func (u Units) Alias(written, name string) (Units, error) {
	if written == "" || name == "" || written == name {
		return u, fault("", lang.F("别名要写成“原来的名称=要用的名称”，两边不能相同：%s=%s", "an alias reads WRITTEN=NAME, with two different names: %s=%s", written, name))
	}
	if i := u.Find(name); i >= 0 && u[i].Name != name {
		return u, fault("", lang.F("“%s”本身是“%s”的别名；请直接写 %s=%s", "%q is an alias of %q itself: write %s=%s", name, u[i].Name, written, u[i].Name))
	}
	u = u.Clone().Add(name)
	to, from := u.Find(name), u.Find(written)
	if from == to {
		return u, nil
	}
	if from >= 0 && u[from].Name != written {
		return u, fault("", lang.F("“%s”已经是“%s”的别名", "%q is an alias of %q already", written, u[from].Name))
	}
	u[to].Aliases = append(u[to].Aliases, written)
	if from >= 0 {
		u[to].Aliases = append(u[to].Aliases, u[from].Aliases...)
		if len(u[to].Parents) == 0 {
			u[to].Parents = u[from].Parents
		}
		u = slices.Delete(u, from, from+1)
	}
	return u, nil
}

// Rename gives a unit another name; the old one becomes an alias, so that files
// which still have it are understood.
func (u Units) Rename(old, name string) (Units, error) {
	i := u.Find(old)
	if i < 0 || u[i].Name != old {
		return u, fault("", lang.F("没有叫“%s”的单位", "there is no unit %q", old))
	}
	if k := u.Find(name); k >= 0 && k != i {
		return u, fault("", lang.F("已经有“%s”；两个单位要合并请用 merge", "there is %q already; to make one of two units, merge them", name))
	}
	u = u.Clone()
	u[i].Aliases = append(slices.DeleteFunc(u[i].Aliases, func(a string) bool { return a == name }), old)
	u[i].Name = name
	return u, nil
}

// Under is the register with another one before it: a name that the other one
// knows stands for the unit that it stands for there.
func (u Units) Under(first Units) Units {
	if len(first) == 0 {
		return u
	}
	out := first.Clone()
	for _, x := range u {
		to := -1
		for _, n := range append([]string{x.Name}, x.Aliases...) {
			if to < 0 {
				to = out.Find(n)
			}
		}
		if to < 0 {
			out = append(out, Unit{Name: x.Name, Parents: x.Parents})
			to = len(out) - 1
		}
		for _, n := range append([]string{x.Name}, x.Aliases...) {
			if out.Find(n) < 0 {
				out[to].Aliases = append(out[to].Aliases, n)
			}
		}
		if len(out[to].Parents) == 0 {
			out[to].Parents = x.Parents
		}
	}
	return out
}

// validate finds names that stand for two units.
func (u Units) validate() (unit int, name string, ok bool) {
	seen := make(map[string]bool)
	for i, x := range u {
		for _, n := range append([]string{x.Name}, x.Aliases...) {
			if n == "" || seen[n] {
				return i, n, false
			}
			seen[n] = true
		}
	}
	return 0, "", true
}
