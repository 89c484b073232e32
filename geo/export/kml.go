package export

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// writeKML writes KML 2.2: the note as description and ExtendedData of the
// document, typed values by a Schema, a Style for every class.
func writeKML(w io.Writer, l Layer, o Options) error {
	if _, err := w.Write(l.kmlHead()); err != nil {
		return err
	}
	label := l.label()
	var buf []byte
	for r, err := range l.Rows {
		if err != nil {
			return err
		}
		buf = l.appendPlacemark(buf[:0], r, label, o.CRS.Decimals)
		if _, err := w.Write(buf); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "</Document></kml>\n")
	return err
}

// label is the field that people read: "name" or "desa" where there is one,
// else the key.
func (l Layer) label() int {
	for _, name := range []string{"name", "desa"} {
		for i, f := range l.Fields {
			if f.Name == name {
				return i
			}
		}
	}
	return 0
}

func (l Layer) kmlHead() []byte {
	b := []byte(xml.Header + `<kml xmlns="http://www.opengis.net/kml/2.2"><Document id="` + l.Name + `">`)
	b = element(b, "name", l.Note.Heading())
	var lines []string
	for _, p := range l.Note.Parts() {
		lines = append(lines, p.Key+": "+p.Value)
	}
	b = append(element(b, "description", strings.Join(lines, "\n")), '\n')
	for i, c := range l.Style.Classes {
		b = append(b, `<Style id="class`+strconv.Itoa(i)+`">`...)
		b = append(b, `<LineStyle><color>`+kmlColour(l.Style.Line, "ff")+`</color><width>1</width></LineStyle>`...)
		b = append(b, `<PolyStyle><color>`+kmlColour(c.Fill, "b3")+`</color></PolyStyle></Style>`...)
	}
	b = append(b, "\n<Schema name=\""+l.Name+"\" id=\"fields\">"...)
	for _, f := range l.Fields {
		b = append(b, `<SimpleField type="`+kmlType(f.Type)+`" name="`+f.Name+`">`...)
		b = append(element(b, "displayName", f.About), "</SimpleField>"...)
	}
	b = append(b, "</Schema>\n<ExtendedData>"...)
	for _, p := range l.Note.Parts() {
		b = append(b, `<Data name="`+p.Key+`">`...)
		b = append(element(b, "value", p.Value), "</Data>"...)
	}
	return append(b, "</ExtendedData>\n"...)
}

func (l Layer) appendPlacemark(b []byte, r Row, label, decimals int) []byte {
	b = append(b, `<Placemark id="`+l.Name+"."...)
	b = append(escaped(b, r.Values[0].(string)), `">`...)
	b = element(b, "name", cellText(l.Fields[label].Type, r.Values[label]))
	if len(l.Style.Classes) > 0 {
		b = append(b, "<styleUrl>#class"+strconv.Itoa(l.class(r))+"</styleUrl>"...)
	}
	b = append(b, `<ExtendedData><SchemaData schemaUrl="#fields">`...)
	for i, f := range l.Fields {
		if r.Values[i] == nil {
			continue
		}
		b = append(b, `<SimpleData name="`+f.Name+`">`...)
		b = append(escaped(b, cellText(f.Type, r.Values[i])), "</SimpleData>"...)
	}
	b = append(b, "</SchemaData></ExtendedData>"...)
	if !l.Single {
		b = append(b, "<MultiGeometry>"...)
	}
	for _, p := range r.Shape {
		b = appendKMLPolygon(b, p, decimals)
	}
	if !l.Single {
		b = append(b, "</MultiGeometry>"...)
	}
	return append(b, "</Placemark>\n"...)
}

func appendKMLPolygon(b []byte, p orb.Polygon, decimals int) []byte {
	b = append(b, "<Polygon>"...)
	for i, r := range p {
		side := "outer"
		if i > 0 {
			side = "inner"
		}
		b = append(b, "<"+side+"BoundaryIs><LinearRing><coordinates>"...)
		for k, at := range r {
			if k > 0 {
				b = append(b, ' ')
			}
			b = appendPair(b, at, brackets{pair: ","}, decimals)
		}
		b = append(b, "</coordinates></LinearRing></"+side+"BoundaryIs>"...)
	}
	return append(b, "</Polygon>"...)
}

// kmlColour turns "#rrggbb" into KML's alpha, blue, green, red.
func kmlColour(rgb, alpha string) string {
	if len(rgb) != 7 {
		return "00ffffff"
	}
	return alpha + rgb[5:7] + rgb[3:5] + rgb[1:3]
}

func kmlType(t Type) string {
	switch t {
	case Whole:
		return "int"
	case Number:
		return "double"
	case Truth:
		return "bool"
	}
	return "string"
}
