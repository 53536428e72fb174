// Package wording reads what the texts of headers and answers say: a text
// cleaned for comparison, a header's number and parts, an answer taken apart
// into number and label, the degree that a label expresses, and the ladder
// (ordered set of labels) that the labels of a question come from.
//
// It knows single texts and counts of texts; no files, columns or studies, and
// it decides nothing about a survey. On the walk of a number it is where the
// cell "5 - 非常满意" becomes a number and a label, before survey/load turns them
// into a code of the study's scale.
package wording
