package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
)

// sheet is one person in the panel: as kept, and as edited.
type sheet struct {
	s           *Screen
	was, edited people.Person
	busy        bool

	name, number, login, joined *parts.Entry
	team, manager, mentor       *parts.Select
	rights                      *fyne.Container
	wrong                       map[string]*fyne.Container // below a field, by its name; "" at the foot
	foot, under                 *fyne.Container            // the buttons, and all below the form
}

// edit shows a person in the panel.
func (s *Screen) edit(p people.Person) {
	s.sheet = &sheet{s: s, was: p, edited: p, wrong: map[string]*fyne.Container{}, rights: parts.Stack(0), foot: parts.Row(8)}
	content := s.sheet.facts()
	if s.keeps() {
		content = s.sheet.form()
	}
	s.panel.Objects = []fyne.CanvasObject{content}
	s.panel.Refresh()
	s.stay()
	s.d.Changed()
	s.d.Trace("person", map[string]any{"id": p.ID})
}

const dayLayout = "2006-01-02"

func day(at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return ""
	}
	return at.In(zone).Format(dayLayout)
}

// now is the person as edited.
func (e *sheet) now() people.Person {
	p := e.edited
	if e.name == nil {
		return p
	}
	p.Name, p.StaffNumber, p.Login = strings.TrimSpace(e.name.Text()), strings.TrimSpace(e.number.Text()), strings.TrimSpace(e.login.Text())
	if text := strings.TrimSpace(e.joined.Text()); text != day(e.was.JoinedAt, e.s.d.Zone) {
		p.JoinedAt, _ = time.ParseInLocation(dayLayout, text, e.s.d.Zone) // a wrong date is refused before it is kept
	}
	return p
}

func (e *sheet) changed() bool {
	p, w := e.now(), e.was
	return p.Name != w.Name || p.StaffNumber != w.StaffNumber || p.Login != w.Login || p.OrganisationID != w.OrganisationID ||
		p.TeamID != w.TeamID || p.ManagerID != w.ManagerID || p.MentorID != w.MentorID || !p.JoinedAt.Equal(w.JoinedAt) ||
		!same(p.Roles, w.Roles) || !same(p.Granted, w.Granted) || !same(p.Withdrawn, w.Withdrawn)
}

func same[T ~string](a, b []T) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// touched redraws what depends on an edit.
func (e *sheet) touched() {
	e.showFoot()
	e.s.d.Changed()
}

// refuse shows why a field can't stay as it is; an empty sentence clears it.
func (e *sheet) refuse(field, sentence string) {
	for name, entry := range map[string]*parts.Entry{"name": e.name, "number": e.number, "login": e.login, "joined": e.joined} {
		if name == field {
			entry.SetWrong(sentence != "")
		}
	}
	room := e.wrong[field]
	room.Objects = nil
	if sentence != "" {
		p := parts.NewParagraph(sentence, look.TextLabel, look.Bad)
		room.Objects = []fyne.CanvasObject{parts.Inset(2, 0, 4, look.Scaled(labelWidth), p)}
	}
	room.Refresh()
}

// check refuses what can be seen to be wrong before it is kept.
func (e *sheet) check() bool {
	for field := range e.wrong {
		e.refuse(field, "")
	}
	p, good := e.now(), true
	if p.Name == "" {
		e.refuse("name", lang.L("A person needs a name."))
		good = false
	}
	if text := strings.TrimSpace(e.joined.Text()); text != "" {
		if _, err := time.ParseInLocation(dayLayout, text, e.s.d.Zone); err != nil {
			e.refuse("joined", lang.L("A date looks like 2026-11-18."))
			good = false
		}
	}
	return good
}

// keep saves the person and goes on with then.
func (e *sheet) keep(then func()) {
	if e.busy || !e.check() {
		return
	}
	e.busy = true
	p, was, s := e.now(), e.was, e.s
	background.Run(context.Background(), s.d.Stage, func(ctx context.Context) (string, error) {
		return s.d.People.SavePerson(ctx, s.d.Actor, p)
	}, func(id string, err error) {
		e.busy = false
		if err != nil {
			e.refused(err)
			return
		}
		p.ID = id
		e.was, e.edited = p, p
		var undo func()
		if was.ID != "" {
			undo = func() { s.put(was) }
		}
		s.d.Toast(lang.L("{{.Name}} saved", map[string]any{"Name": p.Name}), undo)
		s.d.Trace("saved", map[string]any{"person": id})
		if s.ctx.Err() == nil {
			then()
			s.load()
		}
	})
}

// refused says beside the field it concerns why nothing was kept.
func (e *sheet) refused(err error) {
	sentence := words.Sentence(e.s.d.Settings.Language, err)
	if e.s.ctx.Err() != nil {
		e.s.d.Fail(err)
		return
	}
	field := ""
	if fault.Is(err, fault.Conflict) && !strings.Contains(err.Error(), "administrator") {
		field = "login"
		for _, p := range e.s.k.persons {
			if p.ID != e.was.ID && p.StaffNumber != "" && p.StaffNumber == e.now().StaffNumber && p.OrganisationID == e.now().OrganisationID {
				field = "number"
			}
		}
	}
	e.refuse(field, sentence)
	e.s.d.Trace("refused", map[string]any{"field": field})
}

// put keeps a person as they were: undo.
func (s *Screen) put(p people.Person) {
	background.Run(context.Background(), s.d.Stage, func(ctx context.Context) (string, error) {
		return s.d.People.SavePerson(ctx, s.d.Actor, p)
	}, func(_ string, err error) { s.after(p.ID, err) })
}

// after reads again once something was done to a person.
func (s *Screen) after(id string, err error) {
	s.d.Fail(err)
	if err != nil || s.ctx.Err() != nil {
		return
	}
	s.sheet = nil
	s.wanted = id
	s.load()
}

// leaves records that somebody leaves; the zero time takes it back.
func (s *Screen) leaves(p people.Person, when time.Time) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.People.Leave(ctx, s.d.Actor, p.ID, when)
	}, func(_ struct{}, err error) {
		if err == nil && !when.IsZero() {
			s.d.Toast(lang.L("{{.Name}} leaves on {{.Day}}", map[string]any{"Name": p.Name, "Day": s.d.Day(when)}), func() { s.leaves(p, p.LeftAt) })
		}
		if err == nil {
			s.d.Trace("left", map[string]any{"person": p.ID})
		}
		s.after(p.ID, err)
	})
}

// facts are the panel for those who may only look.
func (e *sheet) facts() fyne.CanvasObject {
	p, s := e.was, e.s
	box := parts.Stack(0, parts.PanelHead(p.Name), parts.Room(0, 8))
	add := func(label, value string) {
		if value != "" {
			box.Add(parts.FactLine(parts.Fact{Label: label, Value: value}))
		}
	}
	add(lang.L("Staff number"), p.StaffNumber)
	add(lang.L("Organisation"), s.orgName(p.OrganisationID))
	add(lang.L("Team"), s.teamName(p.TeamID))
	add(lang.L("Roles"), roleWords(p.Roles))
	add(lang.L("Manager"), s.personName(p.ManagerID))
	add(lang.L("Mentor"), s.personName(p.MentorID))
	add(lang.L("Joined"), day(p.JoinedAt, s.d.Zone))
	add(lang.L("Leaves"), day(p.LeftAt, s.d.Zone))
	box.Add(parts.Room(0, 12))
	if s.d.Actor.May(people.SeeCalls) && p.Has(people.Agent) {
		box.Add(parts.Row(0, parts.NewButton(lang.L("Read the evaluations"), parts.Main, func() { s.d.Go(toScores(p.ID)) }).WithIcon("bars")))
	}
	return parts.Scrolling(parts.Inset(16, 20, 20, 20, box))
}

func (s *Screen) personName(id string) string {
	for _, p := range s.k.persons {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}

func toScores(agent string) desk.Route {
	r := desk.Route{Place: desk.Scores}
	r.Filter.AgentIDs = []string{agent}
	return r
}
