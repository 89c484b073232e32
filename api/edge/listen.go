package edge

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"time"
)

// handshake is how long a client may take to agree on TLS.
const handshake = 10 * time.Second

// pause is how long a listener that is out of descriptors waits for some.
const pause = 50 * time.Millisecond

// Listen makes the listener that the HTTP server reads: every HTTP/1 connection
// is watched for ambiguous heads. With a configuration it speaks TLS, and HTTP/2
// where the configuration offers it.
func Listen(l net.Listener, config *tls.Config) net.Listener {
	if config == nil {
		return plain{l}
	}
	s := &secure{Listener: l, config: config, ready: make(chan net.Conn), done: make(chan struct{})}
	go s.accept()
	return s
}

type plain struct{ net.Listener }

func (l plain) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &framed{Conn: c}, nil
}

// secure shakes hands before it hands a connection over, since the protocol
// agreed on decides whether the connection is watched: HTTP/2 has lengths of its
// own and is known to net/http by the bare *tls.Conn.
type secure struct {
	net.Listener
	config *tls.Config
	ready  chan net.Conn
	done   chan struct{}
}

func (l *secure) accept() {
	for {
		c, err := l.Listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			close(l.done)
			return
		}
		if err != nil {
			time.Sleep(pause)
			continue
		}
		go l.greet(tls.Server(c, l.config))
	}
}

func (l *secure) greet(c *tls.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), handshake)
	defer cancel()
	if c.HandshakeContext(ctx) != nil {
		_ = c.Close() // the client cannot or does not want to
		return
	}
	var out net.Conn = c
	if c.ConnectionState().NegotiatedProtocol != "h2" {
		out = &framedTLS{framed: framed{Conn: c}, tls: c}
	}
	select {
	case l.ready <- out:
	case <-l.done:
		_ = c.Close()
	}
}

// Accept waits for a connection whose handshake is done.
func (l *secure) Accept() (net.Conn, error) {
	select {
	case c := <-l.ready:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}
