package sets

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed" // the lock travels inside the program
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

//go:embed boundaries.lock
var lockText []byte

// The public source of the exact boundaries, at a pinned commit.
const (
	SourceURL     = "https://raw.githubusercontent.com/JfrAziz/indonesia-district/8d3de3cfe78a0458e1fcab8e612f0a45d9ef5895"
	SourceLicence = "CC BY 3.0 IGO"
	mostFile      = 64 << 20
)

// ErrFetch is behind every failure of Fetch.
var ErrFetch = errors.New("fetch boundaries")

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

// Fetch reads every file of the lock from a mirror, a folder or a URL ("" is
// the public source), and checks every hash before it returns anything.
// progress hears how many files are done.
func Fetch(ctx context.Context, mirror string, progress func(done, total int)) (map[string][]byte, error) {
	files, err := Lock()
	if err != nil {
		return nil, err
	}
	if mirror == "" {
		mirror = SourceURL
	}
	out := make(map[string][]byte, len(files))
	for i, f := range files {
		body, err := fetchOne(ctx, mirror, f.Path)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrFetch, f.Path, err)
		}
		if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != f.SHA256 {
			return nil, fmt.Errorf("%w: %s: SHA-256 is %x, the lock says %s; nothing was taken", ErrFetch, f.Path, sum, f.SHA256)
		}
		out[f.Path] = body
		progress(i+1, len(files))
	}
	return out, nil
}

func fetchOne(ctx context.Context, mirror, path string) ([]byte, error) {
	if !strings.HasPrefix(mirror, "http://") && !strings.HasPrefix(mirror, "https://") {
		f, err := os.Open(filepath.Join(mirror, filepath.FromSlash(path)))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return whole(f)
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(mirror, "/")+"/"+path, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the server answers %s", res.Status)
	}
	return whole(res.Body)
}

func whole(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, mostFile+1))
	if err == nil && len(body) > mostFile {
		err = fmt.Errorf("larger than %d bytes", mostFile)
	}
	return body, err
}
