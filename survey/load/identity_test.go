package load_test

import (
	"context"
	"testing"

	"servqual/survey"
	"servqual/survey/load"
)

// TestIdentities: the workshops' month has an id and a time of day in each row
// (its first row is of 2026-10-01 08:03); nothing is handed out unasked.
func TestIdentities(t *testing.T) {
	for _, identify := range []bool{true, false} {
		opt := options()
		opt.Identify = identify
		src, err := load.Open([]load.Input{{Path: "../../fixtures/aftersales/2026-10.csv"}}, opt)
		if err != nil {
			t.Fatal(err)
		}
		ids, first := map[uint64]bool{}, survey.Identity{}
		_, err = src.Read(context.Background(), func(_ int, b *survey.Batch) error {
			if !identify && b.Identities != nil {
				t.Error("identities were not asked for")
			}
			for i, x := range b.Identities {
				if ids[x.ID] = true; x.ID == 0 || !x.Dated || !x.Clock {
					t.Errorf("row %d: %+v", b.Rows[i].Number, x)
				}
				if b.Rows[i].Number == 2 {
					first = x
				}
			}
			return nil
		})
		src.Close()
		if err != nil {
			t.Fatal(err)
		}
		// Days from 1970-01-01 to 2026-10-01: 56 years with 14 leap days, and 273 days.
		const minute = (56*365+14+273)*24*60 + 8*60 + 3
		if identify && (len(ids) != 130 || first.Minute != minute) {
			t.Errorf("%d ids, the first at minute %d, want %d", len(ids), first.Minute, minute)
		}
	}
}
