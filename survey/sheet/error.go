package sheet

import (
	"servqual/survey/issue"
	"servqual/survey/lang"
)

// Fault is why a file can't be read: which file, what is wrong with it and
// what to do, in both languages.
type Fault struct {
	Code  issue.Code
	File  string
	Sheet string
	Row   int // 0 when not known
	Text  lang.Text
	Err   error // the cause below, if any
}

// Error words the fault in English for logs; people are shown Text.
func (f *Fault) Error() string {
	s := f.Pos().String() + ": " + f.Text.In(lang.En)
	if f.Err != nil {
		s += " (" + f.Err.Error() + ")"
	}
	return s
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// Pos is the place the fault was met at.
func (f *Fault) Pos() issue.Pos {
	return issue.Pos{File: f.File, Sheet: f.Sheet, Row: f.Row}
}

// Issue gives the fault as an issue, for callers that go on with other files.
func (f *Fault) Issue() issue.Issue {
	return issue.Issue{
		Code: f.Code, Severity: issue.Error, Pos: f.Pos(), Want: f.Text,
		Effect: lang.T("该文件未读取", "the file was not read"), Count: 1,
	}
}

func fault(code issue.Code, file string, text lang.Text, cause error) *Fault {
	return &Fault{Code: code, File: file, Text: text, Err: cause}
}
