package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"servqual/survey/lang"
)

// patience is how long a process waits for another one, in milliseconds.
const patience = "20000"

// applicationID marks an SQLite file as a workspace: "SvqW".
const applicationID = "1400271191"

// sqliteDB is the workspace in one file. It keeps SQLite's rollback journal:
// the write-ahead log is faster, but needs shared memory, which network drives
// don't have, and leaves files beside the workspace that are forgotten when it
// is copied.
type sqliteDB struct {
	db   *sql.DB
	conn *sql.Conn
	name string
}

func openSQLite(ctx context.Context, name string, create bool) (database, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !create:
		return nil, &Error{Code: NotFound, Name: name, Text: lang.T("工作区不存在；用 servqual import 导入数据即可建立", "there is no such workspace; `servqual import` makes one")}
	case err == nil && !info.Mode().IsRegular():
		return nil, &Error{Code: NotWorkspace, Name: name, Text: lang.T("不是文件", "this is no file")}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, &Error{Code: Unreachable, Name: name, Text: lang.T("无法打开工作区", "the workspace can't be opened"), Err: err}
	}
	if err == nil && info.Size() > 0 && !isSQLite(name) {
		return nil, &Error{Code: NotWorkspace, Name: name, Text: notOurs}
	}
	dsn, err := sqliteURI(name, create)
	if err != nil {
		return nil, err
	}
	d := &sqliteDB{name: name}
	if d.db, err = sql.Open("sqlite", dsn); err != nil {
		return nil, d.explain(err)
	}
	d.db.SetMaxOpenConns(1)
	if d.conn, err = d.db.Conn(ctx); err != nil {
		d.db.Close()
		return nil, d.explain(err)
	}
	return d, nil
}

var notOurs = lang.T("这个文件不是 servqual 工作区", "this file is no servqual workspace")

// isSQLite looks at the first bytes: the library takes a file that is shorter
// than its header for an empty database and would write over it. A file that
// can't be opened is left to the library to complain about.
func isSQLite(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return true
	}
	defer f.Close()
	head := make([]byte, 16)
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == "SQLite format 3\x00"
}

// sqliteURI escapes the path, so that no name is taken for options.
func sqliteURI(name string, create bool) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	path := filepath.ToSlash(abs)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	mode := "rw" // falls back to reading where writing is not allowed
	if create {
		mode = "rwc"
	}
	q := url.Values{"mode": {mode}, "_pragma": {"busy_timeout(" + patience + ")", "synchronous(FULL)"}}
	return (&url.URL{Scheme: "file", Path: path, OmitHost: false, RawQuery: q.Encode()}).String(), nil
}

func (d *sqliteDB) close() error {
	d.conn.Close()
	return d.db.Close()
}

func (d *sqliteDB) compact(ctx context.Context) error {
	_, err := d.conn.ExecContext(ctx, "VACUUM")
	return d.explain(err)
}

func (d *sqliteDB) kind() dialect {
	return dialect{blob: "BLOB", integer: "INTEGER", real: "REAL", state: d.state, mark: "PRAGMA application_id = " + applicationID}
}

func (d *sqliteDB) state(ctx context.Context, s session) (workspaceState, error) {
	var id string
	if _, err := one(ctx, s, "PRAGMA application_id", nil, &id); err != nil {
		return 0, err
	}
	if id == applicationID {
		return stateWorkspace, nil
	}
	tables := 0
	if _, err := one(ctx, s, "SELECT COUNT(*) FROM sqlite_master", nil, &tables); err != nil {
		return 0, err
	}
	if tables == 0 && id == "0" {
		return stateEmpty, nil
	}
	return stateForeign, nil
}

func (d *sqliteDB) read(ctx context.Context, f func(session) error) error {
	return d.transact(ctx, "BEGIN DEFERRED", "ROLLBACK", f)
}

func (d *sqliteDB) write(ctx context.Context, f func(session) error) error {
	return d.transact(ctx, "BEGIN IMMEDIATE", "COMMIT", f)
}

func (d *sqliteDB) transact(ctx context.Context, begin, end string, f func(session) error) error {
	if _, err := d.conn.ExecContext(ctx, begin); err != nil {
		return d.explain(err)
	}
	// A context that was cancelled must not keep the roll-back from running.
	back := func() { d.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }
	if err := f(sqliteSession{d}); err != nil {
		back()
		return err
	}
	if _, err := d.conn.ExecContext(ctx, end); err != nil {
		back()
		return d.explain(err)
	}
	return nil
}

type sqliteSession struct{ d *sqliteDB }

func (s sqliteSession) exec(ctx context.Context, q string, args ...any) (int64, error) {
	r, err := s.d.conn.ExecContext(ctx, q, args...)
	if err != nil {
		return 0, s.d.explain(err)
	}
	return r.RowsAffected()
}

func (s sqliteSession) query(ctx context.Context, q string, args []any, each func(scan) error) error {
	rows, err := s.d.conn.QueryContext(ctx, q, args...)
	if err != nil {
		return s.d.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return s.d.explain(rows.Err())
}

// explain turns SQLite's codes into troubles that people can act on.
func (d *sqliteDB) explain(err error) error {
	var e *sqlite.Error
	if err == nil || !errors.As(err, &e) {
		return err
	}
	out := &Error{Name: d.name, Err: err}
	switch e.Code() & 0xff {
	case lib.SQLITE_NOTADB:
		out.Code, out.Text = NotWorkspace, notOurs
	case lib.SQLITE_CORRUPT, lib.SQLITE_FORMAT:
		out.Code, out.Text = Damaged, lang.T("工作区文件已损坏；请从备份恢复，或用原始文件重新导入", "the workspace is damaged; restore a copy, or import the files again")
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		out.Code, out.Text = Busy, lang.T("另一个程序正在使用工作区，请稍后再试", "another program is using the workspace; try again in a moment")
	case lib.SQLITE_READONLY, lib.SQLITE_PERM:
		out.Code, out.Text = ReadOnly, lang.T("工作区只能读取，不能写入", "the workspace can be read, but not written")
	case lib.SQLITE_CANTOPEN:
		out.Code, out.Text = ReadOnly, lang.T("无法在该文件夹中写入工作区", "the workspace can't be written in this folder")
	case lib.SQLITE_FULL, lib.SQLITE_IOERR:
		out.Code, out.Text = Damaged, lang.T("读写工作区时磁盘出错或已满；原有内容未变", "the disk failed or is full; what was stored is unchanged")
	default:
		return err
	}
	return out
}
