package sets

import (
	_ "embed" // the policy travels inside the program
	"slices"
)

//go:embed policy.toml
var policy []byte

// Policy is the built-in policy file: every weight, cap, threshold and window
// of the scorer with its reason. The bytes are the caller's own copy.
func Policy() []byte { return slices.Clone(policy) }
