package contests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/contest"
)

func signName(s contest.Sign) string {
	return map[contest.Sign]string{contest.Rushed: lang.L("Rushed?"), contest.Shifted: lang.L("Other business"), contest.Avoided: lang.L("Less reachable")}[s]
}

// toLookAt are the alarms of a contest, for keepers.
func (s *Screen) toLookAt() []fyne.CanvasObject {
	if len(s.board.Alarms) == 0 {
		return nil
	}
	out := []fyne.CanvasObject{parts.Row(8, parts.PanelHead(lang.L("To be looked at")), parts.NewPill(lang.L("{{.N}} signs", map[string]any{"N": len(s.board.Alarms)}), parts.StateWarn)), parts.Room(0, 4)}
	for i, a := range s.board.Alarms {
		if i == 4 {
			out = append(out, parts.Label(lang.L("and {{.N}} more; the table of figures holds them all", map[string]any{"N": len(s.board.Alarms) - i})))
			break
		}
		id := a.PersonID
		link := parts.NewLink(a.Name, func() { s.d.Go(desk.Route{Place: desk.Ability, ID: id}) })
		out = append(out, parts.High(24, parts.Row(6, parts.NewIcon("tri", 12, look.Warn), link, parts.Second(signName(a.Sign)))), wrapped(s.say(a.Says()), look.Ink2), parts.Room(0, 4))
	}
	return append(out, wrapped(lang.L("A sign takes nobody out of the ranking: listen to some calls first."), look.Ink3))
}

// appeals are those against the result: for keepers all, otherwise one's own.
func (s *Screen) appeals() []fyne.CanvasObject {
	if len(s.board.Appeals) == 0 {
		return nil
	}
	out := []fyne.CanvasObject{parts.PanelHead(lang.L("Appeals")), parts.Room(0, 4)}
	for _, a := range s.board.Appeals {
		state, word := parts.StateOpen, lang.L("not answered yet")
		switch {
		case a.Decided() && a.Granted:
			state, word = parts.StateGood, lang.L("granted, frozen anew")
		case a.Decided():
			state, word = parts.StateNA, lang.L("refused")
		}
		out = append(out, parts.High(24, parts.Row(6, parts.Body(a.Person), parts.NewPill(word, state), parts.Gap(), parts.Label(s.d.Moment(a.At)))), wrapped(a.Text, look.Ink2))
		if a.Decided() {
			out = append(out, wrapped(a.DecidedBy+": "+a.Answer, look.Ink))
		} else if s.board.Keeps && a.PersonID != s.d.Actor.PersonID {
			out = append(out, parts.Row(8, parts.NewLink(lang.L("Decide"), func() { s.askDecide(a) })))
		}
		out = append(out, parts.Room(0, 6))
	}
	return out
}
