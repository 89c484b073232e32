package ogc

import "timpora/api/answer"

const draft = "https://json-schema.org/draft/2020-12/schema"

// queryables are what filters and parameters may name.
func queryables(c *call) (*answer.Body, error) { return c.schemaOf("queryables", true) }

// schema are the members of a feature with their types and roles.
func schema(c *call) (*answer.Body, error) { return c.schemaOf("schema", false) }

func (c *call) schemaOf(name string, strict bool) (*answer.Body, error) {
	col, err := c.collection()
	if err != nil {
		return nil, err
	}
	properties := map[string]any{
		"id":       map[string]any{"type": "string", "title": word("id", c.lang), "x-ogc-role": "id"},
		"geometry": map[string]any{"format": "geometry-" + col.Geometry, "title": word("geometry", c.lang), "x-ogc-role": "primary-geometry"},
	}
	rows := [][]cell{{{Text: "id"}, {Text: "string"}, {Text: word("id", c.lang)}}, {{Text: "geometry"}, {Text: col.Geometry}, {Text: word("geometry", c.lang)}}}
	for i, f := range col.Fields {
		p := f.schema()
		p["title"] = f.Title.in(c.lang)
		p["x-ogc-propertySeq"] = i + 1
		if f.Role != "" {
			p["x-ogc-role"] = f.Role
		}
		if f.Unit != "" {
			p["x-ogc-unit"] = f.Unit
		}
		properties[f.Name] = p
		rows = append(rows, []cell{{Text: f.Name}, {Text: string(f.Type)}, {Text: f.Title.in(c.lang)}})
	}
	path := collectionPath(col.ID, name)
	doc := map[string]any{"$schema": draft, "$id": c.base + path, "type": "object", "title": col.Title.in(c.lang), "properties": properties}
	if strict {
		doc["additionalProperties"] = false
	}
	c.forms(path, typeSchema)
	return c.document(typeSchema, doc, page{
		Title: col.Title.in(c.lang) + ": " + word(name, c.lang), Crumbs: c.crumbs(col), Head: words(c.lang, "property", "type", "title"), Rows: rows,
	})
}

// schema is the JSON schema of a property's values.
func (f Field) schema() map[string]any {
	switch f.Type {
	case Date, DateTime:
		return map[string]any{"type": "string", "format": string(f.Type)}
	}
	return map[string]any{"type": string(f.Type)}
}
