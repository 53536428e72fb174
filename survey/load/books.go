package load

import "servqual/survey/sheet"

// Books gives the opened files under the names that issues know them by, in
// the order of reading. They are closed with the source.
func (s *Source) Books() []*sheet.Book {
	out := make([]*sheet.Book, len(s.files))
	for i, f := range s.files {
		out[i] = f.book
	}
	return out
}
