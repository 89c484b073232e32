package sets

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// mostFile is the largest file that is read.
const mostFile = 64 << 20

// ErrFetch is behind every failure of Fetch.
var ErrFetch = errors.New("fetch boundaries")

// ErrAddress is behind a refusal to connect: a redirect to another host, or a
// name that leads to an address where the source cannot be.
var ErrAddress = errors.New("not an address of the source")

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
	proxy, err := http.ProxyFromEnvironment(req)
	if err != nil {
		return nil, err
	}
	res, err := client(mirror != SourceURL || proxy != nil).Do(req)
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

// client asks the host of a URL and no other. It connects to public addresses;
// with private set, as for a mirror that the operator names or a proxy, also to
// those of the office and this machine, but never to link-local ones, where
// clouds answer with keys. The address is looked at when the name has been
// resolved, so a name cannot lead elsewhere in between.
func client(private bool) *http.Client {
	dialer := &net.Dialer{Timeout: 20 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		a := at.Addr().Unmap()
		inside := a.IsPrivate() || a.IsLoopback()
		if (inside && !private) || (!inside && !a.IsGlobalUnicast()) {
			return fmt.Errorf("%w: %s", ErrAddress, a)
		}
		return nil
	}}
	return &http.Client{
		Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, TLSHandshakeTimeout: 20 * time.Second, DisableKeepAlives: true},
		CheckRedirect: func(r *http.Request, before []*http.Request) error {
			if first := before[0].URL; r.URL.Host != first.Host || r.URL.Scheme != first.Scheme || len(before) > 3 {
				return fmt.Errorf("%w: redirected to %s", ErrAddress, r.URL.Host)
			}
			return nil
		},
	}
}
