package score

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lineOf maps the dotted keys of a file to their line.
type lineOf map[string]int

// place names a key with its line, or with that of the nearest table above.
func (l lineOf) place(key string) string {
	for k := key; k != ""; {
		if n, ok := l[k]; ok {
			return fmt.Sprintf("line %d, %s", n, key)
		}
		cut := strings.LastIndexByte(k, '.')
		k = k[:max(0, cut)]
	}
	return key
}

// keyLines walks the file's expressions: table headers and key-value pairs.
func keyLines(file []byte) (lineOf, error) {
	var p unstable.Parser
	p.Reset(file)
	lines, table := lineOf{}, ""
	for p.NextExpression() {
		e := p.Expression()
		key, line := expressionKey(&p, e)
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = key
			lines[table] = line
		case unstable.KeyValue:
			lines[joinKey([]string{table, key})] = line
		}
	}
	if err := p.Error(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPolicy, err)
	}
	return lines, nil
}

func expressionKey(p *unstable.Parser, e *unstable.Node) (key string, line int) {
	var parts []string
	for it := e.Key(); it.Next(); {
		if line == 0 {
			line = p.Shape(it.Node().Raw).Start.Line
		}
		parts = append(parts, string(it.Node().Data))
	}
	return joinKey(parts), line
}

func joinKey(parts []string) string {
	return strings.Trim(strings.Join(parts, "."), ".")
}

// checkPresent refuses a file that leaves out a key: a missing weight must
// not silently be zero.
func checkPresent(lines lineOf) error {
	var missing []error
	for _, key := range policyKeys(reflect.TypeFor[Policy](), "") {
		if _, ok := lines[key]; !ok {
			missing = append(missing, fmt.Errorf("%w: %s: key is missing", ErrPolicy, key))
		}
	}
	return errors.Join(missing...)
}

// policyKeys lists the dotted keys that a complete file holds.
func policyKeys(t reflect.Type, prefix string) []string {
	var keys []string
	for i := range t.NumField() {
		f := t.Field(i)
		key := joinKey([]string{prefix, f.Tag.Get("toml")})
		switch f.Type.Kind() {
		case reflect.Struct:
			keys = append(keys, policyKeys(f.Type, key)...)
		case reflect.Map:
			for _, r := range registry() {
				keys = append(keys, policyKeys(f.Type.Elem(), joinKey([]string{key, r.code}))...)
			}
		default:
			keys = append(keys, key)
		}
	}
	return keys
}
