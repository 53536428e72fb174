package store

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"servqual/survey/lang"
)

// writers is the advisory lock that makes writers wait for each other: "SvqW".
const writers = 0x53767157

// connectPatience bounds the wait for a server that does not answer.
const connectPatience = 15 * time.Second

// postgresDB is the workspace in a PostgreSQL database. Its tables are named
// servqual_…, so that they can live beside others; a search_path in the address
// puts them into a schema of their own.
type postgresDB struct {
	conn *pgx.Conn
	name string
}

func openPostgres(ctx context.Context, name string) (database, error) {
	shown := Shown(name)
	cfg, err := pgx.ParseConfig(name)
	if err != nil {
		// The parser's own message may quote the address with its password.
		return nil, refusal(brokenAddress)
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectPatience
	}
	cfg.OnNotice = func(*pgconn.PgConn, *pgconn.Notice) {}
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return nil, unreachable(shown, err)
	}
	return &postgresDB{conn: conn, name: shown}, nil
}

func (d *postgresDB) close() error {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	return d.conn.Close(ctx)
}

func (d *postgresDB) compact(ctx context.Context) error {
	_, err := d.conn.Exec(ctx, "VACUUM FULL servqual_past, servqual_part, servqual_import, servqual_file, servqual_study")
	return d.explain(err)
}

func (d *postgresDB) kind() dialect {
	return dialect{blob: "BYTEA", integer: "BIGINT", real: "DOUBLE PRECISION", state: d.state}
}

// state looks for the table of the schema's version. Other tables in the
// database are not ours to judge; one of that name is.
func (d *postgresDB) state(ctx context.Context, s session) (workspaceState, error) {
	columns := int64(0)
	_, err := one(ctx, s, `SELECT COUNT(*) FROM information_schema.columns
		WHERE table_schema = ANY (current_schemas(false)) AND table_name = 'servqual_schema' AND column_name = 'version'`, nil, &columns)
	if err != nil {
		return 0, err
	}
	if columns > 0 {
		return stateWorkspace, nil
	}
	return stateEmpty, nil
}

func (d *postgresDB) read(ctx context.Context, f func(session) error) error {
	return d.transact(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, false, f)
}

func (d *postgresDB) write(ctx context.Context, f func(session) error) error {
	return d.transact(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, true, f)
}

func (d *postgresDB) transact(ctx context.Context, opt pgx.TxOptions, alone bool, f func(session) error) error {
	tx, err := d.conn.BeginTx(ctx, opt)
	if err != nil {
		return d.explain(err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) // does nothing after a commit
	if alone {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(writers)); err != nil {
			return d.explain(err)
		}
	}
	if err := f(postgresSession{d, tx}); err != nil {
		return err
	}
	return d.explain(tx.Commit(ctx))
}

type postgresSession struct {
	d  *postgresDB
	tx pgx.Tx
}

func (s postgresSession) exec(ctx context.Context, q string, args ...any) (int64, error) {
	tag, err := s.tx.Exec(ctx, numbered(q), args...)
	return tag.RowsAffected(), s.d.explain(err)
}

func (s postgresSession) query(ctx context.Context, q string, args []any, each func(scan) error) error {
	rows, err := s.tx.Query(ctx, numbered(q), args...)
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

// numbered writes $1, $2 … for the question marks of the shared SQL, which
// has none in literals.
func numbered(q string) string {
	if !strings.Contains(q, "?") {
		return q
	}
	var b strings.Builder
	n := 0
	for i := 0; i < len(q); i++ {
		if q[i] != '?' {
			b.WriteByte(q[i])
			continue
		}
		n++
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}

// explain turns PostgreSQL's codes into troubles that people can act on.
func (d *postgresDB) explain(err error) error {
	var e *pgconn.PgError
	if err == nil || !errors.As(err, &e) {
		return err
	}
	out := &Error{Name: d.name, Err: err}
	switch {
	case e.Code == "42501" || e.Code == "25006":
		out.Code, out.Text = ReadOnly, lang.T("没有写入该数据库的权限", "this user may not write to the database")
	case e.Code == "55P03" || e.Code == "40P01" || e.Code == "57014":
		out.Code, out.Text = Busy, lang.T("另一个程序正在使用工作区，请稍后再试", "another program is using the workspace; try again in a moment")
	case strings.HasPrefix(e.Code, "57P") || strings.HasPrefix(e.Code, "08"):
		out.Code, out.Text = Unreachable, lang.T("与数据库的连接中断；原有内容未变", "the connection to the database broke; what was stored is unchanged")
	case strings.HasPrefix(e.Code, "53"):
		out.Code, out.Text = Unreachable, lang.T("数据库资源不足；原有内容未变", "the database is out of resources; what was stored is unchanged")
	case strings.HasPrefix(e.Code, "XX"):
		out.Code, out.Text = Damaged, lang.T("数据库已损坏", "the database is damaged")
	default:
		return err
	}
	return out
}
