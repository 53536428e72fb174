package gap

import "servqual/survey/stats"

// PointsReading is gap 1 on the importance of the dimensions: the 100 points
// as managers believe customers would give them, and as they do.
type PointsReading struct {
	Rows      []PointsDifference
	Rank      stats.Estimate // Spearman's r of the two orders; no interval, the dimensions are no sample
	Managers  int64          // respondents with valid points
	Customers int64
}

// PointsDifference is one dimension.
type PointsDifference struct {
	Topic
	Managers, Customers float64 // mean points out of 100
	Diff                float64 // managers − customers
}

// readPoints compares the mean points; nil when either group gave none.
func readPoints(managers, customers *body) *PointsReading {
	if managers == nil || customers == nil {
		return nil
	}
	p := &PointsReading{}
	p.Managers, _, _ = managers.t.WeightCounts()
	p.Customers, _, _ = customers.t.WeightCounts()
	if p.Managers == 0 || p.Customers == 0 {
		return nil
	}
	var xs, ys []float64
	for _, c := range customers.battery {
		m := managers.dim(customers.study.Dimensions[c].ID)
		if m < 0 {
			continue
		}
		a, _, okA := managers.t.Weight(m)
		b, _, okB := customers.t.Weight(c)
		if !okA || !okB {
			continue
		}
		p.Rows = append(p.Rows, PointsDifference{Topic: customers.topic("gap1-points", c), Managers: a, Customers: b, Diff: a - b})
		xs, ys = append(xs, a), append(ys, b)
	}
	if len(p.Rows) == 0 {
		return nil
	}
	p.Rank = Spearman(xs, ys, 0.95)
	p.Rank.Lo, p.Rank.Hi, p.Rank.Level, p.Rank.SE = 0, 0, 0, 0
	return p
}
