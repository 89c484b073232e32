package tile

import "encoding/binary"

// directories packs the entries into a root of at most most bytes; when they do
// not fit it holds leaves, ever longer ones until it does.
func directories(entries []entry, most int) (root, leaves []byte) {
	if root = zip(directory(entries)); len(root) <= most {
		return root, nil
	}
	for length := 4096; ; length += length / 4 {
		var heads []entry
		leaves = leaves[:0]
		for from := 0; from < len(entries); from += length {
			leaf := zip(directory(entries[from:min(from+length, len(entries))]))
			heads = append(heads, entry{id: entries[from].id, offset: uint64(len(leaves)), length: uint32(len(leaf))})
			leaves = append(leaves, leaf...)
		}
		if root = zip(directory(heads)); len(root) <= most {
			return root, leaves
		}
	}
}

// directory writes entries column by column: how many, ids as differences,
// runs, lengths, and offsets, 0 for what follows the entry before.
func directory(entries []entry) []byte {
	out := binary.AppendUvarint(nil, uint64(len(entries)))
	var last uint64
	for _, e := range entries {
		out = binary.AppendUvarint(out, e.id-last)
		last = e.id
	}
	for _, e := range entries {
		out = binary.AppendUvarint(out, uint64(e.run))
	}
	for _, e := range entries {
		out = binary.AppendUvarint(out, uint64(e.length))
	}
	for i, e := range entries {
		if i > 0 && e.offset == entries[i-1].offset+uint64(entries[i-1].length) {
			out = binary.AppendUvarint(out, 0)
			continue
		}
		out = binary.AppendUvarint(out, e.offset+1)
	}
	return out
}
