package cutscore

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/examdesk/say"
	"shifu/app/examdesk/who"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
)

// askBegin reads who can judge, then asks who does.
func (s *Screen) askBegin() {
	if !s.ready || s.study() != nil && s.study().Stage.Round() > 0 {
		return
	}
	e := s.f.exam.Exam
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]people.Person, error) {
		all, err := s.d.People.Persons(ctx, s.d.Actor, people.Find{})
		var out []people.Person
		for _, p := range all {
			if p.Login != "" && !(who.May(&p, people.SitExams) && e.For(p.ID)) && (who.May(&p, people.ScoreCalls) || who.May(&p, people.KeepExams) || p.Has(people.Mentor) || p.Has(people.Supervisor)) {
				out = append(out, p)
			}
		}
		return out, err
	}, func(all []people.Person, err error) {
		s.d.Fail(err)
		if err == nil {
			s.openBegin(all)
		}
	})
}

func (s *Screen) openBegin(all []people.Person) {
	chosen := map[string]bool{}
	table := parts.NewTable([]parts.TableColumn{{Title: lang.L("Judge"), Width: 150}, {Title: lang.L("Staff number"), Least: 100}}, func() int { return len(all) }, func(row, column int) parts.Cell {
		if column == 0 {
			return parts.Cell{Text: all[row].Name, Bold: true}
		}
		return parts.Cell{Text: all[row].StaffNumber, Tone: look.Ink2}
	})
	table.Left = 0
	table.Marked = func(row int) bool { return chosen[all[row].ID] }
	table.OnMarked = func(row int, on bool) { chosen[all[row].ID] = on; table.Refresh() }
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(440)
	var dialog *parts.Dialog
	try := func() {
		var ids []string
		for _, p := range all {
			if chosen[p.ID] {
				ids = append(ids, p.ID)
			}
		}
		s.begin(ids, func(err error) {
			if err == nil {
				dialog.Close()
				return
			}
			wrong.Set(words.Sentence(s.d.Settings.Language, err))
		})
	}
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Who judges?"), Text: lang.L("They get it as a task in Today and see the questions with their keys. Who may sit the exam can't judge it. About 15 of mixed level give the most precise cut."),
		Content: parts.Stack(6, parts.Fix(0, look.Scaled(260), table), wrong), Width: look.Scaled(480), Safe: lang.L("Cancel"), Act: lang.L("Begin the first round"), Kind: parts.Main,
		Check: func() bool { try(); return false }})
}

// begin begins a study that is due in two weeks.
func (s *Screen) begin(judges []string, done func(error)) {
	due := s.d.Midnight().AddDate(0, 0, 15).Add(-time.Minute)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (string, error) {
		return s.d.Cuts.Begin(ctx, s.d.Actor, s.id, judges, due)
	}, func(_ string, err error) {
		done(err)
		if err == nil {
			s.d.Toast(lang.L("Asked to rate: {{.N}}", map[string]any{"N": len(judges)}), nil)
			s.read()
		}
	})
}

// askAdvance ends the round that runs; judges who have not finished are left out.
func (s *Screen) askAdvance() {
	st := s.study()
	if st == nil || st.Stage.Round() == 0 {
		return
	}
	id, round := st.ID, st.Stage.Round()
	title, act := lang.L("Begin the second round?"), lang.L("Begin the second round")
	text := lang.L("{{.Done}} of {{.All}} judges have finished. All see then how people did and what the others rated.", map[string]any{"Done": st.Finished(round), "All": len(st.Judges)})
	if round == 2 {
		title, act = lang.L("End the second round?"), lang.L("End the second round")
		text = lang.L("{{.Done}} of {{.All}} judges have finished. Who has not is left out.", map[string]any{"Done": st.Finished(round), "All": len(st.Judges)})
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: title, Text: text, Safe: lang.L("Cancel"), Act: act, Kind: parts.Main, OnAct: func() {
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.d.Cuts.Advance(ctx, s.d.Actor, id)
		}, func(_ struct{}, err error) {
			s.d.Fail(err)
			if err == nil {
				s.read()
			}
		})
	}})
}

// askApply makes the cut that is looked at the pass mark.
func (s *Screen) askApply() {
	marks, ok := s.chosen()
	st := s.study()
	if !ok || st == nil {
		return
	}
	share := min(marks/max(st.Most, 1), 1)
	now, then := 0, 0
	for _, r := range s.orgRows() {
		now, then = now+r.now, then+r.then
	}
	field := parts.NewEntry(lang.L("Reason")).Wide(440)
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(440)
	var dialog *parts.Dialog
	try := func() {
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.d.Cuts.Apply(ctx, s.d.Actor, st.ID, share, strings.TrimSpace(field.Text()))
		}, func(_ struct{}, err error) {
			field.SetWrong(err != nil)
			if err != nil {
				wrong.Set(words.Sentence(s.d.Settings.Language, err))
				return
			}
			dialog.Close()
			s.d.Toast(lang.L("Pass mark: {{.Marks}} ({{.Share}})", map[string]any{"Marks": chart.Number(marks, 1), "Share": chart.Percent(share, 1)}), nil)
			s.d.Trace("applied", map[string]any{"share": share})
			s.read()
		})
	}
	field.OnSubmitted = func(string) { try() }
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Make {{.Marks}} of {{.Most}} marks the pass mark?", map[string]any{"Marks": chart.Number(marks, 1), "Most": say.Points(st.Most)}),
		Text:    lang.L("Of {{.N}} people who sat it {{.Then}} pass then instead of {{.Now}}. It counts for all attempts, those marked already too.", map[string]any{"N": s.a.Persons, "Then": then, "Now": now}),
		Content: parts.Stack(6, field, wrong), Safe: lang.L("Cancel"), Act: lang.L("Apply"), Kind: parts.Main, Width: look.Scaled(480), First: field.Typing(), Check: func() bool { try(); return false }})
}
