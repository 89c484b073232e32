package ogc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"timpora/api/answer"
	"timpora/geo/crs"
)

// Bounds of one answer.
const (
	mostBytes = 64 << 20         // of features in a page; the next page goes on
	mostTime  = 20 * time.Second // of selecting
)

// items is a page of the features of a collection.
func items(c *call) (*answer.Body, error) {
	col, err := c.collection()
	if err != nil {
		return nil, err
	}
	if col, err = c.varied(col); err != nil {
		return nil, err
	}
	q, err := c.query(col)
	if err != nil {
		return nil, err
	}
	c.header.Set("Content-Crs", "<"+q.system.URI+">")
	ctx, cancel := context.WithTimeout(c.r.Context(), mostTime)
	defer cancel()
	key := c.cacheKey()
	if b, head := c.s.cache.get(key, c.cat, c.s.o.Now()); b != nil {
		c.pageHeaders(col, head)
		return b, nil
	}
	found, err := q.choose(ctx, col)
	if err != nil {
		return nil, err
	}
	p := c.page(col, q, found)
	c.pageHeaders(col, p.pageHead)
	if c.html {
		return c.itemsPage(col, q, p)
	}
	b := p.body(c)
	c.s.cache.put(key, c.cat, c.s.o.Now(), b, p.pageHead)
	return b, nil
}

// cacheKey names the answer: everything that it depends on beside the catalog.
func (c *call) cacheKey() string {
	return strings.Join([]string{c.cat.Version, c.base, c.lang, strconv.FormatBool(c.html), c.r.URL.EscapedPath(), c.q.values.Encode()}, "\x00")
}

// pageHead is what headers tell of a page.
type pageHead struct {
	matched, returned int
	next              string // address of the next page, "" on the last
}

// itemPage is a page of items before it is written.
type itemPage struct {
	pageHead
	features [][]byte
	indices  []int32
	links    []link
}

func (c *call) page(col *Collection, q query, found selection) itemPage {
	p := itemPage{pageHead: pageHead{matched: len(found.matched)}}
	enc := encoder{fields: col.Fields, system: q.system}
	size := 0
	for _, i := range found.matched[found.from:min(len(found.matched), found.from+q.limit)] {
		if size > mostBytes {
			break
		}
		b := col.bytes[i]
		if q.system.URI != crs.URI84 {
			b = enc.feature(nil, col.Features[i])
		}
		size += len(b)
		p.features, p.indices = append(p.features, b), append(p.indices, i)
	}
	p.returned = len(p.indices)
	path := collectionPath(col.ID, "items")
	if n := p.returned; n > 0 && found.from+n < p.matched {
		last := q.key(asked{col, int(p.indices[n-1])})
		p.next = c.again(path, "cursor", last.String(), "f", "json")
	}
	p.links = []link{
		{Href: c.again(path, "f", "json"), Rel: "self", Type: typeGeoJSON, Title: "GeoJSON"},
		{Href: c.again(path, "f", "html"), Rel: "alternate", Type: typeHTML, Title: "HTML"},
		{Href: c.url(collectionPath(col.ID)), Rel: "collection", Type: typeJSON, Title: col.Title.in(c.lang)},
	}
	if p.next != "" {
		p.links = append(p.links, link{Href: p.next, Rel: "next", Type: typeGeoJSON})
	}
	return p
}

// again is the address of this query with some parameters set anew; a new cursor
// takes the place of an offset.
func (c *call) again(path string, set ...string) string {
	v := url.Values{}
	for name, values := range c.q.values {
		v[name] = slices.Clone(values)
	}
	for i := 0; i+1 < len(set); i += 2 {
		v.Set(set[i], set[i+1])
		if set[i] == "cursor" {
			v.Del("offset")
		}
	}
	return c.base + path + "?" + v.Encode()
}

// pageHeaders are what a page says before its body.
func (c *call) pageHeaders(col *Collection, p pageHead) {
	c.header.Set("OGC-NumberMatched", strconv.Itoa(p.matched))
	c.header.Set("OGC-NumberReturned", strconv.Itoa(p.returned))
	c.addLink(c.url(collectionPath(col.ID, "queryables")), relOGC+"queryables", typeSchema)
	c.addLink(c.url(collectionPath(col.ID, "schema")), relOGC+"schema", typeSchema)
	if p.next != "" {
		c.addLink(p.next, "next", typeGeoJSON)
	}
}

// body writes the page. Its validator leaves out the time of the answer.
func (p itemPage) body(c *call) *answer.Body {
	size := 1024
	for _, f := range p.features {
		size += len(f) + 2
	}
	links := marshal(p.links)
	b := make([]byte, 0, size+len(links))
	b = append(b, `{"type":"FeatureCollection","timeStamp":"`...)
	b = c.now().AppendFormat(b, time.RFC3339)
	stamped := len(b)
	b = append(b, `","numberMatched":`...)
	b = strconv.AppendInt(b, int64(p.matched), 10)
	b = append(b, `,"numberReturned":`...)
	b = strconv.AppendInt(b, int64(p.returned), 10)
	b = append(b, `,"links":`...)
	b = append(b, links...)
	b = append(b, `,"features":[`...)
	for i, f := range p.features {
		if i > 0 {
			b = append(b, ",\n"...)
		}
		b = append(b, f...)
	}
	b = append(b, "]}\n"...)
	sum := sha256.Sum256(b[stamped:])
	return answer.NewWeakBody(typeGeoJSON, b, hex.EncodeToString(sum[:12]))
}

// item is one feature.
func item(c *call) (*answer.Body, error) {
	col, err := c.collection()
	if err != nil {
		return nil, err
	}
	if col, err = c.varied(col); err != nil {
		return nil, err
	}
	system := c.system("crs")
	if err := c.q.done(); err != nil {
		return nil, err
	}
	i, ok := col.byID[c.vars["featureId"]]
	if !ok {
		return nil, answer.NotFound("no feature with this id in " + col.ID)
	}
	col.prepare()
	c.header.Set("Content-Crs", "<"+system.URI+">")
	f := col.Features[i]
	links := c.itemLinks(col, f)
	for _, l := range links {
		c.addLink(l.Href, l.Rel, l.Type)
	}
	if c.html {
		return c.itemPage(col, i, system, links)
	}
	key := c.cacheKey()
	if b, _ := c.s.cache.get(key, c.cat, c.s.o.Now()); b != nil {
		return b, nil
	}
	b := col.bytes[i]
	if system.URI != crs.URI84 {
		b = encoder{fields: col.Fields, system: system}.feature(nil, f)
	}
	text := marshal(links)
	out := make([]byte, 0, len(b)+len(text)+16)
	out = append(out, b[:len(b)-1]...)
	out = append(out, `,"links":`...)
	out = append(out, text...)
	out = append(out, "}\n"...)
	body := answer.NewBody(typeGeoJSON, out)
	c.s.cache.put(key, c.cat, c.s.o.Now(), body, pageHead{})
	return body, nil
}

func (c *call) itemLinks(col *Collection, f Feature) []link {
	path := collectionPath(col.ID, "items", f.ID)
	return []link{
		{Href: c.again(path, "f", "json"), Rel: "self", Type: typeGeoJSON, Title: "GeoJSON"},
		{Href: c.again(path, "f", "html"), Rel: "alternate", Type: typeHTML, Title: "HTML"},
		{Href: c.url(collectionPath(col.ID)), Rel: "collection", Type: typeJSON, Title: col.Title.in(c.lang)},
	}
}
