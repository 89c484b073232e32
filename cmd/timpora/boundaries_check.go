package main

import (
	"fmt"
	"io"
	"math"

	"timpora/data"
	"timpora/data/sets"
	"timpora/geo"
	"timpora/geo/boundary"
)

// officeKm2 is the office's own figure of its area.
const officeKm2 = 3046.07

// checkSet counts, measures and tests a set against the office's desa.
func checkSet(set boundary.Set) (boundary.Report, error) {
	facts, err := sets.Facts()
	if err != nil {
		return boundary.Report{}, err
	}
	want := boundary.Expect{AreaKm2: officeKm2}
	for _, f := range facts {
		want.Codes = append(want.Codes, f.Code)
	}
	return boundary.Check(set, want)
}

// showCheck prints what was found, and what changes for stored records when
// that was counted.
func (a *app) showCheck(c boundary.Report, moves *data.Moves) {
	if a.json {
		writeJSON(a.out, struct {
			boundary.Report
			Records *data.Moves `json:"records,omitempty"`
		}{c, moves})
		return
	}
	w := io.Writer(a.out)
	fmt.Fprintf(w, "%s: %d desa, %.1f km2 (%+.2f %%)\n", c.Set, c.Desa, c.AreaKm2, math.Round(c.OffShare*1e4)/100)
	for _, k := range []geo.AreaCode{"51.01", "51.07", "51.08"} {
		fmt.Fprintf(w, "  %s: %d (%d)\n", k, c.Counts[k], c.Expected[k])
	}
	fmt.Fprintf(w, a.say("  tumpang tindih: %d pasang, %.3f km2; celah: %d, %.3f km2; garis tidak sah: %d\n",
		"  overlaps: %d pairs, %.3f km2; gaps: %d, %.3f km2; invalid outlines: %d\n"),
		c.Overlaps, c.OverlapKm2, c.Gaps, c.GapKm2, len(c.Invalid))
	for _, bad := range c.Invalid {
		fmt.Fprintf(w, "    %s %s: %s\n", bad.Code, bad.Name, bad.Why)
	}
	if len(c.Missing)+len(c.Unknown)+len(c.Doubled) > 0 {
		fmt.Fprintf(w, a.say("  kode hilang %v, tidak dikenal %v, ganda %v\n", "  codes missing %v, unknown %v, doubled %v\n"),
			a.few(c.Missing), a.few(c.Unknown), a.few(c.Doubled))
	}
	if moves != nil {
		fmt.Fprintf(w, a.say("  dari %d catatan tersimpan, %d akan pindah desa (%d keluar dari semua desa, %d masuk), %d berganti letak\n",
			"  of %d stored records, %d would change desa (%d leave every desa, %d enter one), %d get another place\n"),
			moves.Records, moves.Desa, moves.Lost, moves.Found, moves.Placed)
	}
	if c.Doubtful() && !c.Broken() {
		fmt.Fprintln(w, a.say("  PERINGATAN: dapat dipakai, periksa dahulu", "  WARNING: can be used, look at it first"))
	}
}

// few are the first codes of a list and how many follow; --json has all.
func (a *app) few(codes []geo.AreaCode) string {
	const most = 10
	if len(codes) <= most {
		return fmt.Sprint(codes)
	}
	return fmt.Sprintf(a.say("%v dan %d lagi", "%v and %d more"), codes[:most], len(codes)-most)
}
