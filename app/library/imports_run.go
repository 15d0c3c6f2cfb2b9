package library

import (
	"context"
	"errors"
	"image"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/intake"
)

// importAll imports beside the work; it goes on when the library is left.
func (s *Screen) importAll(job intake.Job) {
	ctx, cancel := context.WithCancel(s.kept)
	move, end := s.d.Progress(lang.L("Importing calls"), cancel)
	job.Progress = s.paced(move)
	background.Run(s.kept, s.d.Stage, func(context.Context) (intake.Summary, error) {
		return intake.Import(ctx, s.d.Actor, s.intake(), job)
	}, func(sum intake.Summary, err error) {
		cancel()
		end()
		s.imported(sum, err)
	})
}

func (s *Screen) intake() intake.Kept {
	return intake.Kept{Calls: s.d.Calls, Shelf: s.d.Shelf, People: s.d.People}
}

// paced passes progress on at most ten times a second. It must be called one at
// a time, as imports do.
func (s *Screen) paced(move func(done, total int)) func(done, total int) {
	last := time.Time{}
	return func(done, total int) {
		if now := time.Now(); done == total || now.Sub(last) > 100*time.Millisecond {
			last = now
			s.d.Stage.Show(func() { move(done, total) })
		}
	}
}

// imported says what an import did, and prepares the new calls for listening.
func (s *Screen) imported(sum intake.Summary, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		s.d.Fail(err)
	}
	s.showSummary(sum, errors.Is(err, context.Canceled))
	s.outdated()
	s.d.Trace("imported", map[string]any{"imported": sum.Imported, "duplicates": sum.Duplicates, "refused": len(sum.Refused), "notes": len(sum.Notes)})
	if len(sum.Calls) > 0 {
		s.prepare(sum)
	}
}

func (s *Screen) prepare(sum intake.Summary) {
	ctx, cancel := context.WithCancel(s.kept)
	move, end := s.d.Progress(lang.L("Preparing recordings"), cancel)
	progress := s.paced(move)
	background.Run(s.kept, s.d.Stage, func(context.Context) (struct{}, error) {
		intake.Prepare(ctx, s.d.Actor, s.intake(), sum.Calls, progress)
		return struct{}{}, nil
	}, func(_ struct{}, err error) {
		cancel()
		end()
		s.d.Fail(err)
		if s.ctx.Err() == nil {
			s.talk.images = map[string]*image.RGBA{}
			s.talk.wish()
		}
		s.d.Trace("prepared", map[string]any{"calls": len(sum.Calls)})
	})
}

// summed is what an import did in one sentence.
func summed(sum intake.Summary, cancelled bool) string {
	facts := map[string]any{"N": chart.Count(sum.Imported), "Known": chart.Count(sum.Duplicates), "Held": chart.Count(sum.Held), "Wrong": chart.Count(len(sum.Refused) + len(sum.Notes))}
	text := lang.L("{{.N}} calls imported.", facts)
	if cancelled {
		text = lang.L("Import stopped; {{.N}} calls were imported before.", facts)
	}
	if sum.Duplicates > 0 {
		text += " " + lang.L("{{.Known}} were here already.", facts)
	}
	if sum.Held > 0 {
		text += " " + lang.L("{{.Held}} got holds.", facts)
	}
	if len(sum.Refused)+len(sum.Notes) > 0 {
		text += " " + lang.L("{{.Wrong}} need a look.", facts)
	}
	return text
}

// showSummary shows it above the list, or as a toast once the library is left.
func (s *Screen) showSummary(sum intake.Summary, cancelled bool) {
	text := summed(sum, cancelled)
	if s.ctx.Err() != nil {
		s.d.Toast(text, nil)
		return
	}
	tint, act, see := parts.TintGood, lang.L("Close"), s.closeSummary
	if len(sum.Refused)+len(sum.Notes) > 0 {
		tint, act, see = parts.TintWarn, lang.L("See why"), func() { s.showWhy(sum) }
	}
	s.summary.Objects = []fyne.CanvasObject{parts.Inset(8, 16, 0, 24, parts.Banner(tint, text, act, see))}
	s.summary.Refresh()
	s.all.Refresh()
}

func (s *Screen) closeSummary() {
	s.summary.Objects = nil
	s.summary.Refresh()
	s.all.Refresh()
}

// showWhy lists the files and rows that were not taken in, or only in part.
func (s *Screen) showWhy(sum intake.Summary) {
	all := append(append([]intake.Problem{}, sum.Refused...), sum.Notes...)
	say := func(p intake.Problem) string { return words.Sentence(s.d.Settings.Language, p.Reason) }
	list := parts.NewList(func() int { return len(all) }, newProblemRow, func(i int, o fyne.CanvasObject) { fillProblem(all[i], say(all[i]), o) })
	list.RowHeight = look.HeightTask
	whole := parts.NewParagraph("", look.TextBody, look.Ink)
	whole.Most, whole.Width = 3, look.Scaled(700)
	list.OnChosen = func(i int) { whole.Set(say(all[i])) }
	q := parts.Question{Title: lang.L("What was not taken in, or only in part"), Safe: lang.L("Close"), Act: lang.L("Copy the list"), Kind: parts.Plain,
		Width: look.Scaled(740), Content: parts.Stack(8, parts.Fix(0, look.Scaled(330), list), parts.High(60, whole)), OnSafe: s.closeSummary}
	q.OnAct = func() {
		lines := make([]string, len(all))
		for i, p := range all {
			lines[i] = p.File + "\t" + say(p)
		}
		s.copy(strings.Join(lines, "\n"))
	}
	_, act := parts.Ask(s.d.Window.Canvas(), q).Buttons()
	if !s.d.Actor.May(people.CopyOut) {
		act.Hide()
	}
	s.d.Trace("why", map[string]any{"n": len(all)})
}

func newProblemRow() fyne.CanvasObject {
	return parts.Inset(2, 10, 2, 8, parts.Row(10, parts.NewIcon("tri", 16, look.Warn),
		parts.Grow(parts.Stack(0, parts.High(18, parts.Strong("").Cutting()), parts.High(18, parts.Second("").Cutting())))))
}

func fillProblem(p intake.Problem, why string, o fyne.CanvasObject) {
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	lines := row.Objects[1].(*fyne.Container).Objects[0].(*fyne.Container)
	icon, tone := parts.StateBad.Mark()
	if p.Taken {
		icon, tone = parts.StateWarn.Mark()
	}
	row.Objects[0].(*parts.Icon).Set(icon, tone)
	lines.Objects[0].(*fyne.Container).Objects[0].(*parts.Text).Set(filepath.Base(p.File))
	lines.Objects[1].(*fyne.Container).Objects[0].(*parts.Text).Set(why)
}
