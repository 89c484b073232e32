package gpkg

import (
	"encoding/xml"
	"strings"
)

// schema describes the columns.
func (t table) schema() error {
	for _, f := range t.Fields {
		if f.About == "" {
			continue
		}
		if err := t.exec(`INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES ($1, $2, $3)`, t.Name, f.Name, f.About); err != nil {
			return err
		}
	}
	return nil
}

// metadata writes the note once as GDAL shows it and once as QGIS does.
func (t table) metadata() error {
	for i, m := range [][2]string{{"http://gdal.org", t.gdalNote()}, {"http://mrcc.com/qgis.dtd", t.qgisNote()}} {
		if err := t.exec(`INSERT INTO gpkg_metadata VALUES ($1, 'dataset', $2, 'text/xml', $3)`, i+1, m[0], m[1]); err != nil {
			return err
		}
		if err := t.exec(`INSERT INTO gpkg_metadata_reference VALUES ('table', $1, NULL, NULL, $2, $3, NULL)`, t.Name, t.changed(), i+1); err != nil {
			return err
		}
	}
	return nil
}

func (t table) gdalNote() string {
	var b strings.Builder
	b.WriteString("<GDALMultiDomainMetadata><Metadata>")
	for _, p := range t.Note.Parts() {
		b.WriteString(`<MDI key="` + p.Key + `">` + escaped(p.Value) + "</MDI>")
	}
	b.WriteString("</Metadata></GDALMultiDomainMetadata>")
	return b.String()
}

func (t table) qgisNote() string {
	var lines []string
	for _, p := range t.Note.Parts() {
		lines = append(lines, p.Key+": "+p.Value)
	}
	return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version=\"3.22\">" +
		"<identifier>" + escaped(t.Name) + "</identifier><language>id</language><type>dataset</type>" +
		"<title>" + escaped(t.Note.Heading()) + "</title><abstract>" + escaped(strings.Join(lines, "\n")) + "</abstract>" +
		"<rights>" + escaped(t.Note.Credit) + "</rights><license>" + escaped(t.Note.Licence) + "</license></qgis>"
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}
