package stats

import "testing"

// R 4.2.2 on fixtures/oracle/customers.csv, P <- the 22 perceptions:
// cor(P[,1], rowSums(P[,1:4])), cor(P[,22], rowSums(P)), and
// t <- qt(.975, 118); t/sqrt(118 + t^2) for the table.
func TestItemSumAgreesWithR(t *testing.T) {
	c := itemsOf(customers(t), "P", 0, 22)
	all := make([]int, 22)
	for i := range all {
		all[i] = i
	}
	for _, x := range []struct {
		what      string
		got, want float64
	}{
		{"P1 with its dimension", ItemSum(c, 0, []int{0, 1, 2, 3}, 0.95).Value, 0.80092996636},
		{"P22 with all", ItemSum(c, 21, all, 0.95).Value, 0.683482118696},
		{"r table of 120", CriticalR(120, 0.95).Value, 0.179343149295},
	} {
		if !near(x.got, x.want, 1e-11) {
			t.Errorf("%s: %.12g, R has %.12g", x.what, x.got, x.want)
		}
	}
}

// Items that have nothing to do with each other still correlate with their sum,
// 1/√k, and not at all with the sum of the others: all eight combinations of
// three items of 0 and 1.
func TestItemSumOfUnrelatedItems(t *testing.T) {
	var cols [3][]int64
	for i := range int64(8) {
		for k := range cols {
			cols[k] = append(cols[k], i>>k&1)
		}
	}
	c := columns(cols[0], cols[1], cols[2])
	if r := ItemSum(c, 1, []int{0, 1, 2}, 0.95).Value; !near(r, 0.5773502691896258, 1e-14) {
		t.Errorf("with the sum %v", r)
	}
	if r := ItemTotal(c, 1, 0.95).Value; r != 0 {
		t.Errorf("with the others %v", r)
	}
}
