package report

import (
	"io"
	"strconv"

	"shifu/internal/words"
	"shifu/training/analysis"
)

var sortWords = map[analysis.Sort]string{analysis.Good: "Done well", analysis.Better: "Could be better", analysis.Unclear: "To find out"}

// WriteMinutes writes the minutes of a joint listening as a PDF in language l:
// who took part, what was found at which moment, what was decided, by whom it
// is done until when.
func WriteMinutes(w io.Writer, l words.Language, a analysis.Standing, s Stamp) error {
	p, err := newLetter(l, s)
	if err != nil {
		return err
	}
	p.title(p.say("Minutes of joint listening", nil), a.Title)
	p.pairs([][2]string{{p.say("Call", nil), orNone(a.Call)}, {p.say("Unit", nil), orNone(a.Organisation)}, {p.say("When", nil), p.instant(a.At)}, {p.say("Minutes closed", nil), p.instant(a.HeldAt)},
		{p.say("Leads", nil), orNone(a.Lead)}, {p.say("Took part", nil), strconv.Itoa(a.Came()) + " / " + strconv.Itoa(len(a.Members)+1)}})
	names := ""
	for _, m := range a.Members {
		if m.Came {
			names += m.Name + "  "
		}
	}
	p.flow(left, width, p.body, names)
	if a.Summary != "" {
		p.block(p.say("What the session came to", nil), p.body.line())
		p.flow(left, width, p.body, a.Summary)
	}
	for _, sort := range analysis.Sorts {
		p.found(&a, sort)
	}
	p.decided(&a)
	return p.finish(w, p.say("Minutes of joint listening", nil)+" - "+a.Title, a.ID)
}

func (p *letter) found(a *analysis.Standing, sort analysis.Sort) {
	head := false
	for _, f := range a.Findings {
		if f.Sort != sort {
			continue
		}
		if !head {
			p.block(p.say(sortWords[sort], nil), 2*p.body.line())
			head = true
		}
		p.need(2 * p.body.line())
		p.text(left, p.y, p.label, clock(f.At))
		p.flow(left+44, width-120, p.body, f.Text)
		p.flow(left+44, width-120, p.fine, f.By)
	}
}

func (p *letter) decided(a *analysis.Standing) {
	if len(a.Decisions) == 0 {
		return
	}
	p.block(p.say("Decisions", nil), 2*p.body.line())
	for _, d := range a.Decisions {
		p.need(2 * p.body.line())
		p.flow(left, width, p.body, d.Text)
		line := d.Owner + "  " + p.say("due", nil) + " " + p.instant(d.Due)
		if !d.DoneAt.IsZero() {
			line += "  " + p.say("done", nil) + " " + p.instant(d.DoneAt) + "  " + d.Outcome
		}
		p.flow(left, width, p.fine, line)
		p.y += 3
	}
}
