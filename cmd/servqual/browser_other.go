//go:build !windows

package main

import (
	"os/exec"
	"runtime"
)

// openInSystem opens an address or a file with the program that the system has
// for it.
func openInSystem(what string) error {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	return exec.Command(name, what).Start()
}
