package coaching

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/training/analysis"
)

// gathering is what a session is planned from.
type gathering struct {
	call    recordings.Row
	persons []people.Person
}

// askGather asks who listens to a call together, and when.
func (s *Screen) askGather(g gathering) {
	title, at := parts.NewEntry(lang.L("What it is about")).Wide(300), parts.NewEntry("2026-11-27 14:00").Wide(160)
	title.SetText(desk.CallName(g.call.Call))
	title.Most = analysis.MostTitle
	at.SetText(s.d.Midnight().AddDate(0, 0, 1).Add(16 * time.Hour).Format(ask.MinuteLayout))
	chosen := map[string]bool{g.call.AgentID: true}
	box := parts.Stack(2)
	for _, p := range near(g) {
		box.Add(parts.NewCheck(p.Name, chosen[p.ID], func(on bool) { chosen[p.ID] = on }))
	}
	fields := parts.Stack(4, ask.Labelled(lang.L("Title"), title), ask.Labelled(lang.L("When"), at), parts.Label(lang.L("Who takes part")), parts.Fix(0, look.Scaled(220), parts.Scrolling(box)))
	s.ask.Fields(parts.Question{Title: lang.L("Listen to this call together?"), Text: lang.L("Those who take part find it under Today."), Act: lang.L("Plan it")}, fields, title, lang.L("Joint listening is planned"), func() (ask.Work, error) {
		when, err := ask.Minute(at.Text(), s.d.Zone)
		a := analysis.Session{CallID: g.call.ID, Title: title.Text(), At: when}
		for _, p := range g.persons {
			if chosen[p.ID] {
				a.Members = append(a.Members, analysis.Member{PersonID: p.ID})
			}
		}
		return func(ctx context.Context) error {
			id, err := s.d.Analyses.Plan(ctx, s.d.Actor, a)
			s.start = desk.Route{ID: id}
			return err
		}, err
	})
}

// near are those who may take part, those of the call's team first.
func near(g gathering) []people.Person {
	out := slices.DeleteFunc(slices.Clone(g.persons), func(p people.Person) bool { return p.Login == "" && p.TeamID != g.call.TeamID })
	rank := func(p people.Person) int {
		switch {
		case p.ID == g.call.AgentID:
			return 0
		case p.TeamID == g.call.TeamID && p.TeamID != "":
			return 1
		case p.OrganisationID == g.call.OrganisationID:
			return 2
		}
		return 3
	}
	slices.SortStableFunc(out, func(a, b people.Person) int { return rank(a) - rank(b) })
	return out
}

// askFinding asks what was found where the call is heard now.
func (l *listening) askFinding() {
	s, id := l.s, l.a.ID
	at := parts.NewEntry("1:42").Wide(80)
	at.SetText(chart.ClockWide(l.at()))
	text := parts.NewNote(lang.L("What is heard, and what follows from it"), 3)
	text.Width = ask.Wide
	text.Most = analysis.MostText
	sort := 0
	fields := parts.Stack(6, parts.Row(8, parts.NewSegments(sortWords(), 0, func(i int) { sort = i }), parts.Label(lang.L("at")), at, parts.Gap()), text)
	s.ask.Fields(parts.Question{Title: lang.L("Note a finding"), Act: lang.L("Note it")}, fields, text, lang.L("The finding is noted"), func() (ask.Work, error) {
		when, ok := chart.ParseClock(at.Text())
		if !ok {
			return nil, fault.New(fault.Invalid, "\"{{.Have}}\" is no time on the recording. Write it as 1:42.", fault.Values{"Have": at.Text()})
		}
		f := analysis.Finding{At: when, Sort: analysis.Sorts[sort], Text: text.Text()}
		return func(ctx context.Context) error { return s.d.Analyses.Note(ctx, s.d.Actor, id, f) }, nil
	})
}

func sortWords() []string {
	return []string{lang.L("Done well"), lang.L("Could be better"), lang.L("To find out")}
}

// askDecide asks what is to improve, by whom, until when.
func (l *listening) askDecide() {
	s, a := l.s, l.a
	ids, names := []string{a.LeadID}, []string{a.Lead}
	for _, m := range a.Members {
		ids, names = append(ids, m.PersonID), append(names, m.Name)
	}
	text, due := parts.NewNote(lang.L("What is to improve"), 3), parts.NewEntry("2026-12-31").Wide(110)
	text.Width = ask.Wide
	text.Most = analysis.MostText
	due.SetText(s.d.Midnight().AddDate(0, 0, 14).Format(time.DateOnly))
	owner := 0
	fields := parts.Stack(6, text, ask.Labelled(lang.L("Owner"), parts.NewSelect(names, 0, func(i int) { owner = i }).Wide(180)), ask.Labelled(lang.L("Due"), due))
	s.ask.Fields(parts.Question{Title: lang.L("What is decided?"), Act: lang.L("Note a decision")}, fields, text, lang.L("The decision is noted"), func() (ask.Work, error) {
		day, err := ask.Day(due.Text(), s.d.Zone)
		d := analysis.Decision{Text: text.Text(), OwnerID: ids[owner], Due: day.Add(18 * time.Hour)}
		return func(ctx context.Context) error { return s.d.Analyses.Decide(ctx, s.d.Actor, a.ID, d) }, err
	})
}

// askHold closes the minutes.
func (l *listening) askHold() {
	s, a := l.s, l.a
	summary := parts.NewNote(lang.L("What the session came to"), 3)
	summary.Width = ask.Wide
	summary.Most = analysis.MostText
	came := map[string]bool{}
	box := parts.Stack(2)
	for _, m := range a.Members {
		came[m.PersonID] = true
		box.Add(parts.NewCheck(m.Name, true, func(on bool) { came[m.PersonID] = on }))
	}
	fields := parts.Stack(6, summary, parts.Label(lang.L("Who came")), parts.Fix(0, look.Scaled(min(float32(len(a.Members))*30, 180)), parts.Scrolling(box)))
	s.ask.Fields(parts.Question{Title: lang.L("Close the minutes?"), Text: lang.L("Findings can't be changed afterwards. Decisions are still carried out."), Act: lang.L("Close the minutes")}, fields, summary, lang.L("The minutes are closed"), func() (ask.Work, error) {
		var ids []string
		for id, on := range came {
			if on {
				ids = append(ids, id)
			}
		}
		text := summary.Text()
		return func(ctx context.Context) error { return s.d.Analyses.Hold(ctx, s.d.Actor, a.ID, ids, text) }, nil
	})
}

// askCancel ends a session that nobody will hold.
func (l *listening) askCancel() {
	s, a := l.s, l.a
	s.ask.Fields(parts.Question{Kind: parts.Delete, Title: lang.L("Cancel the session?"), Text: lang.L("What was noted stays to be read. The session is not held any more."), Act: lang.L("Cancel the session")}, nil, nil, lang.L("The session is cancelled"), func() (ask.Work, error) {
		return func(ctx context.Context) error { return s.d.Analyses.Cancel(ctx, s.d.Actor, a.ID) }, nil
	})
}

// askFinish asks what was done about the first open decision that the actor may finish.
func (l *listening) askFinish() {
	s, a := l.s, l.a
	d := l.mine()
	if d == nil {
		return
	}
	done := parts.NewEntry(lang.L("What was done")).Wide(ask.Wide)
	s.ask.Fields(parts.Question{Title: lang.L("Is this decision done?"), Text: d.Text, Act: lang.L("It is done")}, done, done, lang.L("The decision is done"), func() (ask.Work, error) {
		text := done.Text()
		return func(ctx context.Context) error { return s.d.Analyses.Finish(ctx, s.d.Actor, a.ID, d.ID, text) }, nil
	})
}

// mine is the first open decision of the actor, or of anybody for who leads.
func (l *listening) mine() *analysis.Decision {
	for i := range l.a.Decisions {
		if d := &l.a.Decisions[i]; d.DoneAt.IsZero() && (d.OwnerID == l.s.d.Actor.PersonID || l.s.leads()) {
			return d
		}
	}
	return nil
}

// noteRow is a line of findings: moment, sort, words, who.
func noteRow(icon string, tone look.Token, when, who string, text fyne.CanvasObject) fyne.CanvasObject {
	return parts.Inset(7, 0, 7, 0, parts.Row(10, parts.Fix(look.Scaled(48), 0, parts.Body(when)), parts.NewIcon(icon, 15, tone), text, parts.Gap(), parts.Label(who)))
}
