package retraining

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/retrain"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what can be done with the lists, the open case or the open plan.
func (s *Screen) Actions() []desk.Action {
	switch {
	case s.sketch != nil:
		return s.sketch.actions()
	case s.paper != nil:
		return s.planActions()
	case s.open == nil:
		return append(s.listActs(), s.pageActs()...)
	}
	out := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the list"), Bare: fyne.KeyEscape, Do: s.back}}
	for _, a := range append(s.caseActs(), s.rareActs()...) {
		out = append(out, a.Action)
	}
	return out
}

func (s *Screen) askExport() { export.Table(s.d, lang.L("Retraining"), s.board) }

func (s *Screen) choose(by int) {
	if to := s.board.Chosen() + by; to >= 0 && to < len(s.rows()) {
		s.board.Choose(to)
	}
}

func (s *Screen) openChosen() {
	if i := s.board.Chosen(); i >= 0 && i < len(s.rows()) {
		s.read(s.rows()[i].ID)
	}
}

// caseActs are the buttons of the open case, the main one first.
func (s *Screen) caseActs() []desk.Act {
	c := &s.open.c
	var out []desk.Act
	add := func(may bool, a desk.Act) {
		if may {
			out = append(out, a)
		}
	}
	mine := c.PersonID == s.d.Actor.PersonID && c.State.Open()
	add(mine && c.State == retrain.Scheduled && s.let(), desk.ReviewAct(lang.L("Go to the exam"), fyne.KeyE, "forward", s.toExams))
	add(mine && len(c.Gate.Unread) > 0, desk.ReviewAct(lang.L("Read the next article"), fyne.KeyR, "book", func() { s.openArticle(c.Gate.Unread[0]) }))
	add(mine && c.Gate.Cards > 0, desk.ReviewAct(lang.L("Learn the cards"), fyne.KeyL, "cards", s.toCards))
	add(mine && c.Unplayed() != "", desk.ReviewAct(lang.L("Play the next role-play"), fyne.KeyO, "headset", func() { s.toPlay(c.Unplayed()) }))
	needs := c.OffDuty && c.MentorID == ""
	plan := desk.ReviewAct(lang.L("Plan the resit"), fyne.KeyP, "calendar", s.askPlan)
	if c.State == retrain.Scheduled {
		plan.Label = lang.L("Move the resit")
	}
	add(c.Keeps && c.State.Open() && needs, desk.ReviewAct(lang.L("Assign a mentor"), fyne.KeyM, "people", s.askMentor))
	add(c.Keeps && (c.State == retrain.Studying || c.State == retrain.Scheduled) && !needs, plan)
	add(c.OffDuty && retrain.MayNote(s.d.Actor, c.OrganisationID) && !c.Noted(s.d.Actor.OrganisationID), desk.ReviewAct(lang.L("Take note of the report"), fyne.KeyN, "check", s.takeNote))
	add(c.Keeps && (c.State == retrain.Studying || c.State == retrain.Scheduled) && !c.Waived && !c.Gate.Open(), desk.ReviewAct(lang.L("Open the gate"), fyne.KeyG, "lock", s.askWaive))
	add(s.d.Reports != nil && s.d.Actor.May(people.Print), desk.Act{Action: desk.Action{Menu: desk.FileMenu, Label: lang.L("Report as PDF"), Key: fyne.KeyP, Mod: ctrl, Do: s.askReport}, Icon: "document"})
	return out
}

// rareActs stand in the menu only.
func (s *Screen) rareActs() []desk.Act {
	c := &s.open.c
	if !c.Keeps || !c.State.Open() {
		return nil
	}
	out := []desk.Act{}
	if !(c.OffDuty && c.MentorID == "") {
		out = append(out, desk.ReviewAct(lang.L("Change the mentor"), fyne.KeyM, "people", s.askMentor))
	}
	if c.State == retrain.Scheduled {
		out = append(out, desk.ReviewAct(lang.L("Take the resit back"), fyne.KeyU, "undo", s.askUnplan))
	}
	return append(out, desk.ReviewAct(lang.L("Close the case without a pass"), fyne.KeyX, "remove", s.askClose))
}

// let reports whether nothing but the hour keeps the person from the exam.
func (s *Screen) let() bool { return s.open.c.Waived || s.open.c.Gate.Open() }

func (s *Screen) toExams() {
	s.d.Go(desk.Route{Place: desk.Exams, ID: cmp.Or(s.open.c.ResitIn, s.open.c.ExamID)})
}
func (s *Screen) toCards()              { s.d.Go(desk.Route{Place: desk.Learn}) }
func (s *Screen) openArticle(id string) { s.d.Go(desk.Route{Place: desk.Knowledge, ID: id}) }

// do does something that is kept, and reads everything again. failed hears
// what stood against it, or nil.
func (s *Screen) do(said string, work func(ctx context.Context) error, failed func(error)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			failed(err)
			return
		}
		s.d.Toast(said, nil)
		s.d.Trace("done", map[string]any{"what": said})
		failed(nil)
		s.load()
	})
}

// ask asks with fields in a dialog; what is wrong stands below them.
func (s *Screen) ask(q parts.Question, fields fyne.CanvasObject, first *parts.Entry, said string, read func() (func(context.Context) error, error)) {
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(420)
	var dialog *parts.Dialog
	end := func(err error) {
		if err == nil {
			dialog.Close()
			return
		}
		wrong.Set(words.Sentence(s.d.Settings.Language, err))
	}
	try := func() {
		work, err := read()
		if err != nil {
			end(err)
			return
		}
		s.do(said, work, end)
	}
	q.Content, q.Safe, q.Width = parts.Stack(8, fields, wrong), lang.L("Cancel"), look.Scaled(460)
	q.Check = func() bool { try(); return false }
	if first != nil {
		first.OnSubmitted = func(string) { try() }
	}
	dialog = parts.Ask(s.d.Window.Canvas(), q)
	if first != nil {
		first.Focus()
	}
}

// askWhy asks for a reason.
func (s *Screen) askWhy(title, text, verb, said string, do func(ctx context.Context, why string) error) {
	why := parts.NewEntry(lang.L("Reason, kept with the case")).Wide(428)
	s.ask(parts.Question{Title: title, Text: text, Act: verb, Kind: parts.Main}, why, why, said, func() (func(context.Context) error, error) {
		return func(ctx context.Context) error { return do(ctx, why.Text()) }, nil
	})
}

func (s *Screen) askWaive() {
	id := s.open.c.ID
	s.askWhy(lang.L("Open the gate for the next sitting?"), lang.L("{{.Name}} may then sit without what is missing. Both parties see your reason.", map[string]any{"Name": s.open.c.Person}),
		lang.L("Open the gate"), lang.L("The gate is open for one sitting"), func(ctx context.Context, why string) error {
			return s.d.Retrain.Waive(ctx, s.d.Actor, id, why)
		})
}

func (s *Screen) askUnplan() {
	id := s.open.c.ID
	s.askWhy(lang.L("Take the planned resit back?"), "", lang.L("Take it back"), lang.L("No resit is planned now"), func(ctx context.Context, why string) error {
		return s.d.Retrain.Unschedule(ctx, s.d.Actor, id, why)
	})
}

func (s *Screen) askClose() {
	id := s.open.c.ID
	s.askWhy(lang.L("Close the case without a pass?"), lang.L("For who has left or no longer needs the exam. It can't be opened again; a new failure opens another one."),
		lang.L("Close the case"), lang.L("The case is closed"), func(ctx context.Context, why string) error {
			return s.d.Retrain.Close(ctx, s.d.Actor, id, why)
		})
}

func (s *Screen) takeNote() {
	id := s.open.c.ID
	s.do(lang.L("Noted for your side"), func(ctx context.Context) error { return s.d.Retrain.TakeNote(ctx, s.d.Actor, id) }, s.d.Fail)
}

// minuteLayout is how a time is typed.
const minuteLayout = "2006-01-02 15:04"

// askReport asks where to write the report of the case.
func (s *Screen) askReport() {
	c := s.open.c
	s.askFile(lang.L("Write the report as PDF?"), fmt.Sprintf("%s-%s", c.Person, c.Exam), func(ctx context.Context, w io.Writer) error {
		return s.d.Reports.Retraining(ctx, s.d.Actor, c.ID, s.d.Settings.Language, w)
	})
}
