package retraining

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/training/retrain"
)

// rulesPage lists the published exams with their rules; each line opens them.
func (s *Screen) rulesPage() fyne.CanvasObject {
	if len(s.f.rules) == 0 {
		return parts.EmptyState("edit", lang.L("No exam is published"), lang.L("Publish an exam first. Then say here what follows when somebody fails it."))
	}
	box := parts.Stack(0, parts.Second(lang.L("What follows when somebody fails an exam. A change holds for cases that are open too.")), parts.Room(0, 8), parts.NewHairline())
	for _, r := range s.f.rules {
		box.Add(s.ruleRow(r))
		box.Add(parts.NewHairline())
	}
	return parts.Scrolling(parts.Inset(16, 24, 24, 24, box))
}

func (s *Screen) ruleRow(r retrain.Ruled) fyne.CanvasObject {
	row := parts.Row(12, parts.Fix(look.Scaled(240), 0, parts.Strong(r.Exam).Cutting()))
	if !r.Rules.On {
		row.Add(parts.NewPill(lang.L("opens no case"), parts.StateOpen))
		row.Add(parts.Grow(parts.Room(0, 0)))
	} else {
		row.Add(parts.NewPill(lang.L("opens cases"), parts.StateGood))
		row.Add(parts.Grow(parts.Body(rulesText(r.Rules)).Cutting()))
		row.Add(parts.Label(lang.L("open cases: {{.N}}", map[string]any{"N": chart.Count(r.Open)})))
	}
	row.Add(parts.NewLink(lang.L("Change"), func() { s.askRules(r) }))
	return parts.High(look.HeightTask, row)
}

func rulesText(r retrain.Rules) string {
	return lang.L("weak below {{.Cut}}, cool-down {{.Hours}} h, articles {{.Min}} min, off duty after {{.N}}", map[string]any{"Cut": chart.Percent(r.Cut, 0),
		"Hours": int(r.CoolDown.Hours()), "Min": int(r.MinRead.Minutes()), "N": r.Fails})
}

// askRules asks for the rules of one exam.
func (s *Screen) askRules(r retrain.Ruled) {
	on := r.Rules.On
	number := func(v float64) *parts.Entry {
		e := parts.NewEntry("").Wide(64)
		e.SetText(strconv.FormatFloat(v, 'f', -1, 64))
		return e
	}
	cut, hours := number(100*r.Rules.Cut), number(r.Rules.CoolDown.Hours())
	mins, fails := number(r.Rules.MinRead.Minutes()), number(float64(r.Rules.Fails))
	line := func(word string, e *parts.Entry, unit string) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, parts.Fix(look.Scaled(190), 0, parts.Body(word).Cutting()), e, parts.Second(unit)))
	}
	fields := parts.Stack(2, parts.High(32, parts.NewCheck(lang.L("Failing this exam opens a case"), on, func(v bool) { on = v })),
		line(lang.L("A point is weak below"), cut, "%"), line(lang.L("Cool-down before the resit"), hours, lang.L("hours")),
		line(lang.L("An article is read after"), mins, lang.L("minutes")), line(lang.L("Off duty after"), fails, lang.L("failures")))
	s.ask(parts.Question{Title: r.Exam, Act: lang.L("Save"), Kind: parts.Main}, fields, cut, lang.L("Rules kept"), func() (func(context.Context) error, error) {
		rules, err := readRules(on, cut.Text(), hours.Text(), mins.Text(), fails.Text())
		return func(ctx context.Context) error { return s.d.RetrainRules.SetRules(ctx, s.d.Actor, r.ExamID, rules) }, err
	})
}

// readRules reads rules as they were typed.
func readRules(on bool, cut, hours, mins, fails string) (retrain.Rules, error) {
	r := retrain.Rules{On: on}
	var n [4]float64
	for i, text := range []string{cut, hours, mins, fails} {
		v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), "%％")), 64)
		if err != nil || !(v >= 0 && v < 1e6) {
			return r, fault.New(fault.Invalid, "\"{{.Have}}\" is no number from 0 up.", fault.Values{"Have": text})
		}
		n[i] = v
	}
	r.Cut, r.CoolDown, r.MinRead, r.Fails = n[0]/100, time.Duration(n[1]*float64(time.Hour)), time.Duration(n[2]*float64(time.Minute)), int(n[3])
	return r, r.Check()
}
