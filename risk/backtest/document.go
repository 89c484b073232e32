package backtest

import (
	"encoding/json"
	"fmt"
	"io"
)

// Document is a result with what it was made from.
type Document struct {
	Result
	Version      string // of the program
	BoundarySet  string
	PolicyDigest string
	Synthetic    bool   // some of the records are of the demo
	Credit       string // of the boundaries
	Lang         Lang
}

// JSON writes the document on one line, the same bytes for the same document,
// whatever its language.
func JSON(w io.Writer, d Document) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	err := enc.Encode(struct {
		V            int    `json:"v"`
		Version      string `json:"version"`
		BoundarySet  string `json:"boundary_set"`
		PolicyDigest string `json:"policy_digest"`
		Synthetic    bool   `json:"synthetic"`
		Result
	}{1, d.Version, d.BoundarySet, d.PolicyDigest, d.Synthetic, d.Result})
	if err != nil {
		return fmt.Errorf("back-test as JSON: %w", err)
	}
	return nil
}
