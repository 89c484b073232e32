package score

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/pelletier/go-toml/v2"
)

// ErrPolicy is behind every refusal of a policy file.
var ErrPolicy = errors.New("policy")

// ParsePolicy reads and checks a policy file. Errors wrap ErrPolicy and name
// the key and, where the key stands in the file, its line.
func ParsePolicy(file []byte) (Policy, error) {
	var p Policy
	if err := decodeStrict(file, &p); err != nil {
		return Policy{}, err
	}
	lines, err := keyLines(file)
	if err != nil {
		return Policy{}, err
	}
	if err := checkPresent(lines); err != nil {
		return Policy{}, err
	}
	if bad := p.check(); bad != nil {
		return Policy{}, fmt.Errorf("%w: %s: %s", ErrPolicy, lines.place(bad.key), bad.rule)
	}
	return p, nil
}

// PolicyDigest is the SHA-256 of a policy file in hexadecimal.
func PolicyDigest(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}

func decodeStrict(file []byte, p *Policy) error {
	d := toml.NewDecoder(bytes.NewReader(file)).DisallowUnknownFields()
	err := d.Decode(p)
	if err == nil {
		return nil
	}
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		e := &strict.Errors[0]
		line, _ := e.Position()
		return fmt.Errorf("%w: line %d, %s: unknown key", ErrPolicy, line, joinKey(e.Key()))
	}
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		line, _ := bad.Position()
		return fmt.Errorf("%w: line %d, %s: %w", ErrPolicy, line, joinKey(bad.Key()), bad)
	}
	return fmt.Errorf("%w: %w", ErrPolicy, err)
}
