package bank

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/bank/formats"
)

// askImport asks for a file and shows what is in it.
func (s *Screen) askImport() {
	s.askPath(lang.L("Which file holds the questions?"), lang.L("Excel, Word, text, GIFT, Aiken, Moodle XML or QTI. You see every question and every error before anything is kept."), "", lang.L("Look into it"), nil, s.openFile)
}

// Dropped opens a file that was dragged onto the place.
func (s *Screen) Dropped(paths []string) {
	if len(paths) == 0 || s.room != nil {
		return
	}
	s.openFile(paths[0], s.d.Fail)
}

// openFile reads a file and shows the preview of its import.
func (s *Screen) openFile(path string, done func(error)) {
	background.Run(s.ctx, s.d.Stage, func(context.Context) ([]byte, error) {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, fault.New(fault.Invalid, "{{.File}} can't be read. Check that it exists and that you may open it.", fault.Values{"File": filepath.Base(path)}).Because(err)
		}
		return raw, nil
	}, func(raw []byte, err error) {
		if err != nil {
			done(err)
			return
		}
		im := &importing{s: s, name: filepath.Base(path), raw: raw}
		im.read(formats.Guess(path, raw), func(err error) {
			if done(err); err == nil {
				im.build()
				s.enterRoom(im)
			}
		})
	})
}

// The pages of the preview.
const (
	pageQuestions = iota
	pageErrors
)

// importing is the preview of a file: nothing is kept before the person has
// seen the errors and chosen.
type importing struct {
	s      *Screen
	name   string
	raw    []byte
	format formats.Format
	found  formats.Found
	twins  []bank.Twin
	take   []bool
	page   int

	active, vendors *parts.Check
	tabs            *parts.Tabs
	table, errors   *parts.Table
	head            *fyne.Container
	middle, sheet   *fyne.Container
	all             fyne.CanvasObject
}

// read reads the file as format f.
func (im *importing) read(f formats.Format, done func(error)) {
	have := im.s.all
	type got struct {
		found formats.Found
		twins []bank.Twin
	}
	background.Run(im.s.ctx, im.s.d.Stage, func(context.Context) (got, error) {
		found, err := formats.Read(f, im.name, im.raw)
		return got{found, bank.Doubles(found.Questions, have)}, err
	}, func(g got, err error) {
		if err == nil {
			im.format, im.found, im.twins = f, g.found, g.twins
			im.take = make([]bool, len(g.twins))
			for i, t := range g.twins {
				im.take[i] = t == bank.Twin{}
			}
			im.page = pageQuestions
			if len(im.take) == 0 {
				im.page = pageErrors
			}
			im.s.d.Trace("previewed", map[string]any{"file": im.name, "format": string(f), "questions": len(im.take), "errors": len(g.found.Errors)})
		}
		done(err)
	})
}

func (im *importing) content() fyne.CanvasObject { return im.all }
func (im *importing) close()                     {}

// taken is how many questions are chosen.
func (im *importing) taken() (n int) {
	for _, t := range im.take {
		if t {
			n++
		}
	}
	return n
}

func (im *importing) build() {
	im.head, im.middle, im.sheet = parts.Row(8), container.NewStack(), container.NewStack()
	im.active = parts.NewCheck(lang.L("Activate at once"), false, nil)
	im.vendors = parts.NewCheck(lang.L("Vendors draw from them too"), im.s.d.Actor.Kind == people.InHouse, nil)
	im.vendors.Hidden = im.s.d.Actor.Kind != people.InHouse
	pick := parts.NewSelect(formatNames(), slices.Index(formats.Formats, im.format), im.readAs).Wide(140)
	im.tabs = parts.NewTabs(im.tabItems(), im.page, func(i int) { im.page = i; im.show() })
	im.table, im.errors = im.newTable(), im.newErrors()
	options := parts.Row(12, parts.Label(lang.L("Read as")), pick, parts.Room(8, 0), im.active, im.vendors, parts.Gap())
	top := parts.Stack(0, parts.Inset(12, 16, 8, 24, im.head), parts.Inset(0, 16, 8, 24, options), parts.Inset(0, 24, 0, 24, im.tabs), parts.NewHairline())
	im.all = parts.Dock(top, nil, nil, parts.FullRow(0, parts.NewUpright(1), parts.Fix(previewWide(), 0, im.sheet)), im.middle)
	im.show()
}

func (im *importing) tabItems() []parts.Tab {
	return []parts.Tab{{Word: lang.L("Exam questions"), Count: chart.Count(len(im.take))}, {Word: lang.L("Errors"), Count: chart.Count(len(im.found.Errors))}}
}

// readAs reads the file as another format.
func (im *importing) readAs(i int) {
	im.read(formats.Formats[i], func(err error) {
		if err != nil {
			im.found, im.take, im.twins, im.page = formats.Found{}, nil, nil, pageErrors
			im.s.d.Fail(err)
		}
		im.show()
	})
}

// show lays out the page.
func (im *importing) show() {
	im.head.Objects = []fyne.CanvasObject{parts.NewButton(lang.L("Back to the bank"), parts.Quiet, im.leave).WithIcon("back").WithKey("Esc"),
		parts.PageHead(im.name), parts.Label(lang.L("nothing is kept yet")), parts.Gap()}
	for _, a := range im.actions() {
		if a.Key == fyne.KeyReturn {
			b := parts.NewButton(a.Label, parts.Main, a.Do).WithIcon("check").WithKey(a.Badge(false))
			if a.Off {
				b.Disable()
			}
			im.head.Add(b)
		}
	}
	im.tabs.SetItems(im.tabItems())
	im.tabs.Chosen = im.page
	im.tabs.Refresh()
	im.middle.Objects = []fyne.CanvasObject{im.pageNow()}
	im.head.Refresh()
	im.middle.Refresh()
	im.showSheet()
	im.s.d.Changed()
}

func (im *importing) pageNow() fyne.CanvasObject {
	switch {
	case im.page == pageErrors && len(im.found.Errors) == 0 && len(im.take) > 0:
		return parts.EmptyState("okcircle", lang.L("No error"), lang.L("Every question of the file was understood."))
	case im.page == pageErrors && len(im.found.Errors) > 0:
		im.errors.Refresh()
		return im.errors
	case len(im.take) == 0:
		return parts.EmptyState("tri", lang.L("No question was understood"), lang.L("Choose another format above, or correct the file by the list of errors."))
	}
	im.table.Refresh()
	return im.table
}

// actions are the acts of the preview.
func (im *importing) actions() []desk.Action {
	n := im.taken()
	return []desk.Action{
		{Menu: desk.FileMenu, Label: lang.L("Take in {{.N}} questions", map[string]any{"N": n}), Key: fyne.KeyReturn, Mod: ctrl, Do: im.keep, Off: n == 0},
		{Menu: desk.EditMenu, Label: lang.L("Take all or none"), Key: fyne.KeyA, Mod: ctrl | shift, Bare: fyne.KeyA, Do: func() { im.takeAll(n < len(im.take)) }},
		{Menu: desk.EditMenu, Label: lang.L("Leave out what is there already"), Bare: fyne.KeyX, Do: im.leaveTwins},
		{Menu: desk.ViewMenu, Label: lang.L("Questions or errors"), Key: fyne.KeyJ, Mod: ctrl, Bare: fyne.KeyJ, Do: func() { im.page = 1 - im.page; im.show() }},
		{Menu: desk.EditMenu, Label: lang.L("Back to the bank"), Bare: fyne.KeyEscape, Do: im.leave, GapBefore: true},
	}
}

func (im *importing) leave() { im.s.enterRoom(nil) }

func (im *importing) takeAll(all bool) {
	for i := range im.take {
		im.take[i] = all
	}
	im.show()
}

func (im *importing) leaveTwins() {
	for i, t := range im.twins {
		im.take[i] = im.take[i] && t == bank.Twin{}
	}
	im.show()
}

// keep takes the chosen questions in, all or none, with a way back.
func (im *importing) keep() {
	var qs []bank.Question
	for i, q := range im.found.Questions {
		if !im.take[i] {
			continue
		}
		q.Vendors = im.vendors.Checked && !im.vendors.Hidden
		if q.State = bank.Draft; im.active.Checked {
			q.State = bank.Active
		}
		qs = append(qs, q)
	}
	s := im.s
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]bank.Question, error) {
		return s.d.Bank.Import(ctx, s.d.Actor, qs)
	}, func(kept []bank.Question, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.wanted = kept[0].EntryID
		s.enterRoom(nil)
		s.load()
		s.d.Toast(lang.L("{{.N}} questions taken in", map[string]any{"N": len(kept)}), func() { s.takeBack(kept) })
		s.d.Trace("imported", map[string]any{"questions": len(kept)})
	})
}

// takeBack undoes an import.
func (s *Screen) takeBack(kept []bank.Question) {
	s.does(func(ctx context.Context) error {
		ids, entries := make([]string, len(kept)), make([]string, len(kept))
		for i, q := range kept {
			ids[i], entries[i] = q.ID, q.EntryID
		}
		if kept[0].State == bank.Active {
			if _, err := s.d.Bank.SetState(ctx, s.d.Actor, entries, bank.Draft, "undo"); err != nil {
				return err
			}
		}
		return s.d.Bank.Drop(ctx, s.d.Actor, ids)
	})
}
