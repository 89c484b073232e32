package ogc

import (
	"bytes"
	"encoding/json"
	"strings"

	"timpora/api/answer"
)

// relOGC is where OGC registers its relations.
const relOGC = "http://www.opengis.net/def/rel/ogc/1.0/"

// link is one of RFC 8288.
type link struct {
	Href      string `json:"href"`
	Rel       string `json:"rel"`
	Type      string `json:"type,omitempty"`
	Title     string `json:"title,omitempty"`
	Templated bool   `json:"templated,omitempty"`
}

// addLink adds a Link header.
func (c *call) addLink(href, rel, media string) {
	href = strings.ReplaceAll(strings.ReplaceAll(href, "<", "%3C"), ">", "%3E")
	c.header.Add("Link", "<"+href+`>; rel="`+rel+`"; type="`+strings.ReplaceAll(media, `"`, "")+`"`)
}

// forms are the links of a document to itself and to its page.
func (c *call) forms(path, media string) []link {
	json, html := c.url(path, "f", "json"), c.url(path, "f", "html")
	c.addLink(json, "self", media)
	c.addLink(html, "alternate", typeHTML)
	return []link{
		{Href: json, Rel: "self", Type: media, Title: "JSON"},
		{Href: html, Rel: "alternate", Type: typeHTML, Title: "HTML"},
	}
}

// document sends a value as JSON, or the page that shows it.
func (c *call) document(media string, value any, p page) (*answer.Body, error) {
	if c.html {
		return c.render(p)
	}
	return answer.NewBody(media, append(marshal(value), '\n')), nil
}

// marshal writes JSON whose texts keep < > and &, which addresses are full of.
// Values here are strings, finite numbers, lists and maps, which cannot fail.
func marshal(value any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)
	return bytes.TrimRight(out.Bytes(), "\n")
}
