package data

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// mostBlob bounds what a stored blob may unpack to.
const mostBlob = 1 << 30

// pack is the SHA-256 of the bytes and then the bytes compressed by Zstandard.
func pack(raw []byte) ([]byte, error) {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	defer w.Close()
	sum := sha256.Sum256(raw)
	return w.EncodeAll(raw, sum[:]), nil
}

// unpack is the reverse; bytes that do not give the sum are ErrCorrupt.
func unpack(stored []byte) ([]byte, error) {
	if len(stored) < sha256.Size {
		return nil, fmt.Errorf("%w: blob of %d bytes", ErrCorrupt, len(stored))
	}
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostBlob))
	if err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	defer r.Close()
	raw, err := r.DecodeAll(stored[sha256.Size:], nil)
	if err != nil {
		return nil, fmt.Errorf("%w: blob: %w", ErrCorrupt, err)
	}
	if sum := sha256.Sum256(raw); !bytes.Equal(sum[:], stored[:sha256.Size]) {
		return nil, fmt.Errorf("%w: checksum of a blob", ErrCorrupt)
	}
	return raw, nil
}

// packAll packs several blobs.
func packAll(raw ...[]byte) ([]any, error) {
	out := make([]any, len(raw))
	for i, b := range raw {
		p, err := pack(b)
		if err != nil {
			return nil, err
		}
		out[i] = p
	}
	return out, nil
}
