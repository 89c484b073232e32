package report

import (
	"encoding/json"
	"fmt"
	"io"

	"timpora/risk"
)

// JSON writes the night in its canonical form: keys in the order of the types,
// one line. The scores of all cells stay with the stored run, whose digest the
// document carries; without them it is the night as ReadJSON gives it back.
func JSON(w io.Writer, in Input) error {
	n := in.Night
	n.Run.Result.Scores = nil
	if err := json.NewEncoder(w).Encode(n); err != nil {
		return fmt.Errorf("report of %s: %w", n.Date.Format("2006-01-02"), err)
	}
	return nil
}

// ReadJSON reads what JSON wrote. Unknown keys are refused.
func ReadJSON(r io.Reader) (risk.Night, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	var n risk.Night
	if err := d.Decode(&n); err != nil {
		return risk.Night{}, fmt.Errorf("night: %w", err)
	}
	if d.More() {
		return risk.Night{}, fmt.Errorf("night: text after the document")
	}
	return n, nil
}
