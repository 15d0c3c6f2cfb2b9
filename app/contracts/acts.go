package contracts

import (
	"context"
	"fmt"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/contract"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what can be done with the contract.
func (s *Screen) Actions() []desk.Action {
	if s.edit != nil {
		return s.edit.actions()
	}
	out := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back"), Bare: fyne.KeyEscape, Do: s.d.Back}}
	for _, a := range append(s.acts(), s.rare()...) {
		out = append(out, a.Action)
	}
	return out
}

// acts are the buttons, the main one first.
func (s *Screen) acts() (out []desk.Act) {
	add := func(may bool, a desk.Act) {
		if may {
			out = append(out, a)
		}
	}
	if !s.loaded || s.none {
		return nil
	}
	add(s.maySign(), desk.ReviewAct(lang.L("Sign"), fyne.KeyS, "check", s.askSign))
	add(s.mayAnswer(), desk.ReviewAct(lang.L("Answer the objection"), fyne.KeyA, "reply", s.askAnswer))
	add(s.writes() && s.pair.Newest() == nil, desk.ReviewAct(lang.L("Write the contract"), fyne.KeyE, "edit", s.write))
	add(s.writes() && s.pair.Newest() != nil, desk.ReviewAct(lang.L("Change the contract"), fyne.KeyE, "edit", s.write))
	add(s.mayObject(), desk.ReviewAct(lang.L("Object"), fyne.KeyO, "flag", s.askObject))
	add(s.mayPrint(), desk.Act{Action: desk.Action{Menu: desk.FileMenu, Label: lang.L("Contract as PDF"), Key: fyne.KeyP, Mod: ctrl, Do: s.askFile}, Icon: "document"})
	return out
}

// rare stand in the menu only.
func (s *Screen) rare() (out []desk.Act) {
	if s.mayBreak() {
		out = append(out, desk.ReviewAct(lang.L("Break the pair off"), fyne.KeyX, "remove", s.askBreak))
	}
	return out
}

func (s *Screen) maySign() bool {
	c := s.pair.Pending()
	if c == nil || s.shown().Number != c.Number {
		return false
	}
	_, err := c.ToSign(s.d.Actor)
	return err == nil
}

func (s *Screen) mayAnswer() bool {
	return s.pair.Objection() != nil && s.pair.EndedAt.IsZero() && s.d.Actor.May(people.KeepMentoring)
}

func (s *Screen) mayObject() bool {
	c := s.pair.InForce()
	return c != nil && s.pair.EndedAt.IsZero() && s.pair.Objection() == nil && c.Terms.CanObject(s.today()) && len(c.PartiesOf(s.d.Actor)) > 0
}

func (s *Screen) mayBreak() bool {
	if !s.loaded || s.none || !s.d.Actor.May(people.KeepMentoring) || !s.pair.EndedAt.IsZero() {
		return false
	}
	st := s.pair.State(s.today())
	return st == contract.Unwritten || st == contract.Signing || st == contract.Over || s.pair.Mentor.Left || s.pair.Mentee.Left
}

func (s *Screen) mayPrint() bool {
	return s.d.Reports != nil && s.pair.Newest() != nil && (s.d.Actor.May(people.Print) || s.pair.Has(s.d.Actor.PersonID))
}

// do does something that is kept; done hears how it went.
func (s *Screen) do(said string, work func(ctx context.Context) error, done func(error)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err == nil {
			s.number = 0
			s.d.Toast(said, nil)
			s.d.Trace("done", map[string]any{"what": said})
			s.load()
		}
		done(err)
	})
}

// askSign asks for the name and the password.
func (s *Screen) askSign() {
	c := *s.pair.Pending()
	hash := c.Hash()
	name, password := parts.NewEntry(s.d.Actor.Name).Wide(220), parts.NewPassword(lang.L("Password")).Wide(220)
	row := func(word string, e *parts.Entry) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, parts.Fix(look.Scaled(110), 0, parts.Label(word)), e))
	}
	q := parts.Question{Title: lang.L("Sign the contract?"), Act: lang.L("Sign"), Kind: parts.Main,
		Text: lang.L("You sign version {{.N}} of the contract of {{.Pair}}. Type your name as it is kept: {{.Name}}.", map[string]any{"N": c.Number, "Pair": s.title(), "Name": s.d.Actor.Name})}
	sign := func(done func(error)) {
		typed, secret := name.Text(), password.Text()
		s.do(lang.L("Signed"), func(ctx context.Context) error {
			return s.d.Mentors.Pairs.SignContract(ctx, s.d.Actor, c.PairID, c.Number, hash, typed, secret)
		}, done)
	}
	ask.Form(s.d, q, password, parts.Stack(2, row(lang.L("Your name"), name), row(lang.L("Password"), password)), sign)
	name.OnSubmitted = func(string) { password.Focus() }
	name.Focus()
}

func (s *Screen) askObject() {
	q := parts.Question{Title: lang.L("Object to the contract?"), Act: lang.L("Object"), Kind: parts.Main,
		Text: lang.L("Who keeps mentoring answers it: the contract goes on, is changed, or the pair is broken off. All parties see your reason.")}
	ask.Line(s.d, q, lang.L("Reason"), "", func(why string, done func(error)) {
		s.do(lang.L("The objection is kept"), func(ctx context.Context) error { return s.d.Mentors.Pairs.Object(ctx, s.d.Actor, s.pair.ID, why) }, done)
	})
}

func (s *Screen) askAnswer() {
	o := s.pair.Objection()
	ends := 0
	answer := parts.NewEntry(lang.L("Your answer")).Wide(440)
	outcome := parts.NewSegments([]string{lang.L("The contract goes on"), lang.L("The pair is broken off")}, 0, func(i int) { ends = i })
	q := parts.Question{Title: lang.L("Answer the objection of {{.Name}}", map[string]any{"Name": o.By}), Text: o.Why, Act: lang.L("Answer it"), Kind: parts.Main}
	ask.Form(s.d, q, answer, parts.Stack(8, outcome, answer), func(done func(error)) {
		text, breaks := answer.Text(), ends == 1
		s.do(lang.L("The objection is answered"), func(ctx context.Context) error {
			return s.d.Mentors.Pairs.Answer(ctx, s.d.Actor, s.pair.ID, text, breaks)
		}, done)
	})
}

func (s *Screen) askBreak() {
	q := parts.Question{Title: lang.L("Break off the pair of {{.Pair}}?", map[string]any{"Pair": s.title()}), Act: lang.L("Break off"), Kind: parts.Main,
		Text: lang.L("The mentor's place is free then, and the mentee can be paired anew. What was signed stays readable.")}
	ask.Line(s.d, q, lang.L("Reason"), "", func(why string, done func(error)) {
		s.do(lang.L("The pair is broken off"), func(ctx context.Context) error { return s.d.Mentors.Pairs.Break(ctx, s.d.Actor, s.pair.ID, why) }, done)
	})
}

// askFile asks where the PDF goes, and writes it whole or not at all.
func (s *Screen) askFile() {
	c := s.shown()
	ask.Asker{Ctx: s.ctx, Desk: s.d}.File(ask.File{Title: lang.L("Write the contract as PDF?"), Name: fmt.Sprintf("%s-%s-%d", c.Mentor.Name, c.Mentee.Name, c.Number), Ending: ".pdf",
		Write: func(ctx context.Context, w io.Writer) error {
			return s.d.Reports.Contract(ctx, s.d.Actor, s.pair.ID, c.Number, s.d.Settings.Language, w)
		}})
}
