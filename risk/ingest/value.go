package ingest

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// wita is the time of the office.
func wita() *time.Location { return time.FixedZone("WITA", 8*3600) }

// code reads a value of a code list; def when the row has none.
func (r *row) code(field, list, def string) string {
	text := r.text(field)
	if text == "" {
		return def
	}
	return r.codeOf(field, list, text)
}

func (r *row) codeOf(field, list, text string) string {
	code, ok := r.o.Code(list, text)
	if !ok {
		codes, others := r.o.Words(list)
		r.unknown(field, "code_unknown", text, codes, others, "list", list)
	}
	return code
}

// unknown refuses a word that is none of a list, with the closest one or else
// with the codes. The word may be one of several in its field.
func (r *row) unknown(field, code, text string, codes, others []string, args ...string) {
	closest := r.near(text, append(slices.Clone(codes), others...))
	if closest == "" {
		args = append(args, "accepted", strings.Join(codes, ", "))
	}
	r.reject(field, code, closest, args...)
	r.bad[len(r.bad)-1].Value = short(text)
}

// date reads a date or a moment, zero when the row has none. Dates after the
// import are refused unless the field may lie ahead.
func (r *row) date(field string, need, ahead bool) time.Time {
	text := r.text(field)
	if text == "" {
		if need {
			r.reject(field, "value_missing", "")
		}
		return time.Time{}
	}
	t, ok := parseDate(text, r.o.Date1904)
	switch {
	case !ok:
		r.reject(field, "date_invalid", "")
	case !ahead && t.After(r.o.Now.Add(24*time.Hour)):
		r.reject(field, "date_future", "")
	case t.Year() < 1950 || t.Year() > r.o.Now.Year()+30:
		r.reject(field, "date_invalid", "")
	default:
		return t.UTC()
	}
	return time.Time{}
}

// parseDate reads a date in the ways that files write it. A number counts the
// days of a spreadsheet, which begin four years later in the calendar of 1904.
func parseDate(s string, date1904 bool) (time.Time, bool) {
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, wita())
	if date1904 {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, wita())
	}
	if serial, err := strconv.ParseFloat(s, 64); err == nil && serial > 15000 && serial < 80000 {
		day, part := math.Modf(serial)
		return first.AddDate(0, 0, int(day)).Add(time.Duration(math.Round(part*86400)) * time.Second), true
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil { // before months, which lowers the T
		return t, true
	}
	s = months(s)
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02t15:04:05", "2006-01-02 15:04", "2006-01-02", "2006/01/02",
		"2/1/2006 15:04:05", "2/1/2006 15:04", "2/1/2006", "2-1-2006 15:04", "2-1-2006", "2.1.2006", "2 January 2006", "2 Jan 2006"} {
		if t, err := time.ParseInLocation(layout, s, wita()); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// months puts English names for the Indonesian ones.
func months(s string) string {
	return strings.NewReplacer("januari", "January", "februari", "February", "maret", "March", "april", "April", "mei", "May", "juni", "June",
		"juli", "July", "agustus", "August", "september", "September", "oktober", "October", "november", "November", "desember", "December",
		"agu", "Aug", "okt", "Oct", "des", "Dec").Replace(strings.ToLower(s))
}

// whole reads a whole number in bounds; def when the row has none.
func (r *row) whole(field string, def, low, high int) int {
	v := r.float(field, float64(def), float64(low), float64(high))
	if v != math.Trunc(v) {
		r.reject(field, "number_whole", "")
		return def
	}
	return int(v)
}

func (r *row) float(field string, def, low, high float64) float64 {
	text := r.text(field)
	if text == "" {
		return def
	}
	v, ok := number(text)
	if !ok || v < low || v > high {
		r.reject(field, "number_beyond", "", "low", strconv.FormatFloat(low, 'g', -1, 64), "high", strconv.FormatFloat(high, 'g', -1, 64))
		return def
	}
	return v
}

// yes reads a truth value in both languages.
func (r *row) yes(field string) bool {
	switch fold(r.text(field)) {
	case "", "tidak", "no", "false", "0", "n", "t", "takdiketahui":
		return false
	case "ya", "yes", "true", "1", "y", "sudah":
		return true
	}
	r.unknown(field, "truth_invalid", r.text(field), []string{"YA", "TIDAK"}, []string{"yes", "true", "false", "sudah"})
	return false
}

func split(s string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(s, func(c rune) bool { return c == ';' || c == ',' || c == '|' }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
