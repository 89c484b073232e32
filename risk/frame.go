package risk

import "timpora/geo"

// Frame is the study area: every land cell of one resolution of a boundary
// set, sorted by cell, with its neighbours across land. Straits and bays do not
// connect cells.
type Frame struct {
	BoundarySet string      `json:"boundary_set"`
	Resolution  int         `json:"resolution"`
	Cells       []FrameCell `json:"cells"`
	Desa        []FrameDesa `json:"desa"` // every desa with land, by code
}

// FrameDesa is one desa of the study area.
type FrameDesa struct {
	Code   geo.AreaCode `json:"code"`
	Center geo.Point    `json:"center"` // on its land, near the middle
	Cells  []int32      `json:"cells"`  // indices of the cells that belong to it; of a desa without any, the one with the most of its land
}

// FrameCell is one land cell of the study area.
type FrameCell struct {
	Cell       geo.Cell     `json:"cell"`
	Desa       geo.AreaCode `json:"desa"` // the desa with the most land in the cell, the lower code on a tie
	LandKm2    float64      `json:"land_km2"`
	CoastM     geo.Meters   `json:"coast_m"`    // from the cell's centre of land to the sea
	Neighbours []int32      `json:"neighbours"` // indices into Frame.Cells, ascending, never the cell itself
}

// Index maps cells to their position in the frame.
func (f Frame) Index() map[geo.Cell]int {
	at := make(map[geo.Cell]int, len(f.Cells))
	for i, c := range f.Cells {
		at[c.Cell] = i
	}
	return at
}
