package review

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/proposal"
)

// top is the proposal that stands at a question: of the model where it has one
// that counts, else of the first rule that fired; nil for none.
func (a *advice) top(ref string) *proposal.Proposal {
	var best *proposal.Proposal
	for i := range a.all {
		p := &a.all[i]
		if p.Ref != ref || !p.Counts() || p.Rank > 0 {
			continue
		}
		if best == nil || best.Source == proposal.Rule && p.Source == proposal.Model && best.Decision == proposal.Undecided {
			best = p
		}
	}
	return best
}

// pending says whether a question has a proposal that nobody decided.
func (a *advice) pending(ref string) bool {
	p := a.top(ref)
	return p != nil && (p.Decision == proposal.Undecided || p.Decision == proposal.Prefilled) && a.r.open()
}

// accept answers the question as proposed and binds the moments.
func (a *advice) accept(ref string) {
	p := a.top(ref)
	if p == nil || !a.r.open() || p.Decision == proposal.Accepted {
		return
	}
	a.enter(p)
	a.decide(p, proposal.Accepted)
	a.r.changed(true)
	a.r.view.showMarks()
	a.r.d.Trace("accepted", map[string]any{"ref": ref, "source": string(p.Source)})
	if !a.r.typing {
		a.r.view.form.NextOpen()
	}
}

// enter writes a proposed answer into the sheet.
func (a *advice) enter(p *proposal.Proposal) {
	a.r.sheet.change(p.Ref, func(was *qa.Answer, _ *qa.Question) {
		was.NA, was.Options, was.Value = p.Answer.NA, p.Answer.Options, p.Answer.Value
	})
	if !a.r.sheet.sound {
		return
	}
	for _, m := range p.Moments() {
		a.r.sheet.bind(p.Ref, m)
	}
}

// reject refuses a proposal; what it filled in is taken back.
func (a *advice) reject(ref string) {
	p := a.top(ref)
	if p == nil || !a.r.open() || p.Decision == proposal.Rejected {
		return
	}
	if p.Decision == proposal.Prefilled && proposal.Same(a.r.sheet.e.Answers[ref], p.Answer) {
		a.r.sheet.change(ref, func(was *qa.Answer, _ *qa.Question) {
			was.NA, was.Options, was.Value, was.Moments = false, nil, "", nil
		})
	}
	a.decide(p, proposal.Rejected)
	a.r.changed(true)
	a.r.view.showMarks()
	a.r.d.Trace("rejected", map[string]any{"ref": ref, "source": string(p.Source)})
}

func (a *advice) decide(p *proposal.Proposal, d proposal.Decision) {
	p.Decision = d
	id := p.ID
	background.Run(a.r.ctx, a.r.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, a.r.d.Assist.Proposals.Decide(ctx, a.r.d.Actor, id, d)
	}, func(_ struct{}, err error) {
		if err != nil {
			a.r.d.Fail(err)
		}
	})
	a.show()
}

// prefill enters what is trusted into questions that nobody has answered yet.
func (a *advice) prefill(open map[proposal.Source]map[string]bool) {
	if !a.r.open() {
		return
	}
	filled := 0
	for _, q := range a.r.sheet.version.All {
		p := a.top(q.Ref)
		if p == nil || p.Decision != proposal.Undecided || !open[p.Source][q.Ref] || a.r.sheet.e.Answers[q.Ref].Given(q) {
			continue
		}
		a.enter(p)
		a.decide(p, proposal.Prefilled)
		filled++
	}
	if filled > 0 {
		a.r.changed(true)
		a.r.view.showMarks()
	}
}

// play plays what the proposal of a question rests on.
func (a *advice) play(ref string) {
	if p := a.top(ref); p != nil && len(p.Evidence) > 0 {
		a.r.playFrom(p.Evidence[0].At)
	}
}

// show shows proposals wherever they stand.
func (a *advice) show() {
	a.r.view.showForm()
	a.r.view.showHits()
	a.r.d.Changed()
}

// suggestion is the proposal of a question as the form shows it.
func (a *advice) suggestion(q *qa.Question) *parts.FormSuggestion {
	p := a.top(q.Ref)
	if p == nil {
		return nil
	}
	s := &parts.FormSuggestion{From: fromWord(*p), Why: p.Title, Open: p.Decision == proposal.Undecided || p.Decision == proposal.Prefilled, Status: decisionWord(p.Decision)}
	if p.Source == proposal.Model {
		s.Why = p.Reason
	}
	s.Answer, s.Tone = answerOf(q, p.Answer)
	if len(p.Evidence) > 0 {
		e := p.Evidence[0]
		s.Quote, s.Moment = e.Quote, chart.ClockWide(e.At.Round(time.Second))
		if e.Quote == "" {
			s.Why = strings.TrimSpace(e.Note.In(a.r.d.Settings.Language) + "  " + s.Why)
		}
	}
	return s
}

// answerOf is an answer in words, with the shape of it.
func answerOf(q *qa.Question, a qa.Answer) (string, parts.State) {
	switch {
	case a.NA:
		return lang.L("N/A"), parts.StateNA
	case len(a.Options) > 0 && a.Options[0] < len(q.Choices()):
		o := q.Choices()[a.Options[0]]
		return o.Label, optionTone(o)
	}
	return a.Value, parts.StateOpen
}

func fromWord(p proposal.Proposal) string {
	if p.Source == proposal.Rule {
		return lang.L("Rule suggests")
	}
	return lang.L("Model suggests, {{.Sure}} sure", map[string]any{"Sure": chart.Percent(p.Confidence, 0)})
}

func decisionWord(d proposal.Decision) string {
	switch d {
	case proposal.Accepted:
		return lang.L("suggestion accepted")
	case proposal.Rejected:
		return lang.L("suggestion rejected")
	case proposal.Prefilled:
		return lang.L("filled in, check it")
	}
	return ""
}
