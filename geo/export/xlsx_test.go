package export_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"timpora/geo/export"
	"timpora/geo/exporttest"
)

// A library that opens what Excel opens finds text as text, dates as dates and
// the note on a sheet of its own.
func TestAWorkbookOpens(t *testing.T) {
	x, err := excelize.OpenReader(bytes.NewReader(write(t, "xlsx", exporttest.Hard(), export.Options{})))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if names := x.GetSheetList(); !slices.Equal(names, []string{"hard", "metadata"}) {
		t.Errorf("sheets %v", names)
	}
	for cell, want := range map[string]string{
		"A1": "code", "J1": "lat", "A2": "k-000", "B6": "=1+1", "B4": "two\nlines", "E2": "TRUE", "F2": "2024-02-29", "G2": "2026-11-24 03:04:00", "C4": "",
	} {
		got, err := x.GetCellValue("hard", cell)
		if err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
		if formula, err := x.GetCellFormula("hard", cell); err != nil || formula != "" {
			t.Errorf("%s is the formula %q (%v)", cell, formula, err)
		}
	}
	rows, err := x.GetRows("metadata")
	if err != nil || !slices.ContainsFunc(rows, func(r []string) bool { return slices.Equal(r, []string{"synthetic", export.Mark}) }) {
		t.Errorf("the note is %v (%v)", rows, err)
	}
}

func TestWhatASheetCannotHold(t *testing.T) {
	l := exporttest.Hard()
	l.Count = 1 << 20
	if err := format(t, "xlsx").Write(io.Discard, l, export.Options{}); !errors.Is(err, export.ErrSheet) {
		t.Errorf("too many rows: %v", err)
	}
	l = exporttest.Hard()
	rows := l.Rows
	l.Rows = func(yield func(export.Row, error) bool) {
		for r, err := range rows {
			r.Values[1] = strings.Repeat("é", 32768)
			if !yield(r, err) {
				return
			}
		}
	}
	if err := format(t, "xlsx").Write(io.Discard, l, export.Options{}); !errors.Is(err, export.ErrSheet) {
		t.Errorf("too long a text: %v", err)
	}
}
