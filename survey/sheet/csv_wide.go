package sheet

// readWide reads a chunk of UTF-16 or UTF-32 and turns it into UTF-8. A
// surrogate pair across the border belongs to the chunk it begins in.
func (w *csvWorker) readWide(at int64, n int) (from, to int, err error) {
	f := w.feed.f
	extra := int(min(2, f.size-at-int64(n)))
	if cap(w.raw) < n+2 {
		w.raw = make([]byte, f.chunk+2)
	}
	raw := w.raw[:n+extra]
	if got, err := f.r.ReadAt(raw, at); got < len(raw) {
		return 0, 0, readFault(f.book.Name, err)
	}
	if f.set.wide == 2 {
		if at > f.start && len(raw) >= 2 && f.low(raw) {
			raw, n = raw[2:], n-2
		}
		if n+2 <= len(raw) && f.low(raw[n:]) {
			n += 2
		}
	}
	w.room(headRoom + 2*n + 4 + tailRoom)
	out := f.transcode(w.buf[:headRoom], raw[:n])
	if len(out)+tailRoom > cap(out) {
		out = append(out, make([]byte, tailRoom)...)[:len(out)]
	}
	w.buf = out[:cap(out)]
	return headRoom, len(out), nil
}

// low says that s begins with the second half of a surrogate pair.
func (f *csvFile) low(s []byte) bool {
	hi := s[1]
	if f.set.big {
		hi = s[0]
	}
	return hi&0xFC == 0xDC
}

// transcode appends raw, in a wide encoding, to dst as UTF-8. Bytes left over
// at the end of a file become U+FFFD.
func (f *csvFile) transcode(dst, raw []byte) []byte {
	dec := f.set.transcoder()
	for {
		if cap(dst)-len(dst) < 16 {
			dst = append(dst, make([]byte, len(raw)+64)...)[:len(dst)]
		}
		nd, ns, err := dec.Transform(dst[len(dst):cap(dst)], raw, true)
		dst, raw = dst[:len(dst)+nd], raw[ns:]
		if err == nil || nd == 0 && ns == 0 && cap(dst)-len(dst) >= 16 {
			return dst
		}
	}
}
