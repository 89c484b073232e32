package boundary

import (
	"slices"

	"timpora/geo"
)

// Expect is what a complete set of the working area has.
type Expect struct {
	Codes   []geo.AreaCode // every desa
	AreaKm2 float64        // the office's own figure; 0 compares nothing
}

// Report is what Check counts and measures. Invalid rings and doubled codes
// are broken; all else is doubtful.
type Report struct {
	V          int                  `json:"v"`
	Set        string               `json:"set"`
	Desa       int                  `json:"desa"`
	Vertices   int                  `json:"vertices"`
	Counts     map[geo.AreaCode]int `json:"per_kabupaten"`
	Expected   map[geo.AreaCode]int `json:"expected"`
	AreaKm2    float64              `json:"area_km2"`
	OffShare   float64              `json:"area_off"` // of the expected area; -0.0139 is 1.39 % smaller
	Missing    []geo.AreaCode       `json:"missing"`
	Unknown    []geo.AreaCode       `json:"unknown"`
	Doubled    []geo.AreaCode       `json:"doubled"`
	Invalid    []Invalid            `json:"invalid"`
	Overlaps   int                  `json:"overlaps"` // pairs
	OverlapKm2 float64              `json:"overlap_km2"`
	Gaps       int                  `json:"gaps"`
	GapKm2     float64              `json:"gap_km2"`
	Largest    []Seam               `json:"largest_seams"` // five overlaps and five gaps at most
}

// Invalid is an outline that breaks a rule of OGC Simple Features, and why and
// where.
type Invalid struct {
	Code geo.AreaCode `json:"code"`
	Name string       `json:"name"`
	Why  string       `json:"why"`
}

// Broken reports whether the set cannot be used.
func (r Report) Broken() bool { return len(r.Invalid)+len(r.Doubled) > 0 }

// Doubtful reports whether the set can be used and should be looked at.
func (r Report) Doubtful() bool {
	return len(r.Missing)+len(r.Unknown)+r.Overlaps+r.Gaps > 0
}

// Check counts, measures and tests the desa of a set. Seams are looked for only
// when every outline is valid. The largest set of the working area takes about
// four seconds.
func Check(s Set, want Expect) (Report, error) {
	r := Report{V: 1, Set: s.ID, Desa: len(s.Desa), Invalid: invalid(s.Desa)}
	r.compareCodes(s.Desa, want.Codes)
	for _, a := range s.Desa {
		r.Vertices += count(a.Geometry)
		r.AreaKm2 += AreaKm2(a.Geometry)
	}
	if want.AreaKm2 > 0 {
		r.OffShare = r.AreaKm2/want.AreaKm2 - 1
	}
	if r.Broken() {
		return r, nil
	}
	return r, r.seams(s.Desa)
}

func (r *Report) compareCodes(desa []geo.Area, want []geo.AreaCode) {
	r.Counts, r.Expected = map[geo.AreaCode]int{}, map[geo.AreaCode]int{}
	have, known := map[geo.AreaCode]int{}, map[geo.AreaCode]bool{}
	r.Missing, r.Unknown, r.Doubled = []geo.AreaCode{}, []geo.AreaCode{}, []geo.AreaCode{}
	for _, a := range desa {
		r.Counts[a.Code.Kabupaten()]++
		if have[a.Code]++; have[a.Code] == 2 {
			r.Doubled = append(r.Doubled, a.Code)
		}
	}
	for _, c := range want {
		r.Expected[c.Kabupaten()]++
		if known[c] = true; have[c] == 0 {
			r.Missing = append(r.Missing, c)
		}
	}
	for c := range have {
		if !known[c] {
			r.Unknown = append(r.Unknown, c)
		}
	}
	for _, list := range [][]geo.AreaCode{r.Missing, r.Unknown, r.Doubled} {
		slices.Sort(list)
	}
}

func (r *Report) seams(desa []geo.Area) error {
	overlaps, err := Overlaps(desa)
	if err != nil {
		return err
	}
	gaps, err := Gaps(desa)
	if err != nil {
		return err
	}
	r.Overlaps, r.OverlapKm2 = len(overlaps), seamKm2(overlaps)
	r.Gaps, r.GapKm2 = len(gaps), seamKm2(gaps)
	r.Largest = slices.Concat(overlaps[:min(5, len(overlaps))], gaps[:min(5, len(gaps))])
	return nil
}

// invalid tests each outline: rings that cross or touch themselves along a
// line, holes outside, parts that overlap.
func invalid(areas []geo.Area) []Invalid {
	found := []Invalid{}
	for _, a := range areas {
		if err := surface(a.Geometry).Validate(); err != nil {
			found = append(found, Invalid{a.Code, a.Name, err.Error()})
		}
	}
	return found
}
