package roleplay

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

var reasonWords = desk.Words[string]{
	duty.Break: "busy.break", duty.Training: "busy.training", duty.Meeting: "busy.meeting",
	duty.Coaching: "busy.coaching", duty.System: "busy.system", duty.Missed: "busy.missed",
	"": "busy.begun",
}

// content is the seat between two calls.
func (e *seat) content() fyne.CanvasObject {
	left := []fyne.CanvasObject{parts.NewButton(lang.L("End the shift"), parts.Quiet, e.leave).WithIcon("back").WithKey("Esc"),
		parts.PanelHead(e.shift.Plan().Name.In(e.s.d.Settings.Language)), parts.NewPill(levelWords.Of(e.shift.Level), parts.StatePlain)}
	right := []fyne.CanvasObject{parts.NewIcon("clock", 16, look.Ink3), e.left}
	side := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(callSide), 0, parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(14, 20, 14, 20, e.taken())))))
	queue := parts.Stack(6, parts.Row(12, parts.Strong(lang.L("Behind you")), parts.Gap(), e.waiting), e.bar, parts.Room(0, 6), parts.Fix(0, look.Scaled(200), e.curve))
	middle := parts.Dock(nil, parts.Stack(0, parts.NewHairline(), parts.Inset(14, 24, 18, 24, queue)), nil, nil, parts.Inset(28, 24, 16, 24, e.stand()))
	return parts.Dock(parts.ToolBar(left, right), nil, nil, side, middle)
}

// stand says how the seat stands and offers what can be done.
func (e *seat) stand() fyne.CanvasObject {
	switch at := e.shown; at.State {
	case duty.IsRung:
		return e.ringing(at.Ring)
	case duty.IsReady:
		word := lang.L("The call that has waited longest rings here.")
		if missed := e.centre.Missed(); len(missed) > 0 && missed[len(missed)-1].At+duty.RingLimit == at.Since {
			word = lang.L("Missed: the call is back in its place in the queue. After {{.N}} in a row you are set not ready.", map[string]any{"N": duty.Misses})
		}
		return parts.Stack(10, parts.Row(10, parts.NewPill(lang.L("seat.ready"), parts.StateGood), e.since),
			parts.Second(word), parts.Room(0, 4), e.reasons(-1))
	default:
		column := parts.Stack(10, parts.Row(10, parts.NewPill(lang.L("seat.busy"), parts.StateWarn), e.since), parts.Second(reasonWords.Of(at.Reason)))
		chosen := -1
		for i, r := range duty.Reasons {
			if r == at.Reason {
				chosen = i
			}
		}
		column.Add(parts.Room(0, 4))
		column.Add(parts.Row(0, parts.NewButton(lang.L("Be ready"), parts.Main, e.ready).WithIcon("headset").WithKey("R")))
		column.Add(e.reasons(chosen))
		return column
	}
}

// reasons are the ways to be busy, each with its digit.
func (e *seat) reasons(chosen int) fyne.CanvasObject {
	row := parts.Row(8, parts.Label(lang.L("Not ready for")))
	for i, r := range duty.Reasons {
		b := parts.NewButton(reasonWords.Of(r), parts.Plain, func() { e.rest(r) }).AsSmall().WithKey(n(i + 1))
		b.SetOn(i == chosen)
		row.Add(b)
	}
	return row
}

// ringing is the card of the call that rings: nothing of the concern is known yet.
func (e *seat) ringing(r duty.Ring) fyne.CanvasObject {
	card := parts.Stack(8, parts.Row(10, parts.NewPill(lang.L("seat.rings"), parts.StatePlain).WithIcon("phone"), e.since),
		parts.PanelHead(lineWords.Of(r.Line)),
		parts.Second(lang.L("Waited {{.Time}}. It rings for {{.N}} s, then it goes back to its place in the queue.", map[string]any{"Time": clock(r.Waited.Truncate(time.Second)), "N": int(duty.RingLimit.Seconds())})),
		parts.Room(0, 4), parts.Row(0, parts.NewButton(lang.L("Take the call"), parts.Main, e.answer).WithIcon("headset").WithKey("Enter")))
	return parts.Stack(0, parts.Over(parts.NewFrame(look.Sel, look.Clear, look.RadiusBlock), parts.Inset(16, 20, 16, 20, card)))
}

// taken lists the calls of the shift, and what the last one lacked.
func (e *seat) taken() fyne.CanvasObject {
	calls := e.shift.Calls
	column := parts.Stack(0, parts.Row(8, parts.PanelHead(lang.L("duty.calls")), parts.Gap(), parts.Strong(n(len(calls)))), parts.Room(0, 6))
	if missed := len(e.centre.Missed()); missed > 0 {
		column.Add(parts.Second(lang.L("{{.N}} missed", map[string]any{"N": missed})))
	}
	for _, p := range e.centre.Passed() {
		column.Add(passedLine(p))
	}
	if len(calls) == 0 {
		if e.shown.State == duty.IsBusy {
			column.Add(parts.Second(lang.L("Be ready, and the first call rings.")))
		}
		return column
	}
	for i := len(calls) - 1; i >= 0; i-- {
		column.Add(e.line(&calls[i]))
	}
	if e.shift.Level != roleplay.Exam {
		e.addMissed(column, &calls[len(calls)-1])
	}
	return column
}

func (e *seat) line(a *roleplay.Attempt) fyne.CanvasObject {
	score := chart.None
	if e.shift.Level != roleplay.Exam {
		score = chart.Number(a.Run.Sheet().Overall, 0)
	}
	icon, tone := endingState(a.Run.Ended).Mark()
	return parts.High(28, parts.Row(8, parts.Label(clock(a.BegunAt.Sub(e.shift.BegunAt).Truncate(time.Second))), parts.NewIcon(icon, 14, tone), parts.Grow(parts.Body(a.Title.In(e.s.d.Settings.Language)).Cutting()), parts.Strong(score)))
}

// addMissed lists what was missed in a call, for those who practise.
func (e *seat) addMissed(column *fyne.Container, a *roleplay.Attempt) {
	weak := duty.WeakOf([]roleplay.Attempt{*a})
	if len(weak) == 0 {
		return
	}
	column.Add(parts.Room(0, 14))
	column.Add(parts.Label(lang.L("Missed in the last call")))
	for _, w := range weak {
		icon, tone := "xcircle", look.Bad
		if w.Critical {
			icon, tone = "octagon", look.Crit
		}
		column.Add(parts.High(26, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Grow(parts.Body(w.What.In(e.s.d.Settings.Language)).Cutting()))))
	}
}

// newPressure is the curve of the callers who wait over a shift.
func newPressure(points []duty.Point, p duty.Plan) *parts.LineChart {
	c := parts.NewLineChart(pressure(points)...)
	c.Scale = pressureScale(points)
	c.Format = func(v, _ float64) string { return chart.Number(v, 0) }
	c.Across = chart.Scale{High: p.Length.Seconds()}
	for at := time.Duration(0); at <= p.Length; at += 5 * time.Minute {
		c.XTicks = append(c.XTicks, parts.ChartTick{At: at.Seconds(), Word: fmt.Sprintf("%d:00", int(at.Minutes()))})
	}
	return c
}

// pressureScale begins at nobody and holds the most who waited.
func pressureScale(points []duty.Point) chart.Scale {
	most := 8
	for _, p := range points {
		most = max(most, p.Waiting)
	}
	return chart.Scale{High: float64(most)}
}

func pressure(points []duty.Point) []parts.ChartSeries {
	s := parts.ChartSeries{Name: lang.L("waiting"), Tone: look.Accent, Ink: look.Accent}
	for _, p := range points {
		s.Points = append(s.Points, parts.ChartPoint{X: p.At.Seconds(), Y: float64(p.Waiting)})
	}
	return []parts.ChartSeries{s}
}

// actions at the seat.
func (e *seat) actions() []desk.Action {
	at := e.shown.State
	acts := []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("End the shift"), Bare: fyne.KeyEscape, Do: e.leave},
		{Menu: desk.ReviewMenu, Label: lang.L("Take the call"), Bare: fyne.KeyReturn, Do: e.answer, Off: at != duty.IsRung},
		{Menu: desk.ReviewMenu, Label: lang.L("Be ready"), Bare: fyne.KeyR, Do: e.ready, Off: at != duty.IsBusy}}
	for i, r := range duty.Reasons {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Not ready: {{.Reason}}", map[string]any{"Reason": reasonWords.Of(r)}), Bare: desk.Digits[i], Do: func() { e.rest(r) }, Off: at == duty.IsRung, GapBefore: i == 0})
	}
	return acts
}
