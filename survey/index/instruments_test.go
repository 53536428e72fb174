package index

import (
	"testing"

	"servqual/fixtures/instruments"
)

func TestInstruments(t *testing.T) { instruments.Check(t, library, "index", "instruments.go") }
