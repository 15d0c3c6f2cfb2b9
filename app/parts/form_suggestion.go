package parts

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
)

// FormSuggestion is an answer that is proposed for a question. The form shows
// it and reports what the person makes of it; it never answers by itself.
type FormSuggestion struct {
	From   string // who proposes, "Rule", "Model, 82 % sure"
	Answer string // the option's label
	Tone   State  // of the answer
	Why    string // the rule's title or the model's reason
	Quote  string // the words it rests on; empty: none
	Moment string // when they are said, "01:21"; empty: none
	Open   bool   // nothing was decided yet
	Status string // what was decided, "Accepted"; shown when it isn't open
}

// paintSuggestion draws it between the help and the options: who proposes what
// with the keys that take and refuse it, and below what it rests on.
func (a *formAwake) paintSuggestion(p *pen, row *FormRow, y, left, right float32) float32 {
	s := row.Suggestion
	if s == nil {
		return y
	}
	h := look.Scaled(24)
	y += 5
	ground := p.frame(left, y, right-left, h, look.Surface, look.Line, look.RadiusButton)
	top := y
	a.paintProposed(p, row, s, y, left+8, right-8, h)
	y += h
	if s.Why != "" || s.Quote != "" {
		y = a.paintGrounds(p, row, s, y-3, left+8, right-8) + 4
	}
	place(ground, left, top, right-left, y-top)
	return y
}

func (a *formAwake) paintProposed(p *pen, row *FormRow, s *FormSuggestion, y, left, right, h float32) {
	keys, ref := a.of.keys(), row.Ref
	if s.Open && !row.ReadOnly {
		right = a.suggestionAct(p, keys.Reject, lang.L("reject"), right, y, h, func() { tell(a.of.OnReject, ref) }) - 12
		right = a.suggestionAct(p, keys.Accept, lang.L("accept"), right, y, h, func() { tell(a.of.OnAccept, ref) }) - 12
	} else if s.Status != "" {
		right -= p.ends(s.Status, right, y, h, inkLabel.in(look.Ink3)) + 12
	}
	p.icon("bolt", look.Accent, left, y, h, 13)
	left += look.Scaled(13) + 5
	left += p.text(s.From, left, y, h, inkLabel.in(look.Ink3)) + 8
	icon, tone := s.Tone.Mark()
	p.icon(icon, tone, left, y, h, 13)
	left += look.Scaled(13) + 4
	p.cut(s.Answer, left, y, right-left, h, inkLabel.in(tone).heavy())
}

// suggestionAct draws a key with its word so that it ends at right, and says
// where it begins.
func (a *formAwake) suggestionAct(p *pen, key, word string, right, y, h float32, do func()) float32 {
	w, k := widthOf(word, inkLabel), capSize(key).Width+6
	x := right - k - w
	p.badge(key, x, y, h)
	p.text(word, x+k, y, h, inkLabel)
	if p.hovered == "suggest"+word {
		p.box(x+k, y+h/2+8, w, 1, look.Ink2, 0)
	}
	p.on("suggest"+word, x, y, k+w, h, do)
	return x
}

// paintGrounds writes what the suggestion rests on: the moment, a link, then
// the words and the reason, on as many lines as they need.
func (a *formAwake) paintGrounds(p *pen, row *FormRow, s *FormSuggestion, y, left, right float32) float32 {
	text, ref := s.Why, row.Ref
	if s.Quote != "" {
		text = lang.L("\"{{.Quote}}\"  {{.Why}}", map[string]any{"Quote": s.Quote, "Why": s.Why})
	}
	x := left
	if s.Moment != "" {
		h := lineOf(inkLabel)
		w := p.text(s.Moment, x, y, h, inkLabel.in(look.Accent))
		if p.hovered == "hit" {
			p.box(x, y+h/2+8, w, 1, look.Accent, 0)
		}
		p.on("hit", x, y, w, h, func() { tell(a.of.OnHit, ref) })
		x += w + 8
	}
	for _, l := range wrapped(text, inkLabel, right-x) {
		p.text(text[l.from:l.to], x, y, lineOf(inkLabel), inkLabel.in(look.Ink2))
		y += lineOf(inkLabel)
	}
	return y
}
