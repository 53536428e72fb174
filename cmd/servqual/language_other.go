//go:build !windows

package main

// userLocale is the locale of the user's settings: elsewhere than on Windows
// the variables of the locale say it.
func userLocale() string { return "" }
