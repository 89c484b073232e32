//go:build linux && postgis

package locate_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb/encoding/wkt"

	"timpora/geo"
	"timpora/geo/locate"
)

// plans are the ways PostGIS can join points and desa, each with indexes over
// both: the desa drive and look for their points, with whole outlines or in
// pieces of 128 vertices, or the points drive and look for their desa.
func plans() map[string]string {
	return map[string]string{
		"desa drive": `SELECT d.code, count(*) FROM desa d CROSS JOIN LATERAL
			(SELECT 1 FROM points p WHERE ST_Intersects(d.geom, p.geom) OFFSET 0) q GROUP BY 1`,
		"pieces drive": `SELECT d.code, count(*) FROM pieces d CROSS JOIN LATERAL
			(SELECT 1 FROM points p WHERE ST_Intersects(d.geom, p.geom) OFFSET 0) q GROUP BY 1`,
		"planner's own":         `SELECT d.code, count(*) FROM desa d JOIN points p ON ST_Intersects(d.geom, p.geom) GROUP BY 1`,
		"pieces, planner's own": `SELECT d.code, count(*) FROM pieces d JOIN points p ON ST_Intersects(d.geom, p.geom) GROUP BY 1`,
	}
}

// The same million points joined by PostGIS, whose address TIMPORA_POSTGIS
// gives, find the same number in every desa. The rates are printed: the best
// of three runs of each plan against ours, by the time on a core that the
// server's process and this one took, so that a busy machine counts for neither.
func TestAgainstPostGIS(t *testing.T) {
	url := os.Getenv("TIMPORA_POSTGIS")
	if url == "" {
		t.Fatal("TIMPORA_POSTGIS is not set; make bench-postgis sets it")
	}
	x := newIndex(t, set(t, setA))
	points := benchPoints(x)["bbox"]
	ctx := t.Context()
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(ctx)
	loadPostGIS(ctx, t, db, x, points)
	found := make([]int32, len(points))
	ours := math.Inf(1)
	for range 5 {
		began := ownCore(t)
		if err := x.LocateAll(found, points, 1); err != nil {
			t.Fatal(err)
		}
		ours = min(ours, ownCore(t)-began)
	}
	want := map[string]int64{}
	for _, i := range found {
		if i >= 0 {
			want[string(x.Areas()[i].Code)]++
		}
	}
	best := math.Inf(1)
	for _, name := range slices.Sorted(maps.Keys(plans())) {
		took := math.Inf(1)
		for range 3 {
			began := processCore(t, db.PgConn().PID())
			got, err := countPostGIS(ctx, db, plans()[name])
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			took = min(took, processCore(t, db.PgConn().PID())-began)
			if !maps.Equal(got, want) {
				t.Fatalf("%s: other counts than ours: %d desa, want %d", name, len(got), len(want))
			}
		}
		fmt.Printf("PostGIS, %s: %.2f million points/s\n", name, float64(len(points))/took/1e6)
		best = min(best, took)
	}
	fmt.Printf("geo/locate: %.1f million points/s; %.0f times the best plan on one core; the same counts in %d desa\n",
		float64(len(points))/ours/1e6, best/ours, len(want))
}

func loadPostGIS(ctx context.Context, t *testing.T, db *pgx.Conn, x *locate.Index, points []geo.Point) {
	t.Helper()
	run := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(ctx, query, args...); err != nil {
			t.Fatalf("%.60s: %v", query, err)
		}
	}
	run(`CREATE EXTENSION postgis`)
	run(`CREATE TABLE desa (code text PRIMARY KEY, geom geometry(MultiPolygon, 4326) NOT NULL)`)
	for _, a := range x.Areas() {
		run(`INSERT INTO desa VALUES ($1, ST_GeomFromText($2, 4326))`, string(a.Code), wkt.MarshalString(a.Geometry))
	}
	run(`CREATE TEMP TABLE raw (lon float8, lat float8)`)
	_, err := db.CopyFrom(ctx, pgx.Identifier{"raw"}, []string{"lon", "lat"}, pgx.CopyFromSlice(len(points), func(i int) ([]any, error) {
		return []any{points[i].Lon, points[i].Lat}, nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	run(`CREATE TABLE points AS SELECT ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geometry(Point, 4326) AS geom FROM raw`)
	run(`CREATE TABLE pieces AS SELECT code, ST_Subdivide(geom, 128) AS geom FROM desa`)
	for _, table := range []string{"desa", "points", "pieces"} {
		run(`CREATE INDEX ON ` + table + ` USING gist (geom)`)
		run(`VACUUM ANALYZE ` + table)
	}
}

func countPostGIS(ctx context.Context, db *pgx.Conn, query string) (map[string]int64, error) {
	rows, err := db.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	counts := map[string]int64{}
	var code string
	var n int64
	_, err = pgx.ForEachRow(rows, []any{&code, &n}, func() error { counts[code] += n; return nil })
	return counts, err
}

// ownCore is the time that this process has spent on cores, in seconds.
func ownCore(t *testing.T) float64 {
	t.Helper()
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		t.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano()).Seconds()
}

// processCore is the same of another process, in hundredths of a second: fields
// 14 and 15 of its line in /proc.
func processCore(t *testing.T, pid uint32) float64 {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(raw), ") ")
	fields := strings.Fields(after)
	user, err1 := strconv.ParseFloat(fields[11], 64)
	system, err2 := strconv.ParseFloat(fields[12], 64)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return (user + system) / 100
}
