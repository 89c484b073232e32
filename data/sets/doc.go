// Package sets holds the tables that travel inside the program: facts of the
// 277 desa, the cell table of Bali, code lists and the policy. Sources,
// licences and checksums are in SOURCE.md.
package sets
