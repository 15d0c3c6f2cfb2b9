package certificates

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/certificate"
)

// editing is a programme in the making.
type editing struct {
	s       *Screen
	p       certificate.Programme
	bad     map[string]error // what can't be read, by field
	banner  *fyne.Container
	box     *fyne.Container
	first   *parts.Entry
	content fyne.CanvasObject
}

func (s *Screen) newProgramme() {
	year, window := certificate.Period{N: 12, Unit: certificate.Months}, certificate.Period{N: 60, Unit: certificate.Days}
	s.openEdit(certificate.Programme{Method: certificate.FromExpiry, Active: year, Window: window, Attitude: true, Since: s.today()})
}

func (s *Screen) editChosen() {
	if p := s.chosenProgramme(); p != nil && p.RetiredAt.IsZero() && s.keeps() {
		s.openEdit(*p)
	}
}

func (s *Screen) openEdit(p certificate.Programme) {
	p.Exams, p.Renewal = slices.Clone(p.Exams), slices.Clone(p.Renewal)
	e := &editing{s: s, p: p, banner: parts.Stack(0), box: parts.Stack(0)}
	title := lang.L("New certificate")
	if p.ID != "" {
		title = s.title(&p)
	}
	bar := parts.ToolBar([]fyne.CanvasObject{parts.NewButton(lang.L("What is issued"), parts.Quiet, e.close).WithIcon("back").WithKey("Esc"), parts.PanelHead(title)},
		[]fyne.CanvasObject{parts.NewButton(lang.L("Save"), parts.Main, e.save).WithIcon("check").WithKey("Ctrl S")})
	form := parts.Inset(14, 24, 24, 24, parts.FullRow(0, parts.Fix(look.Scaled(660), 0, parts.Stack(0, e.banner, e.box))))
	e.content = parts.Dock(parts.Stack(0, bar, parts.NewHairline()), nil, nil, nil, parts.Scrolling(form))
	s.edit = e
	e.show()
	s.show()
	e.first.Focus()
}

func (e *editing) actions() []desk.Action {
	return []desk.Action{{Menu: desk.FileMenu, Label: lang.L("Save"), Key: fyne.KeyS, Mod: ctrl, Do: e.save},
		{Menu: desk.ViewMenu, Label: lang.L("What is issued"), Bare: fyne.KeyEscape, Do: e.close}}
}

func (e *editing) close() {
	e.s.edit = nil
	e.s.show()
}

// save keeps the programme; what is wrong is said above the form.
func (e *editing) save() {
	for _, err := range e.bad {
		if err != nil {
			e.refuse(err)
			return
		}
	}
	s, p := e.s, e.p
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (string, error) {
		return s.d.CertificateKeeper.SaveProgramme(ctx, s.d.Actor, p)
	}, func(id string, err error) {
		if s.edit != e {
			return
		}
		if err != nil {
			e.refuse(err)
			return
		}
		s.d.Toast(lang.L("Saved"), nil)
		s.d.Trace("saved", map[string]any{"programme": id})
		e.close()
		s.load()
	})
}

func (e *editing) refuse(err error) {
	e.banner.Objects = []fyne.CanvasObject{parts.Banner(parts.TintBad, words.Sentence(e.s.d.Settings.Language, err), "", nil), parts.Room(0, 10)}
	e.banner.Refresh()
	e.s.d.Trace("refused", map[string]any{"error": err.Error()})
}

// show draws the form: what is asked depends on the method.
func (e *editing) show() {
	e.box.Objects, e.bad = nil, map[string]error{}
	for _, part := range []struct {
		head string
		rows []fyne.CanvasObject
	}{{lang.L("Certificate"), e.nameRows()}, {lang.L("Exams"), e.examRows()}, {lang.L("Validity"), e.validityRows()}, {lang.L("Asked for duty"), e.dutyRows()}} {
		e.box.Add(parts.Strong(part.head))
		e.box.Add(parts.Room(0, 4))
		for _, r := range part.rows {
			e.box.Add(r)
		}
		e.box.Add(parts.Room(0, 14))
	}
	e.box.Refresh()
}

func (e *editing) text(value, placeholder string, set func(string)) *parts.Entry {
	f := parts.NewEntry(placeholder).Wide(320)
	f.Most = certificate.MostName
	f.SetText(value)
	f.OnChanged = set
	return f
}

func (e *editing) nameRows() []fyne.CanvasObject {
	e.first = e.text(e.p.Name, lang.L("95598 general calls, for instance"), func(t string) { e.p.Name = t })
	return []fyne.CanvasObject{
		labelled(lang.L("Certificate name"), e.first),
		labelled(lang.L("In English"), e.text(e.p.English, lang.L("may be empty"), func(t string) { e.p.English = t })),
		labelled(lang.L("Skill"), e.text(e.p.Skill, lang.L("what it certifies; the rate is told by it"), func(t string) { e.p.Skill = t })),
		labelled(lang.L("For"), e.scope()),
	}
}

// scope chooses whose people can be asked for it.
func (e *editing) scope() fyne.CanvasObject {
	ids, names := []string{""}, []string{lang.L("people of every organisation")}
	for _, o := range e.s.orgs {
		ids, names = append(ids, o.ID), append(names, o.Name)
	}
	at := max(slices.Index(ids, e.p.OrganisationID), 0)
	if e.p.ID != "" {
		return parts.Body(names[at]) // what was issued belongs to it
	}
	return parts.NewSelect(names, at, func(i int) { e.p.OrganisationID = ids[i] }).Wide(220)
}

// examRows are the exams with a tick for each way.
func (e *editing) examRows() []fyne.CanvasObject {
	if len(e.s.exams) == 0 {
		return []fyne.CanvasObject{parts.NewParagraph(lang.L("No exam is published yet. Until one is, the certificate is issued by hand."), look.TextLabel, look.Ink2)}
	}
	out := []fyne.CanvasObject{parts.NewParagraph(lang.L("All that are ticked have to be passed. For the renewal tick others only if they differ."), look.TextLabel, look.Ink3), parts.Room(0, 4)}
	for _, x := range e.s.exams {
		out = append(out, parts.High(28, parts.Row(8, parts.Fix(look.Scaled(360), 0, e.tick(x.Name, x.ID, &e.p.Exams)), e.tick(lang.L("for the renewal"), x.ID, &e.p.Renewal))))
	}
	return out
}

func (e *editing) tick(word, id string, into *[]string) fyne.CanvasObject {
	return parts.NewCheck(word, slices.Contains(*into, id), func(on bool) {
		*into = slices.DeleteFunc(*into, func(x string) bool { return x == id })
		if on {
			*into = append(*into, id)
		}
	})
}

func (e *editing) validityRows() []fyne.CanvasObject {
	var names []string
	for _, m := range certificate.Methods {
		names = append(names, methodName(m))
	}
	pick := parts.NewSegments(names, slices.Index(certificate.Methods, e.p.Method), func(i int) {
		if e.p.Method = certificate.Methods[i]; e.p.Method != certificate.FixedDates {
			e.p.Minimum = certificate.Period{}
		} else if e.p.Minimum.IsZero() {
			e.p.Minimum = e.p.Window
		}
		e.show()
	})
	rows := []fyne.CanvasObject{labelled(lang.L("Expiry"), pick), parts.Inset(0, 0, 6, look.Scaled(96)+8, parts.NewParagraph(methodWord(e.p.Method), look.TextLabel, look.Ink3)),
		labelled(lang.L("Valid for"), e.period("active", &e.p.Active)), labelled(lang.L("Renewal window"), e.period("window", &e.p.Window), parts.Label(lang.L("before the expiry, in which it can be renewed; 0: none")))}
	if e.p.Method == certificate.FixedDates {
		rows = append(rows, labelled(lang.L("At least"), e.period("minimum", &e.p.Minimum), parts.Label(lang.L("valid; at least as long as the window"))))
	}
	return rows
}

// period is a number and its unit.
func (e *editing) period(name string, p *certificate.Period) fyne.CanvasObject {
	if p.Unit == "" {
		p.Unit = certificate.Months
	}
	units := []certificate.Unit{certificate.Months, certificate.Days}
	n := parts.NewEntry("0")
	n.SetText(strconv.Itoa(p.N))
	n.OnChanged = func(text string) {
		v, err := strconv.Atoi(strings.TrimSpace(text))
		if e.bad[name] = nil; err != nil || v < 0 {
			e.bad[name] = fault.New(fault.Invalid, "“{{.Value}}” is no number of days or months.", fault.Values{"Value": text})
		} else {
			p.N = v
		}
		n.SetWrong(e.bad[name] != nil)
	}
	unit := parts.NewSelect([]string{lang.L("months"), lang.L("days")}, slices.Index(units, p.Unit), func(i int) { p.Unit = units[i] }).Wide(76)
	return parts.Row(6, parts.Fix(look.Scaled(64), 0, n), unit)
}

func (e *editing) dutyRows() []fyne.CanvasObject {
	duty := parts.NewCheck(lang.L("Nobody is to be on duty without it: it counts in the certified rate"), e.p.Duty, func(on bool) { e.p.Duty = on; e.show() })
	rows := []fyne.CanvasObject{parts.High(30, parts.Row(0, duty))}
	if e.p.Duty {
		since := parts.NewEntry("2026-11-18").Wide(110)
		since.SetText(e.p.Since.String())
		since.OnChanged = func(text string) {
			d, err := readDay(text)
			if err == nil && d == 0 {
				err = fault.New(fault.Invalid, "Say from when on duty asks it.", nil)
			}
			if e.bad["since"] = err; err == nil {
				e.p.Since = d
			}
			since.SetWrong(err != nil)
		}
		rows = append(rows, labelled(lang.L("Since"), since))
	}
	attitude := parts.NewCheck(lang.L("A complaint about attitude that is found true suspends it at once"), e.p.Attitude, func(on bool) { e.p.Attitude = on })
	return append(rows, parts.High(30, parts.Row(0, attitude)))
}
