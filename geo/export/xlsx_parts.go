package export

import "time"

const (
	spreadsheet   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	packageURI    = "http://schemas.openxmlformats.org/package/2006/"
	relationURI   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	documentMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

type workbookPart struct{ name, text string }

// workbookParts is everything in the archive but the sheets.
func (l Layer) workbookParts() []workbookPart {
	return []workbookPart{
		{"[Content_Types].xml", `<Types xmlns="` + packageURI + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + documentMedia + `sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + documentMedia + `worksheet+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet2.xml" ContentType="` + documentMedia + `worksheet+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + documentMedia + `styles+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packageURI + `relationships">` +
			`<Relationship Id="rId1" Type="` + relationURI + `/officeDocument" Target="xl/workbook.xml"/>` +
			`<Relationship Id="rId2" Type="` + packageURI + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", l.coreProperties()},
		{"xl/workbook.xml", `<workbook xmlns="` + spreadsheet + `" xmlns:r="` + relationURI + `"><sheets>` +
			`<sheet name="` + l.Name + `" sheetId="1" r:id="rId1"/><sheet name="metadata" sheetId="2" r:id="rId2"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packageURI + `relationships">` +
			`<Relationship Id="rId1" Type="` + relationURI + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + relationURI + `/worksheet" Target="worksheets/sheet2.xml"/>` +
			`<Relationship Id="rId3" Type="` + relationURI + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", sheetStyles},
	}
}

// sheetStyles are, in order: plain, a date, a moment, bold.
const sheetStyles = `<styleSheet xmlns="` + spreadsheet + `">` +
	`<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
	`<cellXfs count="4"><xf xfId="0"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/>` +
	`<xf xfId="0" numFmtId="165" applyNumberFormat="1"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`

func (l Layer) coreProperties() string {
	b := []byte(`<cp:coreProperties xmlns:cp="` + packageURI + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	b = element(b, "dc:title", l.Note.Heading())
	b = element(b, "dc:description", l.Note.Credit)
	b = element(b, "dc:creator", "timpora")
	if at := l.Note.At; !at.IsZero() {
		b = append(b, `<dcterms:created xsi:type="dcterms:W3CDTF">`+at.UTC().Format(time.RFC3339)+`</dcterms:created>`...)
	}
	return string(append(b, "</cp:coreProperties>"...))
}
