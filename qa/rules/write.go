package rules

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"shifu/internal/yamlfile"
)

// Write returns s as the text of a *.rules.yaml file. Read gives back the same
// title, language and rules.
func (s *Set) Write() []byte {
	var b bytes.Buffer
	b.WriteString("title: " + yamlfile.Quote(s.Title) + "\n")
	if s.Language != "" {
		b.WriteString("language: " + yamlfile.Quote(s.Language) + "\n")
	}
	b.WriteString("rules:\n")
	for i := range s.Rules {
		mark := "  - "
		for _, row := range strings.SplitAfter(strings.TrimSuffix(string(s.Rules[i].Write()), "\n"), "\n") {
			b.WriteString(mark + row)
			mark = "    "
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

// Write returns the rule as it stands in a list, without the dash.
func (r *Rule) Write() []byte {
	var b bytes.Buffer
	row := func(key, value string) { b.WriteString(key + ": " + value + "\n") }
	row("id", yamlfile.Quote(r.ID))
	row("title", yamlfile.Quote(r.Title))
	row("question", yamlfile.Quote(r.Question))
	row("option", inline(texts(r.Option)))
	if r.Off {
		row("off", "true")
	}
	b.WriteString("when:\n")
	writeCondition(&b, "  ", r.When)
	return b.Bytes()
}

// pairs are the fields of a condition in the order in which they are written.
type pairs []pair

type pair struct {
	key   string
	value any // string: as it stands; Condition; []Condition
}

func writeCondition(b *bytes.Buffer, indent string, c Condition) {
	key, value := c.fields()
	b.WriteString(indent + key + ":")
	writeValue(b, indent, value)
}

func writeValue(b *bytes.Buffer, indent string, value any) {
	switch v := value.(type) {
	case string:
		b.WriteString(" " + v + "\n")
	case Condition:
		b.WriteString("\n")
		writeCondition(b, indent+"  ", v)
	case []Condition:
		b.WriteString("\n")
		for _, part := range v {
			var inner bytes.Buffer
			writeCondition(&inner, indent+"    ", part)
			b.WriteString(indent + "  - " + strings.TrimLeft(inner.String(), " "))
		}
	case pairs:
		writePairs(b, indent, v)
	}
}

// writePairs keeps plain fields on one line.
func writePairs(b *bytes.Buffer, indent string, ps pairs) {
	if len(ps) == 0 {
		b.WriteString(" {}\n")
		return
	}
	var flat []string
	for _, p := range ps {
		text, ok := p.value.(string)
		if !ok {
			flat = nil
			break
		}
		flat = append(flat, p.key+": "+text)
	}
	if flat != nil {
		b.WriteString(" {" + strings.Join(flat, ", ") + "}\n")
		return
	}
	b.WriteString("\n")
	for _, p := range ps {
		b.WriteString(indent + "  " + p.key + ":")
		writeValue(b, indent+"  ", p.value)
	}
}

func texts[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, t := range in {
		out[i] = yamlfile.Quote(string(t))
		if strings.ContainsAny(out[i], ",:，：") && out[i][0] != '"' {
			out[i] = `"` + out[i] + `"`
		}
	}
	return out
}

// inline is a list on one line; one entry stands alone.
func inline(in []string) string {
	if len(in) == 1 {
		return in[0]
	}
	return "[" + strings.Join(in, ", ") + "]"
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (p pairs) seconds(key string, d time.Duration) pairs { return p.number(key, d.Seconds()) }

func (p pairs) number(key string, f float64) pairs {
	if f == 0 {
		return p
	}
	return append(p, pair{key, decimal(f)})
}

func (p pairs) where(w Where) pairs {
	if w.By != "" {
		p = append(p, pair{"by", yamlfile.Quote(string(w.By))})
	}
	return p.seconds("first", w.First).seconds("last", w.Last)
}

func (a And) fields() (string, any) { return "and", []Condition(a) }
func (o Or) fields() (string, any)  { return "or", []Condition(o) }
func (n Not) fields() (string, any) { return "not", n.Part }

func (s *Said) fields() (string, any) {
	p := pairs{{string(s.Of), inline(texts(s.Phrases))}}
	return "said", p.number("at_least", float64(s.AtLeast)).number("within", float64(s.Within)).where(s.Where)
}

func (m *Matches) fields() (string, any) {
	return "matches", pairs{{"pattern", quoted(m.Pattern)}}.where(m.Where)
}

// quoted is a text in quotes whatever it holds, since a comma ends a field on
// one line.
func quoted(text string) string { return texts([]string{text})[0] }

func (e *Entity) fields() (string, any) {
	return "entity", pairs{{"is", inline(texts(e.Is))}}.where(e.Where)
}

func (o *Order) fields() (string, any) {
	p := pairs{{"first", o.First}, {"then", o.Then}}.seconds("within", o.Within)
	if o.Each {
		p = append(p, pair{"each", "true"})
	}
	return "order", p
}

func (m *Measure) fields() (string, any) {
	return string(m.Of), pairs{}.seconds("over", m.Over).seconds("total", m.Total).number("times", float64(m.Times)).where(m.Where)
}

func (s *Speed) fields() (string, any) {
	p := pairs{}.number("above", s.Above).number("below", s.Below)
	return "speed", append(p, pair{"by", yamlfile.Quote(string(s.By))})
}
