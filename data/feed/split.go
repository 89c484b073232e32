package feed

import (
	"slices"
	"strings"
)

// Split takes the nationality columns out of a file: that fact never travels
// with a record. The columns stay, empty and without a name, so that the others
// keep their numbers. The values are those of the first such column, in the
// order of the rows; nil when there is none.
func Split(f File) (File, []string) {
	at := slices.IndexFunc(f.Header, isNationality)
	if at < 0 {
		return f, nil
	}
	values := make([]string, len(f.Rows))
	out := f
	out.Header, out.Rows = without(f.Header, f.Header), nil
	for i, r := range f.Rows {
		values[i] = r.Values[at]
		r.Values = without(f.Header, r.Values)
		out.Rows = append(out.Rows, r)
	}
	return out, values
}

func isNationality(header string) bool {
	return slices.Contains(nationality(), strings.NewReplacer(" ", "", "_", "", "-", "", ".", "").Replace(strings.ToLower(header)))
}

// without empties every column that tells a nationality: files repeat it as a
// code and as a name.
func without(header, values []string) []string {
	out := slices.Clone(values)
	for i := range values {
		if isNationality(header[i]) {
			out[i] = ""
		}
	}
	return out
}

func nationality() []string {
	return []string{"kewarganegaraan", "kebangsaan", "wn", "warganegara", "negara", "negaraasal", "nationality", "citizenship", "country"}
}
