package nightly

import (
	"timpora/geo"
	"timpora/geo/bucket"
	"timpora/risk"
)

// places finds the cells of records.
type places struct {
	frame    risk.Frame
	at       map[geo.Cell]int
	byDesa   map[geo.AreaCode][]int
	spreads  map[geo.AreaCode][]part
	lodging  []float64 // premises placed by point, by cell
	unplaced int
}

// part is the share of something that one cell gets.
type part struct {
	cell  int
	share float64
}

func newPlaces(frame risk.Frame) *places {
	p := &places{
		frame: frame, at: frame.Index(), byDesa: map[geo.AreaCode][]int{},
		spreads: map[geo.AreaCode][]part{}, lodging: make([]float64, len(frame.Cells)),
	}
	for i, c := range frame.Cells {
		p.byDesa[c.Desa] = append(p.byDesa[c.Desa], i)
	}
	return p
}

// cell is the cell of a stamp. A place just off the land (quality near) goes to
// a land cell beside it, of the same desa if there is one; the lowest decides.
func (p *places) cell(s risk.Stamp) (int, bool) {
	if s.Quality == risk.QualityOutside || s.Cell == 0 {
		p.unplaced++
		return 0, false
	}
	own := s.Cell.Parent(p.frame.Resolution)
	if i, ok := p.at[own]; ok {
		return i, true
	}
	best := -1
	for _, c := range bucket.Neighbours(own) {
		i, ok := p.at[c]
		if ok && (best < 0 || p.frame.Cells[i].Desa == s.Desa && p.frame.Cells[best].Desa != s.Desa) {
			best = i
		}
	}
	if best < 0 {
		p.unplaced++
	}
	return best, best >= 0
}

// parts are the cells over which a record counts: one where its point is
// known, all land of the desa where only that is.
func (p *places) parts(s risk.Stamp) []part {
	if s.Quality == risk.QualityDesa && len(p.byDesa[s.Desa]) > 0 {
		return p.spread(s.Desa)
	}
	i, ok := p.cell(s)
	if !ok {
		return nil
	}
	return []part{{i, 1}}
}

// spread divides a desa in proportion to its premises placed by point, by
// land where there are none.
func (p *places) spread(desa geo.AreaCode) []part {
	if s, ok := p.spreads[desa]; ok {
		return s
	}
	cells := p.byDesa[desa]
	weigh := func(of func(i int) float64) (parts []part) {
		total := 0.0
		for _, i := range cells {
			total += of(i)
		}
		for _, i := range cells {
			if w := of(i); w > 0 {
				parts = append(parts, part{i, w / total})
			}
		}
		return parts
	}
	parts := weigh(func(i int) float64 { return p.lodging[i] })
	if len(parts) == 0 {
		parts = weigh(func(i int) float64 { return p.frame.Cells[i].LandKm2 })
	}
	p.spreads[desa] = parts
	return parts
}
