package api

import (
	"bytes"
	"html/template"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
)

const docsText = `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>timpora API</title></head><body>
<h1>timpora API</h1>
<p>{{.About}}</p><p><a href="/api/openapi.json">openapi.json</a></p>
{{range .Operations}}<h2><code>{{.Method}} {{.Path}}</code></h2><p>{{.Summary}}</p>
{{if .Parameters}}<table><thead><tr><th scope="col">parameter</th><th scope="col">in</th><th scope="col"></th></tr></thead><tbody>
{{range .Parameters}}<tr><td><code>{{.Value.Name}}</code></td><td>{{.Value.In}}</td><td>{{.Value.Description}}</td></tr>
{{end}}</tbody></table>{{end}}
{{end}}</body></html>
`

type operation struct {
	Method, Path, Summary string
	Parameters            openapi3.Parameters
}

// docs shows the OpenAPI document to readers, without script.
func (s *Server) docs(c echo.Context) error {
	doc, err := openapi3.NewLoader().LoadFromData(s.o.OpenAPI)
	if err != nil {
		return err
	}
	var list []operation
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			list = append(list, operation{method, path, op.Summary, op.Parameters})
		}
	}
	slices.SortFunc(list, func(a, b operation) int { return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method) })
	page, err := template.New("docs").Parse(docsText)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := page.Execute(&out, map[string]any{"About": doc.Info.Description, "Operations": list}); err != nil {
		return err
	}
	return s.bytes(c, "text/html; charset=utf-8", out.Bytes())
}
