// Package servqual knows the published scoring rules – SERVQUAL, SERVPERF,
// their weights and variants – and the instruments they belong to. It turns a
// tally into a Scorecard. It knows no files, no causes of gaps (gap) and no
// wording of reports.
//
// On the walk of a number it is the stop where the frequency table of the
// Reliability scores becomes −0.83 [−0.97, −0.69], n = 214.
package servqual
