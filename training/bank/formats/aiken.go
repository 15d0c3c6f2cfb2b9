package formats

import (
	"fmt"
	"regexp"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

var (
	aikenOption = regexp.MustCompile(`^([A-Z])[).]\s*(.*)$`)
	aikenAnswer = regexp.MustCompile(`^(?i:ANSWER)\s*:\s*(.*)$`)
)

// aikenReader reads Aiken: the question, options "A)" or "A.", then "ANSWER: X"
// (docs.moodle.org, "Aiken format").
type aikenReader struct {
	Found
	q  bank.Question
	at int
}

func readAiken(name string, raw []byte) (Found, error) {
	text, err := decoded(name, raw)
	if err != nil {
		return Found{}, err
	}
	r := &aikenReader{}
	for i, row := range strings.Split(text, "\n") {
		r.row(i+1, strings.TrimSpace(row))
	}
	r.unfinished()
	return r.Found, nil
}

func (r *aikenReader) row(at int, row string) {
	if row == "" {
		return
	}
	if m := aikenAnswer.FindStringSubmatch(row); m != nil {
		r.answer(at, m[1])
		return
	}
	if m := aikenOption.FindStringSubmatch(row); m != nil {
		r.option(at, m[1][0], strings.TrimSpace(m[2]))
		return
	}
	if len(r.q.Options) > 0 {
		r.unfinished()
	}
	if r.at == 0 {
		r.q, r.at = bank.Question{Kind: bank.Single, Mark: 1, Text: row}, at
		return
	}
	r.q.Text += "\n" + row
}

func (r *aikenReader) option(at int, letter byte, text string) {
	switch {
	case r.at == 0:
		r.fail(at, words.T("An option stands before any question.", nil))
	case int(letter-'A') != len(r.q.Options):
		r.fail(at, words.T("Option {{.Have}} stands where {{.Want}} should.", fault.Values{"Have": string(letter), "Want": string(rune('A' + len(r.q.Options)))}))
		r.at, r.q = 0, bank.Question{}
	default:
		r.q.Options = append(r.q.Options, bank.Option{Text: text})
	}
}

func (r *aikenReader) answer(at int, letter string) {
	q, began := r.q, r.at
	r.q, r.at = bank.Question{}, 0
	if began == 0 {
		r.fail(at, words.T("An answer stands before any question.", nil))
		return
	}
	letter = strings.ToUpper(strings.TrimRight(letter, " \t).。"))
	if len(letter) != 1 || int(letter[0])-'A' < 0 || int(letter[0])-'A' >= len(q.Options) {
		r.fail(at, words.T("The answer {{.Have}} is none of the options.", fault.Values{"Have": letter}))
		return
	}
	q.Options[letter[0]-'A'].Fraction = 1
	r.add(began, q)
}

func (r *aikenReader) unfinished() {
	if r.at > 0 {
		r.fail(r.at, words.T("The question has no answer.", nil))
	}
	r.q, r.at = bank.Question{}, 0
}

func writeAiken(_ string, qs []bank.Question) ([]byte, error) {
	var b strings.Builder
	for _, q := range qs {
		b.WriteString(q.Text + "\n")
		right := 0
		for i, o := range q.Options {
			fmt.Fprintf(&b, "%s) %s\n", letter(i), o.Text)
			if o.Fraction == 1 {
				right = i
			}
		}
		fmt.Fprintf(&b, "ANSWER: %s\n\n", letter(right))
	}
	return []byte(b.String()), nil
}

// letter is the sign of option i: A, B, C …
func letter(i int) string { return string(rune('A' + i)) }
