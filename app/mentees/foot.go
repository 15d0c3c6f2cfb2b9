package mentees

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/mentoring"
)

// foot is the legend, and below it the next session beside the measures.
func (s *Screen) foot() fyne.CanvasObject {
	legend := parts.NewSignLegend(parts.LegendItem{Sign: parts.SignDots, Word: lang.L("Evaluations")}, parts.LegendItem{Sign: parts.SignFew, Word: lang.L("under 10 calls")},
		parts.LegendItem{Sign: parts.SignDiamond, Word: lang.L("Exam")}, parts.LegendItem{Sign: parts.SignTriangle, Word: lang.L("Role-play")}, parts.LegendItem{Sign: parts.SignLine, Word: lang.L("Cards")},
		parts.LegendItem{Sign: parts.SignGoal, Word: lang.L("Goal")}, parts.LegendItem{Sign: parts.SignEvent, Word: lang.L("Mentoring session")}, parts.LegendItem{Sign: parts.SignBand, Word: lang.L("95 % interval")})
	left := parts.Fix(max(s.width()*0.36, look.Scaled(430)), 0, parts.Inset(10, 20, 8, 24, s.nextPanel()))
	right := parts.Grow(parts.Inset(10, 24, 8, 20, s.measurePanel()))
	both := parts.FullRow(0, left, parts.NewUpright(0), right)
	return parts.Stack(0, parts.High(30, parts.Inset(0, 24, 0, 24, parts.Row(0, legend, parts.Gap()))), parts.NewHairline(), parts.Over(parts.NewPlate(look.Well), parts.High(138, both)))
}

// panelRows is how many rows stand in a panel of the foot.
const panelRows = 3

// nextPanel is the next session with its agenda, or the one that waits for a
// confirmation.
func (s *Screen) nextPanel() fyne.CanvasObject {
	if x := s.toConfirm(); x != nil && s.writes() {
		return s.confirmPanel(x)
	}
	head := parts.Row(10, parts.PanelHead(lang.L("Next session")))
	items, note := s.y.Agenda, ""
	switch {
	case s.y.Next != nil:
		state := parts.StateChosen
		if s.y.Next.At.Before(s.d.Now()) {
			state = parts.StateDueSoon
		}
		head.Add(parts.NewPill(s.d.Due(s.y.Next.At), state))
		if len(s.y.Next.Agenda) > 0 {
			items = s.y.Next.Agenda
		}
	case s.writes():
		note = lang.L("only proposed so far")
	default:
		note = lang.L("no session planned")
	}
	head.Add(parts.Grow(parts.Label(note).Cutting()))
	if s.writes() {
		word := lang.L("Plan it")
		if s.y.Next != nil {
			word = lang.L("Change the agenda")
		}
		head.Add(parts.NewLink(word, s.planNext))
		head.Add(parts.NewKeyBadge("P"))
	}
	head.Add(parts.NewLink(lang.L("All sessions"), func() { s.turn(pageSessions) }))
	rows := parts.Stack(0, parts.High(28, head))
	for i, it := range items {
		if i == panelRows {
			break
		}
		rows.Add(s.agendaRow(i+1, it))
	}
	if len(items) == 0 {
		rows.Add(parts.High(30, parts.Label(lang.L("Nothing weak is open: talk about what comes next."))))
	}
	return rows
}

func (s *Screen) agendaRow(n int, it mentoring.Item) fyne.CanvasObject {
	row := parts.Row(10, parts.NewText(itoa(n), look.TextBody, look.Accent, true), parts.Grow(parts.Body(it.In(s.d.Settings.Language)).Cutting()))
	if to := s.route(mentoring.Step{Act: it.Act, ID: it.ID}); to.Place != "" {
		row.Add(parts.NewLink(s.actWord(mentoring.Step{Act: it.Act, ID: it.ID}), func() { s.d.Go(to) }))
	}
	row.Add(parts.Label(lang.L("{{.N}} minutes", map[string]any{"N": it.Minutes})))
	return parts.High(30, row)
}

func (s *Screen) confirmPanel(x *mentoring.Session) fyne.CanvasObject {
	who := s.y.Mentor
	if x.By == mentoring.OfMentee {
		who = s.y.Mentee
	}
	head := parts.Row(8, parts.PanelHead(lang.L("Was the session like this?")), parts.NewPill(s.d.Moment(x.At), parts.StateDue), parts.Gap(),
		parts.NewButton(lang.L("It was not so"), parts.Plain, s.object).AsSmall().WithKey("W"), parts.NewButton(lang.L("Confirm"), parts.Main, s.confirm).AsSmall().WithKey("Y"))
	fact := func(label, text string) fyne.CanvasObject {
		return parts.High(28, parts.Row(10, parts.Fix(look.Scaled(64), 0, parts.Label(label)), parts.Grow(parts.Body(text).Cutting())))
	}
	return parts.Stack(0, parts.High(30, head), fact(who, x.Said), fact(lang.L("Next step"), x.Next),
		fact(lang.L("Listened"), lang.L("{{.N}} minutes, {{.Calls}} calls", map[string]any{"N": x.Minutes, "Calls": len(x.Listened)})))
}

// measurePanel is what is late, what runs now and what waits for a confirmation.
func (s *Screen) measurePanel() fyne.CanvasObject {
	shown := s.urgent()
	head := parts.Row(8, parts.PanelHead(lang.L("Measures")), parts.Grow(parts.Label(s.urgency()).Cutting()),
		parts.NewLink(lang.L("All measures: {{.N}}", map[string]any{"N": len(s.y.Times)}), func() { s.turn(pageMeasures) }), parts.NewKeyBadge("M"))
	rows := parts.Stack(0, parts.High(28, head))
	for i, at := range shown {
		if i == panelRows {
			break
		}
		rows.Add(s.measureRow(at))
	}
	if len(shown) == 0 {
		rows.Add(parts.High(30, parts.Label(lang.L("Nothing is due now."))))
	}
	return rows
}

// urgency says how much there is to do now.
func (s *Screen) urgency() string {
	open := 0
	for i := range s.y.Times {
		if t := &s.y.Times[i]; t.Deed == nil && t.Running(s.d.Now()) {
			open++
		}
	}
	return lang.L("{{.N}} to do now, {{.Late}} overdue", map[string]any{"N": open, "Late": s.y.Overdue})
}

// urgent are the places of measures in the order in which they matter: what
// waits for a confirmation, what is late, what runs, what was done last.
func (s *Screen) urgent() []int {
	now := s.d.Now()
	matters := func(t *mentoring.Time) int {
		switch {
		case t.Deed != nil && !t.Deed.Ok && t.Deed.By == s.y.Side.Other() && s.writes():
			return 0
		case t.Late(now):
			return 1
		case t.Deed == nil && t.Running(now):
			return 2
		case t.Deed != nil && now.Sub(t.Deed.At) < 14*24*time.Hour:
			return 3
		}
		return 9
	}
	var out []int
	for i := range s.y.Times {
		if matters(&s.y.Times[i]) < 9 {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		x, y := matters(&s.y.Times[a]), matters(&s.y.Times[b])
		if x == 3 && y == 3 {
			return s.y.Times[b].Deed.At.Compare(s.y.Times[a].Deed.At)
		}
		return x - y
	})
	return out
}

func (s *Screen) measureRow(at int) fyne.CanvasObject {
	t := &s.y.Times[at]
	icon, tone, ink := "box", look.Edge, look.Ink
	if t.Deed != nil {
		icon, tone, ink = "boxon", look.Good, look.Ink2
	}
	var box fyne.CanvasObject = parts.NewIcon(icon, 16, tone)
	if s.writes() && t.Deed == nil { // an open box asks to be ticked
		box = parts.NewTile(look.Clear, look.Clear, box, func() { s.noteEvidence(at) })
	}
	row := parts.Row(10, box, parts.Grow(parts.NewText(t.Measure.What, look.TextBody, ink, false).Cutting()))
	word, state := s.measureState(t)
	if state == look.Warn {
		row.Add(parts.NewIcon("tri", 12, look.Warn))
	}
	note := parts.NewText(word, look.TextLabel, state, false)
	if t.Deed != nil {
		row.Add(parts.Fix(min(note.MinSize().Width, look.Scaled(300)), 0, note.Cutting()))
	} else {
		row.Add(note)
	}
	switch {
	case !s.writes():
	case t.Deed == nil:
		row.Add(parts.NewLink(lang.L("Note evidence"), func() { s.noteEvidence(at) }))
	case !t.Deed.Ok && t.Deed.By == s.y.Side.Other():
		row.Add(parts.NewLink(lang.L("Confirm"), func() { s.confirmDone(t.Deed.ID) }))
	}
	return parts.High(30, row)
}

// measureState says how one of the times of a measure stands.
func (s *Screen) measureState(t *mentoring.Time) (string, look.Token) {
	now := s.d.Now()
	switch {
	case t.Deed != nil && t.Deed.Ok:
		return lang.L("{{.Day}}, {{.Note}}, both confirmed", map[string]any{"Day": s.d.Day(t.Deed.At), "Note": t.Deed.Note}), look.Ink3
	case t.Deed != nil:
		return lang.L("{{.Day}}, {{.Note}}, to be confirmed", map[string]any{"Day": s.d.Day(t.Deed.At), "Note": t.Deed.Note}), look.Ink3
	case t.Late(now):
		return lang.L("overdue by {{.N}} days", map[string]any{"N": int(now.Sub(t.Due)/(24*time.Hour)) + 1}), look.Warn
	}
	return lang.L("by {{.Day}}", map[string]any{"Day": s.d.Day(t.Due.Add(-time.Hour))}), look.Ink2
}

// dueMeasure is the place of the measure that evidence is noted for first; -1
// for none.
func (s *Screen) dueMeasure() int {
	for _, at := range s.urgent() {
		if s.y.Times[at].Deed == nil {
			return at
		}
	}
	return -1
}

func (s *Screen) confirmDone(id string) {
	s.ask.Do(lang.L("Both have confirmed the measure"), func(ctx context.Context) error { return s.d.Mentors.Years.ConfirmDone(ctx, s.d.Actor, id) }, s.d.Fail)
}

// noteEvidence asks for the evidence of a measure: a word, and a session if one
// was held in its time.
func (s *Screen) noteEvidence(at int) {
	t := &s.y.Times[at]
	note := parts.NewEntry(lang.L("What was done, and where it can be seen")).Wide(428)
	proofs, ids := []string{lang.L("Only in words")}, []string{""}
	for i := len(s.y.Sessions) - 1; i >= 0 && len(ids) < 6; i-- {
		if x := &s.y.Sessions[i]; x.Counts() {
			proofs, ids = append(proofs, lang.L("Session of {{.Time}}", map[string]any{"Time": s.d.Moment(x.At)})), append(ids, x.ID)
		}
	}
	chosen := 0
	for i := range ids {
		if i > 0 && s.heldIn(ids[i], t) {
			chosen = i
			break
		}
	}
	if t.Deed != nil {
		note.SetText(t.Deed.Note)
		chosen = max(slices.Index(ids, t.Deed.ProofID), 0)
	}
	pick := parts.NewSelect(proofs, chosen, func(i int) { chosen = i })
	pick.Width = 428
	asks := t.Measure.Evidence
	if asks != "" {
		asks = lang.L("The contract asks for: {{.What}}", map[string]any{"What": asks})
	}
	d := mentoring.Deed{PairID: s.y.ID, MeasureID: t.Measure.ID, N: t.N}
	s.ask.Fields(parts.Question{Title: lang.L("Done: {{.What}}", map[string]any{"What": t.Measure.What}), Text: asks, Act: lang.L("Note it")}, parts.Stack(8, note, pick), note,
		lang.L("Noted; the other side confirms it"), func() (func(context.Context) error, error) {
			d.At, d.Note, d.Proof, d.ProofID = s.d.Now(), note.Text(), mentoring.ProofWord, ids[chosen]
			if d.ProofID != "" {
				d.Proof = mentoring.ProofSession
			}
			return func(ctx context.Context) error { return s.d.Mentors.Years.Done(ctx, s.d.Actor, d) }, d.Check(s.d.Now())
		})
}

func (s *Screen) heldIn(id string, t *mentoring.Time) bool {
	return slices.ContainsFunc(s.y.Sessions, func(x mentoring.Session) bool { return x.ID == id && !x.At.Before(t.From) && x.At.Before(t.Due) })
}
