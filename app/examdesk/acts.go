package examdesk

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/training/bank"
	"shifu/training/exam"
)

// Actions are what can be done with exams and the chosen one.
func (s *Screen) Actions() []desk.Action {
	e := s.exam()
	none := !s.ready()
	draft := !none && e.State == exam.Draft
	sat := none || draft
	acts := []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("New exam"), Bare: fyne.KeyN, Do: s.newExam},
		{Menu: desk.FileMenu, Label: lang.L("Go on with the draft"), Bare: fyne.KeyE, Do: s.edit, Off: !draft},
		{Menu: desk.FileMenu, Label: lang.L("Delete the draft"), Bare: fyne.KeyDelete, Do: s.askDiscard, Off: !draft},
		{Menu: desk.FileMenu, Label: lang.L("Copy as a new draft"), Bare: fyne.KeyY, Do: s.copyExam, Off: none},
		{Menu: desk.FileMenu, Label: lang.L("Withdraw the exam"), Bare: fyne.KeyW, Do: s.askWithdraw, Off: none || e.State != exam.Published},
		{Menu: desk.ReviewMenu, Label: lang.L("Statistics of the exam"), Bare: fyne.KeyS, Do: s.openStats, Off: sat},
		{Menu: desk.ReviewMenu, Label: lang.L("Mark essays"), Bare: fyne.KeyM, Do: s.openMarks, Off: sat},
		{Menu: desk.ReviewMenu, Label: lang.L("Change a key"), Bare: fyne.KeyG, Do: s.openRegrade, Off: sat},
		{Menu: desk.ReviewMenu, Label: lang.L("Cut score"), Bare: fyne.KeyU, Do: s.openCut, Off: sat},
		{Menu: desk.ReviewMenu, Label: lang.L("Concede time or attempts"), Bare: fyne.KeyC, Do: s.askConcede, Off: sat},
		{Menu: desk.ReviewMenu, Label: lang.L("End attempts whose time is up"), Bare: fyne.KeyK, Do: s.settleAll, Off: sat || e.Running == 0},
		{Menu: desk.ReviewMenu, Label: lang.L("Open the paper"), Bare: fyne.KeyReturn, Do: s.enter, Off: none},
	}
	for i, word := range []string{lang.L("Papers"), lang.L("Blueprint"), lang.L("Concessions")} {
		acts = append(acts, desk.Action{Menu: desk.ViewMenu, Label: word, Bare: fyne.KeyName(rune('1' + i)), Do: func() { s.openTab(i) }, Off: none, GapBefore: i == 0})
	}
	if export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export this table"), s.askExport, none || s.tables[s.tab].Length() == 0))
	}
	return append(acts, desk.Walk(listed{s.list})...)
}

// listed lets the arrow keys enter the list of exams.
type listed struct{ *parts.List }

// Chosen is the chosen row, -1 for none.
func (l listed) Chosen() int { return l.List.Chosen }

func (s *Screen) askExport() { export.Table(s.d, s.exam().Name, s.tables[s.tab]) }

// enter opens what is chosen in the open tab.
func (s *Screen) enter() {
	switch {
	case s.exam().State == exam.Draft:
		s.edit()
	case s.tab == tabAttempts:
		s.openAttempt()
	}
}

func (s *Screen) openAttempt() {
	if len(s.f.results) == 0 || !s.ready() {
		return
	}
	row := max(s.tables[tabAttempts].Chosen(), 0)
	s.d.Go(desk.Route{Place: desk.ExamAttempt, ID: s.f.results[min(row, len(s.f.results)-1)].AttemptID})
}

func (s *Screen) goTo(p desk.Place) {
	if e := s.exam(); e != nil {
		s.d.Go(desk.Route{Place: p, ID: e.ID})
	}
}

func (s *Screen) edit()        { s.goTo(desk.ExamDraft) }
func (s *Screen) openStats()   { s.goTo(desk.ExamStats) }
func (s *Screen) openMarks()   { s.goTo(desk.ExamMarks) }
func (s *Screen) openRegrade() { s.goTo(desk.ExamRegrade) }
func (s *Screen) openCut()     { s.goTo(desk.ExamCut) }

// newExam keeps a draft with the usual rules and opens it.
func (s *Screen) newExam() {
	opens := s.d.Midnight().AddDate(0, 0, 1).Add(9 * time.Hour)
	s.keepDraft(exam.Exam{Name: lang.L("Exam of {{.Day}}", map[string]any{"Day": s.d.Now().In(s.d.Zone).Format("2006-01-02")}), PassShare: .8,
		Blueprint: exam.Blueprint{{Kind: bank.Single, Count: 20, Mark: 2}},
		Rules: exam.Rules{Opens: opens, Closes: opens.AddDate(0, 0, 7), Limit: time.Hour, Attempts: 2, FirstDelay: 24 * time.Hour, LaterDelay: 24 * time.Hour,
			ShuffleQuestions: true, ShuffleOptions: true, Review: usualReview()}})
}

// usualReview shows the mark after handing in, and what was right once all have
// sat the exam.
func usualReview() map[exam.Moment]exam.View {
	return map[exam.Moment]exam.View{exam.JustAfter: {Response: true, Mark: true}, exam.LaterOpen: {Response: true, Mark: true},
		exam.AfterClose: {Response: true, Mark: true, Right: true, Feedback: true}}
}

// copyExam makes a draft that asks the same of the same people.
func (s *Screen) copyExam() {
	if !s.ready() {
		return
	}
	e := s.exam().Exam
	e.ID, e.Seed, e.State = "", uint64(s.d.Now().UnixNano()), exam.Draft
	e.Name = lang.L("{{.Name}}, copy", map[string]any{"Name": e.Name})
	s.keepDraft(e)
}

func (s *Screen) keepDraft(e exam.Exam) {
	if e.Seed == 0 {
		e.Seed = uint64(s.d.Now().UnixNano())
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (string, error) {
		return s.d.ExamKeeper.Save(ctx, s.d.Actor, e)
	}, func(id string, err error) {
		s.d.Fail(err)
		if err == nil {
			s.d.Go(desk.Route{Place: desk.ExamDraft, ID: id})
		}
	})
}

func (s *Screen) askDiscard() {
	e := s.exam()
	if !s.ready() || e.State != exam.Draft {
		return
	}
	id := e.ID
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Delete the draft \"{{.Name}}\"?", map[string]any{"Name": e.Name}), Text: lang.L("Nobody has sat it. It can't be brought back."),
		Safe: lang.L("Cancel"), Act: lang.L("Delete the draft"), Kind: parts.Delete, OnAct: func() {
			s.do(func(ctx context.Context) error { return s.d.ExamKeeper.Discard(ctx, s.d.Actor, id) }, lang.L("Draft deleted"))
		}})
}

// do runs an act, says that it is done and reads again.
func (s *Screen) do(act func(context.Context) error, done string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, act(ctx) }, func(_ struct{}, err error) {
		s.d.Fail(err)
		if err == nil {
			s.d.Toast(done, nil)
			s.load()
		}
	})
}

// askWithdraw asks why an exam is withdrawn.
func (s *Screen) askWithdraw() {
	e := s.exam()
	if !s.ready() || e.State != exam.Published {
		return
	}
	id, name := e.ID, e.Name
	field := parts.NewEntry(lang.L("Reason")).Wide(440)
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(440)
	var dialog *parts.Dialog
	try := func() {
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.d.ExamKeeper.Withdraw(ctx, s.d.Actor, id, strings.TrimSpace(field.Text()))
		}, func(_ struct{}, err error) {
			field.SetWrong(err != nil)
			if err != nil {
				wrong.Set(words.Sentence(s.d.Settings.Language, err))
				return
			}
			dialog.Close()
			s.d.Toast(lang.L("{{.Name}} withdrawn", map[string]any{"Name": name}), nil)
			s.load()
		})
	}
	field.OnSubmitted = func(string) { try() }
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Withdraw \"{{.Name}}\" for good?", map[string]any{"Name": name}),
		Text:    lang.L("Nobody can sit it any more; {{.N}} running attempts end as they are. What was answered and marked stays.", map[string]any{"N": e.Running}),
		Content: parts.Stack(6, field, wrong), Safe: lang.L("Cancel"), Act: lang.L("Withdraw"), Kind: parts.Delete, Width: look.Scaled(480), First: field.Typing(),
		Check: func() bool { try(); return false }})
}

// settleAll ends the attempts whose time is up although nobody handed them in.
func (s *Screen) settleAll() {
	if !s.ready() {
		return
	}
	id := s.exam().ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (int, error) {
		return s.d.Invigilator.Settle(ctx, s.d.Actor, id)
	}, func(n int, err error) {
		s.d.Fail(err)
		if err != nil {
			return
		}
		word := lang.L("No attempt is over its time.")
		if n > 0 {
			word = lang.L("Attempts ended: {{.N}}", map[string]any{"N": n})
		}
		s.d.Toast(word, nil)
		s.load()
	})
}
