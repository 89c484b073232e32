package feed_test

import (
	"slices"
	"strings"
	"testing"

	"timpora/data/feed"
)

func TestSplitTakesEveryNationalityColumn(t *testing.T) {
	f, err := feed.Read("a.csv", strings.NewReader("negara,desa,Nationality\nAAA,Kaliasem,Aaaland\nBBB,Anturan,Bbbland\n"))
	if err != nil {
		t.Fatal(err)
	}
	out, values := feed.Split(f)
	if !slices.Equal(out.Header, []string{"", "desa", ""}) || !slices.Equal(values, []string{"AAA", "BBB"}) {
		t.Errorf("header %v, values %v", out.Header, values)
	}
	for i, want := range []string{"Kaliasem", "Anturan"} {
		if !slices.Equal(out.Rows[i].Values, []string{"", want, ""}) {
			t.Errorf("row %d: %v, want only %s", i, out.Rows[i].Values, want)
		}
	}
	if len(f.Header) != 3 || len(f.Rows[0].Values) != 3 {
		t.Error("the file itself was changed")
	}
}
