package certificates

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/certificate"
)

const ctrl = fyne.KeyModifierShortcutDefault

// Actions are what can be done now.
func (s *Screen) Actions() []desk.Action {
	if s.edit != nil {
		return s.edit.actions()
	}
	var acts []desk.Action
	act := func(label string, key fyne.KeyName, do func()) {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: label, Bare: key, Do: do})
	}
	switch s.tab {
	case tabHolders:
		acts = append(acts, desk.Action{Menu: desk.EditMenu, Label: lang.L("Find"), Key: fyne.KeyF, Mod: ctrl, Do: s.search.Focus})
		if s.keeps() {
			act(lang.L("Ask of people"), fyne.KeyA, s.askAssign)
			act(lang.L("Issue by hand"), fyne.KeyI, s.askIssue)
		}
		if len(s.rows) == 0 && len(s.holdings) > 0 {
			act(lang.L("Show all"), fyne.KeyEscape, s.showAll)
		}
	case tabRate:
		act(lang.L("A day earlier"), fyne.KeyLeft, func() { s.step(-1) })
		act(lang.L("A day later"), fyne.KeyRight, func() { s.step(1) })
	case tabProgrammes:
		if s.keeps() {
			act(lang.L("New certificate"), fyne.KeyN, s.newProgramme)
			act(lang.L("Edit"), fyne.KeyReturn, s.editChosen)
			act(lang.L("Issue no more"), fyne.KeyX, s.askRetire)
		}
	}
	if len(s.shown) > 1 {
		var names []string
		for _, t := range s.tabWords() {
			names = append(names, t.Word)
		}
		acts = append(acts, desk.Pages(names, func(i int) { s.turn(s.shown[i]) })...)
	}
	if s.tab != tabMine && export.May(s.d) {
		acts = append(acts, export.Action(lang.L("Export"), s.askExport, s.tab == tabHolders && len(s.rows) == 0))
	}
	if h := s.chosen(); h != nil {
		acts = append(acts, s.holdingActs(h)...)
	}
	return acts
}

// holdingActs are what can be done with the chosen certificate.
func (s *Screen) holdingActs(h *certificate.Holding) []desk.Action {
	d := s.today()
	var acts []desk.Action
	if h.Latest(d) != nil && s.d.Reports != nil && (h.PersonID == s.d.Actor.PersonID || s.d.Actor.May(people.Print)) {
		acts = append(acts, desk.Action{Menu: desk.FileMenu, Label: lang.L("Save as PDF"), Key: fyne.KeyP, Mod: ctrl, Do: s.askPrint})
	}
	if !s.keeps() || s.tab != tabHolders {
		return acts
	}
	act := func(label string, key fyne.KeyName, do func()) {
		acts = append(acts, desk.Action{Menu: desk.ReviewMenu, Label: label, Bare: key, Do: do})
	}
	if last := h.Latest(d); last != nil && !last.Doubt.IsZero() {
		act(lang.L("Let it stand"), fyne.KeyD, s.askSettle)
	}
	switch {
	case h.Suspended(d) != nil:
		act(lang.L("Lift"), fyne.KeyL, s.askLift)
	case h.Valid(d):
		act(lang.L("Suspend"), fyne.KeyS, s.askSuspend)
	}
	if h.Asked(d) {
		act(lang.L("Ask no more"), fyne.KeyR, s.askRelease)
	}
	return acts
}

// actIcons are the signs of what can be done with a certificate.
var actIcons = map[fyne.KeyName]string{fyne.KeyD: "check", fyne.KeyL: "undo", fyne.KeyS: "lock", fyne.KeyR: "remove"}

// sideActs are the buttons below the sheet.
func (s *Screen) sideActs(h *certificate.Holding) fyne.CanvasObject {
	acts := s.holdingActs(h)
	if len(acts) == 0 {
		return nil
	}
	var buttons []fyne.CanvasObject
	for _, a := range acts {
		icon := actIcons[a.Bare]
		if a.Key == fyne.KeyP {
			icon = "download"
		}
		buttons = append(buttons, parts.NewButton(a.Label, parts.Plain, a.Do).WithIcon(icon).WithKey(a.Badge(false)).AsSmall())
	}
	return parts.Stack(0, parts.NewHairline(), parts.Inset(10, 12, 12, 18, parts.Lines(8, s.sideWidth()-30, buttons...)))
}

// ask asks for a reason (or what fields say) and does something; what is wrong
// is said in the dialog.
func (s *Screen) ask(q parts.Question, first *parts.Entry, fields fyne.CanvasObject, do func(context.Context) (string, error)) {
	ask.Form(s.d, q, first, fields, func(done func(error)) {
		background.Run(s.ctx, s.d.Stage, do, func(said string, err error) {
			if done(err); err == nil {
				s.d.Toast(said, nil)
				s.load()
			}
		})
	})
}

// askWhy asks for a reason and does something to the chosen holding.
func (s *Screen) askWhy(title, text, act string, kind parts.Kind, said string, do func(ctx context.Context, h *certificate.Holding, why string) error) {
	h := s.chosen()
	if h == nil {
		return
	}
	why := parts.NewEntry(lang.L("Reason")).Wide(440)
	s.ask(parts.Question{Title: title, Text: text, Act: act, Kind: kind}, why, why, func(ctx context.Context) (string, error) {
		return said, do(ctx, h, strings.TrimSpace(why.Text()))
	})
}

func (s *Screen) named(key string) string {
	h := s.chosen()
	if h == nil {
		return ""
	}
	return lang.L(key, map[string]any{"Name": h.Person, "Certificate": s.title(s.programme(h.ProgrammeID))})
}

func (s *Screen) askSuspend() {
	s.askWhy(s.named("Suspend {{.Certificate}} of {{.Name}}?"), lang.L("From today on it doesn't count in the certified rate. It can be lifted at any time."), lang.L("Suspend"), parts.Delete,
		lang.L("Suspended"), func(ctx context.Context, h *certificate.Holding, why string) error {
			return s.d.CertificateKeeper.Suspend(ctx, s.d.Actor, h.ID, why)
		})
}

func (s *Screen) askLift() {
	s.askWhy(s.named("Lift the suspension of {{.Name}}?"), lang.L("The certificate counts again from today on. Past days stay as they were."), lang.L("Lift"), parts.Main,
		lang.L("Lifted"), func(ctx context.Context, h *certificate.Holding, why string) error {
			return s.d.CertificateKeeper.Lift(ctx, s.d.Actor, h.ID, why)
		})
}

func (s *Screen) askSettle() {
	s.askWhy(s.named("Let the certificate of {{.Name}} stand?"), lang.L("It was in force all the time. If it should not count, suspend it instead."), lang.L("Let it stand"), parts.Main,
		lang.L("It stands"), func(ctx context.Context, h *certificate.Holding, why string) error {
			return s.d.CertificateKeeper.Settle(ctx, s.d.Actor, h.Latest(s.today()).Record.Number, why)
		})
}

func (s *Screen) askRelease() {
	s.askWhy(s.named("Ask {{.Name}} no more for {{.Certificate}}?"), lang.L("What was issued stays and stays valid; nothing is to be renewed."), lang.L("Ask no more"), parts.Main,
		lang.L("Not asked any more"), func(ctx context.Context, h *certificate.Holding, why string) error {
			return s.d.CertificateKeeper.Release(ctx, s.d.Actor, h.ID, why)
		})
}

// askPrint asks where the PDF goes.
func (s *Screen) askPrint() {
	h := s.chosen()
	if h == nil || h.Latest(s.today()) == nil {
		return
	}
	number := h.Latest(s.today()).Record.Number
	ask.Asker{Ctx: s.ctx, Desk: s.d}.File(ask.File{Title: lang.L("Save the certificate as PDF?"), Text: lang.L("It carries the QR code and a seal: a changed file is found out."), Act: lang.L("Save"),
		Name: h.Person + "-" + number, Ending: ".pdf", Write: func(ctx context.Context, w io.Writer) error {
			return s.d.Reports.Certificate(ctx, s.d.Actor, number, s.d.Settings.Language, w)
		}})
}

// askExport writes the table that is shown.
func (s *Screen) askExport() {
	switch s.tab {
	case tabHolders:
		export.Table(s.d, lang.L("Holders"), s.holders)
	case tabRate:
		export.Table(s.d, lang.L("Certified rate")+"-"+s.rate.day.String(), s.rate.table)
	case tabProgrammes:
		export.Table(s.d, lang.L("Certificates"), s.courses)
	}
}
