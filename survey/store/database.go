package store

import "context"

// database is all that the package asks of a driver. The SQL is shared: written
// with ? for arguments and in the common subset of both dialects.
type database interface {
	// read runs f on one unchanging state of the database.
	read(ctx context.Context, f func(session) error) error
	// write runs f as the only writer. What f did becomes visible at once if it
	// returns nil, else not at all.
	write(ctx context.Context, f func(session) error) error
	// compact gives the room of deleted rows back, so that nothing of them is left
	// in the file.
	compact(ctx context.Context) error
	// kind gives what differs in the definition of tables.
	kind() dialect
	close() error
}

// session runs statements within read or write.
type session interface {
	exec(ctx context.Context, sql string, args ...any) (affected int64, err error)
	query(ctx context.Context, sql string, args []any, each func(scan) error) error
}

// scan reads the columns of a row.
type scan func(to ...any) error

// dialect is what differs between the databases beyond the driver.
type dialect struct {
	blob    string // type of bytes
	integer string // type of 64-bit integers
	real    string // type of floats
	// state tells an empty database from a workspace and from something else.
	state func(ctx context.Context, s session) (workspaceState, error)
	// mark makes a fresh database recognisable as a workspace.
	mark string
}

// workspaceState is what a database holds. The zero value is invalid.
type workspaceState int

const (
	stateEmpty     workspaceState = iota + 1 // nothing yet
	stateWorkspace                           // a workspace
	stateForeign                             // something else
)

// one reads a single row; found is false when there is none.
func one(ctx context.Context, s session, sql string, args []any, to ...any) (found bool, err error) {
	err = s.query(ctx, sql, args, func(scan scan) error {
		found = true
		return scan(to...)
	})
	return found, err
}
