// Package openapi holds the OpenAPI 3.0 document of the service. A test in
// package api walks the route table and the document in both directions and
// checks real answers against its schemas.
package openapi

import _ "embed"

//go:embed openapi.json
var document []byte

// Document returns a copy of the document as JSON.
func Document() []byte { return append([]byte(nil), document...) }
