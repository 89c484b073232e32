package report

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"timpora/geo"
	"timpora/risk"
)

// CSV writes a row for each top cell, each cluster and each proposal, with a header, in UTF-8.
// Text that a spreadsheet could take for a formula gets an apostrophe in front.
// Numbers have a decimal point in both languages; none is negative. A score
// that was not there the night before is empty.
func CSV(w io.Writer, in Input) error {
	if err := in.check(); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(csvHeader()); err != nil {
		return err
	}
	words, old := newWords(in.Lang), before(in.Night)
	for _, s := range in.Night.Top {
		if err := out.Write(safe(words.cellRecord(in, s, old))); err != nil {
			return err
		}
	}
	for _, c := range ranked(in.Night) {
		if err := out.Write(safe(words.clusterRecord(in, c))); err != nil {
			return err
		}
	}
	for _, one := range in.Night.Run.Result.Plan.Proposals {
		if err := out.Write(safe(words.proposalRecord(in, one))); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func csvHeader() []string {
	return []string{
		"kind", "date", "run", "classification", "synthetic", "id", "rank",
		"desa_code", "desa", "kecamatan", "kabupaten", "coastal", "coast_m", "level",
		"score", "low", "high", "previous_score", "observed", "expected", "rr", "q", "cells",
		"reason_1", "reason_2", "reason_3", "p", "recurrence_days", "new_since", "candidate", "counter", "hours", "probability",
	}
}

func (w words) common(in Input, kind string) []string {
	n := in.Night
	return []string{
		kind, n.Date.In(wita()).Format(time.DateOnly), n.Run.ID, "TERBATAS", strconv.FormatBool(n.Run.Synthetic),
	}
}

func (w words) cellRecord(in Input, s risk.Score, old map[geo.Cell]risk.Score) []string {
	name, was := in.Names(s.Desa), ""
	if o, ok := old[s.Cell]; ok {
		was = plain(o.Score, 3)
	}
	row := append(w.common(in, "cell"),
		s.Cell.String(), strconv.Itoa(s.Rank),
		string(s.Desa), name.Desa, name.Kecamatan, name.Kabupaten,
		strconv.FormatBool(s.Coastal), plain(max(0, float64(s.CoastM)), 0), w.say("level."+strconv.Itoa(s.Level)),
		plain(s.Score, 3), plain(s.Low, 3), plain(s.High, 3), was,
		plain(s.Observed, 3), plain(s.Expected, 3), "", plain(s.UpperQ, 6), "1")
	row = append(row, three(w.topReasons(s.Reasons))...)
	return append(row, "", "", "", "", "", "", "")
}

func (w words) clusterRecord(in Input, c risk.Cluster) []string {
	var code geo.AreaCode
	if len(c.Desa) > 0 {
		code = c.Desa[0]
	}
	name := in.Names(code)
	row := append(w.common(in, "cluster"),
		c.ID, "", joinCodes(c.Desa), name.Desa, name.Kecamatan, name.Kabupaten,
		strconv.FormatBool(c.Coastal), "", "", plain(c.Score, 3), "", "", "",
		plain(c.Observed, 3), plain(c.Expected, 3), plain(c.RR, 3), plain(c.Q, 6), strconv.Itoa(len(c.Cells)))
	row = append(row, three(w.topReasons(c.Reasons))...)
	since := ""
	if c.New != nil {
		since = c.New.Since.In(wita()).Format(time.DateOnly)
	}
	return append(row, plain(c.P, 6), plain(c.RecurrenceDays, 0), since, strconv.FormatBool(c.Candidate),
		strings.Join(w.counter(c.Counter), "; "), "", "")
}

func joinCodes(codes []geo.AreaCode) string {
	var out []string
	for _, c := range codes {
		out = append(out, string(c))
	}
	return strings.Join(out, ";")
}

// three pads or cuts a list to three columns.
func three(list []string) []string {
	return append(slices.Clone(list), "", "", "")[:shown]
}

func plain(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }

// safe guards every field against being read as a formula.
func safe(row []string) []string {
	for i, s := range row {
		if s != "" && strings.ContainsRune("=+-@\t\r\x00", rune(s[0])) {
			row[i] = "'" + s
		}
	}
	return row
}
