package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hostileAddresses are names that hold a password, by what is wrong with them.
// The password is the second column; where it stands percent-encoded or quoted
// in the name, that form is a third.
var hostileAddresses = [][]string{
	{"postgres://anna:Zq7xKw92@127.0.0.1:1/umfrage?connect_timeout=1", "Zq7xKw92"},
	{"POSTGRES://anna:Zq7xKw92@127.0.0.1:1/umfrage?connect_timeout=1", "Zq7xKw92"},
	{"PostgreSQL://anna:Zq7xKw92@127.0.0.1:1/umfrage?connect_timeout=1", "Zq7xKw92"},
	{" postgres://anna:Zq7xKw92@127.0.0.1:1/umfrage?connect_timeout=1", "Zq7xKw92"},
	{"'postgres://anna:Zq7xKw92@127.0.0.1:1/umfrage'", "Zq7xKw92"},
	{"postgres://anna:Zq7x@Kw92@127.0.0.1:1/umfrage?connect_timeout=1", "Zq7x@Kw92"},
	{"postgres://anna:Zq7x/Kw92@127.0.0.1:1/umfrage", "Zq7x/Kw92"},
	{"postgres://anna:Zq@7xKw/92Vb@127.0.0.1:1/umfrage", "Zq@7xKw/92Vb"},
	{"postgres://anna:4711/Kw92Vb@127.0.0.1:1/umfrage", "4711/Kw92Vb"},
	{"postgres://anna:4711?Kw92Vb@127.0.0.1:1/umfrage", "4711?Kw92Vb"},
	{"postgres://anna:4711#Kw92Vb@127.0.0.1:1/umfrage", "4711#Kw92Vb"},
	{"postgres://anna:Zq7x#Kw92@127.0.0.1:1/umfrage", "Zq7x#Kw92"},
	{"postgres://anna:Zq7x?Kw92@127.0.0.1:1/umfrage", "Zq7x?Kw92"},
	{"postgres://anna:Zq7x%Kw92@127.0.0.1:1/umfrage", "Zq7x%Kw92"},
	{"postgres://anna:Zq%ZZKw92@127.0.0.1:1/umfrage", "Zq%ZZKw92"},
	{"postgres://anna:Zq7x%40Kw92@127.0.0.1:1/umfrage?connect_timeout=1", "Zq7x@Kw92", "Zq7x%40Kw92"},
	{"postgres://anna:Zq7x Kw92@127.0.0.1:1/umfrage", "Zq7x Kw92"},
	{"postgres://anna:Zq7x\\Kw92@127.0.0.1:1/umfrage", "Zq7x\\Kw92"},
	{"postgres://anna:Zq7x[Kw92@127.0.0.1:1/umfrage", "Zq7x[Kw92"},
	{"postgres://anna:Zq7xKw92", "Zq7xKw92"},
	{"postgres://anna:47114712", "47114712"},
	{"postgres://anna:Zq7xKw92@", "Zq7xKw92"},
	{"postgres://anna:Zq7xKw92@127.0.0.1:99999999/umfrage", "Zq7xKw92"},
	{"postgres://anna:Zq7xKw92@[::1/umfrage", "Zq7xKw92"},
	{"postgres:/anna:Zq7xKw92@127.0.0.1:1/umfrage", "Zq7xKw92"},
	{"postgres:anna:Zq7xKw92@127.0.0.1:1/umfrage", "Zq7xKw92"},
	{"postgres//anna:Zq7xKw92@127.0.0.1:1/umfrage", "Zq7xKw92"},
	{"postgres：//anna:Zq7xKw92@127.0.0.1:1/umfrage?connect_timeout=1", "Zq7xKw92"},
	{"postgre://anna:Zq7xKw92@127.0.0.1:1/umfrage", "Zq7xKw92"},
	{"//anna:Zq7xKw92@127.0.0.1/umfrage", "Zq7xKw92"},
	{"anna:Zq7xKw92@127.0.0.1/umfrage", "Zq7xKw92"},
	{"mysql://anna:Zq7xKw92@127.0.0.1/umfrage", "Zq7xKw92"},
	{"MySQL://anna:Zq7xKw92@127.0.0.1/umfrage", "Zq7xKw92"},
	{"mongodb+srv://anna:Zq7xKw92@127.0.0.1/umfrage", "Zq7xKw92"},
	{"jdbc:postgresql://127.0.0.1/umfrage?user=anna&password=Zq7xKw92", "Zq7xKw92"},
	{"sqlserver://127.0.0.1;password=Zq7xKw92", "Zq7xKw92"},
	{"https://anna:Zq7xKw92@127.0.0.1/umfrage", "Zq7xKw92"},
	{"数据库://anna:Zq7xKw92@127.0.0.1/umfrage", "Zq7xKw92"},
	{"postgres://127.0.0.1:1/umfrage?user=anna&password=Zq7xKw92&connect_timeout=1", "Zq7xKw92"},
	{"postgres://127.0.0.1:1/umfrage?user=anna&password=Zq7x@Kw92", "Zq7x@Kw92"},
	{"postgres://127.0.0.1:1/umfrage?user=anna&password=Zq7x;Kw92", "Zq7x;Kw92"},
	{"postgres://127.0.0.1:1/umfrage&password=Zq7xKw92", "Zq7xKw92"},
	{"postgres://127.0.0.1:1/umfrage?sslmode=verify-full&sslrootcert=/none&sslpassword=Zq7xKw92", "Zq7xKw92"},
	{"postgres://anna:Zq7xKw92@127.0.0.1:1/umfrage?sslmode=nonsense", "Zq7xKw92"},
	{"postgres://anna:Zq7xKw92@127.0.0.1:1/Zq7xKw92?connect_timeout=1", "Zq7xKw92"},
	{"postgres://Zq7xKw92:Zq7xKw92@127.0.0.1:1/umfrage?connect_timeout=1", "Zq7xKw92"},
	{"host=127.0.0.1 user=anna password=Zq7xKw92 dbname=umfrage", "Zq7xKw92"},
	{"host = 127.0.0.1 password = 'Zq7x Kw92'", "Zq7x Kw92"},
	{"HOST=127.0.0.1 PASSWORD=Zq7xKw92", "Zq7xKw92"},
	{"password=Zq7xKw92", "Zq7xKw92"},
	{"postgres://anna:p@ss/word#1@127.0.0.1:1/umfrage", "p@ss/word#1"},
	{"host=127.0.0.1 password=pass@word", "pass@word"},
	{"user=anna", "anna"},
	{"PGPASSWORD=Zq7xKw92 psql", "Zq7xKw92"},
	{"Server=127.0.0.1;Database=umfrage;User Id=anna;Pwd=Zq7xKw92", "Zq7xKw92"},
	{"密码：Zq7xKw92", "Zq7xKw92"},
}

// partOf gives the first run of four characters of a secret that is in a text.
func partOf(text string, secrets []string) string {
	for _, s := range secrets {
		r := []rune(s)
		for i := 0; i+4 <= len(r); i++ {
			if part := string(r[i : i+4]); strings.Contains(strings.ToLower(text), strings.ToLower(part)) {
				return part
			}
		}
	}
	return ""
}

// TestPasswordsAreNotShown opens every hostile address: no part of the password
// is in the error or in the name shown, and no file is made.
func TestPasswordsAreNotShown(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, x := range hostileAddresses {
		name, secrets := x[0], x[1:]
		if got := partOf(Shown(name), secrets); got != "" {
			t.Errorf("%s is shown as %s: %q is in it", name, Shown(name), got)
		}
		w, err := Create(t.Context(), name)
		if err == nil {
			w.Close()
			t.Errorf("%s was opened", name)
			continue
		}
		if !Is(err, Invalid) && !Is(err, Unreachable) {
			t.Errorf("%s: %v; want Invalid or Unreachable", name, err)
		}
		if got := partOf(err.Error(), secrets); got != "" {
			t.Errorf("%s: %q is in the error %q", name, got, err)
		}
	}
	if left, _ := os.ReadDir("."); len(left) != 0 {
		t.Errorf("files were made: %v", left)
	}
}

// TestServerRefuses: what a server says of a database that it does not have, or
// of a schema, is told without its name.
func TestServerRefuses(t *testing.T) {
	address := strings.Replace(postgresURL(t), "tester@/postgres", "tester:Zq7xKw92@/Zq7xKw92", 1)
	_, err := Open(t.Context(), address)
	if !Is(err, Unreachable) || !strings.Contains(err.Error(), "no such database") || partOf(err.Error(), []string{"Zq7xKw92"}) != "" {
		t.Errorf("%v", err)
	}
}

func TestShown(t *testing.T) {
	for in, want := range map[string]string{
		"servqual.db":                              "servqual.db",
		"客户@2026.db":                               "客户@2026.db",
		`C:\data\anna@west.db`:                     `C:\data\anna@west.db`,
		"D:/data/servqual.db":                      "D:/data/servqual.db",
		"out/2026=10.db":                           "out/2026=10.db",
		"postgres.db":                              "postgres.db",
		"postgres/servqual.db":                     "postgres/servqual.db",
		"postgres://u:secret@h/db":                 "postgres://h/db",
		"postgresql://db.example.org:5432/quality": "postgres://db.example.org/quality",
		"postgres://a.example,b.example:6432/q":    "postgres://a.example,b.example/q",
		"postgres://u@/db?host=/tmp/socket":        "postgres:///db",
	} {
		if got := Shown(in); got != want {
			t.Errorf("%s is shown as %s, want %s", in, got, want)
		}
	}
}

// TestOrdinaryNamesAreFiles keeps the refusal of addresses from refusing files.
func TestOrdinaryNamesAreFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"servqual.db", "客户@2026.db", "10月.db", "a=b.db", "postgres.db"} {
		w, err := Create(t.Context(), filepath.Join(dir, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		w.Close()
	}
}
