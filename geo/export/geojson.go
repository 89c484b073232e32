package export

import (
	"io"
)

// writeGeoJSON writes a FeatureCollection of RFC 7946: the note as a foreign
// member in front, the box at the end, where it is known.
func writeGeoJSON(w io.Writer, l Layer, o Options) error {
	head := []byte(`{"type":"FeatureCollection","name":`)
	head, err := appendQuoted(head, l.Name)
	if err != nil {
		return err
	}
	if head, err = appendNote(append(head, `,"metadata":`...), l.Note); err != nil {
		return err
	}
	if _, err := w.Write(append(head, `,"features":[`...)); err != nil {
		return err
	}
	all, sep := emptyBox(), "\n"
	var buf []byte
	for r, err := range l.Rows {
		if err != nil {
			return err
		}
		all.add(boxOf(r.Shape))
		if buf, err = l.appendFeature(append(buf[:0], sep...), r, o, false); err != nil {
			return err
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
		sep = ",\n"
	}
	tail := []byte("\n]")
	if l.Count > 0 {
		tail = append(tail, `,"bbox":[`...)
		for i, v := range all {
			if i > 0 {
				tail = append(tail, ',')
			}
			tail = appendNumber(tail, v, o.CRS.Decimals)
		}
		tail = append(tail, ']')
	}
	_, err = w.Write(append(tail, "}\n"...))
	return err
}

// appendFeature writes one feature; its id is the key. The first of a sequence
// carries the note.
func (l Layer) appendFeature(dst []byte, r Row, o Options, noted bool) ([]byte, error) {
	dst = append(dst, `{"type":"Feature","id":`...)
	dst, err := appendJSON(dst, Text, r.Values[0])
	if err != nil {
		return dst, err
	}
	if noted {
		if dst, err = appendNote(append(dst, `,"metadata":`...), l.Note); err != nil {
			return dst, err
		}
	}
	dst = append(dst, `,"properties":`...)
	for i, f := range l.Fields {
		dst = append(dst, "{,"[min(i, 1)])
		if dst, err = appendQuoted(dst, f.Name); err != nil {
			return dst, err
		}
		if dst, err = appendJSON(append(dst, ':'), f.Type, r.Values[i]); err != nil {
			return dst, err
		}
	}
	dst = append(dst, `},"geometry":{"type":"`...)
	if !l.Single {
		dst = append(dst, "Multi"...)
	}
	dst = append(dst, `Polygon","coordinates":`...)
	dst = appendShape(dst, r.Shape, l.Single, brackets{"[", "]", ",", ","}, o.CRS.Decimals)
	return append(dst, "}}"...), nil
}

// writeSequence writes a text sequence of RFC 8142: every feature begins with
// a record separator and ends with a line feed.
func writeSequence(w io.Writer, l Layer, o Options) error { return writeFeatures(w, l, o, "\x1e") }

// writeLines writes one feature a line.
func writeLines(w io.Writer, l Layer, o Options) error { return writeFeatures(w, l, o, "") }

func writeFeatures(w io.Writer, l Layer, o Options, before string) error {
	var buf []byte
	first := true
	for r, err := range l.Rows {
		if err != nil {
			return err
		}
		if buf, err = l.appendFeature(append(buf[:0], before...), r, o, first); err != nil {
			return err
		}
		if _, err := w.Write(append(buf, '\n')); err != nil {
			return err
		}
		first = false
	}
	return nil
}
