package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// maxLocaleName is LOCALE_NAME_MAX_LENGTH of the Windows API.
const maxLocaleName = 85

var getUserDefaultLocaleName = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetUserDefaultLocaleName")

// userLocale is the locale of the user's settings, such as zh-CN; "" when the
// system does not tell.
func userLocale() string {
	if getUserDefaultLocaleName.Find() != nil {
		return ""
	}
	var buf [maxLocaleName]uint16
	if n, _, _ := getUserDefaultLocaleName.Call(uintptr(unsafe.Pointer(&buf[0])), maxLocaleName); n == 0 {
		return ""
	}
	return windows.UTF16ToString(buf[:])
}
