package practice

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/routing/practice/logbook"
	"shifu/training/coaching"
)

// debrief is what people say about a session: four answers and a note of whoever
// played, kept as they are typed, and the comment of a coach.
type debrief struct {
	v       *reviewing
	dirty   bool
	entries []*parts.Entry
	said    *parts.Entry
	plans   []coaching.Standing
	plan    int // of plans, from 1
	content *fyne.Container
}

// saveEvery is how soon typed answers are kept.
const saveEvery = 2 * time.Second

func newDebrief(v *reviewing) *debrief {
	b := &debrief{v: v, content: parts.Over()}
	v.r.s.d.Stage.Every(v.r.ctx, saveEvery, b.save)
	return b
}

// own reports whether the actor played.
func (b *debrief) own() bool {
	k := &b.v.r.kept
	return k.ID != "" && k.PersonID == b.v.r.s.d.Actor.PersonID
}

// coaches reports whether the actor may comment.
func (b *debrief) coaches() bool {
	a := b.v.r.s.d.Actor
	return b.v.r.kept.ID != "" && !b.own() && (a.May(people.KeepPractice) || a.May(people.KeepCoaching))
}

// fields are the answers with their questions.
func fields(a *logbook.Answers) []struct {
	word string
	text *string
} {
	return []struct {
		word string
		text *string
	}{{lang.L("What was planned?"), &a.Planned}, {lang.L("What happened?"), &a.Happened}, {lang.L("Why?"), &a.Why}, {lang.L("What next time?"), &a.Next}, {lang.L("Note"), &a.Note}}
}

func (b *debrief) show() {
	k := &b.v.r.kept
	box := parts.Stack(4, parts.PanelHead(lang.L("Talk about it")))
	b.entries = nil
	for _, f := range fields(&k.Answers) {
		box.Add(parts.Label(f.word))
		if !b.own() {
			box.Add(b.text(*f.text, lang.L("no answer yet")))
			continue
		}
		e := parts.NewNote("", 2)
		e.Most = logbook.MostText
		e.SetText(*f.text)
		e.OnChanged = func(t string) { *f.text = t; b.dirty = true }
		b.entries = append(b.entries, e)
		box.Add(e)
	}
	box.Add(parts.Room(0, 6))
	box.Add(parts.NewHairline())
	box.Add(parts.Room(0, 4))
	box.Add(parts.Strong(lang.L("The coach")))
	if k.Comment != "" || !b.coaches() {
		box.Add(b.text(k.Comment, lang.L("No coach has said anything yet.")))
	}
	if k.Comment != "" {
		box.Add(parts.Label(k.Coach + "  " + b.v.r.s.d.Moment(k.CommentedAt)))
	}
	if b.coaches() {
		b.addComment(box)
	}
	swap(b.content, parts.Scrolling(parts.Inset(12, 16, 16, 16, box)))
}

func (b *debrief) text(text, none string) fyne.CanvasObject {
	p := parts.NewParagraph(text, look.TextBody, look.Ink)
	if text == "" {
		p = parts.NewParagraph(none, look.TextBody, look.Ink3)
	}
	p.Width = look.Scaled(286)
	return p
}

// addComment lets a coach say something, and count it in a coaching plan.
func (b *debrief) addComment(box *fyne.Container) {
	b.said = parts.NewNote(lang.L("What you say to the session"), 3)
	b.said.Most = logbook.MostText
	box.Add(b.said)
	if b.v.r.kept.PlanID == "" && b.v.r.s.d.Actor.May(people.KeepCoaching) {
		plan := parts.NewSelect([]string{lang.L("Counts in no coaching plan")}, 0, func(i int) { b.plan = i }).Wide(286)
		box.Add(plan)
		b.readPlans(plan)
	}
	box.Add(parts.Row(8, parts.Gap(), parts.NewButton(lang.L("Keep the comment"), parts.Main, b.comment).AsSmall().WithKey("Ctrl Enter")))
}

func (b *debrief) readPlans(into *parts.Select) {
	d, person := b.v.r.s.d, b.v.r.kept.PersonID
	background.Run(b.v.r.ctx, d.Stage, func(ctx context.Context) ([]coaching.Standing, error) {
		return d.Coaching.Plans(ctx, d.Actor, coaching.Find{PersonID: person, Open: true})
	}, func(all []coaching.Standing, err error) {
		d.Fail(err)
		b.plans = all
		names := []string{lang.L("Counts in no coaching plan")}
		for _, p := range all {
			names = append(names, lang.L("Counts in: {{.Question}}", map[string]any{"Question": p.Goal.Question}))
		}
		into.SetOptions(names, 0)
	})
}

// save keeps the answers, if any were changed.
func (b *debrief) save() {
	if !b.dirty || !b.own() {
		return
	}
	b.dirty = false
	s, k := b.v.r.s, b.v.r.kept
	s.saving.Do(func() error { return s.d.Logbook.Answer(context.Background(), s.d.Actor, k.ID, k.Answers) }, s.d.Fail)
}

// comment keeps what the coach says.
func (b *debrief) comment() {
	if !b.coaches() || b.said == nil {
		return
	}
	r, d, text, plan := b.v.r, b.v.r.s.d, b.said.Text(), ""
	if b.plan > 0 && b.plan <= len(b.plans) {
		plan = b.plans[b.plan-1].ID
	}
	id := r.kept.ID
	background.Run(r.ctx, d.Stage, func(ctx context.Context) (logbook.Session, error) {
		if err := d.Logbook.Comment(ctx, d.Actor, id, text, plan); err != nil {
			return logbook.Session{}, err
		}
		return d.Logbook.Session(ctx, d.Actor, id)
	}, func(k logbook.Session, err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		r.kept = k
		b.plan = 0
		b.show()
		d.Toast(lang.L("The comment is kept"), nil)
		d.Trace("commented", map[string]any{"plan": plan})
	})
}

// write asks where the PDF of the session goes.
func (v *reviewing) write() {
	r, d := v.r, v.r.s.d
	if r.kept.ID == "" || v.working {
		return
	}
	v.debrief.save()
	ask.Asker{Ctx: r.ctx, Desk: d}.File(ask.File{Title: lang.L("Write the review as PDF?"), Name: say(r.p.session.Scenario().Name), Ending: ".pdf", Write: func(ctx context.Context, w io.Writer) error {
		return d.Reports.Practice(ctx, d.Actor, r.kept.ID, d.Settings.Language, w)
	}})
}
