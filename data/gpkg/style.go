package gpkg

import (
	"fmt"
	"strconv"
	"strings"

	"timpora/geo/export"
)

// styles writes the style of the layer where QGIS looks for it; a layer
// without one has no table.
func (t table) styles() error {
	if len(t.Style.Classes) == 0 {
		return nil
	}
	if err := t.exec(`CREATE TABLE layer_styles (
	id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
	f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
	owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT CURRENT_TIMESTAMP)`); err != nil {
		return err
	}
	if err := t.exec(`INSERT INTO layer_styles VALUES (1, '', '', $1, 'geom', $1, $2, $3, 1, $4, '', NULL, $5)`,
		t.Name, t.qml(), t.sld(), t.Note.Title, t.changed()); err != nil {
		return err
	}
	return t.exec(`INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', '', $1)`, t.changed())
}

// rgba is a colour as QGIS writes it; no colour is transparent.
func rgba(hex string, alpha int) string {
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 24)
	if err != nil || hex == "" {
		return "0,0,0,0"
	}
	return fmt.Sprintf("%d,%d,%d,%d", v>>16, v>>8&255, v&255, alpha)
}

// qml is the style as QGIS writes it: one symbol, or one for each class.
func (t table) qml() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.22" styleCategories="Symbology">`)
	if t.Style.By == "" {
		b.WriteString(`<renderer-v2 type="singleSymbol"><symbols>`)
	} else {
		b.WriteString(`<renderer-v2 type="categorizedSymbol" attr="` + escaped(t.Style.By) + `"><categories>`)
		for i, c := range t.Style.Classes {
			fmt.Fprintf(&b, `<category symbol="%d" value="%d" label="%s" render="true"/>`, i, c.Value, escaped(c.Label))
		}
		b.WriteString(`</categories><symbols>`)
	}
	for i, c := range t.Style.Classes {
		fmt.Fprintf(&b, `<symbol type="fill" name="%d" alpha="1"><layer class="SimpleFill" enabled="1">`, i)
		for _, p := range [][2]string{
			{"color", rgba(c.Fill, 180)}, {"style", map[bool]string{true: "no", false: "solid"}[c.Fill == ""]},
			{"outline_color", rgba(t.Style.Line, 255)}, {"outline_style", "solid"}, {"outline_width", "0.2"}, {"outline_width_unit", "MM"},
		} {
			b.WriteString(`<prop k="` + p[0] + `" v="` + p[1] + `"/>`)
		}
		b.WriteString(`</layer></symbol>`)
	}
	b.WriteString(`</symbols></renderer-v2></qgis>`)
	return b.String()
}

// sld is the style as a Styled Layer Descriptor 1.0, for others.
func (t table) sld() string {
	var b strings.Builder
	b.WriteString(`<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0"><NamedLayer><Name>` +
		escaped(t.Name) + `</Name><UserStyle><FeatureTypeStyle>`)
	for _, c := range t.Style.Classes {
		b.WriteString(t.rule(c))
	}
	b.WriteString(`</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>`)
	return b.String()
}

func (t table) rule(c export.Class) string {
	filter, fill := "", ""
	if t.Style.By != "" {
		filter = `<ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>` + escaped(t.Style.By) + `</ogc:PropertyName><ogc:Literal>` +
			strconv.FormatInt(c.Value, 10) + `</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>`
	}
	if c.Fill != "" {
		fill = `<Fill><CssParameter name="fill">` + escaped(c.Fill) + `</CssParameter><CssParameter name="fill-opacity">0.7</CssParameter></Fill>`
	}
	return `<Rule><Name>` + escaped(c.Label) + `</Name>` + filter + `<PolygonSymbolizer>` + fill +
		`<Stroke><CssParameter name="stroke">` + escaped(t.Style.Line) + `</CssParameter></Stroke></PolygonSymbolizer></Rule>`
}
