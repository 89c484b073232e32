package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// ErrHash reports text that is no argon2id hash in PHC form, or one of a cost
// that nobody would pay.
var ErrHash = errors.New("not an argon2id hash")

// Cost is what a hash costs whoever makes it.
type Cost struct {
	Memory uint32 // KiB
	Passes uint32
	Lanes  uint8
}

// Default is the cost of new hashes: 64 MiB, 3 passes, 1 lane. OWASP asks for no
// less than 19 MiB, 2 passes and 1 lane.
func Default() Cost { return Cost{Memory: 64 << 10, Passes: 3, Lanes: 1} }

// bearable keeps a hash from elsewhere from taking the machine's memory.
func (c Cost) bearable() bool {
	return c.Lanes >= 1 && c.Lanes <= 16 && c.Passes >= 1 && c.Passes <= 32 && c.Memory >= 8*uint32(c.Lanes) && c.Memory <= 1<<20
}

const (
	saltSize = 16
	keySize  = 32
)

// Hasher makes and verifies hashes. It is safe for concurrent use.
type Hasher struct {
	cost  Cost
	slots chan struct{}
	dummy string // what an unknown user's password is compared with
}

// New gives a hasher of a cost that runs at most so many hashes at once; others
// wait, as long as their context lets them.
func New(c Cost, most int) (*Hasher, error) {
	if !c.bearable() || most < 1 {
		return nil, fmt.Errorf("%w: cost %+v, %d at once", ErrHash, c, most)
	}
	h := &Hasher{cost: c, slots: make(chan struct{}, most)}
	var zero [keySize]byte
	h.dummy = phc(c, zero[:saltSize], zero[:])
	return h, nil
}

// Hash is the PHC text of a password under a new salt.
func (h *Hasher) Hash(ctx context.Context, plain string) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	key, err := h.key(ctx, h.cost, plain, salt, keySize)
	if err != nil {
		return "", err
	}
	return phc(h.cost, salt, key), nil
}

// Verify reports whether the hash is of the password. For the hash "", that of
// nobody or of who has no password, it is false after the same time.
func (h *Hasher) Verify(ctx context.Context, plain, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = h.dummy
	}
	c, salt, want, err := parse(hash)
	if err != nil {
		return false, err
	}
	got, err := h.key(ctx, c, plain, salt, uint32(len(want)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}

// Rehash reports whether a hash was made at another cost than that of today.
func (h *Hasher) Rehash(hash string) bool {
	c, salt, key, err := parse(hash)
	return err != nil || c != h.cost || len(salt) != saltSize || len(key) != keySize
}

func (h *Hasher) key(ctx context.Context, c Cost, plain string, salt []byte, size uint32) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(norm.NFC.String(plain)), salt, c.Passes, c.Memory, c.Lanes, size), nil
}

func phc(c Cost, salt, key []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Passes, c.Lanes, b.EncodeToString(salt), b.EncodeToString(key))
}

func parse(hash string) (c Cost, salt, key []byte, err error) {
	part := strings.Split(hash, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, ErrHash
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Passes, &c.Lanes); err != nil {
		return c, nil, nil, fmt.Errorf("%w: %w", ErrHash, err)
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(part[4])
	key, err2 := base64.RawStdEncoding.DecodeString(part[5])
	if err := errors.Join(err1, err2); err != nil {
		return c, nil, nil, fmt.Errorf("%w: %w", ErrHash, err)
	}
	if !c.bearable() || len(salt) < 8 || len(salt) > 64 || len(key) < 16 || len(key) > 64 || phc(c, salt, key) != hash {
		return c, nil, nil, ErrHash
	}
	return c, salt, key, nil
}
