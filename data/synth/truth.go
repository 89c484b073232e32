package synth

import (
	"time"

	"timpora/geo"
)

// Truth names what was planted.
type Truth struct {
	Seed      uint64           `json:"seed"`
	At        time.Time        `json:"at"`
	Clusters  []PlantedCluster `json:"clusters"`
	BlindSpot geo.AreaCode     `json:"blind_spot"`
	Rumour    PlantedRumour    `json:"rumour"`
}

// PlantedCluster is a place with more incidents than its exposure explains.
type PlantedCluster struct {
	Name      string       `json:"name"`
	Desa      geo.AreaCode `json:"desa"`
	Center    geo.Point    `json:"center"`
	Cells     []geo.Cell   `json:"cells"` // of resolution 8, ascending
	Incidents int          `json:"incidents"`
	Coastal   bool         `json:"coastal"`
}

// PlantedRumour is a wave of unverified reports about one place.
type PlantedRumour struct {
	Desa    geo.AreaCode `json:"desa"`
	Cell    geo.Cell     `json:"cell"` // of resolution 8
	Reports int          `json:"reports"`
	From    time.Time    `json:"from"`
	Until   time.Time    `json:"until"`
}
