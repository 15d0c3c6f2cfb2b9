package retraining

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/retrain"
)

const ctrl = fyne.KeyModifierShortcutDefault

// act is an action with the icon of its button.
type act struct {
	desk.Action
	icon string
}

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

func menu(label string, key fyne.KeyName, icon string, do func()) act {
	return act{desk.Action{Menu: desk.ReviewMenu, Label: label, Bare: key, Do: do}, icon}
}

// caseActs are the buttons of the open case, the main one first.
func (s *Screen) caseActs() []act {
	c := &s.open.c
	var out []act
	add := func(may bool, a act) {
		if may {
			out = append(out, a)
		}
	}
	mine := c.PersonID == s.d.Actor.PersonID && c.State.Open()
	add(mine && c.State == retrain.Scheduled && s.let(), menu(lang.L("Go to the exam"), fyne.KeyE, "forward", s.toExams))
	add(mine && len(c.Gate.Unread) > 0, menu(lang.L("Read the next article"), fyne.KeyR, "book", func() { s.openArticle(c.Gate.Unread[0]) }))
	add(mine && c.Gate.Cards > 0, menu(lang.L("Learn the cards"), fyne.KeyL, "cards", s.toCards))
	needs := c.OffDuty && c.MentorID == ""
	plan := menu(lang.L("Plan the resit"), fyne.KeyP, "calendar", s.askPlan)
	if c.State == retrain.Scheduled {
		plan.Label = lang.L("Move the resit")
	}
	add(c.Keeps && c.State.Open() && needs, menu(lang.L("Assign a mentor"), fyne.KeyM, "people", s.askMentor))
	add(c.Keeps && (c.State == retrain.Studying || c.State == retrain.Scheduled) && !needs, plan)
	add(c.OffDuty && retrain.MayNote(s.d.Actor, c.OrganisationID) && !c.Noted(s.d.Actor.OrganisationID), menu(lang.L("Take note of the report"), fyne.KeyN, "check", s.takeNote))
	add(c.Keeps && (c.State == retrain.Studying || c.State == retrain.Scheduled) && !c.Waived && !c.Gate.Open(), menu(lang.L("Open the gate"), fyne.KeyG, "lock", s.askWaive))
	add(s.d.Reports != nil && s.d.Actor.May(people.Print), act{desk.Action{Menu: desk.FileMenu, Label: lang.L("Report as PDF"), Key: fyne.KeyP, Mod: ctrl, Do: s.askReport}, "document"})
	return out
}

// rareActs stand in the menu only.
func (s *Screen) rareActs() []act {
	c := &s.open.c
	if !c.Keeps || !c.State.Open() {
		return nil
	}
	out := []act{}
	if !(c.OffDuty && c.MentorID == "") {
		out = append(out, menu(lang.L("Change the mentor"), fyne.KeyM, "people", s.askMentor))
	}
	if c.State == retrain.Scheduled {
		out = append(out, menu(lang.L("Take the resit back"), fyne.KeyU, "undo", s.askUnplan))
	}
	return append(out, menu(lang.L("Close the case without a pass"), fyne.KeyX, "remove", s.askClose))
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

// askPlan asks when the resit is; it offers the next working afternoon after
// the cool-down.
func (s *Screen) askPlan() {
	c := &s.open.c
	at := c.ResitAt
	if at.IsZero() {
		at = s.suggested()
	}
	names, ids := s.resitExams(c)
	in := max(slices.Index(ids, c.ResitIn), 0)
	pick := parts.NewSelect(names, in, func(i int) { in = i }).Wide(300)
	field := parts.NewEntry("2026-11-27 14:00").Wide(170)
	field.SetText(at.In(s.d.Zone).Format(minuteLayout))
	text := lang.L("{{.Name}} is let in from then on if the gate is met.", map[string]any{"Name": c.Person})
	if err := c.Gate.Stands(); err != nil && !c.Waived {
		text += " " + words.Sentence(s.d.Settings.Language, err)
	}
	line := func(word string, o fyne.CanvasObject) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Label(word)), o))
	}
	fields := parts.Stack(2, line(lang.L("Exam"), pick), line(lang.L("Day and time"), field))
	s.ask(parts.Question{Title: lang.L("When is the resit?"), Text: text, Act: lang.L("Plan it"), Kind: parts.Main}, fields, field, lang.L("Resit planned"), func() (func(context.Context) error, error) {
		at, err := time.ParseInLocation(minuteLayout, strings.TrimSpace(field.Text()), s.d.Zone)
		if err != nil {
			return nil, fault.New(fault.Invalid, "\"{{.Have}}\" is no day and time. Write it as 2026-11-27 14:00.", fault.Values{"Have": field.Text()})
		}
		return func(ctx context.Context) error { return s.d.Retrain.Schedule(ctx, s.d.Actor, c.ID, ids[in], at) }, nil
	})
}

// resitExams are the exams in which the resit can be: that which was failed,
// then the others that are still open.
func (s *Screen) resitExams(c *retrain.Standing) (names, ids []string) {
	for _, own := range []bool{true, false} {
		for _, r := range s.f.rules {
			if (r.ExamID == c.ExamID) == own && (r.Closes.IsZero() || r.Closes.After(s.d.Now())) {
				names, ids = append(names, r.Exam), append(ids, r.ExamID)
			}
		}
	}
	if len(ids) == 0 {
		return []string{c.Exam}, []string{c.ExamID}
	}
	return names, ids
}

// suggested is 14:00 of the first working day, two days ahead at the least.
func (s *Screen) suggested() time.Time {
	c := &s.open.c
	day := s.d.Midnight().AddDate(0, 0, 2)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday || day.Add(14*time.Hour).Before(c.Gate.CoolUntil) {
		day = day.AddDate(0, 0, 1)
	}
	return day.Add(14 * time.Hour)
}

// askMentor asks for a mentor among those who are one.
func (s *Screen) askMentor() {
	c := s.open.c
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]people.Person, error) {
		return s.d.People.Persons(ctx, s.d.Actor, people.Find{Role: people.Mentor})
	}, func(all []people.Person, err error) {
		all = slices.DeleteFunc(all, func(p people.Person) bool { return p.ID == c.PersonID })
		if err == nil && len(all) == 0 {
			err = fault.New(fault.NotFound, "Nobody is a mentor yet. Give somebody the role under People.", nil)
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.pickMentor(c, all)
	})
}

func (s *Screen) pickMentor(c retrain.Standing, all []people.Person) {
	slices.SortStableFunc(all, func(a, b people.Person) int { // those of the person's own unit first
		return boolRank(a.OrganisationID != c.OrganisationID) - boolRank(b.OrganisationID != c.OrganisationID)
	})
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	chosen := max(slices.IndexFunc(all, func(p people.Person) bool { return p.ID == c.MentorID }), 0)
	pick := parts.NewSelect(names, chosen, func(i int) { chosen = i }).Wide(200)
	s.ask(parts.Question{Title: lang.L("Who helps {{.Name}}?", map[string]any{"Name": c.Person}), Text: lang.L("The mentor sees the case and stands among the people too."), Act: lang.L("Assign"), Kind: parts.Main},
		parts.Row(8, parts.Label(lang.L("Mentor")), pick), nil, lang.L("Mentor assigned"), func() (func(context.Context) error, error) {
			return func(ctx context.Context) error { return s.d.Retrain.Assign(ctx, s.d.Actor, c.ID, all[chosen].ID) }, nil
		})
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// askReport asks where to write the report of the case.
func (s *Screen) askReport() {
	c := s.open.c
	s.askFile(lang.L("Write the report as PDF?"), fmt.Sprintf("%s-%s", c.Person, c.Exam), func(ctx context.Context, w io.Writer) error {
		return s.d.Reports.Retraining(ctx, s.d.Actor, c.ID, s.d.Settings.Language, w)
	})
}
