package report

import (
	"fmt"
	"io"
	"strconv"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/contract"
)

// WriteContract writes a version of a mentor contract as a PDF in language l:
// parties, period, goals, measures, duties, and who signed which text.
func WriteContract(w io.Writer, l words.Language, c contract.Contract, s Stamp) error {
	p, err := newLetter(l, s)
	if err != nil {
		return err
	}
	k := &contractLetter{p, &c}
	p.title(p.say("Mentor contract", nil), p.say("{{.Mentor}} and {{.Mentee}}", fault.Values{"Mentor": c.Mentor.Name, "Mentee": c.Mentee.Name}))
	k.facts()
	k.goals()
	k.measures()
	k.texts()
	k.signatures()
	return p.finish(w, p.say("Mentor contract", nil)+" - "+c.Mentor.Name+" "+c.Mentee.Name, c.PairID)
}

// contractLetter lays a contract out.
type contractLetter struct {
	*letter
	c *contract.Contract
}

func (p *contractLetter) side(s contract.Side) string { return s.Name + "  " + s.StaffNumber }

func (p *contractLetter) facts() {
	t := &p.c.Terms
	p.pairs([][2]string{
		{p.say("Mentor", nil), p.side(p.c.Mentor)}, {p.say("Unit", nil), p.c.Mentor.Organisation},
		{p.say("Mentee", nil), p.side(p.c.Mentee)}, {p.say("Unit", nil), p.c.Mentee.Organisation},
		{p.say("Period", nil), t.Begins.String() + " - " + t.Ends.String() + "  " + t.Length().In(p.l)}, {p.say("Objection period", nil), p.objection()},
		{p.say("Sessions", nil), p.say("every {{.Days}} days, {{.Minutes}} min", fault.Values{"Days": t.SessionEvery, "Minutes": t.SessionMinutes})},
		{p.say("Allowance", nil), p.say("{{.Yuan}} yuan a month", fault.Values{"Yuan": yuan(t.Allowance)})},
		{p.say("Version", nil), strconv.Itoa(p.c.Number)}, {p.say("Made by", nil), p.c.MadeBy + "  " + p.instant(p.c.MadeAt)},
	})
}

func (p *contractLetter) objection() string {
	t := &p.c.Terms
	if t.Objection == 0 {
		return p.say("none", nil)
	}
	return p.say("until {{.Day}}", fault.Values{"Day": (t.Begins + contract.Day(t.Objection) - 1).String()})
}

// yuan writes fen as yuan, without needless noughts.
func yuan(fen int64) string {
	if fen%100 == 0 {
		return strconv.FormatInt(fen/100, 10)
	}
	return fmt.Sprintf("%d.%02d", fen/100, fen%100)
}

// whole sets words side by side, each over as many lines as it needs: nothing
// that is signed is cut.
func (p *contractLetter) whole(at []float64, texts ...string) {
	cells, high := make([][]string, len(texts)), 1
	for i, t := range texts {
		end := width
		if i+1 < len(at) {
			end = at[i+1]
		}
		cells[i] = p.wrap(p.body, end-at[i]-6, t)
		high = max(high, len(cells[i]))
	}
	p.need(float64(high)*p.body.line() + 4)
	for i, lines := range cells {
		p.lines(left+at[i], p.y, p.body, lines)
	}
	p.y += float64(high)*p.body.line() + 3
	p.hairline(left, p.y-1.5, width, line)
}

func (p *contractLetter) goals() {
	p.block(p.say("Goals", nil), 3*p.body.line())
	p.whole([]float64{0, 20, 170, 225, 280}, "", p.say("Skill", nil), p.say("Baseline", nil), p.say("Target", nil), p.say("Measured by", nil))
	for i, g := range p.c.Terms.Goals {
		p.whole([]float64{0, 20, 170, 225, 280}, strconv.Itoa(i+1), g.Skill, g.From().In(p.l), g.Source.Value(g.Target).In(p.l), g.Source.Kind.Name().In(p.l)+": "+g.Source.Name)
	}
}

func (p *contractLetter) measures() {
	p.block(p.say("Measures", nil), 3*p.body.line())
	p.whole([]float64{0, 20, 200, 300}, "", p.say("What is done", nil), p.say("How often", nil), p.say("Proof", nil))
	for i, m := range p.c.Terms.Measures {
		p.whole([]float64{0, 20, 200, 300}, strconv.Itoa(i+1), m.What, m.Often().In(p.l), m.Evidence)
	}
}

func (p *contractLetter) texts() {
	t := &p.c.Terms
	for _, x := range []struct{ title, text string }{{"Duties of the mentor", t.MentorDuties}, {"Duties of the mentee", t.MenteeDuties}, {"How it is judged", t.Assessment},
		{"Reward", t.Reward}, {"Change and end", t.Ending}, {"Why it was changed", t.Change}} {
		if x.text != "" {
			p.block(p.say(x.title, nil), 2*p.body.line())
			p.flow(left, width, p.body, x.text)
		}
	}
}

func (p *contractLetter) signatures() {
	p.block(p.say("Signatures", nil), 5*p.body.line())
	for _, party := range p.c.Parties() {
		who := p.say("not signed yet", nil)
		if sig, ok := p.c.SignedBy(party); ok {
			who = sig.Name + "  " + p.instant(sig.At)
		}
		p.row([]float64{0, 110}, party.Name().In(p.l), who)
	}
	p.flow(left, width, p.fine, "SHA-256 "+p.c.Hash())
}
