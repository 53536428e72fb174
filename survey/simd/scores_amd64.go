//go:build !purego

package simd

//go:noescape
func layScores(scores *[BlockRows]uint64, first, second *[BlockRows]uint16) (sums uint64)

//go:noescape
func addScores(columns *[BlockRows]uint16, variables int, lanes *[4]uint64)
