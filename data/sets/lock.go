package sets

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	_ "embed" // the lock travels inside the program
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"
)

//go:embed boundaries.lock
var lockText []byte

// The public source of the exact boundaries, at a pinned commit.
const (
	SourceURL     = "https://raw.githubusercontent.com/JfrAziz/indonesia-district/8d3de3cfe78a0458e1fcab8e612f0a45d9ef5895"
	SourceLicence = "CC BY 3.0 IGO"
)

// Locked is one file of the exact boundaries and its SHA-256.
type Locked struct{ SHA256, Path string }

// Lock lists the files in the order of the lock.
func Lock() ([]Locked, error) {
	var out []Locked
	lines := bufio.NewScanner(bytes.NewReader(lockText))
	for n := 1; lines.Scan(); n++ {
		sum, path, ok := strings.Cut(lines.Text(), "  ")
		if raw, err := hex.DecodeString(sum); err != nil || len(raw) != sha256.Size || !ok || !filepath.IsLocal(path) {
			return nil, fmt.Errorf("boundaries.lock:%d: want a SHA-256, two spaces and a path", n)
		}
		out = append(out, Locked{sum, path})
	}
	return out, lines.Err()
}
