package store

import (
	"errors"
	"net"
	"net/url"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"servqual/survey/lang"
)

// addressKind is what the name of a workspace stands for. The zero value is
// invalid.
type addressKind int

const (
	fileAddress    addressKind = iota + 1 // a file
	serverAddress                         // postgres://user:password@host/database
	brokenAddress                         // meant as postgres://…, but it can't be read without a doubt
	foreignAddress                        // the address of something else: mysql://…, https://…
	keywordAddress                        // host=… password=…, as libpq and other drivers take it
)

// noAddress stands in messages for an address of which nothing may be shown,
// because any part of it may be the password.
const noAddress = "postgres://…"

var (
	schemed = regexp.MustCompile(`^([\p{L}][\p{L}\p{N}+.-]*):(//)?`)
	// A one-letter scheme is a drive: C:/data/servqual.db.
	knownScheme = regexp.MustCompile(`(?i)^(postgres(ql)?|pgsql|pg|psql|pgx|jdbc|odbc|sqlite3?|mysql|mariadb|mssql|sqlserver|oracle|oci|db2|mongodb(\+srv)?|rediss?|cockroach(db)?|dm|kingbase8?|opengauss|gaussdb|oceanbase|https?|ftps?|sftp|ssh|smb|s3|file|unix|tcp|data)$`)
	keyword     = regexp.MustCompile(`(?i)(^|[\s;,&?'"])(host|hostaddr|hostname|port|user|username|user id|userid|uid|password|passwd|pass|pwd|passfile|dbname|database|db|service|sslmode|sslpassword|server|data source|initial catalog|口令|密码)\s*=`)
	likeAddress = regexp.MustCompile(`(?i)://|:.*@|^//.*@|^postgres(ql)?[/\\]{2}`)
	passwordIn  = regexp.MustCompile(`(?i)(password|passwd|pwd|口令|密码)\s*[=:：]`)
	plainHost   = regexp.MustCompile(`^[\p{L}\p{N}._-]+(,[\p{L}\p{N}._-]+)*$`)
	plainName   = regexp.MustCompile(`^/?[\p{L}\p{N}_-]*$`)
)

// addressOf tells what a name stands for, and gives the address to connect to.
// Doubtful names are never taken for files: what is meant as an address with a
// password must neither be shown nor become the name of a file.
func addressOf(name string) (kind addressKind, address string) {
	trimmed := strings.TrimSpace(strings.Trim(strings.TrimSpace(name), `"'`))
	trimmed = strings.NewReplacer("：//", "://", "：／／", "://").Replace(trimmed)
	m := schemed.FindStringSubmatch(trimmed)
	if m != nil && len([]rune(m[1])) > 1 && (m[2] != "" || knownScheme.MatchString(m[1])) {
		switch scheme := strings.ToLower(m[1]); {
		case scheme != "postgres" && scheme != "postgresql":
			return foreignAddress, ""
		case m[2] == "":
			return brokenAddress, ""
		default:
			address = scheme + trimmed[len(m[1]):]
		}
		if _, ok := parseServer(address); !ok {
			return brokenAddress, ""
		}
		return serverAddress, address
	}
	switch {
	case keyword.MatchString(trimmed), passwordIn.MatchString(trimmed):
		return keywordAddress, ""
	case likeAddress.MatchString(trimmed) && !drive.MatchString(trimmed):
		return brokenAddress, ""
	}
	return fileAddress, name
}

var drive = regexp.MustCompile(`^[A-Za-z]:[\\/]`)

// parseServer reads an address that has only one reading. A password with an
// unescaped /, ? or # moves its rest into the path, the query or the fragment;
// an @ behind the host gives that away.
func parseServer(address string) (*url.URL, bool) {
	if strings.ContainsAny(address, "#\\ \t\r\n") {
		return nil, false
	}
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" || strings.Contains(u.EscapedPath(), "@") || strings.Contains(u.RawQuery, "@") {
		return nil, false
	}
	if _, err := url.ParseQuery(u.RawQuery); err != nil {
		return nil, false
	}
	if strings.ContainsAny(u.Path, "=&;@") || strings.Count(u.Path, "/") > 1 || strings.Contains(u.Host, "%") {
		return nil, false
	}
	return u, true
}

// isURL says whether a workspace is on a PostgreSQL server.
func isURL(name string) bool {
	kind, _ := addressOf(name)
	return kind == serverAddress
}

// IsAddress says whether a name is meant as the address of a database, or of
// anything else that is no file.
func IsAddress(name string) bool {
	kind, _ := addressOf(name)
	return kind != fileAddress
}

// NamesServer says whether a text begins as the address of a PostgreSQL server
// does, so that it is in the wrong place anywhere but under --workspace.
func NamesServer(text string) bool { return serverStart.MatchString(text) }

var serverStart = regexp.MustCompile(`(?i)^[\s"']*postgres(ql)?\s*[:：]`)

// Shown is the name of a workspace as messages and results may show it: a file
// as it is, of an address the host and the database, never a user, a password,
// a port or a parameter, which an unescaped character may have been cut from a
// password.
func Shown(name string) string {
	kind, address := addressOf(name)
	switch kind {
	case fileAddress:
		return name
	case serverAddress:
	default:
		return noAddress
	}
	u, ok := parseServer(address)
	if !ok {
		return noAddress
	}
	secret := ""
	if u.User != nil {
		secret, _ = u.User.Password()
	}
	secrets := []string{secret, u.Query().Get("password"), u.Query().Get("sslpassword")}
	host := hosts(u.Host)
	if host != "" && !plainHost.MatchString(host) || !plainName.MatchString(u.Path) || shares(host+u.Path, secrets) {
		return noAddress
	}
	return "postgres://" + host + u.Path
}

// hosts leaves the ports out of a list of hosts.
func hosts(list string) string {
	var out []string
	for _, h := range strings.Split(list, ",") {
		if strings.HasPrefix(h, "[") {
			return list // an IPv6 address, which is not shown
		}
		h, _, _ = strings.Cut(h, ":")
		out = append(out, h)
	}
	return strings.Join(out, ",")
}

// shares says whether four characters in a row of a secret are in a text.
func shares(text string, secrets []string) bool {
	text = strings.ToLower(text)
	for _, s := range secrets {
		r := []rune(strings.ToLower(s))
		for i := 0; i+4 <= len(r); i++ {
			if strings.Contains(text, string(r[i:i+4])) {
				return true
			}
		}
		if len(r) > 0 && len(r) < 4 && text == string(r) {
			return true
		}
	}
	return false
}

// refusal says why a name can't be a workspace. The English sentences do without
// the word password: it is a part of too many of them.
func refusal(kind addressKind) error {
	e := &Error{Code: Invalid, Name: noAddress}
	switch kind {
	case brokenAddress:
		e.Text = lang.T("这个数据库地址无法识别；请按 postgres://user:…@host/database 的格式填写用户名、密码、主机和数据库名，密码中的 @ / ? # % : 和空格须分别写成 %40 %2F %3F %23 %25 %3A %20",
			"this address of a database can't be read; write postgres://user:…@host/database, and between the colon and the host @ / ? # % : and blanks as %40 %2F %3F %23 %25 %3A %20")
	case foreignAddress:
		e.Name = "--workspace"
		e.Text = lang.T("工作区只能是文件，或 postgres:// 开头的数据库地址；其他类型的地址不支持", "a workspace is a file, or a database at an address that begins with postgres://; addresses of other kinds are not supported")
	case keywordAddress:
		e.Name = "--workspace"
		e.Text = lang.T("不支持 host=… user=… 形式的连接串；请写成 postgres://user:…@host/database", "a connection string of the form host=… user=… is not supported; write postgres://user:…@host/database")
	}
	return e
}

// unreachable words why a server could not be connected to. The driver's own
// message quotes the address, so it is not passed on.
func unreachable(name string, err error) error {
	e := &Error{Code: Unreachable, Name: name}
	var pg *pgconn.PgError
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.As(err, &pg) && (strings.HasPrefix(pg.Code, "28")):
		e.Text = lang.T("数据库拒绝登录：用户名或密码不对，或该用户无权连接", "the database refuses the login: it is not right, or this user may not connect")
	case errors.As(err, &pg) && pg.Code == "3D000":
		e.Text = lang.T("服务器上没有这个数据库", "there is no such database on the server")
	case errors.As(err, &pg):
		e.Text = lang.F("数据库拒绝连接（代码 %s）", "the database refuses the connection (code %s)", pg.Code)
	case errors.As(err, &dns):
		e.Text = lang.T("无法连接数据库：找不到这台主机，请检查地址和网络", "the database can't be reached: there is no such host; check the address and the network")
	case pgconn.Timeout(err), errors.As(err, &timeout) && timeout.Timeout():
		e.Text = lang.T("无法连接数据库：服务器没有应答，请检查地址和网络", "the database can't be reached: the server does not answer; check the address and the network")
	default:
		e.Text = lang.T("无法连接数据库：请检查地址、端口和网络，以及服务器是否在运行", "the database can't be reached: check the address, the port and the network, and whether the server is running")
	}
	return e
}
