package calibration

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa/calibration"
)

func (f *form) makePersons() {
	f.persons = parts.NewTable([]parts.TableColumn{{Title: lang.L("Takes part"), Width: 110}, {Title: lang.L("Organisation"), Width: 110, Yield: 1}, {Title: ""}},
		func() int { return len(f.people) }, f.personCell)
	f.persons.Left = 16
	f.persons.Marked = func(row int) bool { return row < len(f.people) && f.role(f.people[row].PersonID) != "" }
	f.persons.OnMarked = func(row int, on bool) { f.markPerson(f.people[row], on) }
	f.persons.OnOpened = func(row int) {
		p := f.people[row]
		f.markPerson(p, f.role(p.PersonID) == "")
		f.persons.Refresh()
	}
	f.expert = parts.NewSelect([]string{lang.L("(none)")}, 0, f.chooseExpert).Wide(180)
}

// The roles of a member.
const (
	asParticipant = "participant"
	asExpert      = "expert"
)

func (f *form) role(id string) string {
	for _, m := range f.s.Members {
		if m.PersonID == id {
			if m.Expert {
				return asExpert
			}
			return asParticipant
		}
	}
	return ""
}

func (f *form) personCell(row, column int) parts.Cell {
	p := f.people[row]
	tone := look.Ink
	if !p.Conflict.IsZero() {
		tone = look.Ink3
	}
	switch column {
	case 0:
		return parts.Cell{Text: p.Name, Tone: tone, Bold: f.role(p.PersonID) != ""}
	case 1:
		return parts.Cell{Text: f.orgs[p.OrganisationID], Tone: look.Ink3}
	}
	switch {
	case !p.Conflict.IsZero():
		return parts.Cell{Text: p.Conflict.In(f.d.Settings.Language), Tone: look.Ink3, Icon: "lock", Small: true}
	case f.role(p.PersonID) == asExpert:
		return parts.Cell{Text: lang.L("Expert"), Tone: look.Accent, Icon: "star"}
	}
	return parts.Cell{}
}

// who is the list of people with what speaks against each.
func (f *form) who() fyne.CanvasObject {
	head := parts.Row(8, parts.Strong(lang.L("People")), f.count, parts.Gap(),
		parts.Label(lang.L("Expert")), f.expert)
	return parts.Dock(parts.Inset(8, 16, 8, 16, parts.High(32, head)), nil, nil, nil, f.persons)
}

// readPeople asks who can score the chosen calls.
func (f *form) readPeople() {
	var ids []string
	for _, c := range f.s.Calls {
		ids = append(ids, c.ID)
	}
	background.Run(f.ctx, f.d.Stage, func(ctx context.Context) ([]calibration.Candidate, error) {
		return f.d.Calibration.Candidates(ctx, f.d.Actor, ids)
	}, func(all []calibration.Candidate, err error) {
		f.d.Fail(err)
		slices.SortStableFunc(all, func(a, b calibration.Candidate) int { return blocked(a) - blocked(b) })
		f.people = all
		for _, p := range all {
			if !p.Conflict.IsZero() && !f.running() {
				f.take(p.PersonID, "")
			}
		}
		f.showPeople()
	})
}

func blocked(c calibration.Candidate) int {
	if c.Conflict.IsZero() {
		return 0
	}
	return 1
}

// take gives somebody a role, or none.
func (f *form) take(id, role string) {
	f.s.Members = slices.DeleteFunc(slices.Clone(f.s.Members), func(m calibration.Member) bool {
		return m.PersonID == id || role == asExpert && m.Expert
	})
	if role == "" {
		return
	}
	name := ""
	if i := slices.IndexFunc(f.people, func(p calibration.Candidate) bool { return p.PersonID == id }); i >= 0 {
		name = f.people[i].Name
	}
	f.s.Members = append(f.s.Members, calibration.Member{PersonID: id, Name: name, Expert: role == asExpert})
}

func (f *form) markPerson(p calibration.Candidate, on bool) {
	switch {
	case !p.Conflict.IsZero():
		return
	case !on:
		f.take(p.PersonID, "")
	case f.role(p.PersonID) == "":
		f.take(p.PersonID, asParticipant)
	}
	f.showPeople()
}

// chooseExpert makes the chosen one the expert; the first choice is none.
func (f *form) chooseExpert(i int) {
	free := f.free()
	f.s.Members = slices.DeleteFunc(slices.Clone(f.s.Members), func(m calibration.Member) bool { return m.Expert })
	if i > 0 && i <= len(free) {
		f.take(free[i-1].PersonID, asExpert)
	}
	f.showPeople()
}

// free are the candidates against whom nothing speaks.
func (f *form) free() []calibration.Candidate {
	return slices.DeleteFunc(slices.Clone(f.people), func(c calibration.Candidate) bool { return !c.Conflict.IsZero() })
}

func (f *form) showPeople() {
	names, chosen := []string{lang.L("(none)")}, 0
	for i, c := range f.free() {
		names = append(names, c.Name)
		if f.role(c.PersonID) == asExpert {
			chosen = i + 1
		}
	}
	f.expert.SetOptions(names, chosen)
	f.persons.Refresh()
	f.count.Set(f.countWords())
}

func (f *form) countWords() string {
	return lang.L("{{.N}} take part, two are the least", map[string]any{"N": len(f.s.Participants())})
}
