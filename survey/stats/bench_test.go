package stats

import "testing"

// One segment's worth of figures: with 12,000 segments these set the pace.

func BenchmarkMeanCI(b *testing.B) {
	for b.Loop() {
		MeanCI(sampleX, 0.95)
	}
}

func BenchmarkAlpha(b *testing.B) {
	c := itemsOf(customers(b), "P", 4, 5)
	for b.Loop() {
		Alpha(c, 0.95)
	}
}

func BenchmarkBootstrapMean(b *testing.B) {
	f := freqOf(2000, customers(b), func(c customer) int64 { _, w := c.servqual(); return w })
	for b.Loop() {
		BootstrapMean(f, DefaultBootstrap)
	}
}

func BenchmarkGamesHowell(b *testing.B) {
	fs := branches(customers(b))
	for b.Loop() {
		GamesHowell(fs, DefaultGroups)
	}
}

func BenchmarkCFA(b *testing.B) {
	c := itemsOf(customers(b), "P", 0, 22)
	for b.Loop() {
		CFA(c, factorOf(), DefaultCFA)
	}
}

func BenchmarkShapleyWithIntervals(b *testing.B) {
	c := drivers(customers(b))
	for b.Loop() {
		Shapley(c, 5, five, DefaultImportance)
	}
}
