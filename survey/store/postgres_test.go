package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is the PostgreSQL server that the tests start for themselves: its data
// in a folder of its own, reached by a Unix socket only, owned by an account
// without privileges because the server refuses to run as root.
type server struct {
	dir    string
	cmd    *exec.Cmd
	failed string // why there is none
}

var (
	startOnce sync.Once
	running   server
)

func TestMain(m *testing.M) {
	if job := os.Getenv("STORE_TEST_CHILD"); job != "" {
		os.Exit(child(job))
	}
	code := m.Run()
	running.stop()
	os.Exit(code)
}

// programs finds the server's programs, which Debian keeps off the path.
func programs() (string, bool) {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p), true
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", false
	}
	return filepath.Dir(found[len(found)-1]), true
}

// unprivileged is the account that the server and some children run as; nil
// where the tests are not run by root.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 == nil && err2 == nil && uid != 0 {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, fmt.Errorf("run by root, and there is neither a postgres nor a nobody account")
}

func (s *server) start() error {
	bin, ok := programs()
	if !ok {
		return fmt.Errorf("PostgreSQL is not installed")
	}
	cred, err := unprivileged()
	if err != nil {
		return err
	}
	// A short path: a socket's name may have 107 bytes.
	if s.dir, err = os.MkdirTemp("/tmp", "svqpg"); err != nil {
		return err
	}
	if cred != nil {
		if err := os.Chown(s.dir, int(cred.Uid), int(cred.Gid)); err != nil {
			return err
		}
	}
	data := filepath.Join(s.dir, "data")
	as := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.Dir = s.dir
		c.Env = append(os.Environ(), "LC_ALL=C", "HOME="+s.dir)
		if cred != nil {
			c.SysProcAttr = &syscall.SysProcAttr{Credential: cred, Setpgid: true}
		}
		return c
	}
	if out, err := as("initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C").CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %v: %s", err, out)
	}
	log, err := os.Create(filepath.Join(s.dir, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	c := as("postgres", "-D", data, "-k", s.dir, "-c", "listen_addresses=", "-c", "shared_buffers=16MB", "-c", "max_connections=40")
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		return err
	}
	s.cmd = c
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		conn, err := pgx.Connect(context.Background(), s.url(""))
		if err == nil {
			return conn.Close(context.Background())
		}
	}
	text, _ := os.ReadFile(log.Name())
	return fmt.Errorf("the server does not answer: %s", text)
}

func (s *server) url(schema string) string {
	u := "postgres://tester@/postgres?host=" + s.dir
	if schema != "" {
		u += "&search_path=" + schema
	}
	return u
}

// stop ends the server that start began, and nothing else.
func (s *server) stop() {
	if s.cmd != nil {
		s.cmd.Process.Signal(syscall.SIGINT) // fast shutdown
		s.cmd.Wait()
	}
	if s.dir != "" {
		os.RemoveAll(s.dir)
	}
}

var schemas atomic.Int64

// postgresURL is the address of an empty schema of its own on a real server.
func postgresURL(t *testing.T) string {
	t.Helper()
	startOnce.Do(func() {
		if err := running.start(); err != nil {
			running.failed = err.Error()
		}
	})
	if running.failed != "" {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no PostgreSQL server: %s", running.failed)
		}
		t.Skipf("no PostgreSQL server, so the workspace on PostgreSQL is not tested: %s", running.failed)
	}
	schema := "t" + strconv.FormatInt(schemas.Add(1), 10)
	adminExec(t, "CREATE SCHEMA "+schema)
	return running.url(schema)
}

// adminExec runs statements on the server, past the package.
func adminExec(t *testing.T, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), running.url(""))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

// onBoth runs a test on a workspace in a file and on one on a server. name is
// an address at which nothing is yet.
func onBoth(t *testing.T, f func(t *testing.T, name string)) {
	t.Run("sqlite", func(t *testing.T) { f(t, filepath.Join(t.TempDir(), "工作区 100%?#.db")) })
	t.Run("postgres", func(t *testing.T) { f(t, postgresURL(t)) })
}

// TestServerIsLocal makes sure that the tests' server listens on no network.
func TestServerIsLocal(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no Unix sockets")
	}
	url := postgresURL(t)
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var addresses string
	if err := conn.QueryRow(t.Context(), "SHOW listen_addresses").Scan(&addresses); err != nil || addresses != "" {
		t.Errorf("listens on %q, %v", addresses, err)
	}
	if !strings.Contains(url, running.dir) {
		t.Errorf("address %s is not the server's own", url)
	}
}
