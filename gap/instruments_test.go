package gap

import (
	"testing"

	"servqual/fixtures/instruments"
)

func TestInstruments(t *testing.T) { instruments.Check(t, library, "gap", "instruments.go") }
