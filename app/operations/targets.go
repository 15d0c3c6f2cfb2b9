package operations

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/qa/indicators"
)

// askTargets lists every indicator with its target of today; a press changes one.
func (s *Screen) askTargets() {
	if !s.mayKeep() {
		return
	}
	today := indicators.DateOf(s.d.Now().In(s.d.Zone))
	var dialog *parts.Dialog
	rows := parts.Stack(0)
	for _, i := range indicators.Catalogue {
		if i.Better == indicators.Neither {
			continue
		}
		value := parts.Label(lang.L("no target"))
		if t := s.targets.On(i.Key, today); t.Set {
			value = parts.Strong(short(i, t.Value))
		}
		rows.Add(parts.High(28, parts.Row(8, parts.Grow(parts.Body(s.say(i.Name)).Cutting()), value, parts.NewLink(lang.L("Change"), func() {
			dialog.Close()
			s.askTarget(i)
		}))))
	}
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Targets"), Text: lang.L("A target holds from its day on, until the next one's. Earlier periods keep theirs."),
		Content: rows, Safe: lang.L("Close"), Act: lang.L("Set the shift cycle"), Kind: parts.Plain, Width: look.Scaled(440), OnAct: s.askCycle})
}

// askTarget asks for a value and the day from which it holds.
func (s *Screen) askTarget(i indicators.Indicator) {
	if !s.mayKeep() {
		return
	}
	value := parts.NewEntry(lang.L("empty: no target")).Wide(130)
	if t := s.targets.On(i.Key, indicators.DateOf(s.d.Now().In(s.d.Zone))); t.Set {
		value.SetText(strings.ReplaceAll(number(i, t.Value), ",", ""))
	}
	from := parts.NewEntry("2026-11-21").Wide(130)
	from.SetText(indicators.PeriodOf(indicators.MonthSpan, indicators.DateOf(s.d.Now().In(s.d.Zone)), s.cycle).From.String())
	fields := parts.Row(8, parts.Label(lang.L("Target")), value, parts.Second(unit(i)), parts.Room(12, 0), parts.Label(lang.L("From")), from)
	s.form(lang.L("Target: {{.Name}}", map[string]any{"Name": s.say(i.Name)}), s.say(i.Formula)+" "+(&page{i: i}).direction(), fields, value, func() (func(context.Context) error, error) {
		t, err := readTarget(i, value.Text(), from.Text())
		return func(ctx context.Context) error { return s.d.Aims.SetTarget(ctx, s.d.Actor, t) }, err
	}, s.history(i), nil)
}

// history is every version of a target, the newest first.
func (s *Screen) history(i indicators.Indicator) fyne.CanvasObject {
	box := parts.Stack(2)
	for at := len(s.targets) - 1; at >= 0; at-- {
		t := s.targets[at]
		if t.Key != i.Key {
			continue
		}
		text, since := lang.L("no target"), lang.L("from the beginning")
		if t.Set {
			text = short(i, t.Value)
		}
		if t.From > indicators.Always {
			since = lang.L("from {{.Date}}", map[string]any{"Date": s.date(t.From, true)})
		}
		box.Add(parts.Row(8, parts.Label(since), parts.Second(text)))
	}
	return box
}

// readTarget reads a target as typed, in the unit of the screen.
func readTarget(i indicators.Indicator, value, from string) (indicators.Target, error) {
	t := indicators.Target{Key: i.Key}
	var err error
	if t.From, err = indicators.ParseDate(strings.TrimSpace(from)); err != nil {
		return t, err
	}
	value = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(value), "%％"))
	if value == "" {
		return t, nil
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(value, ",", ""), 64)
	if err != nil {
		return t, fault.New(fault.Invalid, "A target is a number from 0 up.", nil).Because(err)
	}
	t.Value, t.Set = outOf(i, v), true
	return t, t.Check()
}

// askCycle asks for the rhythm of the shifts.
func (s *Screen) askCycle() {
	if !s.mayKeep() {
		return
	}
	days := parts.NewEntry("8").Wide(70)
	days.SetText(strconv.Itoa(s.cycle.Days))
	first := parts.NewEntry("2026-11-21").Wide(130)
	first.SetText(s.cycle.First.String())
	fields := parts.Row(8, parts.Label(lang.L("Days")), days, parts.Room(12, 0), parts.Label(lang.L("First day of any cycle")), first)
	s.form(lang.L("Shift cycle"), lang.L("After so many days the roster begins anew. Contests and figures can go by it."), fields, days, func() (func(context.Context) error, error) {
		n, err := strconv.Atoi(strings.TrimSpace(days.Text()))
		if err != nil {
			return nil, fault.New(fault.Invalid, "A shift cycle has from 2 to 60 days.", nil).Because(err)
		}
		d, err := indicators.ParseDate(strings.TrimSpace(first.Text()))
		return func(ctx context.Context) error {
			return s.d.Aims.SetCycle(ctx, s.d.Actor, indicators.Cycle{First: d, Days: n})
		}, err
	}, nil, nil)
}

// form asks with a few fields; what is wrong with them stands below, and undo
// (nil: none) is offered afterwards.
func (s *Screen) form(title, text string, fields fyne.CanvasObject, first *parts.Entry, read func() (func(context.Context) error, error), more fyne.CanvasObject, undo func()) {
	content := parts.Stack(8, fields)
	if more != nil {
		content.Add(more)
	}
	ask.Form(s.d, parts.Question{Title: title, Text: text, Act: lang.L("Save"), Kind: parts.Main, Width: look.Scaled(520)}, first, content, func(done func(error)) {
		do, err := read()
		if err != nil {
			done(err)
			return
		}
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
			if done(err); err == nil {
				s.d.Toast(lang.L("Kept: {{.What}}", map[string]any{"What": title}), undo)
			}
		})
	})
}

// counted writes a number of rows.
func counted(n int) string { return chart.Count(n) }
