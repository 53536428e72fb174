package main

import (
	"errors"
	"io/fs"
	"syscall"

	"servqual/survey/lang"
)

// systemError words what the operating system refused, and what to do; zero
// when it is none of the usual refusals. The file is named where it is known.
func systemError(err error) lang.Text {
	var t lang.Text
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t = lang.T("没有这个文件或文件夹；请核对名称和位置", "there is no such file or folder; check its name and place")
	case errors.Is(err, fs.ErrPermission):
		t = lang.T("没有权限，或文件正被别的程序（如 Excel）打开；请关闭它，或换一个文件夹", "not permitted, or open in another program such as Excel; close it there, or use another folder")
	case errors.Is(err, syscall.ENOSPC):
		t = lang.T("磁盘已满；请腾出空间再试", "the disk is full; make room and try again")
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EISDIR):
		t = lang.T("要文件的地方是文件夹，或要文件夹的地方是文件；请核对 --out", "a folder stands where a file is wanted, or a file where a folder is; check --out")
	default:
		return t
	}
	var path *fs.PathError
	if !errors.As(err, &path) {
		return t
	}
	return lang.F("%s：%s", "%s: %s", lang.Same(path.Path), t)
}
