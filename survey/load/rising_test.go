package load_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"servqual/survey/issue"
)

// Ids that come twice are told whether or not the others rise from row to row,
// wherever the second one stands, and whatever it looks like.
func TestRespondentsTwiceAmongRisingIDs(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	forms := []func(i int) string{
		func(i int) string { return fmt.Sprintf("R%06d", i) },
		func(i int) string { return fmt.Sprint(i + 1) }, // 99, 100 … 65536: small, then text
		func(i int) string { return fmt.Sprint(65000 + i) },
		func(i int) string { return fmt.Sprintf("编号%d", i) },
		func(i int) string { return fmt.Sprint(9000 - i) },
		func(i int) string { return fmt.Sprintf("R%06d", 7*i) },
		func(i int) string { return []string{fmt.Sprintf("R%06d", i-i/97), ""}[i%97/96] }, // some have none
	}
	const n = 2000
	for k, form := range forms {
		for round := range 6 { // in the last two the ids rise for half of the sheet
			rows, twice := goodRows(n), 0
			seen := make(map[string]bool)
			for i := range n {
				id := form(i)
				if round > 0 && i > 0 && (round < 4 || i > n/2) && r.IntN(200) == 0 {
					id = form(r.IntN(i))
				}
				if id != "" && round > 1 && i > n/2 && r.IntN(500) == 0 {
					id = " " + form(i-1)
				}
				rows[i+1][0] = id
				if id = strings.TrimSpace(id); seen[id] {
					twice++
				}
				seen[id] = id != ""
			}
			got := 0
			for _, is := range mustRead(t, options(), csv("a.csv", rows.csv())).sum.Issues.Issues() {
				if is.Code == issue.RespondentTwice {
					got += is.Count
				}
			}
			if got != twice {
				t.Errorf("form %d round %d: %d ids twice, want %d", k, round, got, twice)
			}
		}
	}
}
