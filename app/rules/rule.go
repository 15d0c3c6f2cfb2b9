package rules

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/rules"
)

// rulePanel is one rule as text, checked at every keystroke, and what it finds
// in a call.
type rulePanel struct {
	s     *Screen
	row   int   // of the set, -1: none
	wrong error // why the text can't be taken
	call  int   // of those heard, on which it is tried

	text    *parts.Entry
	said    *fyne.Container // what is wrong with it
	tally   *parts.Text
	hits    *fyne.Container
	chooser *fyne.Container
	content fyne.CanvasObject
}

// mostText is how long the text of a rule may be: Fyne wraps long ones slowly.
const mostText = 4000

func newRulePanel(s *Screen) *rulePanel {
	p := &rulePanel{s: s, row: -1, said: parts.Stack(0), hits: parts.Stack(0), chooser: parts.Stack(0), tally: parts.Label("")}
	p.text = parts.NewNote(lang.L("The rule as text"), 13)
	p.text.Most = mostText
	p.text.OnChanged = p.changed
	if !s.mayKeep() {
		p.text.Disable()
	}
	column := parts.Stack(8, p.text, p.said, parts.Row(8, parts.Strong(lang.L("Tried on")), p.chooser, parts.Gap(), p.tally), p.hits)
	p.content = parts.Scrolling(parts.Inset(12, 16, 16, 16, column))
	return p
}

// id is the rule shown, empty for none.
func (p *rulePanel) id() string {
	if r := p.rule(); r != nil {
		return r.ID
	}
	return ""
}

func (p *rulePanel) rule() *rules.Rule {
	if p.row < 0 || p.row >= len(p.s.set.Rules) {
		return nil
	}
	return &p.s.set.Rules[p.row]
}

// open shows a rule of the set.
func (p *rulePanel) open(row int) {
	p.row, p.wrong = row, nil
	r := p.rule()
	if r == nil {
		return
	}
	p.call = p.telling(r)
	p.text.OnChanged = nil
	p.text.SetText(string(r.Write()))
	p.text.OnChanged = p.changed
	p.show()
	p.s.d.Trace("rule", map[string]any{"id": r.ID})
}

// telling is the first call in which the rule fires, else the first.
func (p *rulePanel) telling(r *rules.Rule) int {
	for i, t := range p.s.talks {
		if p.s.set.Fits(t) && r.Fires(t).Truth == rules.Yes {
			return i
		}
	}
	return 0
}

// changed takes the text over as far as it is a rule.
func (p *rulePanel) changed(text string) {
	r := p.rule()
	if r == nil {
		return
	}
	next, err := rules.ReadRule(lang.L("Rule"), []byte(text))
	if other := p.s.set.Find(next.ID); err == nil && other != nil && other != r {
		err = fmt.Errorf("%w", twice(next.ID))
	}
	if p.wrong = err; err == nil {
		all := append([]rules.Rule{}, p.s.set.Rules...)
		all[p.row] = next
		p.s.set.Rules = all
		p.s.touched()
	} else {
		p.s.showBar()
		p.s.d.Changed()
	}
	p.show()
}

// turn switches the rule off, or on again.
func (p *rulePanel) turn() {
	if r := p.rule(); r != nil {
		next := *r
		next.Off = !next.Off
		p.text.SetText(string(next.Write()))
		p.changed(p.text.Text())
	}
}

// show tells what is wrong, or what the rule finds in the call.
func (p *rulePanel) show() {
	p.said.Objects, p.hits.Objects = nil, nil
	if p.wrong != nil {
		say := parts.NewParagraph(words.Sentence(p.s.d.Settings.Language, p.wrong), look.TextLabel, look.Bad)
		say.Width = p.s.side() - 40
		p.said.Add(say)
	}
	p.text.SetWrong(p.wrong != nil)
	p.showCalls()
	if r := p.rule(); r != nil && p.call < len(p.s.talks) {
		p.showResult(r.Fires(p.s.talks[p.call]))
	}
	p.showTally()
	p.said.Refresh()
	p.hits.Refresh()
}

func (p *rulePanel) showCalls() {
	p.chooser.Objects = nil
	names := make([]string, len(p.s.heard))
	for i, h := range p.s.heard {
		names[i] = strings.TrimSpace(h.Call.Title + "  " + h.Call.ExternalID)
	}
	if len(names) == 0 {
		p.chooser.Add(parts.Label(lang.L("no call has a transcript")))
		return
	}
	choose := parts.NewSelect(names, p.call, func(i int) { p.call = i; p.show() }).Wide(200)
	choose.Small = true
	p.chooser.Add(choose)
	p.chooser.Refresh()
}

func (p *rulePanel) showResult(r rules.Result) {
	state, say, hits := parts.StateOpen, lang.L("Can't be told here: no transcript, no sound, or no occasion"), r.For
	switch r.Truth {
	case rules.Yes:
		state, say = parts.StateGood, lang.L("Fires")
	case rules.No:
		state, say, hits = parts.StateNA, lang.L("Does not fire"), r.Against
	}
	icon, tone := state.Mark()
	p.hits.Add(parts.High(28, parts.Row(6, parts.NewIcon(icon, 14, tone), parts.Strong(say).Toned(tone))))
	call := p.s.heard[p.call].Call.ID
	for _, h := range hits[:min(len(hits), 12)] {
		text := h.Quote
		if text == "" {
			text = h.Note.In(p.s.d.Settings.Language)
		}
		at := parts.NewLink(chart.ClockWide(h.At.Round(time.Second)), func() { p.s.d.Go(desk.Route{Place: desk.Library, ID: call}) })
		p.hits.Add(parts.NewHairline())
		p.hits.Add(parts.High(26, parts.Row(8, parts.Fix(look.Scaled(48), 0, at), parts.Grow(parts.Body(text).Cutting()))))
	}
}

// showTally tells how often the rule fires over all calls.
func (p *rulePanel) showTally() {
	p.tally.Set("")
	if p.row >= 0 && p.row < len(p.s.tallies) {
		t := p.s.tallies[p.row]
		p.tally.Set(lang.L("fires in {{.N}} of {{.Of}} calls, {{.Unknown}} can't tell", map[string]any{"N": t.Fired, "Of": t.Told(), "Unknown": t.Unknown}))
	}
}
