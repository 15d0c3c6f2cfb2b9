package retraining

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
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/jointplan"
)

// sketch is a joint plan that is being written.
type sketch struct {
	s       *Screen
	plan    jointplan.Plan
	vendors []people.Organisation
	wrong   error
	rows    *fyne.Container
	notice  *fyne.Container
}

// newPlan begins a plan for the next month and the first vendor without one.
func (s *Screen) newPlan() {
	next := s.d.Midnight().AddDate(0, 0, 1-s.d.Midnight().Day()).AddDate(0, 1, 0).Format("2006-01")
	p := jointplan.Plan{Month: next}
	for _, o := range s.f.orgs {
		planned := slices.ContainsFunc(s.f.plans, func(x jointplan.Plan) bool { return x.OrganisationID == o.ID && x.Month == next })
		if o.Kind == people.Vendor && (p.OrganisationID == "" && !planned) {
			p.OrganisationID = o.ID
		}
	}
	p.Items = []jointplan.Item{{Layer: jointplan.Vendor, Kind: jointplan.Course, Trainer: s.d.Actor.Name, Begins: next + "-01", Days: 1, People: 5}}
	s.write(p)
}

// write opens a plan for writing.
func (s *Screen) write(p jointplan.Plan) {
	k := &sketch{s: s, plan: p, rows: parts.Stack(0), notice: parts.Stack(0)}
	k.plan.Items = slices.Clone(p.Items)
	for _, o := range s.f.orgs {
		if o.Kind == people.Vendor {
			k.vendors = append(k.vendors, o)
		}
	}
	s.sketch = k
	k.build()
	s.d.Trace("writing", map[string]any{"plan": p.ID})
}

func (k *sketch) actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Save the plan"), Key: fyne.KeyS, Mod: ctrl, Do: k.save},
		{Menu: desk.EditMenu, Label: lang.L("Add a line"), Key: fyne.KeyReturn, Mod: ctrl, Do: k.add},
		{Menu: desk.WindowMenu, Label: lang.L("Stop writing"), Bare: fyne.KeyEscape, Do: k.stop},
	}
}

func (k *sketch) build() {
	title := lang.L("New joint plan")
	if k.plan.ID != "" {
		title = planName(&k.plan)
	}
	bar := parts.ToolBar([]fyne.CanvasObject{parts.NewButton(lang.L("Cancel"), parts.Quiet, k.stop).WithIcon("back").WithKey("Esc"), parts.PanelHead(title), parts.NewPill(lang.L("becomes version {{.N}}, to be signed by both", map[string]any{"N": k.plan.Number + 1}), parts.StatePlain)},
		[]fyne.CanvasObject{parts.NewButton(lang.L("Add a line"), parts.Plain, k.add).WithIcon("add").WithKey("Ctrl Enter"), parts.NewButton(lang.L("Save the plan"), parts.Main, k.save).WithIcon("check").WithKey("Ctrl S")})
	note := parts.NewNote(lang.L("Note for both parties"), 3)
	note.Most = 1000
	note.SetText(k.plan.Note)
	note.OnChanged = func(t string) { k.plan.Note = t }
	body := parts.Stack(0, k.notice, k.head(), parts.Room(0, 14), k.rows, parts.Room(0, 14), note)
	k.s.whole.Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, bar, parts.NewHairline()), nil, nil, nil, parts.Scrolling(parts.Inset(14, 24, 24, 24, body)))}
	k.show()
	k.s.whole.Refresh()
	k.s.d.Changed()
}

// head asks for the vendor and the month of a new plan.
func (k *sketch) head() fyne.CanvasObject {
	if k.plan.ID != "" {
		return parts.Room(0, 0)
	}
	names := make([]string, len(k.vendors))
	for i, o := range k.vendors {
		names[i] = o.Name
	}
	chosen := slices.IndexFunc(k.vendors, func(o people.Organisation) bool { return o.ID == k.plan.OrganisationID })
	month := parts.NewEntry("2026-12").Wide(96)
	month.SetText(k.plan.Month)
	month.OnChanged = func(t string) { k.plan.Month = strings.TrimSpace(t) }
	return parts.Row(8, parts.Label(lang.L("Vendor")), parts.NewSelect(names, chosen, func(i int) { k.plan.OrganisationID = k.vendors[i].ID }).Wide(170), parts.Room(12, 0), parts.Label(lang.L("Month")), month)
}

// show draws the lines anew.
func (k *sketch) show() {
	k.notice.Objects = nil
	if k.wrong != nil {
		k.notice.Add(parts.Inset(0, 0, 10, 0, parts.Banner(parts.TintBad, words.Sentence(k.s.d.Settings.Language, k.wrong), "", nil)))
	}
	k.rows.Objects = []fyne.CanvasObject{k.titles(), parts.NewHairline()}
	for i := range k.plan.Items {
		k.rows.Add(k.line(i))
		k.rows.Add(parts.NewHairline())
	}
	k.notice.Refresh()
	k.rows.Refresh()
}

// The widths of the fields of a line at 100 %.
var lineWide = struct{ layer, kind, trainer, begins, number float32 }{158, 104, 104, 104, 56}

func (k *sketch) titles() fyne.CanvasObject {
	fix := func(w float32, word string) fyne.CanvasObject { return parts.Fix(look.Scaled(w), 0, parts.Label(word)) }
	return parts.High(24, parts.Row(6, fix(lineWide.layer, lang.L("For")), fix(lineWide.kind, lang.L("Kind")), parts.Grow(parts.Label(lang.L("Course or post"))), fix(lineWide.trainer, lang.L("Trainer")),
		fix(lineWide.begins, lang.L("Begins")), fix(lineWide.number, lang.L("Days")), fix(lineWide.number, lang.L("People")), parts.Fix(look.Scaled(58), 0, parts.Room(0, 0))))
}

func (k *sketch) line(i int) fyne.CanvasObject {
	it := &k.plan.Items[i]
	layers := []string{layerName(jointplan.InHouse), layerName(jointplan.Vendor), layerName(jointplan.Serving)}
	layer := parts.NewSelect(layers, slices.Index(jointplan.Layers, it.Layer), func(n int) { it.Layer = jointplan.Layers[n] }).Wide(lineWide.layer)
	kinds := []jointplan.Kind{jointplan.Course, jointplan.Shadowing}
	kind := parts.NewSelect([]string{lang.L("Course"), lang.L("Shadowing")}, slices.Index(kinds, it.Kind), func(n int) { it.Kind = kinds[n] }).Wide(lineWide.kind)
	text := func(value string, w float32, set func(string)) *parts.Entry {
		e := parts.NewEntry("").Wide(w)
		e.SetText(value)
		e.OnChanged = set
		return e
	}
	title := text(it.Title, 160, func(t string) { it.Title = t })
	trainer := text(it.Trainer, lineWide.trainer, func(t string) { it.Trainer = t })
	begins := text(it.Begins, lineWide.begins, func(t string) { it.Begins = strings.TrimSpace(t) })
	days := text(strconv.FormatFloat(it.Days, 'f', -1, 64), lineWide.number, nil)
	days.OnChanged = func(t string) {
		v, err := strconv.ParseFloat(strings.TrimSpace(t), 64)
		it.Days = v // 0 is refused when the plan is saved
		days.SetWrong(err != nil)
	}
	n := text(strconv.Itoa(it.People), lineWide.number, nil)
	n.OnChanged = func(t string) {
		v, err := strconv.Atoi(strings.TrimSpace(t))
		it.People = v
		n.SetWrong(err != nil)
	}
	gone := parts.NewLink(lang.L("Delete"), func() { k.plan.Items = slices.Delete(k.plan.Items, i, i+1); k.show() })
	return parts.High(40, parts.Row(6, layer, kind, parts.Grow(title), trainer, begins, days, n, parts.Fix(look.Scaled(58), 0, parts.Row(0, gone))))
}

// add puts a line below, like the one above it.
func (k *sketch) add() {
	it := jointplan.Item{Layer: jointplan.Vendor, Kind: jointplan.Course, Trainer: k.s.d.Actor.Name, Begins: k.plan.Month + "-01", Days: 1, People: 5}
	if n := len(k.plan.Items); n > 0 {
		it = k.plan.Items[n-1]
		it.ID, it.Title = "", ""
	}
	k.plan.Items = append(k.plan.Items, it)
	k.show()
}

func (k *sketch) save() {
	s, plan := k.s, k.plan
	plan.Items = slices.Clone(plan.Items)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (jointplan.Plan, error) {
		return s.d.JointPlans.SavePlan(ctx, s.d.Actor, plan)
	}, func(kept jointplan.Plan, err error) {
		if err != nil {
			k.wrong = err
			k.show()
			return
		}
		s.sketch = nil
		s.tab = tabPlans
		s.d.Toast(lang.L("Kept as version {{.N}}: now both sign", map[string]any{"N": kept.Number}), nil)
		s.readPlan(kept.ID)
	})
}

// stop leaves without keeping: the plan that was open, or the list.
func (k *sketch) stop() {
	k.s.sketch = nil
	if k.s.paper != nil {
		k.s.showPlan()
		return
	}
	k.s.show()
}
