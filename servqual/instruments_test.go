package servqual

import (
	"testing"

	"servqual/fixtures/instruments"
)

func TestInstruments(t *testing.T) { instruments.Check(t, library, "servqual", "instruments.go") }
