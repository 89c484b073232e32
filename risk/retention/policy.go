package retention

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// ErrPolicy is behind every refusal of a policy file.
var ErrPolicy = errors.New("retention policy")

// The names of the rules.
const (
	Unverified = "unverified"
	Reporter   = "reporter"
	Closed     = "closed"
	Residences = "residences"
	Audit      = "audit"
)

// Policy is the content of retention.toml. Limits are whole days of 24 hours.
type Policy struct {
	Version   string `toml:"version"`
	Automatic bool   `toml:"automatic"` // the server erases by itself; otherwise two people approve
	Days      Days   `toml:"days"`
	Digest    string `toml:"-"` // SHA-256 of the file in hexadecimal
}

// Days are the limits of the rules.
type Days struct {
	Unverified int `toml:"unverified"`
	Reporter   int `toml:"reporter"`
	Closed     int `toml:"closed"`
	Residences int `toml:"residences"`
	Audit      int `toml:"audit"`
}

// Rule is one rule of a policy.
type Rule struct {
	Name string `json:"name"`
	Days int    `json:"days"`
}

// Parse reads and checks a policy file: every limit is there, none is unknown,
// and each lies between one day and a hundred years.
func Parse(file []byte) (Policy, error) {
	var p Policy
	if err := toml.NewDecoder(bytes.NewReader(file)).DisallowUnknownFields().Decode(&p); err != nil {
		return Policy{}, fmt.Errorf("%w: %w", ErrPolicy, err)
	}
	if p.Version == "" {
		return Policy{}, fmt.Errorf("%w: no version", ErrPolicy)
	}
	for _, r := range p.Rules() {
		if r.Days < 1 || r.Days > 36500 {
			return Policy{}, fmt.Errorf("%w: days.%s = %d: want 1 to 36500", ErrPolicy, r.Name, r.Days)
		}
	}
	sum := sha256.Sum256(file)
	p.Digest = hex.EncodeToString(sum[:])
	return p, nil
}

// Rules are those of the policy, in the order in which they are applied.
func (p Policy) Rules() []Rule {
	return []Rule{
		{Unverified, p.Days.Unverified}, {Reporter, p.Days.Reporter}, {Closed, p.Days.Closed},
		{Residences, p.Days.Residences}, {Audit, p.Days.Audit},
	}
}

// Limit is the moment up to which the event of a record must lie for the rule to
// be due at now.
func (r Rule) Limit(now time.Time) time.Time {
	return now.Add(-time.Duration(r.Days) * 24 * time.Hour)
}
