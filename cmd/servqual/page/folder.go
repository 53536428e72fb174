package page

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// folder is the one place where the page keeps things, of one user:
//
//	forms/       what was answered about forms, one file each
//	servqual.db  the workspace of months
//	uploads/     the files dropped in this run and what is made of them;
//	             removed when the page ends
type folder struct {
	path    string
	uploads string
}

// homeVariable names the folder where it is not the usual one.
const homeVariable = "SERVQUAL_HOME"

// UserFolder is the folder of the person at the machine: in the local
// application data on Windows, Application Support on macOS, XDG_DATA_HOME or
// ~/.local/share elsewhere; SERVQUAL_HOME names another.
func UserFolder() (string, error) {
	if p := os.Getenv(homeVariable); p != "" {
		return filepath.Abs(p)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	switch runtime.GOOS {
	case "windows":
		return filepath.Join(cmp.Or(os.Getenv("LOCALAPPDATA"), filepath.Join(home, "AppData", "Local")), "servqual"), nil
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "servqual"), nil
	}
	return filepath.Join(cmp.Or(os.Getenv("XDG_DATA_HOME"), filepath.Join(home, ".local", "share")), "servqual"), nil
}

// leftBehind is how old uploads are that no running page can be working on.
const leftBehind = 7 * 24 * time.Hour

// openFolder makes the folder, and one of its own for the uploads of this run.
// Uploads that killed runs left behind go.
func openFolder(path string) (*folder, error) {
	all := filepath.Join(path, "uploads")
	if err := os.MkdirAll(all, 0o700); err != nil {
		return nil, err
	}
	if old, err := os.ReadDir(all); err == nil {
		for _, e := range old {
			if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > leftBehind {
				os.RemoveAll(filepath.Join(all, e.Name()))
			}
		}
	}
	uploads, err := os.MkdirTemp(all, "run-")
	if err != nil {
		return nil, err
	}
	return &folder{path: path, uploads: uploads}, nil
}

func (f *folder) workspace() string { return filepath.Join(f.path, "servqual.db") }

func (f *folder) forms() string { return filepath.Join(f.path, "forms") }

// dropUploads removes the files of this run.
func (f *folder) dropUploads() { os.RemoveAll(f.uploads) }

// clear removes everything that is kept, the months too. The folder of this
// run's uploads stays, empty.
func (f *folder) clear() error {
	entries, err := os.ReadDir(f.path)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(f.path, e.Name())); err != nil {
			return err
		}
	}
	return os.MkdirAll(f.uploads, 0o700)
}

// size is how many bytes lie in the folder.
func (f *folder) size() int64 {
	n := int64(0)
	filepath.WalkDir(f.path, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if info, err := d.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}
