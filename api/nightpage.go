package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"timpora/api/edge"
)

// pagePolicy is the content security policy of a stored report: that of every
// answer, with the style that its head carries, by hash. Nothing else inline
// passes, whatever a report of another version holds.
func pagePolicy(page []byte) string {
	head, _, _ := bytes.Cut(page, []byte("</head>"))
	_, after, found := bytes.Cut(head, []byte("<style>"))
	style, _, closed := bytes.Cut(after, []byte("</style>"))
	if !found || !closed {
		return edge.Policy
	}
	sum := sha256.Sum256(style)
	return strings.Replace(edge.Policy, "style-src 'self'", "style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'", 1)
}
