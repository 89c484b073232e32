package answer

import (
	"slices"
	"strconv"
	"strings"
)

// wish is one element of an Accept header with its weight, 0 to 1.
type wish struct {
	name string
	q    float64
}

// wishes reads a header of the Accept family in its order. An element with a
// weight that is no number counts as refused.
func wishes(header string) []wish {
	var out []wish
	for _, part := range strings.Split(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		w := wish{strings.ToLower(strings.TrimSpace(name)), 1}
		if w.name == "" {
			continue
		}
		for _, p := range strings.Split(params, ";") {
			k, v, ok := strings.Cut(strings.TrimSpace(p), "=")
			if !ok || !strings.EqualFold(strings.TrimSpace(k), "q") {
				continue
			}
			q, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
			if err != nil || !(q >= 0 && q <= 1) {
				q = 0
			}
			w.q = q
		}
		out = append(out, w)
	}
	return out
}

// Media picks the best of the offers for an Accept header, the first offer when
// several are as welcome or the header is empty; "" when none is accepted
// (RFC 9110, 12.5.1). An offer is a list of media types that mean the same form.
func Media(header string, offers [][]string) int {
	list := wishes(header)
	if len(list) == 0 {
		return 0
	}
	best, at := 0.0, -1
	for i, offer := range offers {
		q := 0.0
		for _, media := range offer {
			q = max(q, mediaWeight(list, media))
		}
		if q > best {
			best, at = q, i
		}
	}
	return at
}

// mediaWeight is the weight of the most specific range that holds the type.
func mediaWeight(list []wish, media string) float64 {
	family, _, _ := strings.Cut(media, "/")
	for _, name := range []string{media, family + "/*", "*/*"} {
		q, found := 0.0, false
		for _, w := range list {
			if w.name == name {
				q, found = max(q, w.q), true
			}
		}
		if found {
			return q
		}
	}
	return 0
}

// Language picks one of the languages for an Accept-Language header, the first
// when none is asked for.
func Language(header string, offers ...string) string {
	best, chosen := 0.0, offers[0]
	for _, w := range wishes(header) {
		base, _, _ := strings.Cut(w.name, "-")
		if w.q > best && slices.Contains(offers, base) {
			best, chosen = w.q, base
		}
	}
	return chosen
}

// coding picks a content coding out of those offered, which come in the order
// of our preference; "" is none.
func coding(header string, offers ...string) string {
	list := wishes(header)
	best, chosen := 0.0, ""
	for _, name := range offers {
		if q := codingWeight(list, name); q > best {
			best, chosen = q, name
		}
	}
	if codingWeight(list, "identity") > best {
		return ""
	}
	return chosen
}

// codingWeight is the weight of a coding by its name. "*" stands for gzip, which
// everybody reads, and for no newer coding.
func codingWeight(list []wish, name string) float64 {
	rest := 0.0
	for _, w := range list {
		if w.name == name {
			return w.q
		}
		if w.name == "*" && name == "gzip" {
			rest = w.q
		}
	}
	return rest
}
