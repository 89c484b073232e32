package sets

import (
	_ "embed" // the documents travel inside the program
	"slices"
)

//go:embed retention.toml
var retention []byte

//go:embed privasi/pemrosesan.md
var processing []byte

//go:embed privasi/dpia.md
var dpia []byte

// Retention is the built-in retention policy. The bytes are the caller's own copy.
func Retention() []byte { return slices.Clone(retention) }

// Processing is the record of processing of personal data, in Indonesian, as
// Markdown. The bytes are the caller's own copy.
func Processing() []byte { return slices.Clone(processing) }

// DPIA is the template of the assessment of what the processing means for those
// concerned, in Indonesian, as Markdown. The bytes are the caller's own copy.
func DPIA() []byte { return slices.Clone(dpia) }
