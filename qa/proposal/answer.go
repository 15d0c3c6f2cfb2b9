package proposal

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"shifu/internal/words"
	"shifu/qa"
)

// Answer is what a model says about one question, unchecked.
type Answer struct {
	Ref        string  `json:"ref"`
	Applicable bool    `json:"applicable"`
	Option     string  `json:"option"`
	Confidence float64 `json:"confidence"`
	Reason     string  `json:"reason"`
	Evidence   []Quote `json:"evidence"`
}

// Quote is where a model rests an answer.
type Quote struct {
	Turn  int     `json:"turn"`
	Start float64 `json:"start"`
	End   float64 `json:"end"`
	Quote string  `json:"quote"`
}

// MaxReason is how many characters a reason may have.
const MaxReason = 300

// Checked is what remains of a model's answers.
type Checked struct {
	Proposals []Proposal // void ones too, with why
	Missing   []string   // refs that it did not answer
	Extra     []string   // refs that nobody asked for, or a second time
}

// Check holds answers against what was asked: a quote that does not stand word
// for word in the transcript voids its answer, and so does an option that the
// question doesn't have, a confidence that is none, a reason that is too long,
// and an applicable answer without a quote.
func (a *Ask) Check(maker string, answers []Answer) Checked {
	var c Checked
	seen := map[string]bool{}
	for _, got := range answers {
		i := slices.IndexFunc(a.Questions, func(q Question) bool { return q.Ref == got.Ref })
		if i < 0 || seen[got.Ref] {
			c.Extra = append(c.Extra, got.Ref)
			continue
		}
		seen[got.Ref] = true
		c.Proposals = append(c.Proposals, a.proposal(maker, a.Questions[i], got))
	}
	for _, q := range a.Questions {
		if !seen[q.Ref] {
			c.Missing = append(c.Missing, q.Ref)
		}
	}
	return c
}

func (a *Ask) proposal(maker string, q Question, got Answer) Proposal {
	p := Proposal{Ref: q.Ref, Source: Model, Maker: maker, Reason: strings.TrimSpace(got.Reason), Confidence: got.Confidence}
	p.Answer, p.Void = a.choice(q, got)
	if !p.Void.IsZero() {
		return p.bounded()
	}
	for _, quote := range got.Evidence {
		e, ok := a.find(quote)
		if !ok {
			p.Void = words.T("The quote \"{{.Quote}}\" does not stand in the transcript.", map[string]any{"Quote": cut(quote.Quote, 60)})
			return p.bounded()
		}
		p.Evidence = append(p.Evidence, e)
	}
	if got.Applicable && len(p.Evidence) == 0 {
		p.Void = words.T("The answer gives no quote.", nil)
	}
	return p.bounded()
}

// bounded keeps what is written down within bounds, whatever a server sent.
func (p Proposal) bounded() Proposal {
	p.Reason = cut(p.Reason, MaxReason)
	if math.IsNaN(p.Confidence) || p.Confidence < 0 || p.Confidence > 1 {
		p.Confidence = 0
	}
	return p
}

// choice is the answer that an option means; applicability first.
func (a *Ask) choice(q Question, got Answer) (qa.Answer, words.Text) {
	switch {
	case utf8.RuneCountInString(strings.TrimSpace(got.Reason)) > MaxReason:
		return qa.Answer{}, words.T("The reason is longer than {{.Limit}} characters.", map[string]any{"Limit": MaxReason})
	case !(got.Confidence >= 0 && got.Confidence <= 1):
		return qa.Answer{}, words.T("The confidence is no number from 0 to 1.", nil)
	case !got.Applicable && q.MayNotApply:
		return qa.NotApplicable(), words.Text{}
	case !got.Applicable:
		return qa.Answer{}, words.T("It says that the question does not apply, but this one always does.", nil)
	}
	if i := slices.Index(q.Options, got.Option); i >= 0 {
		return qa.Choose(i), words.Text{}
	}
	return qa.Answer{}, words.T("There is no option \"{{.Have}}\".", map[string]any{"Have": cut(got.Option, 60)})
}

func cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// find looks a quote up, in the turn that is named, otherwise in the one turn
// that has it. The moment is where the words stand: what the model says of it
// is not believed.
func (a *Ask) find(q Quote) (Evidence, bool) {
	quote := strings.TrimSpace(q.Quote)
	if quote == "" {
		return Evidence{}, false
	}
	if q.Turn >= 0 && q.Turn < len(a.Turns) {
		if at := strings.Index(a.Turns[q.Turn].Text, quote); at >= 0 {
			return a.evidence(q.Turn, at, quote), true
		}
	}
	turn := -1
	for i, t := range a.Turns {
		if strings.Contains(t.Text, quote) {
			if turn >= 0 {
				return Evidence{}, false // which one is meant can't be told
			}
			turn = i
		}
	}
	if turn < 0 {
		return Evidence{}, false
	}
	return a.evidence(turn, strings.Index(a.Turns[turn].Text, quote), quote), true
}

// evidence gives the words as they were said, before anything was hidden.
func (a *Ask) evidence(turn, at int, quote string) Evidence {
	shown, said := a.Turns[turn].Text, []rune(a.said[turn].Text)
	from := utf8.RuneCountInString(shown[:at])
	to := from + utf8.RuneCountInString(quote)
	u := a.said[turn]
	part := func(r int) time.Duration {
		return u.Start + time.Duration(float64(u.End-u.Start)*float64(r)/float64(len(said))).Round(time.Millisecond)
	}
	return Evidence{Turn: turn, At: part(from), Until: part(to), Lane: a.lanes[turn], Quote: string(said[from:to])}
}
