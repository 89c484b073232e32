package crs

import (
	"embed"
	"strconv"
	"strings"
)

//go:embed definitions
var definitions embed.FS

// EPSG is the code in the registry of EPSG; CRS84 shares that of EPSG:4326,
// from which it differs in the order of the axes only.
func (s System) EPSG() int {
	if s.URI == URI84 {
		return 4326
	}
	code, err := strconv.Atoi(s.URI[strings.LastIndexByte(s.URI, '/')+1:])
	if err != nil {
		return 0 // no system of this package
	}
	return code
}

// Title is the name in the registry.
func (s System) Title() string {
	switch s.EPSG() {
	case 3857:
		return "WGS 84 / Pseudo-Mercator"
	case 32750:
		return "WGS 84 / UTM zone 50S"
	}
	return "WGS 84"
}

// WKT is the definition as well-known text of OGC 01-009, "" for no system.
func (s System) WKT() string { return s.definition(".wkt") }

// PROJJSON is the definition as PROJJSON 0.5, "" for no system.
func (s System) PROJJSON() string { return s.definition(".json") }

func (s System) definition(ending string) string {
	body, err := definitions.ReadFile("definitions/" + strconv.Itoa(s.EPSG()) + ending)
	if err != nil {
		return "" // no system of this package
	}
	return string(body)
}
