package sheet

import (
	"context"
	"io"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// maxRaw bounds a file that is asked for whole.
const maxRaw = 1 << 30

// Raw gives the bytes of the file as they are, to be copied. The book must be
// open.
func (b *Book) Raw() ([]byte, error) {
	if b.size > maxRaw {
		return nil, fault(issue.FileTooLarge, b.Name, lang.T("文件过大，无法复制", "the file is too large to be copied"), nil)
	}
	data := make([]byte, b.size)
	if n, err := b.raw.ReadAt(data, 0); err != nil && (err != io.EOF || int64(n) < b.size) {
		return nil, readFault(b.Name, err)
	}
	return data, nil
}

// InOrder reads all rows of a sheet (counted from 0) from the first to the
// last, one block after the other.
func (b *Book) InOrder(sheet int, fn func(blk *Block) error) error {
	return b.run(context.Background(), sheet, 1, func(_ int, blk *Block) error { return fn(blk) })
}
