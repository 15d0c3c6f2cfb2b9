package review

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/redaction"
)

const panelPrivacy = "privacy"

// privacy is the page on which personal data are taken out of a call: what the
// transcript suggests and what was marked by hand, each decided by a person.
type privacy struct {
	r       *Room
	done    redaction.Redaction
	rows    []redaction.Mark // open suggestions and marks by hand
	kept    []bool           // of rows: to be taken out
	busy    bool
	table   *parts.Table
	act     *parts.Button
	undo    *parts.Button
	state   *parts.Text
	content *fyne.Container
	none    fyne.CanvasObject
	shown   fyne.CanvasObject
}

func newPrivacy(r *Room) *privacy {
	p := &privacy{r: r}
	p.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Redact"), Width: 84}, {Title: lang.L("Span"), Width: 132}, {Title: lang.L("What it is"), Width: 128}, {Title: lang.L("What is said")},
	}, func() int { return len(p.rows) + len(p.done.Marks) }, p.cell)
	p.table.Left = 16
	p.table.OnChosen = func(row int) { r.sound.seek(p.mark(row).From) }
	p.table.OnOpened = p.turn
	p.act = parts.NewButton(lang.L("Redact"), parts.Main, p.redact).WithKey("Ctrl Shift K").AsSmall()
	p.undo = parts.NewButton(lang.L("Undo the redaction"), parts.Quiet, p.bringBack).WithKey("Ctrl Alt K").AsSmall()
	p.state = parts.Label("")
	foot := parts.Inset(2, 12, 2, 12, parts.Row(8, p.state, parts.Gap(), p.undo, p.act))
	p.shown = parts.Dock(nil, parts.Stack(0, parts.NewHairline(), foot), nil, nil, p.table)
	p.none = plainNote(lang.L("Nothing in the transcript names anybody. Set A and B on the waveform and press Ctrl+Shift+X to mark a stretch yourself."))
	p.content = container.NewStack(p.none)
	return p
}

// mark is what a row shows: open ones first, then what is taken out already.
func (p *privacy) mark(row int) redaction.Mark {
	if row < len(p.rows) {
		return p.rows[row]
	}
	return p.done.Marks[row-len(p.rows)]
}

func (p *privacy) cell(row, column int) parts.Cell {
	m, open := p.mark(row), row < len(p.rows)
	switch column {
	case 0:
		switch {
		case !open:
			return parts.StateCell(lang.L("taken out"), parts.StateGood)
		case p.kept[row]:
			return parts.StateCell(lang.L("Yes"), parts.StateChosen)
		}
		return parts.StateCell(lang.L("No"), parts.StateNA)
	case 1:
		return parts.Cell{Text: chart.ClockTenths(m.From) + " – " + chart.ClockTenths(m.To), Tone: look.Accent}
	case 2:
		return parts.Cell{Text: kindWord(m.Kind)}
	}
	return parts.Cell{Text: p.words(m), Tone: look.Ink2}
}

// words are what a mark hides, as the person may read them.
func (p *privacy) words(m redaction.Mark) string {
	if said := p.r.o.said; m.Utterance >= 0 && m.Utterance < len(said) {
		if text := []rune(said[m.Utterance].Text); m.End <= len(text) {
			return string(text[m.Begin:m.End])
		}
	}
	return "–"
}

func kindWord(k redaction.Kind) string {
	switch k {
	case redaction.Mobile:
		return lang.L("Mobile number")
	case redaction.Landline:
		return lang.L("Telephone number")
	case redaction.IdentityCard:
		return lang.L("Identity card")
	case redaction.BankCard:
		return lang.L("Bank card")
	case redaction.Household:
		return lang.L("Household number")
	case redaction.Plate:
		return lang.L("Number plate")
	case redaction.EMail:
		return lang.L("E-mail")
	case redaction.Address:
		return lang.L("Address")
	}
	return lang.L("Marked by hand")
}

// load reads what is taken out, and what the transcript suggests beside it.
func (p *privacy) load(loaded func()) {
	r := p.r
	said := r.o.said
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (redaction.Redaction, error) {
		return r.d.Redactions.Redaction(ctx, r.d.Actor, r.o.call.ID)
	}, func(done redaction.Redaction, err error) {
		if err != nil {
			r.d.Fail(err)
			return
		}
		p.done, p.rows, p.kept = done, nil, nil
		if r.d.Actor.May(people.RedactCalls) {
			for _, m := range redaction.Suggest(said) {
				p.add(m)
			}
		}
		p.show()
		loaded()
	})
}

func (p *privacy) add(m redaction.Mark) {
	p.rows, p.kept = append(p.rows, m), append(p.kept, true)
}

func (p *privacy) show() {
	o := p.shown
	if len(p.rows)+len(p.done.Marks) == 0 {
		o = p.none
	}
	p.content.Objects = []fyne.CanvasObject{o}
	may := p.r.d.Actor.May(people.RedactCalls) && !p.busy
	n := len(p.chosen())
	p.act.SetWord(lang.L("Redact {{.N}}", map[string]any{"N": n}))
	enable(p.act, may && n > 0)
	enable(p.undo, p.mayBringBack())
	p.state.Set(p.standing())
	p.table.Refresh()
	p.content.Refresh()
}

func enable(b *parts.Button, on bool) {
	if on {
		b.Enable()
		return
	}
	b.Disable()
}

func (p *privacy) standing() string {
	switch {
	case p.busy:
		return lang.L("Writing the redacted recording")
	case p.done.IsZero():
		return lang.L("Enter or a double click turns Yes and No over.")
	}
	return lang.L("Taken out by {{.Name}} on {{.Time}}", map[string]any{"Name": p.done.By, "Time": when(p.r.d, p.done.At)})
}

// turn decides about an open mark the other way.
func (p *privacy) turn(row int) {
	if row >= len(p.rows) {
		p.r.playFrom(p.mark(row).From)
		return
	}
	p.kept[row] = !p.kept[row]
	p.show()
}

func (p *privacy) chosen() []redaction.Mark {
	var out []redaction.Mark
	for i, m := range p.rows {
		if p.kept[i] {
			out = append(out, m)
		}
	}
	return out
}

// markStretch marks A to B to be taken out.
func (p *privacy) markStretch() {
	l := p.r.sound
	if l.from == l.to {
		p.r.d.Toast(lang.L("Set A and B first: they are what is marked."), nil)
		return
	}
	m := redaction.Mark{Span: redaction.Span{From: l.from, To: l.to, Lane: redaction.BothLanes}, Kind: redaction.ByHand, Utterance: -1}
	if !slices.Contains(p.rows, m) {
		p.add(m)
	}
	p.show()
	p.r.view.countPanels()
	p.r.view.choosePanel(panelPrivacy)
}

// redact takes out what was decided, and opens the call anew.
func (p *privacy) redact() {
	marks := p.chosen()
	if len(marks) == 0 || p.busy || !p.r.d.Actor.May(people.RedactCalls) {
		return
	}
	p.change(func(ctx context.Context) error {
		d := p.r.d
		return redaction.Redact(ctx, d.Actor, redaction.Kept{Redactions: d.Redactions, Shelf: d.Shelf}, p.r.o.call.Call, marks, redaction.Tone)
	}, lang.L("Taken out. Everybody hears and reads the call without it."))
}

func (p *privacy) mayBringBack() bool {
	return p.r.d.Actor.May(people.RedactCalls) && !p.busy && !p.done.IsZero()
}

// bringBack has the call heard as it was recorded, as long as that still exists.
func (p *privacy) bringBack() {
	p.change(func(ctx context.Context) error { return p.r.d.Redactions.Undo(ctx, p.r.d.Actor, p.r.o.call.ID) },
		lang.L("The call is as it was recorded."))
}

// change does work that changes what is heard and read, and shows the call anew.
func (p *privacy) change(work func(context.Context) error, then string) {
	r := p.r
	p.busy = true
	p.show()
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) ([]recordings.Utterance, error) {
		if err := work(ctx); err != nil {
			return nil, err
		}
		return r.d.Calls.Transcript(ctx, r.d.Actor, r.o.call.ID)
	}, func(said []recordings.Utterance, err error) {
		p.busy = false
		if err != nil {
			p.show()
			r.d.Fail(err)
			return
		}
		r.d.Toast(then, nil)
		r.retell(said)
		p.load(r.view.countPanels)
		r.sound.close()
		r.openSound()
	})
}
