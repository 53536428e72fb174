package main

import "golang.org/x/sys/windows"

// openInSystem opens an address or a file with the program that the system has
// for it.
func openInSystem(what string) error {
	path, err := windows.UTF16PtrFromString(what)
	if err != nil {
		return err
	}
	verb, _ := windows.UTF16PtrFromString("open")
	return windows.ShellExecute(0, verb, path, nil, nil, windows.SW_SHOWNORMAL)
}
