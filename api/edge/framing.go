package edge

import (
	"bytes"
	"crypto/tls"
	"errors"
	"net"
	"strconv"
	"strings"
)

// errFraming ends a connection after garbage.
var errFraming = errors.New("a request whose length two readers could take differently")

// garbage stands for the rest of an ambiguous head: a line that is no request
// line and no header, which net/http answers with 400.
const garbage = "\x00 \r\n\r\n"

// framed watches the heads of HTTP/1 requests as they come off a connection and
// breaks one that gives its length twice: net/http takes Transfer-Encoding and
// forgets Content-Length without a trace (RFC 9112, 6.1 and 11.2).
type framed struct {
	net.Conn
	head []byte // of the request that is coming in
	body int64  // bytes of a body still to pass
	off  bool   // after a chunked request, since Wrap closes the connection
	bad  bool
	rest string // of the garbage
}

// mostHead is more than net/http reads of a head.
const mostHead = 1 << 17

// Read passes bytes on up to an ambiguous head.
func (c *framed) Read(p []byte) (int, error) {
	if c.bad {
		return c.garble(p)
	}
	n, err := c.Conn.Read(p)
	good := c.pass(p[:n])
	if good == n {
		return n, err
	}
	c.bad, c.rest = true, garbage
	if good > 0 {
		return good, nil
	}
	return c.garble(p)
}

func (c *framed) garble(p []byte) (int, error) {
	n := copy(p, c.rest)
	if c.rest = c.rest[n:]; n == 0 {
		return 0, errFraming
	}
	return n, nil
}

// pass follows the bytes and returns how many may go on: all, or those before a
// head that is ambiguous.
func (c *framed) pass(p []byte) int {
	begun := 0 // where in p the head begins
	for at := 0; at < len(p) && !c.off; {
		if c.body > 0 {
			skip := min(c.body, int64(len(p)-at))
			c.body -= skip
			at += int(skip)
			begun = at
			continue
		}
		line, _, whole := bytes.Cut(p[at:], []byte("\n"))
		c.head = append(c.head, line...)
		at += len(line)
		if whole {
			c.head = append(c.head, '\n')
			at++
		}
		if c.off = len(c.head) > mostHead; c.off || !whole || !headEnds(c.head) {
			continue // net/http answers a head that is too long
		}
		if !c.begin(string(c.head)) {
			return begun
		}
		c.head, begun = c.head[:0], at
	}
	return len(p)
}

// headEnds reports whether the last line is empty; empty lines before a request
// are no end.
func headEnds(head []byte) bool {
	return (bytes.HasSuffix(head, []byte("\n\n")) || bytes.HasSuffix(head, []byte("\n\r\n"))) && len(bytes.TrimSpace(head)) > 0
}

// begin reads the lengths of a whole head.
func (c *framed) begin(head string) bool {
	lengths, codings := 0, 0
	lines := strings.Split(strings.TrimLeft(head, "\r\n"), "\n")
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		switch strings.ToLower(strings.TrimRight(name, " \t")) {
		case "content-length":
			lengths++
			n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
			c.body, c.off = n, c.off || err != nil || n < 0 // net/http refuses it
		case "transfer-encoding":
			codings++
			c.off = true
		}
	}
	old := strings.HasSuffix(strings.TrimSpace(lines[0]), "HTTP/1.0")
	return lengths <= 1 && codings <= 1 && (codings == 0 || lengths == 0 && !old)
}

// framedTLS is framed on a connection whose TLS net/http asks for.
type framedTLS struct {
	framed
	tls *tls.Conn
}

// ConnectionState is what net/http makes Request.TLS of.
func (c *framedTLS) ConnectionState() tls.ConnectionState { return c.tls.ConnectionState() }
