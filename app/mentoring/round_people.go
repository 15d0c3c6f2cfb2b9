package mentoring

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/training/mentor"
)

// The columns of the people.
const (
	whoName = iota
	whoUnit
	whoPlaces
	whoWishes
	whoShifts
	whoSkills
	whoScored
)

// side is the one of the round that the page shows.
func (o *opened) who() (in *[]mentor.Person, all []mentor.Person) {
	if o.page == pageMentors {
		return &o.r.Mentors, o.mentors
	}
	return &o.r.Mentees, o.mentees
}

func (o *opened) peoplePage(in *[]mentor.Person, all []mentor.Person) fyne.CanvasObject {
	if len(all) == 0 {
		return parts.EmptyState("people", lang.L("Nobody is free to be paired"), lang.L("Mentors have the role of mentor under People. Mentees are agents and trainees without a mentor."))
	}
	third := lang.L("Obligatory mentor")
	if o.page == pageMentors {
		third = lang.L("Mentor places")
	}
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Name"), Width: 130}, {Title: lang.L("Unit"), Width: 150, Yield: 1}, {Title: third, Width: 116}, {Title: lang.L("Wishes"), Least: 110},
		{Title: lang.L("Shifts"), Width: 150}, {Title: lang.L("Skills"), Width: 170, Yield: 2}, {Title: lang.L("Scored questions"), Width: 110, Right: true, Yield: 3},
	}, func() int { return len(all) }, o.whoCell)
	t.Marked = func(row int) bool { return o.is(*in, all[row].ID) }
	t.OnMarked = func(row int, _ bool) { o.toggle(row) }
	t.AllMarked = func() bool { return len(*in) == len(all) }
	t.OnAllMarked = func(marked bool) { o.allIn(marked) }
	t.OnOpened = o.askPerson
	o.table = t
	t.List().Chosen = 0
	hint := lang.L("Tick who takes part. Enter opens wishes, roster, languages and places of a person.")
	return parts.Dock(parts.Inset(8, 24, 6, 24, parts.Second(hint)), nil, nil, nil, t)
}

func (o *opened) is(in []mentor.Person, id string) bool {
	return slices.ContainsFunc(in, func(p mentor.Person) bool { return p.ID == id })
}

// person is somebody of the page as the round has them, if they are in it.
func (o *opened) person(row int) (p mentor.Person, in bool) {
	side, all := o.who()
	if i := slices.IndexFunc(*side, func(x mentor.Person) bool { return x.ID == all[row].ID }); i >= 0 {
		return (*side)[i], true
	}
	return all[row], false
}

func (o *opened) whoCell(row, column int) parts.Cell {
	p, in := o.person(row)
	tone := look.Ink
	if !in {
		tone = look.Ink3
	}
	cell := func(text string) parts.Cell {
		if text == "" {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return parts.Cell{Text: text, Tone: tone}
	}
	switch column {
	case whoName:
		return parts.Cell{Text: p.Facts.Name + " " + p.Facts.StaffNumber, Tone: tone, Bold: in}
	case whoUnit:
		return cell(teamOf(&p))
	case whoPlaces:
		return cell(o.third(&p))
	case whoWishes:
		return cell(o.wishes(&p))
	case whoShifts:
		return o.shiftsCell(&p, tone)
	case whoSkills:
		return cell(strings.Join(p.Facts.Skills, lang.L(", ")))
	}
	return parts.Cell{Text: chart.Count(len(p.Facts.Kept)), Tone: tone, Value: len(p.Facts.Kept)}
}

// third is the places of a mentor, or the obligatory mentor of a mentee.
func (o *opened) third(p *mentor.Person) string {
	if o.page == pageMentors {
		places := o.r.Rules.Capacity
		if p.Capacity > 0 {
			places = p.Capacity
		}
		return lang.L("{{.Free}} free of {{.Of}}", map[string]any{"Free": max(places-p.Facts.Taken, 0), "Of": places})
	}
	return o.name(o.obliged(p.ID), "")
}

func (o *opened) obliged(menteeID string) string {
	for _, x := range o.r.Obligatory {
		if x.Mentee == menteeID {
			return x.Mentor
		}
	}
	return ""
}

func (o *opened) wishes(p *mentor.Person) string {
	var names []string
	for _, id := range p.Wishes {
		for _, x := range slices.Concat(o.r.Mentors, o.r.Mentees) {
			if x.ID == id {
				names = append(names, x.Facts.Name)
			}
		}
	}
	return strings.Join(names, " > ")
}

func (o *opened) shiftsCell(p *mentor.Person, tone look.Token) parts.Cell {
	switch {
	case p.Roster != "":
		return parts.Cell{Text: p.Roster, Tone: tone}
	case len(p.Facts.Shifts) > 0:
		return parts.Cell{Text: lang.L("{{.N}} shifts known", map[string]any{"N": len(p.Facts.Shifts)}), Tone: tone}
	}
	return parts.StateCell(lang.L("not known"), parts.StateWarn)
}

// toggle takes somebody in or out.
func (o *opened) toggle(row int) {
	side, all := o.who()
	if row < 0 || row >= len(all) {
		return
	}
	if o.is(*side, all[row].ID) {
		o.r.Leave(all[row].ID)
	} else {
		*side = append(*side, all[row])
	}
	o.touch()
	o.table.Refresh()
}

func (o *opened) allIn(marked bool) {
	side, all := o.who()
	for _, p := range all {
		switch in := o.is(*side, p.ID); {
		case marked && !in:
			*side = append(*side, p)
		case !marked && in:
			o.r.Leave(p.ID)
		}
	}
	o.touch()
	o.build()
}

// askPerson asks for what is entered about somebody; it takes them in.
func (o *opened) askPerson(row int) {
	_, all := o.who()
	if row < 0 || row >= len(all) {
		return
	}
	p, _ := o.person(row)
	p.Wishes = slices.Clone(p.Wishes)
	f := &personForm{o: o, p: p, obliged: o.obliged(p.ID)}
	q := parts.Question{Title: p.Facts.Name, Text: lang.L("What is entered here goes into the score; a roster stands in for shifts that are not imported."), Act: lang.L("Take over"), Kind: parts.Main, Width: look.Scaled(520)}
	fields := f.fields()
	ask.Form(o.s.d, q, f.roster, fields, func(done func(error)) { done(f.take()) })
}

// personForm is what can be entered about somebody.
type personForm struct {
	o                         *opened
	p                         mentor.Person
	obliged                   string
	roster, languages, places *parts.Entry
	wishes                    [3]string
}

func (f *personForm) fields() fyne.CanvasObject {
	row := func(word string, o fyne.CanvasObject) fyne.CanvasObject {
		return parts.High(36, parts.Row(8, parts.Fix(look.Scaled(120), 0, parts.Label(word)), o))
	}
	f.roster = parts.NewEntry("1-5 08:00-16:00").Wide(340)
	f.roster.SetText(f.p.Roster)
	f.languages = parts.NewEntry(lang.L("Languages, apart by commas")).Wide(340)
	f.languages.SetText(strings.Join(f.p.Languages, lang.L(", ")))
	out := parts.Stack(2, row(lang.L("Roster"), f.roster), row(lang.L("Language"), f.languages))
	names, ids := []string{lang.L("nobody")}, []string{""}
	others := f.o.r.Mentors
	if f.o.page == pageMentors {
		others = f.o.r.Mentees
	}
	for _, x := range others {
		names, ids = append(names, x.Facts.Name+" "+x.Facts.StaffNumber), append(ids, x.ID)
	}
	for i := range f.wishes {
		if i < len(f.p.Wishes) {
			f.wishes[i] = f.p.Wishes[i]
		}
		out.Add(row(lang.L("Wish {{.N}}", map[string]any{"N": i + 1}), parts.NewSelect(names, slices.Index(ids, f.wishes[i]), func(n int) { f.wishes[i] = ids[n] }).Wide(220)))
	}
	if f.o.page == pageMentors {
		f.places = parts.NewEntry(strconv.Itoa(f.o.r.Rules.Capacity)).Wide(80)
		if f.p.Capacity > 0 {
			f.places.SetText(strconv.Itoa(f.p.Capacity))
		}
		out.Add(row(lang.L("Places in all"), f.places))
	} else {
		out.Add(row(lang.L("Obligatory mentor"), parts.NewSelect(names, max(slices.Index(ids, f.obliged), 0), func(n int) { f.obliged = ids[n] }).Wide(220)))
	}
	return out
}

// take takes over what was entered, or says what is wrong with it.
func (f *personForm) take() error {
	o, p := f.o, f.p
	p.Roster = strings.TrimSpace(f.roster.Text())
	if p.Roster != "" {
		if _, err := mentor.ReadRoster(p.Roster); err != nil {
			return err
		}
	}
	p.Languages = strings.FieldsFunc(f.languages.Text(), func(r rune) bool { return strings.ContainsRune(",，、;； ", r) })
	p.Wishes = nil
	for _, w := range f.wishes {
		if w != "" && !slices.Contains(p.Wishes, w) {
			p.Wishes = append(p.Wishes, w)
		}
	}
	if f.places != nil {
		n, err := 0, error(nil)
		if text := strings.TrimSpace(f.places.Text()); text != "" {
			n, err = strconv.Atoi(text)
		}
		if err != nil || n < 0 || n > 20 {
			return fault.New(fault.Invalid, "A mentor has 1 to 20 places.", nil).Because(fmt.Errorf("%d", n))
		}
		p.Capacity = n
	}
	o.put(p, f.obliged)
	return nil
}

// put puts somebody as entered into the round.
func (o *opened) put(p mentor.Person, obliged string) {
	side, _ := o.who()
	if i := slices.IndexFunc(*side, func(x mentor.Person) bool { return x.ID == p.ID }); i >= 0 {
		*side = slices.Clone(*side)
		(*side)[i] = p
	} else {
		*side = append(*side, p)
	}
	if o.page == pageMentees {
		o.r.Obligatory = slices.DeleteFunc(slices.Clone(o.r.Obligatory), func(x mentor.Pair) bool { return x.Mentee == p.ID })
		if obliged != "" {
			o.r.Obligatory = append(o.r.Obligatory, mentor.Pair{Mentee: p.ID, Mentor: obliged})
		}
	}
	o.touch()
	o.build()
}
