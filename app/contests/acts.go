package contests

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/contest"
)

const ctrl = fyne.KeyModifierShortcutDefault

// act is an action with the icon of its button.
type act struct {
	desk.Action
	icon  string
	main  bool
	below bool // its button stands below the ballot, not in the head
}

// Actions are what can be done now.
func (s *Screen) Actions() []desk.Action {
	if s.edit != nil {
		return s.edit.actions()
	}
	var out []desk.Action
	for _, a := range s.acts() {
		out = append(out, a.Action)
	}
	if s.page == pageContests && len(s.contests) > 1 {
		out = append(out, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Contest before"), Bare: fyne.KeyLeft, Do: func() { s.walk(1) }},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Next contest"), Bare: fyne.KeyRight, Do: func() { s.walk(-1) }})
	}
	return append(out, desk.Pages([]string{lang.L("Contests"), lang.L("Best pair")}, func(i int) { s.turn(i) })...)
}

// acts are what has a button on the page that is open, the main one last.
func (s *Screen) acts() []act {
	if !s.loaded || s.edit != nil {
		return nil
	}
	if s.page == pagePairs {
		return s.awardActs()
	}
	var out []act
	do := func(label string, key fyne.KeyName, icon string, f func()) {
		out = append(out, act{desk.Action{Menu: desk.ReviewMenu, Label: label, Bare: key, Do: f}, icon, false, false})
	}
	if b := s.board; b != nil {
		_, frozen := b.Contest.Last()
		if frozen && s.d.Reports != nil && s.d.Actor.May(people.Print) {
			out = append(out, act{desk.Action{Menu: desk.FileMenu, Label: lang.L("Save as PDF"), Key: fyne.KeyP, Mod: ctrl, Do: s.askPrint}, "download", false, false})
		}
		if b.State == contest.Open && b.Mine != nil {
			do(lang.L("Appeal"), fyne.KeyA, "reply", s.askAppeal)
		}
		if b.Keeps && b.State == contest.Ended {
			do(lang.L("Freeze now"), fyne.KeyF, "lock", s.freeze)
		}
		if b.Keeps && b.State == contest.Announced {
			do(lang.L("Withdraw"), fyne.KeyX, "remove", s.askWithdraw)
			do(lang.L("Change the rule"), fyne.KeyE, "edit", s.changeContest)
		}
		if b.Keeps {
			do(lang.L("Next round"), fyne.KeyR, "forward", s.follow)
		}
	}
	if s.keeps() {
		do(lang.L("New contest"), fyne.KeyN, "add", s.newContest)
	}
	if len(out) > 0 {
		out[len(out)-1].main = true
	}
	return out
}

// walk opens the contest before or after.
func (s *Screen) walk(by int) {
	if s.board == nil {
		return
	}
	at := slices.IndexFunc(s.contests, func(c contest.Contest) bool { return c.ID == s.board.Contest.ID }) + by
	if at >= 0 && at < len(s.contests) {
		s.openContest(s.contests[at].ID)
	}
}

// run does something in the background, says that it is done, and hears how it
// went; without done a fault goes to the status bar.
func (s *Screen) run(said string, do func(context.Context) error, done func(error)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		switch {
		case done != nil:
			done(err)
		case err != nil:
			s.d.Fail(err)
		}
		if err == nil {
			s.d.Toast(said, nil)
			s.load()
		}
	})
}

func (s *Screen) freeze() {
	id := s.board.Contest.ID
	s.run(lang.L("Frozen: the result is open for appeals"), func(ctx context.Context) error {
		_, err := s.d.Contests.Freeze(ctx, s.d.Actor, id)
		return err
	}, nil)
}

func (s *Screen) follow() {
	id := s.board.Contest.ID
	s.run(lang.L("The next round is announced"), func(ctx context.Context) error {
		next, err := s.d.Contests.Follow(ctx, s.d.Actor, id)
		if err == nil {
			s.wanted = next
		}
		return err
	}, nil)
}

func (s *Screen) askWithdraw() {
	id := s.board.Contest.ID
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Withdraw {{.Name}}?", map[string]any{"Name": s.board.Contest.Rule.Name}), Text: lang.L("It has not begun; nobody loses anything."),
		Safe: lang.L("Cancel"), Act: lang.L("Withdraw"), Kind: parts.Delete, OnAct: func() {
			s.run(lang.L("Withdrawn"), func(ctx context.Context) error { return s.d.Contests.Withdraw(ctx, s.d.Actor, id) }, nil)
		}})
}

func (s *Screen) askAppeal() {
	id := s.board.Contest.ID
	ask.Line(s.d, parts.Question{Title: lang.L("Appeal against the result?"), Text: lang.L("Say which number is wrong and why. The keeper of the contest answers; you see the answer here."), Act: lang.L("Appeal"), Kind: parts.Main},
		lang.L("What is wrong"), "", func(line string, done func(error)) {
			s.run(lang.L("Appeal filed"), func(ctx context.Context) error { return s.d.Contests.Appeal(ctx, s.d.Actor, id, line) }, done)
		})
}

// askDecide grants or refuses an appeal.
func (s *Screen) askDecide(a contest.Appeal) {
	granted := 0
	pick := parts.NewSegments([]string{lang.L("Refuse"), lang.L("Grant and freeze anew")}, 0, func(i int) { granted = i })
	answer := parts.NewEntry(lang.L("Answer")).Wide(440)
	ask.Form(s.d, parts.Question{Title: lang.L("Appeal of {{.Name}}", map[string]any{"Name": a.Person}), Text: a.Text + "\n" + lang.L("Granted, the figures are frozen as they are now; the first result stays on record."),
		Act: lang.L("Decide"), Kind: parts.Main}, answer, parts.Stack(8, parts.Row(0, pick), answer), func(done func(error)) {
		text := answer.Text()
		s.run(lang.L("Decided"), func(ctx context.Context) error { return s.d.Contests.Decide(ctx, s.d.Actor, a.ID, granted == 1, text) }, done)
	})
}

// askPrint asks where the PDF of the result goes.
func (s *Screen) askPrint() {
	b := s.board
	s.savePDF(b.Contest.Rule.Name+"-"+b.Contest.Period.From.String(), lang.L("Save the result as PDF?"), func(ctx context.Context, w io.Writer) error {
		return s.d.Reports.Contest(ctx, s.d.Actor, b.Contest.ID, s.d.Settings.Language, w)
	})
}

func (s *Screen) savePDF(name, title string, write func(context.Context, io.Writer) error) {
	ask.Asker{Ctx: s.ctx, Desk: s.d}.File(ask.File{Title: title, Act: lang.L("Save"), Name: name, Ending: ".pdf", Write: write})
}
