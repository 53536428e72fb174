package store

import (
	"context"
	"strings"

	"servqual/survey/lang"
)

// migrations make a workspace of version i+1 out of one of version i. They are
// never edited after a release, only added to: a workspace of any age walks
// through them. The words bytes, integer and real stand for the dialect's types.
var migrations = []string{
	// 1: waves
	`CREATE TABLE servqual_counter (name TEXT PRIMARY KEY, last {integer} NOT NULL);
	CREATE TABLE servqual_study (
		id {integer} PRIMARY KEY,
		digest TEXT NOT NULL UNIQUE,
		instrument TEXT NOT NULL,
		version TEXT NOT NULL,
		yaml TEXT NOT NULL
	);
	CREATE TABLE servqual_import (
		id {integer} PRIMARY KEY,
		study {integer} NOT NULL REFERENCES servqual_study (id),
		summary TEXT NOT NULL,
		issues TEXT NOT NULL
	);
	CREATE TABLE servqual_file (
		import {integer} NOT NULL REFERENCES servqual_import (id),
		source {integer} NOT NULL,
		name TEXT NOT NULL,
		sheet TEXT NOT NULL,
		sha256 TEXT NOT NULL,
		PRIMARY KEY (import, source)
	);
	CREATE INDEX servqual_file_sha256 ON servqual_file (sha256);
	CREATE TABLE servqual_part (
		wave TEXT NOT NULL,
		unit TEXT NOT NULL,
		import {integer} NOT NULL REFERENCES servqual_import (id),
		n {integer} NOT NULL,
		flagged {integer} NOT NULL,
		sources TEXT NOT NULL,
		comments TEXT NOT NULL,
		answers {bytes} NOT NULL,
		PRIMARY KEY (wave, unit)
	);
	CREATE INDEX servqual_part_import ON servqual_part (import)`,

	// 2: tallies beside the answers; targets, events, actions, norms
	`ALTER TABLE servqual_part ADD COLUMN tally {bytes};
	CREATE TABLE servqual_target (
		measure TEXT NOT NULL,
		unit TEXT NOT NULL,
		value {real} NOT NULL,
		PRIMARY KEY (measure, unit)
	);
	CREATE TABLE servqual_event (
		id {integer} PRIMARY KEY,
		date TEXT NOT NULL,
		kind TEXT NOT NULL,
		title TEXT NOT NULL,
		gaps TEXT NOT NULL,
		units TEXT NOT NULL,
		note TEXT NOT NULL
	);
	CREATE TABLE servqual_action (
		id {integer} PRIMARY KEY,
		gap TEXT NOT NULL,
		title TEXT NOT NULL,
		owner TEXT NOT NULL,
		due TEXT NOT NULL,
		state TEXT NOT NULL,
		done TEXT NOT NULL,
		units TEXT NOT NULL,
		note TEXT NOT NULL
	);
	CREATE TABLE servqual_norm (
		name TEXT NOT NULL,
		measure TEXT NOT NULL,
		source TEXT NOT NULL,
		units {integer} NOT NULL,
		body TEXT NOT NULL,
		PRIMARY KEY (name, measure)
	)`,

	// 3: what finds a response again in another file; earlier versions
	`CREATE TABLE servqual_key (secret {bytes} NOT NULL);
	ALTER TABLE servqual_part ADD COLUMN identities {bytes};
	CREATE TABLE servqual_version (
		id {integer} PRIMARY KEY,
		at TEXT NOT NULL,
		command TEXT NOT NULL,
		what TEXT NOT NULL
	);
	CREATE TABLE servqual_past (
		version {integer} NOT NULL,
		tab TEXT NOT NULL,
		id {bytes} NOT NULL,
		content {bytes},
		PRIMARY KEY (version, tab, id)
	)`,

	// 4: checksums of the rows, see verify.go
	`CREATE TABLE servqual_sum (
		tab TEXT NOT NULL,
		id {bytes} NOT NULL,
		sum {bytes} NOT NULL,
		PRIMARY KEY (tab, id)
	);
	ALTER TABLE servqual_past ADD COLUMN sum {bytes}`,

	// 5: the register of units
	`CREATE TABLE servqual_unit (
		name TEXT PRIMARY KEY,
		aliases TEXT NOT NULL,
		parents TEXT NOT NULL
	)`,
}

// sumsFrom is the first version whose rows have checksums.
const sumsFrom = 4

// SchemaVersion is the version of workspaces that this program makes.
var SchemaVersion = len(migrations)

// prepare recognises the workspace and brings it to the present version. One
// that is only read and is older is brought up as well, where it can be written.
func (w *Workspace) prepare(ctx context.Context, create bool) error {
	have, err := 0, error(nil)
	err = w.db.read(ctx, func(s session) error {
		have, err = w.versionOf(ctx, s)
		return err
	})
	if err != nil {
		return err
	}
	switch {
	case have == SchemaVersion:
		return nil
	case have == 0 && !create:
		return w.fail(NotFound, lang.T("其中还没有工作区；用 servqual import 导入数据即可建立", "there is no workspace in it yet; `servqual import` makes one"))
	}
	return w.db.write(ctx, func(s session) error {
		// Another process may have been here in the meantime.
		have, err := w.versionOf(ctx, s)
		if err != nil {
			return err
		}
		return w.migrate(ctx, s, have)
	})
}

// versionOf is the version of the workspace, 0 where there is none yet.
func (w *Workspace) versionOf(ctx context.Context, s session) (int, error) {
	state, err := w.db.kind().state(ctx, s)
	if err != nil || state == stateEmpty {
		return 0, err
	}
	if state == stateForeign {
		return 0, w.fail(NotWorkspace, lang.T("这是别的程序的数据库，不是 servqual 工作区", "this is another program's database, not a servqual workspace"))
	}
	have := int64(0)
	if _, err := one(ctx, s, "SELECT version FROM servqual_schema", nil, &have); err != nil {
		return 0, err
	}
	if have < 1 { // also where the row is gone: no program of ours leaves either behind
		return 0, w.fail(Damaged, lang.F("工作区记录的版本是 %d，没有这样的版本；请从备份恢复，或用原始文件重新导入", "the workspace says that it is of version %d, and there is no such version; restore a copy, or import the files again", have))
	}
	if have > int64(SchemaVersion) {
		return 0, w.fail(TooNew, lang.F("工作区由更新的程序建立（版本 %d，本程序支持到 %d）；请升级 servqual", "a later program made this workspace (version %d; this one knows %d): update servqual", have, SchemaVersion))
	}
	return int(have), nil
}

// migrate takes a workspace from version have to the present one.
func (w *Workspace) migrate(ctx context.Context, s session, have int) error {
	d := w.db.kind()
	types := strings.NewReplacer("{integer}", d.integer, "{bytes}", d.blob, "{real}", d.real)
	if have == 0 {
		first := "CREATE TABLE servqual_schema (version {integer} NOT NULL); INSERT INTO servqual_schema (version) VALUES (0)"
		if d.mark != "" {
			first += "; " + d.mark
		}
		if err := statements(ctx, s, types.Replace(first)); err != nil {
			return err
		}
	}
	for v := have; v < len(migrations); v++ {
		if err := statements(ctx, s, types.Replace(migrations[v])); err != nil {
			return err
		}
	}
	if have < sumsFrom {
		if err := sealRows(ctx, s); err != nil {
			return err
		}
	}
	_, err := s.exec(ctx, "UPDATE servqual_schema SET version = ?", int64(len(migrations)))
	return err
}

func statements(ctx context.Context, s session, script string) error {
	for _, q := range strings.Split(script, ";") {
		if _, err := s.exec(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// nextID counts up; an identity that was given once is never given again.
func nextID(ctx context.Context, s session, name string) (int64, error) {
	_, err := s.exec(ctx, `INSERT INTO servqual_counter (name, last) VALUES (?, 1)
		ON CONFLICT (name) DO UPDATE SET last = servqual_counter.last + 1`, name)
	if err != nil {
		return 0, err
	}
	id := int64(0)
	_, err = one(ctx, s, "SELECT last FROM servqual_counter WHERE name = ?", []any{name}, &id)
	return id, err
}
