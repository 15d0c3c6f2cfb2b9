package calibration

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/calibration"
)

func (f *form) back() {
	if f.s.ID != "" {
		f.d.Go(desk.Route{Place: desk.Calibration, ID: f.s.ID})
		return
	}
	f.d.Go(desk.Route{Place: desk.Calibration})
}

// filled is the session as it is typed.
func (f *form) filled() (calibration.Session, error) {
	s := f.s
	s.Title = strings.TrimSpace(f.title.Text())
	if s.Title == "" && len(s.Calls) > 0 {
		s.Title = s.Calls[0].Title
	}
	s.DueAt = time.Time{}
	if text := strings.TrimSpace(f.due.Text()); text != "" {
		at, err := time.ParseInLocation("2006-01-02 15:04", text, f.d.Zone)
		if err != nil {
			return s, fault.New(fault.Invalid, "Write the deadline as 2026-11-20 18:00, not \"{{.Have}}\".", fault.Values{"Have": text})
		}
		s.DueAt = at.UTC()
	}
	points, err := qa.ParseDecimal(strings.TrimSpace(f.threshold.Text()))
	if err != nil {
		return s, fault.New(fault.Invalid, "The threshold is a number of points such as 10, not \"{{.Have}}\".", fault.Values{"Have": f.threshold.Text()})
	}
	s.Threshold = points.Float()
	return s, s.Check()
}

// save keeps the session and, if wished, begins scoring.
func (f *form) save(begin bool) {
	s, err := f.filled()
	if begin && err == nil {
		err = s.Ready()
	}
	if err != nil || f.busy {
		f.refuse(err)
		return
	}
	f.busy = true
	background.Run(f.ctx, f.d.Stage, func(ctx context.Context) (string, error) { return f.keep(ctx, s, begin) }, func(id string, err error) {
		f.busy = false
		if id != "" {
			f.s.ID = id
		}
		if err != nil {
			f.refuse(err)
			return
		}
		f.d.Trace("kept", map[string]any{"session": id, "begun": begin})
		f.d.Go(desk.Route{Place: desk.Calibration, ID: id})
	})
}

func (f *form) keep(ctx context.Context, s calibration.Session, begin bool) (string, error) {
	id, err := f.d.Calibration.Save(ctx, f.d.Actor, s)
	if err != nil {
		return "", err
	}
	if p := f.proposal.ID; p != "" {
		if err := f.d.Rulebook.Dismiss(ctx, f.d.Actor, p, id, ""); err != nil && !fault.Is(err, fault.NotFound) {
			return id, err
		}
	}
	if begin {
		err = f.d.Calibration.Advance(ctx, f.d.Actor, id, calibration.Scoring)
	}
	return id, err
}

// refuse says in place what is wrong.
func (f *form) refuse(err error) {
	f.problem.Objects = nil
	if f.wrong = err; err != nil {
		f.problem.Add(parts.Inset(4, 0, 4, 96, parts.FieldError(sentence(f.d, err))))
		f.d.Trace("refused", map[string]any{"error": err.Error()})
	}
	f.whole.Refresh()
}

// Actions are what can be done here.
func (f *form) Actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Save"), Key: fyne.KeyS, Mod: ctrl, Do: func() { f.save(false) }},
		{Menu: desk.ReviewMenu, Label: lang.L("Begin scoring"), Key: fyne.KeyReturn, Mod: ctrl, Do: func() { f.save(true) }, Off: f.running()},
		{Menu: desk.EditMenu, Label: lang.L("Find a call"), Key: fyne.KeyF, Mod: ctrl, Do: func() { f.calls.focus() }, Off: f.calls == nil || f.running()},
		{Menu: desk.WindowMenu, Label: lang.L("Back to the sessions"), Bare: fyne.KeyEscape, Do: f.back},
	}
}
