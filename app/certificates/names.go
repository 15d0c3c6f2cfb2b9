package certificates

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/training/certificate"
)

func tabName(t tab) string {
	return map[tab]string{tabMine: lang.L("Mine"), tabHolders: lang.L("Holders"), tabRate: lang.L("Certified rate"), tabProgrammes: lang.L("What is issued")}[t]
}

// stateName is the word for a state.
func stateName(s certificate.State) string {
	return map[certificate.State]string{certificate.NotAsked: lang.L("Not asked"), certificate.Assigned: lang.L("To be earned"), certificate.InProgress: lang.L("In progress"),
		certificate.Certified: lang.L("Certified"), certificate.WindowOpen: lang.L("Renew now"), certificate.Recertified: lang.L("Renewed"), certificate.Expired: lang.L("Expired")}[s]
}

var stateSigns = map[certificate.State]parts.State{certificate.NotAsked: parts.StateNA, certificate.Assigned: parts.StateOpen, certificate.InProgress: parts.StatePartly,
	certificate.Certified: parts.StateGood, certificate.WindowOpen: parts.StateDueSoon, certificate.Recertified: parts.StateGood, certificate.Expired: parts.StateBad}

// standing is the word and the sign of a holding on a day: a suspension or a
// doubt speaks before the state.
func standing(h *certificate.Holding, d certificate.Day) (string, parts.State) {
	if h.Suspended(d) != nil && h.Valid(d) {
		return lang.L("Suspended"), parts.StateCritical
	}
	if last := h.Latest(d); last != nil && !last.Doubt.IsZero() {
		return lang.L("In doubt"), parts.StateWarn
	}
	st := h.On(d)
	return stateName(st), stateSigns[st]
}

func standingCell(h *certificate.Holding, d certificate.Day) parts.Cell {
	word, sign := standing(h, d)
	icon, tone := sign.Mark()
	if sign == parts.StateCritical {
		tone = look.Crit
	}
	return parts.Cell{Text: word, Icon: icon, Tone: tone}
}

// methodName is the word for a way to expire.
func methodName(m certificate.Method) string {
	return map[certificate.Method]string{certificate.FromCompletion: lang.L("From the exam"), certificate.FromExpiry: lang.L("From the last expiry"), certificate.FixedDates: lang.L("Fixed dates")}[m]
}

// methodWord explains it.
func methodWord(m certificate.Method) string {
	return map[certificate.Method]string{
		certificate.FromCompletion: lang.L("Valid from the day the last exam was passed. Who renews early loses the rest."),
		certificate.FromExpiry:     lang.L("A renewal runs from the day the last one expires: who renews early loses nothing. The first runs from the due day, if there is one and it is kept."),
		certificate.FixedDates:     lang.L("Everybody's certificates expire on the same dates, counted from the due day. If the next date is closer than the minimum, it is the one after."),
	}[m]
}

// span writes a period: "12 months".
func span(p certificate.Period) string {
	switch {
	case p.IsZero():
		return "–"
	case p.Unit == certificate.Months:
		return lang.L("{{.N}} months", map[string]any{"N": p.N})
	}
	return lang.L("{{.N}} days", map[string]any{"N": p.N})
}

// day writes a date: "2026-11-18", "18 Nov 2026".
func (s *Screen) day(d certificate.Day) string {
	switch {
	case d == 0:
		return "–"
	case s.d.Settings.Language == words.Chinese:
		return d.String()
	}
	return d.UTC().Format("2 Jan 2006")
}

// title is the name of a programme in the language shown.
func (s *Screen) title(p *certificate.Programme) string {
	if s.d.Settings.Language != words.Chinese && p.English != "" {
		return p.English
	}
	return p.Name
}
