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
)

// reviewing compares a session with what others would have done on the same
// calls, and tells what each act and each missed moment was worth.
type reviewing struct {
	r       *room
	stop    context.CancelFunc
	bar     *parts.ProgressLine
	count   *parts.Text
	found   *engine.Review
	ledger  *parts.Table
	body    *fyne.Container
	content fyne.CanvasObject
}

// review opens the review and begins to work on it.
func (r *room) review() {
	if r.pic.frame == nil || r.pic.frame.At == 0 {
		return
	}
	r.pause()
	v := &reviewing{r: r, bar: parts.NewProgressLine(0, 200), count: parts.Label(""), body: parts.Over()}
	head := parts.Row(10, parts.NewButton(lang.L("Back to the floor"), parts.Quiet, r.endReview).WithIcon("back").WithKey("Esc"), parts.NewUpright(24), parts.Grow(parts.PanelHead(say(r.p.session.Scenario().Name)).Cutting()), parts.Second(timeText(r.pic.frame)))
	v.content = parts.Dock(parts.Stack(0, parts.High(look.HeightToolBar, parts.Inset(0, 16, 0, 12, head)), parts.NewHairline()), nil, nil, nil, v.body)
	r.reviews = v
	v.show()
	r.s.show()
	v.work()
}

func (r *room) endReview() {
	if r.reviews != nil {
		r.reviews.stop()
		r.reviews = nil
		r.s.show()
	}
}

func (v *reviewing) work() {
	ctx, stop := context.WithCancel(v.r.ctx)
	v.stop = stop
	d := v.r.s.d
	v.r.p.mu.Lock()
	c := v.r.p.session.Case()
	v.r.p.mu.Unlock()
	last := -1
	background.Run(ctx, d.Stage, func(ctx context.Context) (*engine.Review, error) {
		return c.Review(ctx, engine.Options{Move: func(done, total int) {
			if at := done * 200 / max(total, 1); at != last {
				last = at
				d.Stage.Show(func() {
					if ctx.Err() == nil {
						v.bar.Set(float64(done) / float64(max(total, 1)))
						v.count.Set(chart.Percent(float64(done)/float64(max(total, 1)), 0))
					}
				})
			}
		}})
	}, func(found *engine.Review, err error) {
		if err != nil {
			d.Fail(err)
			v.r.endReview()
			return
		}
		v.found = found
		v.show()
		d.Changed()
		d.Trace("reviewed", map[string]any{"acts": len(found.Ledger), "reruns": found.Reruns})
	})
}

func (v *reviewing) show() {
	if v.found == nil {
		swap(v.body, parts.Inset(24, 24, 24, 24, parts.Stack(10, parts.Body(lang.L("Playing the shift again, as others would have run it …")), parts.Row(12, parts.Grow(v.bar), v.count))))
		return
	}
	note := parts.Label(lang.L("On your calls, and on average over {{.N}} re-runs with other calls, 95 %. Loss counts callers, money, work left and contracts in lost calls.", map[string]any{"N": v.found.Reruns})).Cutting()
	v.ledger = v.ledgerTable()
	top := parts.Stack(0, parts.Inset(8, 24, 6, 24, note), parts.Fix(0, look.Scaled(30+30*float32(len(v.found.Results))), v.results()), parts.NewHairline(),
		parts.Inset(10, 24, 8, 24, parts.Row(8, parts.Strong(lang.L("What each act and each missed moment was worth")), parts.Gap(), parts.NewButton(lang.L("Try again from there"), parts.Main, v.again).AsSmall().WithIcon("replay").WithKey("Enter"))), parts.NewHairline())
	swap(v.body, parts.Dock(top, nil, nil, nil, v.ledger))
	v.ledger.Focus()
}

func referenceWord(r engine.Reference) string {
	switch r {
	case engine.Mine:
		return lang.L("You")
	case engine.Nothing:
		return lang.L("Doing nothing")
	case engine.TheRule:
		return lang.L("The rule of tiers")
	case engine.LookAhead:
		return lang.L("Looking ahead every 15 min")
	}
	return lang.L("Nobody could lose less")
}

func ranged(f engine.Figure, decimals int) string {
	return chart.Number(f.Mean, decimals) + " ±" + chart.Number(f.Half, decimals)
}

func shared(f engine.Figure) string {
	return chart.Number(100*f.Mean, 1) + " ±" + chart.Number(100*f.Half, 1)
}

// results are how everybody did.
func (v *reviewing) results() *parts.Table {
	all := v.found.Results
	columns := []parts.TableColumn{{Title: "", Least: 170}, {Title: lang.L("Lost, these calls"), Width: 110, Right: true}, {Title: lang.L("Lost on average"), Width: 116, Right: true}, {Title: lang.L("95598 answers"), Width: 116, Right: true},
		{Title: "SLb", Width: 100, Right: true, Yield: 2}, {Title: lang.L("Occupancy"), Width: 100, Right: true, Yield: 1}, {Title: lang.L("Spent"), Width: 110, Right: true}, {Title: lang.L("Your regret"), Width: 116, Right: true}}
	t := parts.NewTable(columns, func() int { return len(all) }, func(row, column int) parts.Cell {
		x := all[row]
		switch column {
		case 0:
			return parts.Cell{Text: referenceWord(x.Reference), Bold: x.Reference == engine.Mine}
		case 1:
			return parts.Cell{Text: chart.Number(x.Lost.Actual, 0), Bold: x.Reference == engine.Mine}
		case 2:
			return parts.Cell{Text: ranged(x.Lost, 0), Tone: look.Ink2}
		case 3:
			return parts.Cell{Text: shared(x.Rates[engine.Emergency])}
		case 4:
			return parts.Cell{Text: shared(x.SLb), Tone: look.Ink2}
		case 5:
			return parts.Cell{Text: shared(x.Occupancy), Tone: look.Ink2}
		case 6:
			return parts.Cell{Text: money(int(x.Spent.Actual * 100)), Tone: look.Ink2}
		}
		if x.Reference == engine.Mine {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: ranged(x.Regret, 0), Bold: x.Regret.Mean > x.Regret.Half}
	})
	t.Left, t.List().RowHeight = 24, 30
	return t
}

// ledgerTable are acts and missed moments, the largest regret first.
func (v *reviewing) ledgerTable() *parts.Table {
	all := v.found.Ledger
	begins := v.r.p.session.Scenario().Begins
	part := func(f engine.Figure) parts.Cell {
		c := parts.Cell{Text: chart.Signed(f.Mean, 0) + " ±" + chart.Number(f.Half, 0), Tone: look.Ink2}
		if f.Mean > f.Half {
			c.Tone = look.Good
		} else if -f.Mean > f.Half {
			c.Tone = look.Bad
		}
		return c
	}
	columns := []parts.TableColumn{{Title: lang.L("Time"), Width: 84}, {Title: lang.L("Act"), Least: 220}, {Title: "", Width: 84}, {Title: lang.L("It saved"), Width: 110, Right: true}, {Title: lang.L("10 min sooner"), Width: 110, Right: true}, {Title: lang.L("10 min later"), Width: 110, Right: true}, {Title: lang.L("Regret"), Width: 90, Right: true}}
	t := parts.NewTable(columns, func() int { return len(all) }, func(row, column int) parts.Cell {
		e := all[row]
		switch column {
		case 0:
			return parts.Cell{Text: weekday(weekdayAt(v.r.p.session.Scenario(), begins+e.At)) + " " + hour(begins+e.At), Tone: look.Ink2}
		case 1:
			return parts.Cell{Text: v.r.orderText(e.Order), Bold: !e.Missed}
		case 2:
			if e.Missed {
				return parts.StateCell(lang.L("missed"), parts.StateWarn)
			}
			return parts.Cell{}
		case 3:
			return part(e.Gain)
		case 4:
			return part(e.Sooner)
		case 5:
			return part(e.Later)
		}
		return parts.Cell{Text: chart.Number(e.Regret, 0), Bold: e.Regret > 1}
	})
	t.Left = 24
	t.List().Chosen = 0
	t.OnOpened = func(int) { v.again() }
	return t
}

// again goes back to the moment of the chosen row.
func (v *reviewing) again() {
	if v.found == nil || v.ledger.Chosen() < 0 || v.ledger.Chosen() >= len(v.found.Ledger) {
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
		r.endReview()
		r.landed(at)
	})
}

func (v *reviewing) actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.PlayMenu, Label: lang.L("Try again from there"), Bare: fyne.KeyReturn, Do: v.again, Off: v.found == nil || len(v.found.Ledger) == 0},
		{Menu: desk.ViewMenu, Label: lang.L("Back to the floor"), Bare: fyne.KeyEscape, Do: v.r.endReview},
	}
}
