package load

import (
	"context"

	"servqual/survey"
)

// Source is a set of opened files, bound and ready to be read.
type Source struct {
	study    *survey.Study
	bindings []Binding
}

// Study gives the study with the columns and fields that were bound. It has
// no items when no instrument was recognised.
func (s *Source) Study() *survey.Study { return s.study }

// Bindings lists the columns of all sheets in order.
func (s *Source) Bindings() []Binding { return s.bindings }

// Sink takes batches. It is called by several workers at a time, by each of
// them (0 ≤ worker < Options.Workers) one batch at a time. An error stops the
// reading. Within a worker, the Names of a category only ever grow; another
// worker's Names are others.
type Sink func(worker int, b *survey.Batch) error

// Open expands folders, patterns and zip archives, opens the files, finds
// platforms and headers, chooses the instrument and binds the columns. It
// fails when nothing can be read; single bad files become issues.
func Open(inputs []Input, opt Options) (*Source, error) {
	return open(inputs, opt)
}

// Read hands all responses to sink, batch by batch. Batches of different
// workers come in any order; what Read returns does not depend on it.
func (s *Source) Read(ctx context.Context, sink Sink) (*Summary, error) {
	return s.read(ctx, sink)
}
