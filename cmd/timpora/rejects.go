package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"timpora/geo/export"
	"timpora/risk"
	"timpora/risk/ingest"
)

// showRejects lists the faults and writes FILE.rejects.csv.
func (a *app) showRejects(path, name string, rejects []risk.Rejection) error {
	if len(rejects) == 0 {
		return nil
	}
	for i, r := range rejects {
		if !a.json && i < 20 {
			fmt.Fprintln(a.err, ingest.Text(name, r, a.lang))
		}
	}
	if more := len(rejects) - 20; more > 0 {
		a.note("... dan %d lagi di %s.rejects.csv", "... and %d more in %s.rejects.csv", more, name)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"row", "column", "header", "value", "code", "reason", "suggestion"}) // a buffer takes everything
	for _, r := range rejects {
		_ = w.Write([]string{strconv.Itoa(r.Row), strconv.Itoa(r.Column), export.Guard(r.Header), export.Guard(r.Value), r.Code, ingest.Text(name, r, a.lang), export.Guard(r.Suggestion)})
	}
	w.Flush()
	return writeWhole(path+".rejects.csv", func(out io.Writer) error { _, err := out.Write(b.Bytes()); return err })
}
