package load

import (
	"math"
	"strconv"
)

// maxCached bounds the distinct texts remembered by each cache: a column of
// remarks must not fill the memory.
const maxCached = 1 << 14

// textCache remembers what texts mean on one scale.
type textCache struct {
	texts map[string]verdict
	index []uint16 // by shared string: place in list + 1
	list  []verdict
	where map[verdict]uint16
}

func newTextCache() *textCache {
	return &textCache{texts: make(map[string]verdict), where: make(map[verdict]uint16)}
}

func (c *textCache) shared(i int) (verdict, bool) {
	if i < len(c.index) && c.index[i] > 0 {
		return c.list[c.index[i]-1], true
	}
	return verdict{}, false
}

// setShared remembers a shared string. There are few distinct verdicts: a code
// and a reason.
func (c *textCache) setShared(i int, v verdict) {
	if i >= len(c.index) {
		c.index = append(c.index, make([]uint16, i+1-len(c.index)+len(c.index)/2)...)
	}
	k, ok := c.where[v]
	if !ok {
		if len(c.list) >= math.MaxUint16-1 {
			return
		}
		c.list = append(c.list, v)
		k = uint16(len(c.list))
		c.where[v] = k
	}
	c.index[i] = k
}

// dictionary numbers the names of one field.
type dictionary struct {
	codes map[string]int32
	names []string
}

func (d *dictionary) code(name string) int32 {
	if c, ok := d.codes[name]; ok {
		return c
	}
	if len(d.names) >= maxNames {
		name = "…"
		if c, ok := d.codes[name]; ok {
			return c
		}
	}
	c := int32(len(d.names))
	d.names = append(d.names, name)
	d.codes[name] = c
	return c
}

// maxNames bounds the names of one field: a column with a new name in each row
// is no category. What comes after shares one name.
const maxNames = 200_000

// dictionaries are those of one worker, kept from table to table so that the
// names of a field only ever grow.
type dictionaries map[string]*dictionary

func (d dictionaries) of(field string) *dictionary {
	x, ok := d[field]
	if !ok {
		x = &dictionary{codes: make(map[string]int32)}
		d[field] = x
	}
	return x
}

// nameCache remembers the codes of texts as they are stored.
type nameCache struct {
	texts  textMap[[]int32]
	short  shortTexts // codes of the first names in short texts
	shared map[int][]int32
	first  []int32 // by shared string: code of the first name + 1, 0 = not known
}

func newNameCache() *nameCache { return &nameCache{shared: make(map[int][]int32)} }

// firstShared gives the code of the first name in a shared string, or unread.
func (c *nameCache) firstShared(k int) int32 {
	if k < len(c.first) && c.first[k] > 0 {
		return c.first[k] - 1
	}
	return unread
}

// firstName gives the code of the first name in a text, or unread.
func (c *nameCache) firstName(raw []byte) int32 {
	if len(raw) <= longestShort {
		return c.short.get(raw)
	}
	if all, ok := c.texts.get(raw); ok && len(all) > 0 {
		return all[0]
	}
	return unread
}

// put remembers the names in a text.
func (c *nameCache) put(raw []byte, codes []int32) {
	if c.texts.n == maxCached {
		return
	}
	c.texts.put(raw, codes)
	if len(codes) > 0 {
		c.short.put(raw, codes[0])
	}
}

// putShared remembers the names in a shared string.
func (c *nameCache) putShared(k int, codes []int32) {
	if len(c.shared) == maxCached {
		return
	}
	c.shared[k] = codes
	if len(codes) == 0 {
		return
	}
	if k >= len(c.first) {
		c.first = append(c.first, make([]int32, k+1-len(c.first))...)
	}
	c.first[k] = codes[0] + 1
}

// monthCache remembers the codes of months by the day, counted from the first
// day that was asked for, rounded down to a multiple of daysAWindow.
type monthCache struct {
	first int64
	codes []int32 // by day − first: code + 1, 0 = not known
}

// daysAWindow is about as many days as five years have.
const daysAWindow = 2048

// at gives the place of a day, nil for one far from the others.
func (c *monthCache) at(day int64) *int32 {
	if c.codes == nil {
		c.codes, c.first = make([]int32, daysAWindow), day-daysAWindow/2
	}
	if i := day - c.first; i >= 0 && i < daysAWindow {
		return &c.codes[i]
	}
	return nil
}

func itoa(n int) string { return strconv.Itoa(n) }

func percentText(x float64) string {
	return strconv.FormatFloat(math.Round(x*1e4)/100, 'f', -1, 64) + "%"
}

func itoaFixed(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }
