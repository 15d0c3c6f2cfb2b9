package knowledge

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/knowledge"
)

// editing is the form of an article, with its preview beside the text.
type editing struct {
	s         *Screen
	a         knowledge.Article
	verifiers []knowledge.Verifier
	owners    []people.Person

	title, category, unit, region, keywords, from, until, fixed, note, body *parts.Entry
	kind, every, owner, verifier                                            *parts.Select
	faq, vendors                                                            *parts.Check
	preview                                                                 *fyne.Container
	content                                                                 fyne.CanvasObject
}

// start begins a new article.
func (s *Screen) start() { s.startAbout("") }

// startAbout begins an article about words that were looked for in vain.
func (s *Screen) startAbout(words string) {
	a := knowledge.Article{Title: words, Kind: knowledge.CommonQuestion, Category: s.ask.Category, Every: knowledge.Quarterly, Vendors: true, OwnerID: s.d.Actor.PersonID}
	s.openForm(a)
}

func (s *Screen) editOpen() {
	if s.open != nil {
		s.openForm(s.open.a)
	}
}

// openForm reads who could own and verify, and shows the form.
func (s *Screen) openForm(a knowledge.Article) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (who, error) { return s.readPeople(ctx) }, func(w who, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.edit = newEditing(s, a, w)
		s.showSheet()
		s.edit.title.Focus()
	})
}

// who could own or verify an article.
type who struct {
	persons       []people.Person
	teams         []people.Team
	organisations []people.Organisation
}

func (s *Screen) readPeople(ctx context.Context) (w who, err error) {
	k, by := s.d.People, s.d.Actor
	if w.persons, err = k.Persons(ctx, by, people.Find{}); err != nil {
		return w, err
	}
	var own []people.Person
	for _, p := range w.persons {
		if p.Login != "" && (p.OrganisationID == by.OrganisationID || by.Scope().All) {
			own = append(own, p)
		}
	}
	w.persons = own
	if w.teams, err = k.Teams(ctx, by); err != nil {
		return w, err
	}
	w.organisations, err = k.Organisations(ctx, by)
	return w, err
}

func newEditing(s *Screen, a knowledge.Article, w who) *editing {
	e := &editing{s: s, a: a, owners: w.persons, preview: container.NewStack()}
	field := func(ask, text string, wide float32) *parts.Entry {
		f := parts.NewEntry(ask).Wide(wide)
		f.SetText(text)
		return f
	}
	e.title, e.category = field(lang.L("Title"), a.Title, 360), field(lang.L("Business category"), a.Category, 150)
	e.unit, e.region = field(lang.L("Organisation keyword"), a.Organisation, 150), field(lang.L("Region, or everywhere"), a.Region, 150)
	e.keywords = field(lang.L("Keywords, with commas between"), strings.Join(a.Keywords, lang.L(", ")), 240)
	e.from, e.until = field("2026-01-01", e.day(a.From), 110), field("2026-12-31", e.day(a.Until), 110)
	e.fixed, e.note = field("2026-12-31", e.day(a.Fixed), 110), field(lang.L("What this version changes"), "", 240)
	e.body = parts.NewNote(lang.L("The text: # heading, - list, **bold**"), 16)
	e.body.Most = knowledge.MostBody
	e.body.SetText(a.Body)
	e.body.OnChanged = func(string) { e.showPreview() }
	e.choices(a, w)
	e.content = e.layout()
	e.showPreview()
	return e
}

func (e *editing) day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(e.s.d.Zone).Format(time.DateOnly)
}

func (e *editing) choices(a knowledge.Article, w who) {
	var kinds, intervals, owners []string
	kind, every, owner := 0, 0, 0
	for i, k := range knowledge.Kinds {
		if kinds = append(kinds, kindName(k)); k == a.Kind {
			kind = i
		}
	}
	for i, v := range knowledge.Intervals {
		if intervals = append(intervals, everyName(v)); v == a.Every {
			every = i
		}
	}
	e.verifiers = []knowledge.Verifier{{}}
	names := []string{lang.L("The owner")}
	add := func(v knowledge.Verifier, name string) {
		e.verifiers, names = append(e.verifiers, v), append(names, name)
	}
	for i, p := range w.persons {
		if owners = append(owners, p.Name); p.ID == a.OwnerID {
			owner = i
		}
		add(knowledge.Verifier{PersonID: p.ID}, p.Name)
	}
	for _, t := range w.teams {
		add(knowledge.Verifier{GroupID: t.ID}, t.Name)
	}
	for _, o := range w.organisations {
		add(knowledge.Verifier{GroupID: o.ID}, o.Name)
	}
	verifier := 0
	for i, v := range e.verifiers {
		if v == a.Verifier {
			verifier = i
		}
	}
	e.kind, e.every = parts.NewSelect(kinds, kind, nil).Wide(120), parts.NewSelect(intervals, every, nil).Wide(120)
	e.owner, e.verifier = parts.NewSelect(owners, owner, nil).Wide(120), parts.NewSelect(names, verifier, nil).Wide(120)
	e.faq, e.vendors = parts.NewCheck(lang.L("Common question"), a.FAQ, nil), parts.NewCheck(lang.L("Vendors read it too"), a.Vendors, nil)
}

func (e *editing) layout() fyne.CanvasObject {
	label := func(word string, o fyne.CanvasObject) fyne.CanvasObject { return parts.Stack(2, parts.Label(word), o) }
	pair := func(o ...fyne.CanvasObject) fyne.CanvasObject {
		for i := range o {
			o[i] = parts.Grow(o[i])
		}
		return parts.FullRow(12, o...)
	}
	form := parts.Stack(8,
		pair(label(lang.L("Title"), e.title)),
		pair(label(lang.L("Kind"), e.kind), label(lang.L("Business category"), e.category), label(lang.L("Organisation keyword"), e.unit)),
		pair(label(lang.L("Keywords"), e.keywords), label(lang.L("Region"), e.region)),
		pair(label(lang.L("Owner"), e.owner), label(lang.L("Verifier"), e.verifier), label(lang.L("Verify"), e.every), label(lang.L("Fixed day"), e.fixed)),
		pair(label(lang.L("In force from"), e.from), label(lang.L("Until"), e.until), label(lang.L("Change"), e.note)),
		parts.Row(16, e.faq, e.vendors),
		parts.Label(lang.L("Article text")), e.body,
		parts.Label(lang.L("Preview")), e.preview)
	return parts.Scrolling(parts.Inset(16, 24, 32, 24, parts.FullRow(0, parts.Fix(e.s.sheetWide(), 0, form), parts.Gap())))
}

func (e *editing) showPreview() {
	e.preview.Objects = []fyne.CanvasObject{parts.Stack(8, parts.Prose(e.body.Text(), e.s.sheetWide())...)}
	e.preview.Refresh()
}

func (e *editing) actions() []desk.Action {
	written, err := e.written()
	may := err == nil && written.MayVerify(e.s.d.Actor)
	return []desk.Action{
		{Menu: desk.EditMenu, Label: lang.L("Save"), Key: fyne.KeyS, Mod: ctrl, Do: func() { e.save(false) }},
		{Menu: desk.EditMenu, Label: lang.L("Save and verify"), Key: fyne.KeyReturn, Mod: ctrl, Do: func() { e.save(true) }, Off: !may},
		{Menu: desk.EditMenu, Label: lang.L("Discard"), Bare: fyne.KeyEscape, Do: func() { e.s.leaveEdit(func() {}) }, GapBefore: true},
	}
}

// written is the article as it stands in the form.
func (e *editing) written() (knowledge.Article, error) {
	a := e.a
	a.Title, a.Category, a.Organisation, a.Region = e.title.Text(), e.category.Text(), e.unit.Text(), e.region.Text()
	a.Body, a.Note, a.FAQ, a.Vendors = e.body.Text(), e.note.Text(), e.faq.Checked, e.vendors.Checked
	a.Keywords = strings.FieldsFunc(e.keywords.Text(), func(r rune) bool { return strings.ContainsRune(",，、;；", r) })
	for i, k := range a.Keywords {
		a.Keywords[i] = strings.TrimSpace(k)
	}
	a.Kind, a.Every, a.Verifier = knowledge.Kinds[e.kind.Chosen], knowledge.Intervals[e.every.Chosen], e.verifiers[e.verifier.Chosen]
	if e.owner.Chosen < len(e.owners) {
		a.OwnerID = e.owners[e.owner.Chosen].ID
	}
	for f, at := range map[*parts.Entry]*time.Time{e.from: &a.From, e.until: &a.Until, e.fixed: &a.Fixed} {
		text := strings.TrimSpace(f.Text())
		*at = time.Time{}
		if text == "" {
			continue
		}
		day, err := time.ParseInLocation(time.DateOnly, text, e.s.d.Zone)
		if err != nil {
			return a, fault.New(fault.Invalid, "{{.Have}} is no day: write it as 2026-12-31.", fault.Values{"Have": text})
		}
		*at = day.UTC()
	}
	a.Tidy()
	return a, nil
}

func (e *editing) save(verify bool) {
	s := e.s
	a, err := e.written()
	if err != nil {
		s.d.Fail(err)
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (knowledge.Article, error) {
		return s.d.ArticleKeeper.Save(ctx, s.d.Actor, a, verify)
	}, func(kept knowledge.Article, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.edit = nil
		s.openArticle(kept.ID, false)
		s.d.Toast(lang.L("Saved version {{.N}}", map[string]any{"N": kept.Number}), nil)
	})
}

// leaveEdit closes the form, after asking if something was written, and goes on.
func (s *Screen) leaveEdit(then func()) {
	e := s.edit
	a, err := e.written()
	was := e.a
	was.Tidy()
	if err == nil && a.Title == was.Title && a.Body == was.Body && a.Category == was.Category && a.Verifier == was.Verifier {
		s.edit = nil
		s.showSheet()
		then()
		return
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Discard what you wrote?"), Text: lang.L("The article stays as it was saved last."),
		Safe: lang.L("Go on writing"), Act: lang.L("Discard"), Kind: parts.Delete, OnAct: func() { s.edit = nil; s.showSheet(); then() }})
}
