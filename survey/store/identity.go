package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"

	"servqual/survey"
)

// identityVersion is the first byte of stored identities.
const identityVersion = 1

// identity is what is stored to find a response again in another file: digests
// of its id and its time with a random key of the workspace, of 24 bits each.
// That is enough to tell the responses of a wave and unit apart, and too little
// to tell which of many possible ids a digest stands for. 0 = none.
type identity struct {
	id, time uint32
	clock    bool // the time has an hour and a minute
}

const digestBits = 24

// digest hashes a value under the key; kind keeps an id from looking like a
// time.
func digest(key []byte, kind byte, v uint64) uint32 {
	buf := make([]byte, 0, 64)
	buf = append(buf, key...)
	buf = append(buf, kind)
	buf = binary.LittleEndian.AppendUint64(buf, v)
	sum := sha256.Sum256(buf)
	return 1<<digestBits | uint32(sum[0]) | uint32(sum[1])<<8 | uint32(sum[2])<<16
}

// digests makes the identities of a batch; nil where the batch has none.
func digests(key []byte, b *survey.Batch) []identity {
	if b.Identities == nil {
		return nil
	}
	out := make([]identity, b.N)
	for i, x := range b.Identities {
		if x.ID != 0 {
			out[i].id = digest(key, 'i', x.ID)
		}
		if x.Dated {
			kind, at := byte('d'), uint64(x.Minute/(24*60))
			if x.Clock {
				kind, at = 't', uint64(x.Minute)
			}
			out[i].time, out[i].clock = digest(key, kind, at), x.Clock
		}
	}
	return out
}

// The layout of identities, compressed with a checksum:
//
//	version · rows · which (1 = id, 2 = time, 4 = with a clock)… · for each row its digests, 3 bytes each

func encodeIdentities(ids []identity) []byte {
	if ids == nil {
		return nil
	}
	w := &writer{buf: []byte{identityVersion}}
	w.uint(uint64(len(ids)))
	for _, x := range ids {
		w.uint(uint64(bit(x.id != 0, 1) | bit(x.time != 0, 2) | bit(x.clock, 4)))
	}
	for _, x := range ids {
		for _, d := range []uint32{x.id, x.time} {
			if d != 0 {
				w.buf = append(w.buf, byte(d), byte(d>>8), byte(d>>16))
			}
		}
	}
	return compress(w.buf)
}

func bit(set bool, value int) int {
	if set {
		return value
	}
	return 0
}

// decodeIdentities reads the identities of n rows; nil where none are stored, as
// in workspaces of earlier programs.
func decodeIdentities(data []byte, n int) ([]identity, error) {
	if len(data) == 0 {
		return nil, nil
	}
	raw, err := expand(data)
	if err != nil {
		return nil, err
	}
	r := &reader{buf: raw}
	if r.byte() != identityVersion || r.count(1) != n {
		return nil, errAnswers
	}
	which := make([]uint64, r.fits(n))
	for i := range which {
		which[i] = r.uint()
	}
	out := make([]identity, len(which))
	for i, x := range which {
		if x&1 != 0 {
			out[i].id = r.digest()
		}
		if x&2 != 0 {
			out[i].time = r.digest()
		}
		out[i].clock = x&4 != 0
	}
	if r.bad || len(r.buf) > 0 {
		return nil, errAnswers
	}
	return out, nil
}

func (r *reader) digest() uint32 {
	return 1<<digestBits | uint32(r.byte()) | uint32(r.byte())<<8 | uint32(r.byte())<<16
}

// secret gives the key of the workspace's digests, making it on first use.
func secret(ctx context.Context, s session) ([]byte, error) {
	var key []byte
	found, err := one(ctx, s, "SELECT secret FROM servqual_key", nil, &key)
	if found || err != nil {
		return key, err
	}
	key = make([]byte, 32)
	rand.Read(key) // never fails
	_, err = s.exec(ctx, "INSERT INTO servqual_key (secret) VALUES (?)", key)
	return key, err
}
