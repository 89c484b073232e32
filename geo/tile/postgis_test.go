//go:build postgis

package tile_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb/encoding/wkt"

	"timpora/geo/tile"
)

const asMVT = `SELECT coalesce(ST_AsMVT(q, 'desa', 4096, 'geom', 'id'), '') FROM (
	SELECT id, code, name, kind, ST_AsMVTGeom(geom, ST_TileEnvelope($1, $2, $3), 4096, 64) AS geom
	FROM desa WHERE geom && ST_TileEnvelope($1, $2, $3, margin => 64.0 / 4096)) q WHERE geom IS NOT NULL`

// Every tile of zooms 8 to 14 over the area, once through, from ST_AsMVT on one
// connection to the PostGIS of TIMPORA_POSTGIS and from ours: rates and bytes
// are printed, the best of three rounds of each. Both must agree on which tiles
// hold anything, but for slivers at the edge of a tile.
func TestTilesAgainstPostGIS(t *testing.T) {
	url := os.Getenv("TIMPORA_POSTGIS")
	if url == "" {
		t.Fatal("TIMPORA_POSTGIS is not set; make bench-postgis sets it")
	}
	ctx := t.Context()
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(ctx)
	loadTiles(ctx, t, db)
	layer := layerOf(t, "desa", drawn(polygonSet(t, setA)), 0)
	theirs := func(a tile.Address) int {
		var body []byte
		if err := db.QueryRow(ctx, asMVT, int(a.Z), int(a.X), int(a.Y)).Scan(&body); err != nil {
			t.Fatal(err)
		}
		return len(body)
	}
	ours := func(a tile.Address) int { return len(layer.Tile(a)) }
	var all, full [2]float64
	for z := uint32(8); z <= 14; z++ {
		list := addresses(z)
		took, bytes, filled := [2]float64{}, [2]int{}, [2]int{}
		for i, encode := range []func(tile.Address) int{theirs, ours} {
			took[i], bytes[i], filled[i] = bestRound(list, encode)
			all[i] += took[i]
			full[i] += float64(bytes[i])
		}
		if d := math.Abs(float64(filled[0] - filled[1])); d > 2+0.02*float64(filled[0]) {
			t.Errorf("zoom %d: %d tiles hold something in PostGIS, %d here", z, filled[0], filled[1])
		}
		fmt.Printf("z%d, %d tiles: PostGIS %.0f/s, %d bytes; geo/tile %.0f/s, %d bytes; %.0f times\n", z, len(list),
			float64(len(list))/took[0], bytes[0], float64(len(list))/took[1], bytes[1], took[0]/took[1])
	}
	fmt.Printf("z8 to z14: %.0f times the rate of ST_AsMVT, %.2f of its bytes\n", all[0]/all[1], full[1]/full[0])
}

// bestRound is the shortest of three rounds over the tiles, in seconds, and what
// they hold.
func bestRound(list []tile.Address, encode func(tile.Address) int) (seconds float64, bytes, filled int) {
	seconds = math.Inf(1)
	for range 3 {
		bytes, filled = 0, 0
		began := time.Now()
		for _, a := range list {
			if n := encode(a); n > 0 {
				bytes += n
				filled++
			}
		}
		seconds = min(seconds, time.Since(began).Seconds())
	}
	return seconds, bytes, filled
}

func loadTiles(ctx context.Context, t *testing.T, db *pgx.Conn) {
	t.Helper()
	run := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(ctx, query, args...); err != nil {
			t.Fatalf("%.60s: %v", query, err)
		}
	}
	run(`CREATE EXTENSION IF NOT EXISTS postgis`)
	run(`CREATE SCHEMA tiles`)
	run(`SET search_path = tiles, public`)
	run(`CREATE TABLE desa (id bigint PRIMARY KEY, code text, name text, kind text, geom geometry(MultiPolygon, 3857) NOT NULL)`)
	for _, a := range polygonSet(t, setA).Desa {
		run(`INSERT INTO desa VALUES ($1, $2, $3, $4, ST_Transform(ST_GeomFromText($5, 4326), 3857))`,
			int64(idOf(a.Code)), string(a.Code), a.Name, a.Kind, wkt.MarshalString(a.Geometry))
	}
	run(`CREATE INDEX ON desa USING gist (geom)`)
	run(`VACUUM ANALYZE desa`)
}
