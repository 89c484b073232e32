package data

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// keyFile is the content of keys.json.
type keyFile struct {
	Version int      `json:"v"`
	Current string   `json:"current"`
	Keys    []keyRow `json:"keys"` // the oldest first
}

type keyRow struct {
	ID     string    `json:"id"`
	MadeAt time.Time `json:"made_at"`
	Key    []byte    `json:"key"`
}

func decodeKeys(b []byte) (keyFile, error) {
	var f keyFile
	if err := json.Unmarshal(b, &f); err != nil {
		return f, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	current := 0
	for _, k := range f.Keys {
		if k.ID == "" || strings.Contains(k.ID, ".") || len(k.Key) != keySize {
			return f, fmt.Errorf("%w: key %q", ErrCorrupt, k.ID)
		}
		if k.ID == f.Current {
			current++
		}
	}
	if f.Version != 1 || current != 1 {
		return f, fmt.Errorf("%w: version %d, %d current keys", ErrCorrupt, f.Version, current)
	}
	return f, nil
}

func (f keyFile) encode() ([]byte, error) { return json.MarshalIndent(f, "", "  ") }

// with is the file with one more key, the current one.
func (f keyFile) with(id string, at time.Time) keyFile {
	row := keyRow{ID: id, MadeAt: at.UTC().Truncate(time.Second), Key: newKey()}
	return keyFile{Version: 1, Current: id, Keys: append(f.Keys[:len(f.Keys):len(f.Keys)], row)}
}

// currentOnly is the file without the other keys.
func (f keyFile) currentOnly() keyFile {
	out := keyFile{Version: 1, Current: f.Current}
	for _, k := range f.Keys {
		if k.ID == f.Current {
			out.Keys = append(out.Keys, k)
		}
	}
	return out
}

func (f keyFile) list() []Key {
	out := make([]Key, len(f.Keys))
	for i, k := range f.Keys {
		out[i] = Key{ID: k.ID, MadeAt: k.MadeAt, Current: k.ID == f.Current}
	}
	return out
}
