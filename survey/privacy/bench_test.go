package privacy

import "testing"

// BenchmarkMask masks the labelled comments, one after the other.
func BenchmarkMask(b *testing.B) {
	comments := readLabelled(b, "comments.tsv")
	bytes := 0
	for _, c := range comments {
		bytes += len(c.text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range comments {
			Mask(c.text)
		}
	}
}
