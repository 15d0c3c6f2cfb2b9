package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
)

// labelWidth is the room for the word before a field, at 100 %.
const labelWidth = 84

// form is the panel for those who keep people.
func (e *sheet) form() fyne.CanvasObject {
	title := e.was.Name
	if e.was.ID == "" {
		title = lang.L("New person")
	}
	e.fields()
	box := parts.Stack(0, parts.PanelHead(title), parts.Room(0, 10),
		e.field("name", lang.L("Name"), e.name), e.field("number", lang.L("Staff number"), e.number),
		e.field("org", lang.L("Organisation"), e.orgSelect()), e.field("team", lang.L("Team"), e.team),
		e.field("manager", lang.L("Manager"), e.manager), e.field("mentor", lang.L("Mentor"), e.mentor),
		e.field("joined", lang.L("Joined"), e.joined), parts.Room(0, 12),
		parts.Strong(lang.L("Access")), parts.Room(0, 6), e.field("login", lang.L("Login"), e.login))
	if e.was.ID != "" {
		box.Add(e.field("password", lang.L("Password"), e.passwordRow()))
		box.Add(e.field("left", lang.L("Leaves"), e.leavingRow()))
	}
	box.Add(parts.Room(0, 12))
	box.Add(parts.Strong(lang.L("Roles")))
	box.Add(parts.Room(0, 6))
	box.Add(e.roleGrid())
	box.Add(parts.Room(0, 12))
	box.Add(parts.Row(8, parts.Strong(lang.L("Rights")), parts.Label(lang.L("what the roles give, and what goes beyond"))))
	box.Add(parts.Room(0, 4))
	box.Add(e.rights)
	e.showRights()
	e.wrong[""] = parts.Stack(0)
	e.under = parts.Stack(0, parts.NewHairline(), parts.Inset(0, 20, 0, 20, e.wrong[""]), parts.High(48, parts.Inset(0, 20, 0, 20, e.foot)))
	e.showFoot()
	return parts.Dock(nil, e.under, nil, nil, parts.Scrolling(parts.Inset(16, 20, 20, 20, box)))
}

func (e *sheet) fields() {
	line := func(text, hint string) *parts.Entry {
		f := parts.NewEntry(hint)
		f.SetText(text)
		return f
	}
	p := e.was
	e.name, e.number = line(p.Name, lang.L("Name")), line(p.StaffNumber, "60217")
	e.login, e.joined = line(p.Login, lang.L("empty: no access")), line(day(p.JoinedAt, e.s.d.Zone), "2026-11-18")
	for _, f := range []*parts.Entry{e.name, e.number, e.login, e.joined} {
		f.OnChanged = func(string) { e.touched() }
		f.OnSubmitted = func(string) { e.s.save() }
	}
	e.manager = e.personSelect(e.was.ManagerID, func(p people.Person) bool {
		return p.Has(people.Supervisor) || p.Has(people.QualityLead) || p.Has(people.Trainer) || p.Has(people.Administrator)
	}, func(id string) { e.edited.ManagerID = id })
	e.mentor = e.personSelect(e.was.MentorID, func(p people.Person) bool { return p.Has(people.Mentor) }, func(id string) { e.edited.MentorID = id })
	e.team = parts.NewSelect(nil, 0, nil)
	e.showTeams()
}

// field is a word before a field, and room for what is wrong with it.
func (e *sheet) field(name, word string, field fyne.CanvasObject) fyne.CanvasObject {
	e.wrong[name] = parts.Stack(0)
	return parts.Stack(0, parts.High(36, parts.Row(0, parts.Fix(look.Scaled(labelWidth), 0, parts.Second(word)), parts.Grow(field))), e.wrong[name])
}

func (e *sheet) orgSelect() fyne.CanvasObject {
	var names []string
	chosen := -1
	for i, o := range e.s.k.orgs {
		names = append(names, o.Name+"  "+kindWord(o.Kind))
		if o.ID == e.was.OrganisationID {
			chosen = i
		}
	}
	return parts.NewSelect(names, chosen, func(i int) {
		e.edited.OrganisationID, e.edited.TeamID = e.s.k.orgs[i].ID, ""
		e.showTeams()
		e.showRights()
		e.touched()
	})
}

// showTeams offers the teams of the organisation.
func (e *sheet) showTeams() {
	names, ids, chosen := []string{lang.L("(none)")}, []string{""}, 0
	for _, t := range e.s.k.teams {
		if t.OrganisationID == e.edited.OrganisationID {
			if t.ID == e.edited.TeamID {
				chosen = len(ids)
			}
			names, ids = append(names, t.Name), append(ids, t.ID)
		}
	}
	e.team.OnChanged = func(i int) { e.edited.TeamID = ids[i]; e.touched() }
	e.team.SetOptions(names, chosen)
}

// personSelect offers the persons that fit, and whoever is chosen already.
func (e *sheet) personSelect(now string, fits func(people.Person) bool, set func(id string)) *parts.Select {
	names, ids, chosen := []string{lang.L("(none)")}, []string{""}, 0
	for _, p := range e.s.k.persons {
		if p.ID != now && (!fits(p) || p.Left(e.s.d.Now()) || p.ID == e.was.ID) {
			continue
		}
		if p.ID == now {
			chosen = len(ids)
		}
		names, ids = append(names, p.Name+"  "+e.s.orgName(p.OrganisationID)), append(ids, p.ID)
	}
	return parts.NewSelect(names, chosen, func(i int) { set(ids[i]); e.touched() })
}

// roleGrid is a box per role, in three columns.
func (e *sheet) roleGrid() fyne.CanvasObject {
	grid := parts.Stack(6)
	for i := 0; i < len(people.Roles); i += 3 {
		row := parts.Row(8)
		for _, r := range people.Roles[i:min(i+3, len(people.Roles))] {
			check := parts.NewCheck(desk.RoleName(r), e.was.Has(r), func(on bool) {
				e.edited.Roles = without(e.edited.Roles, r)
				if on {
					e.edited.Roles = append(e.edited.Roles, r)
				}
				e.showRights()
				e.touched()
			})
			row.Add(parts.Fix(look.Scaled(120), 0, check))
		}
		grid.Add(row)
	}
	return grid
}

func (e *sheet) showRights() {
	e.rights.Objects = []fyne.CanvasObject{e.rightsBlock()}
	e.rights.Refresh()
}

// showFoot offers saving once there is something to save.
func (e *sheet) showFoot() {
	if e.name == nil {
		return
	}
	p := e.was
	e.foot.Objects = nil
	if e.changed() || p.ID == "" {
		e.foot.Objects = []fyne.CanvasObject{
			parts.NewButton(lang.L("Save"), parts.Main, e.s.save).WithIcon("check").WithKey("Ctrl S"),
			parts.NewButton(lang.L("Discard changes"), parts.Quiet, e.discard)}
	} else if p.Has(people.Agent) && e.s.d.Actor.May(people.SeeCalls) {
		e.foot.Objects = []fyne.CanvasObject{parts.NewLink(lang.L("Read the evaluations"), func() { e.s.d.Go(toScores(p.ID)) })}
	}
	e.foot.Refresh()
	if e.under != nil && e.under.Hidden != (len(e.foot.Objects) == 0) {
		e.under.Hidden = len(e.foot.Objects) == 0
		e.s.panel.Refresh()
	}
}

func (e *sheet) discard() {
	s, was := e.s, e.was
	s.sheet = nil
	if was.ID == "" {
		s.narrow()
		return
	}
	s.edit(was)
}

func (e *sheet) passwordRow() fyne.CanvasObject {
	word, state := lang.L("set"), parts.StateGood
	if !e.was.HasPassword {
		word, state = lang.L("none yet"), parts.StateWarn
	}
	set := parts.NewButton(lang.L("Set a password"), parts.Plain, e.askPassword).AsSmall().WithIcon("lock")
	if e.was.Login == "" {
		set.Disable()
	}
	return parts.Row(8, parts.NewPill(word, state), parts.Gap(), set)
}

// askPassword asks for a new password, twice.
func (e *sheet) askPassword() {
	first, second := parts.NewPassword(lang.L("New password")).Wide(360), parts.NewPassword(lang.L("Once more")).Wide(360)
	ask.Form(e.s.d, parts.Question{Title: lang.L("Set a password for {{.Name}}?", map[string]any{"Name": e.was.Name}),
		Text: lang.L("The old one stops working at once. Hand the new one over in person."), Act: lang.L("Set the password"), Kind: parts.Main},
		first, parts.Stack(8, first, second), func(done func(error)) {
			if first.Text() != second.Text() {
				done(fault.New(fault.Invalid, "The two don't match. Type them again.", nil))
				return
			}
			e.setPassword(first.Text(), done)
		})
	again := first.OnSubmitted
	first.OnSubmitted, second.OnSubmitted = func(string) { second.Focus() }, again
}

func (e *sheet) setPassword(password string, done func(error)) {
	s, p := e.s, e.was
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Door.SetPassword(ctx, s.d.Actor, p.ID, "", password)
	}, func(_ struct{}, err error) {
		done(err)
		if err == nil {
			s.d.Toast(lang.L("Password of {{.Name}} set", map[string]any{"Name": p.Name}), nil)
			s.d.Trace("password", map[string]any{"person": p.ID})
			s.load()
		}
	})
}

// leavingRow records that somebody leaves on a day, or takes it back.
func (e *sheet) leavingRow() fyne.CanvasObject {
	if !e.was.LeftAt.IsZero() {
		back := parts.NewButton(lang.L("Takes part again"), parts.Plain, func() { e.s.leaves(e.was, time.Time{}) }).AsSmall().WithIcon("undo")
		return parts.Row(8, parts.Body(day(e.was.LeftAt, e.s.d.Zone)), parts.Gap(), back)
	}
	when := parts.NewEntry("2026-11-18").Wide(110)
	when.SetText(day(e.s.d.Now(), e.s.d.Zone))
	act := func() {
		at, err := time.ParseInLocation(dayLayout, strings.TrimSpace(when.Text()), e.s.d.Zone)
		if err != nil {
			when.SetWrong(true)
			e.refuse("left", lang.L("A date looks like 2026-11-18."))
			return
		}
		if at.Equal(e.s.d.Midnight()) {
			at = e.s.d.Now()
		}
		e.s.keep(func() { e.s.leaves(e.was, at) })
	}
	when.OnSubmitted = func(string) { act() }
	return parts.Row(8, when, parts.Gap(), parts.NewButton(lang.L("Withdraw access"), parts.Danger, act).AsSmall())
}

// roleOf finds the role that a word names, in either language.
func roleOf(word string) (people.Role, bool) {
	word = strings.TrimSpace(word)
	i := slices.IndexFunc(people.Roles, func(r people.Role) bool {
		return strings.EqualFold(word, string(r)) || slices.Contains(roleWordsKnown[r], strings.ToLower(word))
	})
	if i < 0 {
		return "", false
	}
	return people.Roles[i], true
}

// roleWordsKnown are the words for roles that tables use.
var roleWordsKnown = map[people.Role][]string{
	people.Agent: {"坐席", "客服代表", "客服"}, people.Trainee: {"学员"}, people.Reviewer: {"质检员"},
	people.QualityLead: {"质检主管", "quality lead"}, people.Mentor: {"师傅"}, people.Trainer: {"培训师"},
	people.Supervisor: {"班组长", "班长"}, people.Client: {"甲方"}, people.Administrator: {"系统管理员", "管理员", "admin"},
}
