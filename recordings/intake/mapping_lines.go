package intake

import (
	"slices"
	"strings"

	"shifu/internal/fault"
)

// MappingLines writes a mapping as lines of "field = header", in the order of Fields.
func MappingLines(m Mapping) string {
	var out []string
	for _, f := range Fields {
		if h := m[f]; h != "" {
			out = append(out, string(f)+" = "+h)
		}
	}
	return strings.Join(out, "\n")
}

// ParseMapping reads what MappingLines writes; nil for nothing.
func ParseMapping(text string) (Mapping, error) {
	var m Mapping
	for line := range strings.Lines(text) {
		field, header, ok := strings.Cut(strings.TrimSpace(line), "=")
		f, header := Field(strings.TrimSpace(field)), strings.TrimSpace(header)
		switch {
		case f == "" && !ok:
			continue
		case !ok || header == "" || !slices.Contains(Fields, f):
			return nil, fault.New(fault.Invalid, "“{{.Line}}” names no column. Write a field, = and the header; fields are {{.Fields}}.",
				fault.Values{"Line": strings.TrimSpace(line), "Fields": strings.Join(fieldNames(), ", ")})
		}
		if m == nil {
			m = Mapping{}
		}
		m[f] = header
	}
	return m, nil
}

func fieldNames() []string {
	out := make([]string, len(Fields))
	for i, f := range Fields {
		out[i] = string(f)
	}
	return out
}
