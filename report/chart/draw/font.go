package draw

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Noto Sans SC under the SIL Open Font License (fonts/OFL.txt), cut down to
// Latin, Greek, signs and the common Chinese characters.
var (
	//go:embed fonts/NotoSansSC-Regular.subset.ttf
	regularTTF []byte
	//go:embed fonts/NotoSansSC-Bold.subset.ttf
	boldTTF []byte
)

// Fonts gives the two weights as TrueType files, for writers that embed them.
// They are shared: don't write into them.
func Fonts() (regular, bold []byte) { return regularTTF, boldTTF }

// family lists what a browser may use when Noto Sans SC isn't installed.
const family = `'Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif`

// typeface is the name under which faces reach a vg canvas.
const typeface font.Typeface = "NotoSansSC"

// fonts are parsed once, when first needed. The global caches of gonum/plot
// are left alone: a package that sets plot.DefaultFont changes the charts of
// every other user in the process.
var fonts = sync.OnceValue(func() [2]*opentype.Font {
	var out [2]*opentype.Font
	for i, ttf := range [][]byte{regularTTF, boldTTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic(fmt.Sprintf("draw: embedded font: %v", err)) // a broken build
		}
		out[i] = f
	}
	return out
})

// face gives the font as a vg canvas takes it.
func face(bold bool, size float64) font.Face {
	f := font.Font{Typeface: typeface, Variant: "Sans", Size: vg.Points(size)}
	i := 0
	if bold {
		i, f.Weight = 1, xfont.WeightBold
	}
	return font.Face{Font: f, Face: fonts()[i]}
}

// metrics measures runes, remembering what it measured. It belongs to one
// drawing and isn't shared between goroutines.
type metrics struct {
	buf sfnt.Buffer
	adv [2]map[rune]float64 // regular, bold
}

// advance gives the width of a rune at 1 pt, and whether there is a glyph.
func (m *metrics) advance(r rune, bold bool) (float64, bool) {
	weight := 0
	if bold {
		weight = 1
	}
	known := m.adv[weight]
	if w, ok := known[r]; ok {
		return w, w >= 0
	}
	if known == nil {
		known = map[rune]float64{}
		m.adv[weight] = known
	}
	f := fonts()[weight]
	w := -1.0
	if idx, err := f.GlyphIndex(&m.buf, r); err == nil && idx != 0 {
		// At a size of one font unit per 1/64 pixel the advance is exact.
		em := f.UnitsPerEm()
		if a, err := f.GlyphAdvance(&m.buf, idx, fixed.Int26_6(em), xfont.HintingNone); err == nil {
			w = float64(a) / float64(em)
		}
	}
	known[r] = w
	return w, w >= 0
}

// width gives the width of a line of text. Missing glyphs count as one em.
func (m *metrics) width(s string, size float64, bold bool) float64 {
	w := 0.0
	for _, r := range s {
		a, ok := m.advance(r, bold)
		if !ok {
			a = 1
		}
		w += a
	}
	return w * size
}

// MissingGlyphs gives the runes of s that the embedded fonts can't show, each
// once, in order.
func MissingGlyphs(s string) []rune {
	var m metrics
	var out []rune
	seen := map[rune]bool{}
	for _, r := range s {
		if r == '\n' || seen[r] {
			continue
		}
		seen[r] = true
		_, regular := m.advance(r, false)
		_, bold := m.advance(r, true)
		if !regular || !bold {
			out = append(out, r)
		}
	}
	return out
}

// geta is the sign that Chinese and Japanese type-setters put for a character
// that isn't in the case.
const geta = '〓'

// Legible makes text from outside fit to be drawn: joiners, selectors and other
// invisible runes are dropped, white space becomes a space, and a rune without
// glyph becomes 〓. It gives the runes that were replaced, so that the caller
// can say so.
func Legible(s string) (string, []rune) {
	missing := MissingGlyphs(s)
	clean := true
	for _, r := range s {
		if r < ' ' || unicode.In(r, unicode.Cf, unicode.Mn) {
			clean = false
		}
	}
	if len(missing) == 0 && clean {
		return s, nil
	}
	gone := map[rune]bool{}
	var lost []rune
	for _, r := range missing {
		gone[r] = true
		if !unicode.In(r, unicode.Cf, unicode.Mn, unicode.Cc, unicode.Zs, unicode.Zl, unicode.Zp) {
			lost = append(lost, r)
		}
	}
	out := strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cf, unicode.Mn):
			return -1
		case unicode.IsSpace(r) && (gone[r] || r < ' '):
			return ' '
		case unicode.IsControl(r):
			return -1
		case gone[r]:
			return geta
		}
		return r
	}, s)
	return out, lost
}

// MissingGlyphError says that a text can't be drawn with the embedded fonts.
type MissingGlyphError struct {
	Text  string
	Runes []rune
}

func (e *MissingGlyphError) Error() string {
	var b strings.Builder
	for i, r := range e.Runes {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q (U+%04X)", r, r)
	}
	return fmt.Sprintf("the chart font has no glyph for %s in %q", b.String(), e.Text)
}
