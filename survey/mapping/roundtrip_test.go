package mapping_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"servqual/gap"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/mapping"
)

func preset(name string) (*survey.Study, bool) {
	for _, find := range []func(string) (*survey.Study, bool){servqual.Preset, gap.Preset, index.Preset} {
		if s, ok := find(name); ok {
			return s, true
		}
	}
	return nil, false
}

func presets() []*survey.Study { return slices.Concat(servqual.Presets(), gap.Presets()) }

// open opens a file as init does, nil where nothing in it can be scored.
func open(t *testing.T, study *survey.Study, paths ...string) *load.Source {
	t.Helper()
	opt := load.Default()
	opt.Presets, opt.Overview, opt.Study = presets(), true, study
	var in []load.Input
	for _, p := range paths {
		in = append(in, load.Input{Path: p})
	}
	src, err := load.Open(in, opt)
	if err != nil {
		return nil
	}
	t.Cleanup(src.Close)
	if len(src.Study().Items) == 0 {
		return nil
	}
	return src
}

// surveys are the files of answers of the fixtures.
func surveys(t *testing.T, roots ...string) []string {
	t.Helper()
	var out []string
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if ext := filepath.Ext(path); err == nil && (ext == ".csv" || ext == ".xlsx" || ext == ".xls") {
				if info, err := d.Info(); err == nil && info.Size() < 400_000 {
					out = append(out, path)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// workbook writes a book.
func workbook(t *testing.T, b *mapping.Book, l lang.Lang) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out, l); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestWorkbookAndYAMLAreOneStudy: of every survey of the fixtures, the study
// that goes through a workbook, in either language, is the one that goes
// through a study file. Where one is refused, for it knows no scale yet, so is
// the other.
func TestWorkbookAndYAMLAreOneStudy(t *testing.T) {
	scored := 0
	for _, path := range surveys(t, "../../fixtures/own", "../../fixtures/fields", "../../fixtures/platforms", "../../fixtures/aftersales", "../../fixtures/servperf", "../../fixtures/three-column", "../../fixtures/gaps") {
		src := open(t, nil, path)
		if src == nil {
			continue
		}
		proposal := src.Proposal()
		yaml, err := survey.MarshalStudy(proposal, preset)
		if err != nil {
			t.Fatal(err)
		}
		want, refused := survey.ParseStudy("study.yaml", yaml, preset)
		b := mapping.Of(src, nil, preset)
		for i, l := range []lang.Lang{lang.Zh, lang.En} {
			if i == 1 && scored%4 != 0 {
				continue // one language in full, the other in a quarter
			}
			got, _, err := mapping.Parse("mapping.xlsx", workbook(t, b, l), preset)
			if (err == nil) != (refused == nil) {
				t.Errorf("%s: workbook %v, study file %v", path, err, refused)
			} else if err == nil && !reflect.DeepEqual(got, want) {
				t.Errorf("%s %v: the workbook gives another study\n%s\n%s", path, l, diff(t, want), diff(t, got))
			}
		}
		if refused == nil {
			scored++
		}
	}
	if scored < 120 {
		t.Errorf("only %d surveys went through a workbook", scored)
	}
}

// diff shows a study as YAML.
func diff(t *testing.T, s *survey.Study) string {
	t.Helper()
	out, err := survey.MarshalStudy(s, preset)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestLibreOfficeKeepsTheMapping: opened and saved by LibreOffice, a workbook
// gives the same study.
func TestLibreOfficeKeepsTheMapping(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no soffice on this machine, and CI=true demands it")
		}
		t.Skip("no soffice on this machine: no workbook was saved by LibreOffice")
	}
	dir := t.TempDir()
	want := make(map[string]*survey.Study)
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out")}
	for _, path := range []string{"own/plain-zh.csv", "own/pair-how-important-zh.csv", "own/scale-down-recommend.csv", "own/part-en.csv", "platforms/wjx.xlsx", "oracle/customers.csv"} {
		src := open(t, nil, filepath.Join("../../fixtures", path))
		if src == nil {
			continue
		}
		data := workbook(t, mapping.Of(src, nil, preset), lang.Zh)
		s, _, err := mapping.Parse(path, data, preset)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.ReplaceAll(filepath.ToSlash(path), "/", "-") + ".xlsx"
		want[name] = s
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, filepath.Join(dir, name))
	}
	if len(want) < 4 {
		t.Fatalf("%d workbooks", len(want))
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for name, s := range want {
		data, err := os.ReadFile(filepath.Join(dir, "out", name))
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := mapping.Parse(name, data, preset)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !reflect.DeepEqual(got, s) {
			t.Errorf("%s: another study\n%s\n%s", name, diff(t, s), diff(t, got))
		}
	}
}
