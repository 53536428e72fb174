//go:build !purego

package simd

// rowsAVX2 is Spell.rows for 32·groups rows from row from of the columns on;
// odd is not zero when an answer is.
//
//go:noescape
func rowsAVX2(words *uint64, stride int, sides *Sides, from, groups int, shift, points uint64) (odd uint64)
