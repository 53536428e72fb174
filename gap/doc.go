// Package gap knows the gap model of service quality: what the five gaps are,
// what causes them, and which weigh most. It turns the tallies of customers,
// managers and contact staff into an Analysis, and owns the forms that the
// latter two fill in. It knows no files, no scoring rules of SERVQUAL beyond
// the gap itself (servqual) and no wording of reports (compose).
//
// Gap 1 is a difference between two groups of people, gaps 2 to 4 are levels
// that those who cause them report, gap 5 is a difference within customers.
// They have different units; nothing here adds them up.
//
// On the walk of a number it is the stop where −0.83 for Reliability becomes
// the finding gap/REL, rank 1, with gap1/REL … gap4/REL before it in the chain.
package gap
