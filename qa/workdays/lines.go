package workdays

import (
	"slices"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// mostLines is how many runs of days a calendar may hold of a kind.
const mostLines = 1000

// Parse reads runs of days as people write them, one a line: a date, or two
// with two dots between, then perhaps a name ("2026-10-01..2026-10-07 国庆节").
// Empty lines don't count. A line that can't be read is named.
func Parse(text string) ([]Span, error) {
	var out []Span
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		days, name, _ := strings.Cut(line, " ")
		from, until, several := strings.Cut(days, "..")
		if !several {
			until = from
		}
		s := Span{Day(from), Day(until), strings.TrimSpace(name)}
		if err := s.Check(); err != nil {
			return nil, atLine(i+1, err)
		}
		if out = append(out, s); len(out) > mostLines {
			return nil, atLine(i+1, fault.New(fault.Invalid, "More than {{.Limit}} lines.", fault.Values{"Limit": mostLines}))
		}
	}
	return out, nil
}

func atLine(n int, err error) error {
	f, ok := err.(*fault.Fault)
	if !ok {
		return err
	}
	return fault.New(fault.Invalid, "Line {{.Line}}: {{.Reason}}", fault.Values{"Line": n, "Reason": words.T(f.Key, f.Values)})
}

// Lines is what Parse reads.
func Lines(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(string(s.From))
		if s.Until != s.From {
			b.WriteString(".." + string(s.Until))
		}
		b.WriteString(strings.TrimRight(" "+s.Name, " ") + "\n")
	}
	return b.String()
}

// China2026 adds to c the public holidays of the People's Republic of China in
// 2026 and the weekend days worked instead (notice of the General Office of
// the State Council of 4 November 2025). What c holds already is not doubled.
func China2026(c Calendar) Calendar {
	c.Off = merged(c.Off, "2026-01-01..2026-01-03 元旦\n2026-02-15..2026-02-23 春节\n2026-04-04..2026-04-06 清明节\n"+
		"2026-05-01..2026-05-05 劳动节\n2026-06-19..2026-06-21 端午节\n2026-09-25..2026-09-27 中秋节\n2026-10-01..2026-10-07 国庆节")
	c.Worked = merged(c.Worked, "2026-01-04\n2026-02-14\n2026-02-28\n2026-05-09\n2026-09-20\n2026-10-10")
	return c
}

func merged(have []Span, text string) []Span {
	more, err := Parse(text)
	if err != nil {
		panic("workdays: " + err.Error()) // the text is ours
	}
	out := slices.Clone(have)
	for _, s := range more {
		if !slices.ContainsFunc(out, func(o Span) bool { return o.From == s.From && o.Until == s.Until }) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Span) int { return strings.Compare(string(a.From), string(b.From)) })
	return out
}
