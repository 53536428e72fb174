package wording

import (
	"strings"
	"sync"
)

// shape is a ladder by the degrees of its steps, lowest first. Each step has a
// sign and the strengths that it accepts.
type shape struct {
	name  string
	prior float64 // how unusual the ladder is: 0 usual
	steps []shapeStep
}

type shapeStep struct {
	sign     int
	strength strength
	neutral  bool
}

// shapeList lists the ladders whose words follow the grammar of degrees. A
// step is a sign and letters of strength (words.txt), * for any, 0 for the
// middle; 0 with letters is also met by favourable words of that strength. The
// number is how unusual the ladder is, in the unit of fitCost.
var shapeList = []string{
	"2.0 -* +*",
	"1.5 -* 0 +*",
	"1.5 -p +b +p",
	"2.0 -* +slmb +pxv",
	"3.0 -p -sl +p",
	"5.0 0 +pms +xv",
	"1.5 -xv -pmslb +pmslb +xv",
	"2.0 -p -sl +sl +p",
	"3.0 -p 0 +pmsl +xv",
	"1.0 -p +b +p +xv",
	"2.5 -p +sl +p +xv",
	"2.0 -p -sl +p +xv",
	"1.5 -x +slb +m +xv",
	"1.5 -xp +l +sm +xv",
	"0.0 -xv -pmslb 0 +pmslb +xv",
	"1.5 -p -sl 0 +sl +p",
	"1.0 -p -sl 0 +slm +xv",
	"0.5 -xv -pmsl 0bm +p +xv",
	"0.0 -p 0 +p +v +x",
	"0.0 -x +l +m +v +x",
	"0.0 -x -l +sm +v +x",
	"1.5 -x +l +s +v +x",
	"2.0 -xp +l +sm +p +xv",
	"1.0 -p -sl 0b +p +xv",
	"3.0 -p 0 +slb +p +xv",
	"1.5 -xv -pmslb +sl +pm +xv",
	"2.0 -xv -p -sl +p +xv",
	"1.5 -xv -pm -slb +slb +pm +xv",
	"3.0 -xv -pmsl 0 +slb +pm +xv",
	"0.0 -xv -pm -slb 0 +slb +pm +xv",
	"1.5 -x -v -pmsl 0 +pmsl +v +x",
	"0.5 -xv -s -l 0 +l +s +xv",
	"1.5 -x -v -p -sl 0 +sl +p +v +x",
}

var shapes = sync.OnceValue(func() []shape {
	var out []shape
	for _, s := range shapeList {
		f := strings.Fields(s)
		sh := shape{name: strings.Join(f[1:], " "), prior: float64(f[0][0]-'0') + float64(f[0][2]-'0')/10}
		for _, step := range f[1:] {
			st := shapeStep{sign: signOf(step[:1])}
			if step[0] == '0' {
				st.neutral, st.sign = true, 1
			}
			for _, c := range step[1:] {
				if c == '*' {
					st.strength = anyStrength
				}
				st.strength |= strengthOf[string(c)]
			}
			sh.steps = append(sh.steps, st)
		}
		out = append(out, sh)
	}
	return out
})

// step gives the step of a degree, −1 where the ladder has none.
func (s *shape) step(r reading) int {
	for i, st := range s.steps {
		switch {
		case r.sign == 0:
			if st.neutral {
				return i
			}
		case st.sign == r.sign && st.strength&r.strength != 0:
			return i
		}
	}
	return -1
}
