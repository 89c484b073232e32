package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

//go:embed report.html.tmpl
var pageSource string

// HTML writes the report as one page that needs nothing else: no script, no
// request, printed on A4.
func HTML(w io.Writer, in Input) error {
	if err := in.check(); err != nil {
		return err
	}
	t, err := template.New("report").Parse(pageSource)
	if err != nil {
		return fmt.Errorf("report page: %w", err)
	}
	return t.Execute(w, newPage(in))
}
