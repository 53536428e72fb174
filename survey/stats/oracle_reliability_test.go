package stats

import "fmt"

func oracleReliability(o *oracle) {
	for _, side := range []string{"E", "P", "G"} {
		for _, d := range dims {
			x := itemsOf(o.cs, side, d.first, d.n)
			key := side + "." + d.id
			a := Alpha(x, 0.95)
			o.check("alpha."+key, a.Value, closed)
			o.check("alphaCI.lo."+key, a.Lo, closed)
			o.check("alphaCI.hi."+key, a.Hi, closed)
			o.check("alphastd."+key, AlphaStandardized(x).Value, closed)
			for i := range d.n {
				item := fmt.Sprintf("%s.%d", side, d.first+i+1)
				o.check("citc."+item, ItemTotal(x, i, 0.95).Value, closed)
				o.check("alphadrop."+item, AlphaIfDropped(x, i).Value, closed)
			}
		}
	}
}
