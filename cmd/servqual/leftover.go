package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// A run that is killed leaves the file behind that it was writing, or a folder
// of parts. Its name says which process of which machine it belongs to:
//
//	.servqual-9f86d081-4711-123456.tmp
//
// so that a later run removes it only when that process is gone. Two runs that
// write into one folder, also from two machines or containers, leave each
// other's files alone. Earlier versions named theirs .servqual-123456.
var (
	tempName    = regexp.MustCompile(`^\.servqual-([0-9a-f]{8})-([0-9]+)-[0-9]+\.tmp$`)
	oldTempName = regexp.MustCompile(`^\.servqual-[0-9]+$`)
)

// staleAfter is the age from which a file whose process can't be looked for,
// one of another machine, is taken for left behind: no file takes six hours.
const staleAfter = 6 * time.Hour

// tempPattern is the pattern for os.CreateTemp.
func tempPattern() string { return fmt.Sprintf(".servqual-%s-%d-*.tmp", machine(), os.Getpid()) }

// machine stands for the machine and, in a container, for its own numbering of
// processes.
var machine = sync.OnceValue(func() string {
	host, _ := os.Hostname()
	processes, _ := os.Readlink("/proc/self/ns/pid") // empty outside Linux
	sum := sha256.Sum256([]byte(host + "\x00" + processes))
	return hex.EncodeToString(sum[:4])
})

// sweep removes what killed runs left behind in a folder. What can't be removed
// stays: it is in nobody's way.
func sweep(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		m := tempName.FindStringSubmatch(e.Name())
		if m == nil && !oldTempName.MatchString(e.Name()) || !e.Type().IsRegular() && !e.IsDir() {
			continue
		}
		gone := false
		if m != nil && m[1] == machine() {
			pid, err := strconv.Atoi(m[2])
			if err != nil || pid == os.Getpid() || running(pid) {
				continue
			}
			gone = true
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > staleAfter {
			gone = true
		}
		if gone {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}

// running says whether there is a process of this number. In doubt there is.
func running(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false // Windows looks it up here
	}
	defer p.Release()
	err = p.Signal(syscall.Signal(0)) // elsewhere here; Windows knows no such signal
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
