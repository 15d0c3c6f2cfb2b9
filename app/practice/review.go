package practice

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	engine "shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// reviewing compares a session with what others would have done on the same
// calls, tells what each act and each missed moment was worth, and holds what
// people say about it.
type reviewing struct {
	r       *room
	stop    context.CancelFunc
	working bool
	bar     *parts.ProgressLine
	count   *parts.Text
	found   *engine.Review
	chosen  int // row of the ledger
	ledger  *parts.Table
	debrief *debrief
	head    *fyne.Container
	body    *fyne.Container
	content fyne.CanvasObject
}

// review opens the review of the session as it stands, keeps it, and works.
func (r *room) review() {
	if r.pic.frame == nil || r.pic.frame.At == 0 || r.reviews != nil {
		return
	}
	r.pause()
	v := &reviewing{r: r, stop: func() {}, found: r.kept.Review}
	if !r.opened && r.kept.Outcome.Played != r.pic.frame.At {
		v.found = nil // it went on since
	}
	v.build()
	r.reviews = v
	r.s.show()
	var s logbook.Session
	var c *engine.Case
	_ = r.p.with(func(x *engine.Session) error { // one moment: a look may still be on its way
		s, c = logbook.Session{PersonID: r.s.d.Actor.PersonID, Record: x.Record(), Outcome: logbook.OutcomeOf(x.Seed(), x.Frame())}, x.Case()
		return nil
	})
	r.enter(s, func() {
		v.debrief.show()
		if v.found == nil {
			v.work(c)
		}
	})
}

// enter keeps the session in the logbook, unless it is there.
func (r *room) enter(s logbook.Session, then func()) {
	if r.opened || r.kept.ID != "" && r.kept.Outcome.Played == s.Outcome.Played {
		then()
		return
	}
	d := r.s.d
	background.Run(r.ctx, d.Stage, func(ctx context.Context) (logbook.Session, error) {
		id, err := d.Logbook.Keep(ctx, d.Actor, s)
		s.ID = id
		return s, err
	}, func(s logbook.Session, err error) {
		d.Fail(err)
		if err == nil {
			r.kept = s
		}
		then()
	})
}

func (v *reviewing) build() {
	v.bar, v.count, v.head, v.body = parts.NewProgressLine(0, 120), parts.Label(""), parts.Over(), parts.Over()
	v.debrief = newDebrief(v)
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(320), 0, v.debrief.content))
	v.content = parts.Dock(parts.Stack(0, v.head, parts.NewHairline()), nil, nil, right, v.body)
	v.show()
}

func (r *room) endReview() {
	if r.reviews != nil {
		r.reviews.stop()
		r.reviews.debrief.save()
		r.reviews = nil
		if r.opened {
			r.s.end()
			return
		}
		r.s.show()
	}
}

// work plays the shift again, and shows what is known as it comes.
func (v *reviewing) work(c *engine.Case) {
	ctx, stop := context.WithCancel(v.r.ctx)
	v.stop, v.working = stop, true
	d := v.r.s.d
	on := func(f func()) {
		d.Stage.Show(func() {
			if ctx.Err() == nil {
				f()
			}
		})
	}
	last := -1
	v.show()
	background.Run(ctx, d.Stage, func(ctx context.Context) (*engine.Review, error) {
		return c.Review(ctx, engine.Options{Move: func(done, total int) {
			if at := done * 200 / max(total, 1); at != last {
				last = at
				on(func() {
					v.bar.Set(float64(done) / float64(max(total, 1)))
					v.count.Set(chart.Percent(float64(done)/float64(max(total, 1)), 0))
				})
			}
		}, Show: func(found *engine.Review) { on(func() { v.take(found) }) }})
	}, v.end)
}

// take shows what is known so far.
func (v *reviewing) take(found *engine.Review) {
	v.found = found
	v.show()
	v.r.s.d.Changed()
}

// end keeps what was found.
func (v *reviewing) end(found *engine.Review, err error) {
	r, d := v.r, v.r.s.d
	v.working = false
	if err != nil {
		d.Fail(err)
		r.endReview()
		return
	}
	v.take(found)
	d.Trace("reviewed", map[string]any{"acts": len(found.Ledger), "reruns": found.Reruns})
	if r.kept.ID == "" || r.kept.PersonID != d.Actor.PersonID {
		return
	}
	id := r.kept.ID
	background.Run(r.ctx, d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Logbook.KeepReview(ctx, d.Actor, id, *found)
	}, func(_ struct{}, err error) {
		d.Fail(err)
		if r.kept.ID == id && err == nil {
			r.kept.Review = found
		}
	})
}

// halt ends the work; what was found so far stays on the page.
func (v *reviewing) halt() {
	v.stop()
	v.working = false
	v.show()
	v.r.s.d.Changed()
}

func (v *reviewing) show() {
	swap(v.head, parts.High(look.HeightToolBar, parts.Inset(0, 16, 0, 12, v.tools())))
	if v.found == nil {
		swap(v.body, parts.Inset(24, 24, 24, 24, parts.Stack(10, parts.Body(lang.L("Playing the shift again, as others would have run it …")))))
		return
	}
	note := parts.NewParagraph(lang.L("On your calls, and on average over {{.N}} re-runs with other calls, 95 %. Loss counts callers, money, work left and contracts in lost calls.", map[string]any{"N": v.found.Results[0].Runs}), look.TextLabel, look.Ink3)
	v.ledger = v.ledgerTable()
	what := parts.Row(8, parts.Grow(parts.Strong(lang.L("What each act and each missed moment was worth")).Cutting()), parts.NewButton(lang.L("Try again from there"), parts.Main, v.again).AsSmall().WithIcon("replay").WithKey("Enter"))
	top := parts.Stack(0, parts.Inset(8, 24, 6, 24, note), parts.Fix(0, look.Scaled(30+30*float32(len(v.found.Results))), v.results()), parts.NewHairline(), parts.Inset(10, 24, 8, 24, what), parts.NewHairline())
	ledger := fyne.CanvasObject(v.ledger)
	if len(v.found.Ledger) == 0 {
		text := lang.L("Nothing was ordered, and the rule would have ordered nothing.")
		if v.working {
			text = lang.L("The acts follow, one after another.")
		}
		ledger = parts.Stack(0, parts.Inset(12, 24, 12, 24, parts.Second(text)))
	}
	swap(v.body, parts.Dock(top, nil, nil, nil, ledger))
}

// tools are the line at the top.
func (v *reviewing) tools() fyne.CanvasObject {
	r := v.r
	line := parts.Row(10, parts.NewButton(v.backWord(), parts.Quiet, r.endReview).WithIcon("back").WithKey("Esc"), parts.NewUpright(24), parts.Grow(parts.PanelHead(say(r.p.session.Scenario().Name)).Cutting()))
	if r.opened {
		line.Add(parts.Second(r.kept.Person))
	}
	if v.working {
		line.Add(parts.Fix(look.Scaled(120), 0, v.bar))
		line.Add(v.count)
		line.Add(parts.NewButton(lang.L("Stop"), parts.Plain, v.halt).AsSmall().WithKey("S"))
	} else {
		line.Add(parts.Second(lang.L("points {{.N}}", map[string]any{"N": chart.Number(r.p.session.Points(), 0)})))
		line.Add(parts.NewButton(lang.L("Write as PDF"), parts.Plain, v.write).AsSmall().WithIcon("document").WithKey("P"))
	}
	return line
}

func (v *reviewing) backWord() string {
	if v.r.opened {
		return lang.L("Back")
	}
	return lang.L("Back to the floor")
}

// again goes back to the moment of the chosen row.
func (v *reviewing) again() {
	if v.found == nil || v.ledger == nil || v.ledger.Chosen() < 0 || v.ledger.Chosen() >= len(v.found.Ledger) {
		return
	}
	r, at := v.r, v.found.Ledger[v.ledger.Chosen()].At
	background.Run(r.ctx, r.s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, r.p.with(func(x *engine.Session) error { return x.Rewind(ctx, at) })
	}, func(_ struct{}, err error) {
		if err != nil {
			r.s.d.Fail(err)
			return
		}
		r.kept = logbook.Session{}
		r.endReview()
		r.landed(at)
	})
}

func (v *reviewing) actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Try again from there"), Bare: fyne.KeyReturn, Do: v.again, Off: v.found == nil || len(v.found.Ledger) == 0},
		{Menu: desk.PlayMenu, Label: lang.L("Stop"), Bare: fyne.KeyS, Do: v.halt, Off: !v.working},
		{Menu: desk.FileMenu, Label: lang.L("Write as PDF"), Bare: fyne.KeyP, Do: v.write, Off: v.working || v.r.kept.ID == ""},
		{Menu: desk.EditMenu, Label: lang.L("Keep the comment"), Key: fyne.KeyReturn, Mod: fyne.KeyModifierShortcutDefault, Do: v.debrief.comment, Off: !v.debrief.coaches()},
		{Menu: desk.ViewMenu, Label: v.backWord(), Bare: fyne.KeyEscape, Do: v.r.endReview},
	}
}
