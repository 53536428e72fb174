package office

// parts is a chart before it is written: groups of series that share a pair of
// axes.
type parts struct {
	plots  []plot
	axes   []axis
	legend string // "b", "r", "" for none
}

// plot is one group of series.
type plot struct {
	kind     plotKind
	grouping string // standard, clustered, stacked, percentStacked
	gap      int    // gap between bars, per cent of their width
	overlap  int
	hiLow    bool // lines from the highest to the lowest series
	axes     [2]int
	series   []series
}

type plotKind int

const (
	barPlot plotKind = iota + 1 // horizontal
	columnPlot
	linePlot
	areaPlot
	scatterPlot
	radarPlot
	piePlot
)

// span is a rectangle of the block.
type span struct{ row0, col0, row1, col1 int }

func column(col, rows int) *span { return &span{1, col, rows, col} }

func cell(row, col int) *span { return &span{row, col, row, col} }

// series is one series with its look.
type series struct {
	name        *span
	cat         *span // categories, or x values of a scatter
	val         *span
	plus, minus *span
	errX        bool // whiskers along x (scatter only)

	fill    string // colour of the area of a bar; "" none
	alpha   int    // per cent, 0 = opaque
	line    string // colour of the line or outline; "" none
	width   float64
	dash    string // "", dash, sysDash, sysDot, lgDash
	marker  string // "", circle, square, diamond, triangle
	size    int
	hollow  bool
	points  map[int]point
	labels  map[int]string // own text at a point
	show    string         // number format of value labels; "" none
	labelAt string         // t, b, l, r, ctr, outEnd, inEnd, inBase
	ink     string         // colour of the value labels; "" the text's
	quiet   bool           // not in the legend
}

// point overrides the look of one point.
type point struct {
	fill   string
	line   string
	hollow bool
	size   int
}

// axis is one axis. Axes are joined in pairs by their place in parts.axes.
type axis struct {
	value    bool // values; else categories
	pos      string
	title    string
	min, max *float64
	major    float64
	format   string
	reverse  bool
	grid     bool
	hide     bool
	low      bool     // labels at the low end, not beside the axis
	cross    int      // index of the axis crossed
	crossAt  *float64 // where this axis crosses the other one, in the other's values
	crossMax bool
	plain    bool // no tick labels
	between  bool // bars stand between the ticks
}

func fl(x float64) *float64 { return &x }
