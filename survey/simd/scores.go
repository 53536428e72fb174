package simd

// ScoreProducts adds up the products of scores of dimensions, each with itself
// and those after it: upper triangle by rows, the variables being the
// dimensions on the first side, then those on the second.
type ScoreProducts struct {
	dims    int
	lanes   [][4]uint64         // by pair; it is their sum that counts
	columns [][BlockRows]uint16 // by variable, in an order of the rows' own
	x, y    [][BlockRows / 2]uint64
}

// MaxScore is the highest score: products of 96 rows fit 32 bits.
const MaxScore = 6688

// NewScoreProducts is for so many dimensions.
func NewScoreProducts(dims int) *ScoreProducts {
	v := 2 * dims
	return &ScoreProducts{dims: dims, lanes: make([][4]uint64, v*(v+1)/2), columns: make([][BlockRows]uint16, v),
		x: make([][BlockRows / 2]uint64, v), y: make([][BlockRows / 2]uint64, v)}
}

// Add adds a block: for each dimension the scores of the rows, the second side's
// above the first's (32 bits each), none above MaxScore. The scores themselves
// are added to sums, by variable. With five dimensions a row
// takes 1.4 ns where the Go takes 15.
func (s *ScoreProducts) Add(scores [][BlockRows]uint64, sums []int64) {
	if len(scores) != s.dims || len(sums) != 2*s.dims {
		panic("simd: scores of other dimensions")
	}
	if !avx2 || s.dims == 0 {
		s.add(scores, sums)
		return
	}
	for d := range scores {
		both := layScores(&scores[d], &s.columns[d], &s.columns[s.dims+d])
		sums[d] += int64(both & 0xffffffff)
		sums[s.dims+d] += int64(both >> 32)
	}
	addScores(&s.columns[0], len(s.columns), &s.lanes[0])
}

// add takes two rows in a word, one factor with the two reversed, so that the
// upper half of a product holds the products of both rows. 20 ns a row where
// one product after the other takes 60.
func (s *ScoreProducts) add(scores [][BlockRows]uint64, sums []int64) {
	for d := range scores {
		v := &scores[d]
		both := uint64(0)
		for q := range s.x[d] {
			a, b := v[2*q], v[2*q+1]
			both += a + b
			e, p := a&0xffffffff|b<<32, a>>32|b&^0xffffffff
			s.x[d][q], s.x[s.dims+d][q] = e, p
			s.y[d][q], s.y[s.dims+d][q] = e<<32|e>>32, p<<32|p>>32
		}
		sums[d] += int64(both & 0xffffffff)
		sums[s.dims+d] += int64(both >> 32)
	}
	at := 0
	for i := range s.x {
		for j := i; j < len(s.x); j++ {
			x, y, sum := s.x[i][:], s.y[j][:], uint64(0)
			for len(x) >= 4 && len(y) >= 4 { // 20 ns a row; one by one 33
				sum += x[0]*y[0] + x[1]*y[1] + x[2]*y[2] + x[3]*y[3]
				x, y = x[4:], y[4:]
			}
			s.lanes[at][0] += sum >> 32
			at++
		}
	}
}

// Take adds the products to sums and forgets them.
func (s *ScoreProducts) Take(sums []int64) {
	for i, l := range s.lanes {
		sums[i] += int64(l[0] + l[1] + l[2] + l[3])
	}
	clear(s.lanes)
}
