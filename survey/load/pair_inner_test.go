package load

import (
	"fmt"
	"testing"

	"servqual/survey"
)

// Thousands of files that ask the same sides are not compared in pairs:
// 4,000 took ten seconds.
func TestPairSheetsOfManyFiles(t *testing.T) {
	var tables []*table
	for i := range 4000 {
		slots := make(map[slotRef]int)
		for k := range 22 {
			slots[slotRef{item: k, side: survey.Expectation}] = 2 * k
			slots[slotRef{item: k, side: survey.Perception}] = 2*k + 1
		}
		name := fmt.Sprintf("%05d", i)
		tables = append(tables, &table{file: &file{name: name, stem: name}, sheetName: name, bind: &binder{slots: slots}})
	}
	if severalSides(tables) {
		t.Error("files that ask the same sides are compared in pairs")
	}
	if issues := pairSheets(tables); len(issues) > 0 {
		t.Errorf("%v", issues)
	}
}
