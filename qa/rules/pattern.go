package rules

import (
	"regexp"
	"slices"
	"strings"

	"shifu/internal/words"
	"shifu/qa/entity"
)

// Matches asks for a regular expression (RE2) within an utterance. The text it
// sees is of one width and small, so patterns are written that way.
type Matches struct {
	Pattern string
	Where

	compiled *regexp.Regexp
}

func (m *Matches) test(t *Talk) Result {
	if len(t.turns) == 0 || m.compiled == nil {
		return Result{}
	}
	within, unsure := m.turns(t)
	var hits []Hit
	for _, i := range within {
		text, at := narrow(t.turns[i].text)
		for _, span := range m.compiled.FindAllStringIndex(text, maxPhrases) {
			if span[1] > span[0] {
				hits = append(hits, t.hit(i, at[span[0]], at[span[1]]))
			}
		}
	}
	return decide(hits, m.absent(t, m.Pattern), unsure)
}

// narrow is a text of one width and small, with the byte that each of its bytes
// came from.
func narrow(text string) (string, []int) {
	var b strings.Builder
	var at []int
	for i, r := range text {
		was := b.Len()
		for _, c := range foldRune(r) {
			b.WriteRune(c)
		}
		for range b.Len() - was {
			at = append(at, i)
		}
	}
	return b.String(), append(at, len(text))
}

// compile makes the pattern ready and says why it can't be.
func (m *Matches) compile() (err error) {
	m.compiled, err = regexp.Compile(m.Pattern)
	return err
}

func (m *Matches) check(c *checker, path string) {
	m.Where.check(c, path)
	c.length(path+".pattern", m.Pattern, maxPattern)
	if m.Pattern == "" {
		c.say(path+".pattern", "Give a regular expression.", nil)
	} else if err := m.compile(); err != nil {
		c.say(path+".pattern", "This is no regular expression: {{.Why}}.", map[string]any{"Why": err.Error()})
	}
}

// Entity asks that something of a kind is named: a mobile number, an amount, ...
type Entity struct {
	Is []entity.Kind // one of these
	Where
}

func (e *Entity) test(t *Talk) Result {
	if len(t.turns) == 0 {
		return Result{}
	}
	within, unsure := e.turns(t)
	var hits []Hit
	for _, i := range within {
		for _, f := range entity.Find(t.turns[i].text) {
			if slices.Contains(e.Is, f.Kind) {
				hits = append(hits, t.hit(i, f.From, f.To))
			}
		}
	}
	return decide(hits, e.absent(t, e.named()), unsure)
}

// named is what is asked for, in words where it is one kind.
func (e *Entity) named() any {
	if len(e.Is) == 1 {
		return kindWords[e.Is[0]]
	}
	return kindsText(e.Is)
}

var kindWords = map[entity.Kind]words.Text{entity.Mobile: words.T("a mobile number", nil), entity.Landline: words.T("a landline number", nil),
	entity.IDCard: words.T("an identity card", nil), entity.BankCard: words.T("a bank card", nil), entity.Household: words.T("a household number", nil),
	entity.Email: words.T("an e-mail address", nil), entity.Amount: words.T("an amount", nil), entity.Date: words.T("a date", nil),
	entity.Time: words.T("a time", nil), entity.Staff: words.T("a staff number", nil)}

func kindsText(kinds []entity.Kind) string {
	var out []string
	for _, k := range kinds {
		out = append(out, strings.ReplaceAll(string(k), "_", " "))
	}
	return strings.Join(out, ", ")
}

func (e *Entity) check(c *checker, path string) {
	e.Where.check(c, path)
	if len(e.Is) == 0 {
		c.say(path+".is", "Say what has to be named: {{.Words}}.", map[string]any{"Words": kindsText(entity.Kinds)})
	}
	for _, k := range e.Is {
		if !slices.Contains(entity.Kinds, k) {
			c.say(path+".is", "There is no kind \"{{.Have}}\". Possible: {{.Words}}.", map[string]any{"Have": string(k), "Words": joined(entity.Kinds)})
		}
	}
}

func joined[T ~string](kinds []T) string {
	var out []string
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return strings.Join(out, ", ")
}
