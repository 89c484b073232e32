package sets_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"timpora/data/sets"
	"timpora/risk"
)

func TestBuiltInMembers(t *testing.T) {
	r, err := sets.Members()
	if err != nil {
		t.Fatal(err)
	}
	got := r.On(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC))
	for _, want := range []risk.Member{
		{Level: "kabupaten", Agency: "LANAL"}, {Level: "kabupaten", Agency: "KESBANGPOL"}, {Level: "kecamatan", Agency: "KORAMIL"},
		{Level: "desa", Agency: "PERBEKEL"}, {Level: "kelurahan", Agency: "LURAH"},
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%+v is missing", want)
		}
	}
	if n := len(r.On(time.Date(2011, 1, 1, 0, 0, 0, 0, time.UTC))); n != 0 {
		t.Errorf("%d members before the register begins", n)
	}
}

func TestReadMembers(t *testing.T) {
	const header = "level,area,agency,valid_from,valid_to\n"
	r, err := sets.ReadMembers([]byte("\uFEFF" + header + "kecamatan,51.08,POLSEK,2020-01-01,2026-01-01\nkecamatan,,CAMAT,2020-01-01,\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.On(time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)); len(got) != 2 || got[0] != (risk.Member{Level: "kecamatan", Area: "51.08", Agency: "POLSEK"}) {
		t.Errorf("%+v", got)
	}
	if got := r.On(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)); len(got) != 1 || got[0].Agency != "CAMAT" {
		t.Errorf("%+v", got)
	}
	for _, tt := range []struct{ name, body, want string }{
		{"no header", "kecamatan,,CAMAT,2020-01-01,\n", "line 1"},
		{"empty", "", "line 1"},
		{"unknown level", header + "provinsi,,IMI,2020-01-01,\n", "line 2: level"},
		{"unknown agency", header + "desa,,IMI,2020-01-01,\ndesa,,FBI,2020-01-01,\n", "line 3: agency \"FBI\""},
		{"bad area", header + "desa,51.8,IMI,2020-01-01,\n", "line 2"},
		{"bad day", header + "desa,,IMI,1/1/2020,\n", "line 2"},
		{"bad end", header + "desa,,IMI,2020-01-01,x\n", "line 2"},
		{"too few columns", header + "desa,,IMI\n", "fields"},
	} {
		if _, err := sets.ReadMembers([]byte(tt.body)); !errors.Is(err, sets.ErrMembers) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func FuzzReadMembers(f *testing.F) {
	f.Add([]byte("level,area,agency,valid_from,valid_to\nkecamatan,51.08,POLSEK,2020-01-01,2026-01-01\n"))
	f.Add([]byte("level,area\n\"\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if _, err := sets.ReadMembers(body); err != nil && !errors.Is(err, sets.ErrMembers) {
			t.Errorf("%v does not wrap ErrMembers", err)
		}
	})
}
