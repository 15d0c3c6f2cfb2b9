// Package settings is the place of one's own settings (look, language,
// playing, keys, password) and of what keeps the workspace safe.
package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/transcribing"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings/watch"
)

// The pages, as a route names them.
const (
	pageGeneral   = "general"
	pageKeys      = "keys"
	pagePassword  = "password"
	pageDays      = "days"
	pageWorkspace = "workspace"
	pageAudit     = "audit"
	pageModel     = "model"
	pageAbout     = "about"
)

// page is one entry of the list at the left.
type page struct {
	id, icon, word string
	build          func() fyne.CanvasObject
	fills          bool // it scrolls by itself
}

// Screen is the open place.
type Screen struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc
	pages []page
	here  int
	list  *parts.List
	room  *fyne.Container
	whole fyne.CanvasObject

	password passwordPage
	keeping  keepingPage
	days     daysPage
	watched  watchedPage
	log      auditPage
	assist   modelPage
	keys     keysPage
	hearing  hearingPage

	fields map[string][]typed // of the pages that were opened
	drafts drafts
}

// New opens the place; the route may name a page.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, room: parts.Over(), fields: map[string][]typed{}, drafts: drafts{}}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Watched), func() { s.readWatched() })
	s.pages = s.allPages()
	for i, p := range s.pages {
		if p.id == r.ID {
			s.here = i
		}
	}
	s.build()
	return s
}

// allPages are those for whoever works; what they may not do is not there.
func (s *Screen) allPages() []page {
	all := []page{
		{id: pageGeneral, icon: "settings", word: lang.L("Look, language, playing"), build: s.general},
		{id: pageKeys, icon: "grid", word: lang.L("Keys"), build: s.keysContent, fills: true},
		{id: pagePassword, icon: "lock", word: lang.L("My password"), build: s.passwordContent},
	}
	if s.d.AppealRules != nil {
		all = append(all, page{id: pageDays, icon: "calendar", word: lang.L("Working days"), build: s.daysContent})
	}
	if s.d.Assist.Proposals != nil && (s.d.Actor.May(people.KeepWorkspace) || s.d.Actor.May(people.ScoreCalls)) {
		all = append(all, page{id: pageModel, icon: "bolt", word: lang.L("Language model"), build: s.model})
	}
	if s.d.Transcribing != nil && (s.d.Actor.May(people.KeepWorkspace) || transcribing.May(s.d)) {
		all = append(all, page{id: pageTranscription, icon: "document", word: lang.L("Transcription"), build: s.transcription})
	}
	if s.mayWatch() {
		all = append(all, page{id: pageWatched, icon: "storage", word: lang.L("Watched folders"), build: s.watchedContent})
	}
	if s.d.Keeping != nil && s.d.Actor.May(people.KeepWorkspace) {
		all = append(all, page{id: pageWorkspace, icon: "storage", word: lang.L("Workspace"), build: s.workspace})
	}
	if s.d.Keeping != nil && s.d.Actor.May(people.ReadAudit) {
		all = append(all, page{id: pageAudit, icon: "list", word: lang.L("Audit log"), build: s.audit})
	}
	return append(all, page{id: pageAbout, icon: "info", word: lang.L("About Shifu"), build: s.about})
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Here is the page that is open.
func (s *Screen) Here() desk.Route { return desk.Route{Place: desk.Settings, ID: s.pages[s.here].id} }

// Close stops reading.
func (s *Screen) Close() { s.leave() }

// Actions are backing up, and saving the working days, where that may be done.
func (s *Screen) Actions() []desk.Action {
	switch s.pages[s.here].id {
	case pageWorkspace:
	case pageKeys:
		return s.keyActions()
	case pageWatched:
		return []desk.Action{{Menu: desk.FileMenu, Label: lang.L("Watch a folder"), Key: fyne.KeyN, Mod: fyne.KeyModifierShortcutDefault, Do: func() { s.askFolder(watch.Folder{Done: watch.Leave}) }}}
	case pageDays:
		return []desk.Action{{Menu: desk.FileMenu, Label: lang.L("Save the working days"), Key: fyne.KeyS, Mod: fyne.KeyModifierShortcutDefault, Do: s.saveDays, Off: !s.forEverybody()}}
	case pageTranscription:
		return []desk.Action{{Menu: desk.FileMenu, Label: lang.L("Save"), Key: fyne.KeyS, Mod: fyne.KeyModifierShortcutDefault, Do: s.saveTranscription},
			{Menu: desk.FileMenu, Label: lang.L("Try it with a tone"), Key: fyne.KeyT, Mod: fyne.KeyModifierShortcutDefault, Do: s.tryTranscription}}
	case pageModel:
		return []desk.Action{{Menu: desk.FileMenu, Label: lang.L("Save"), Key: fyne.KeyS, Mod: fyne.KeyModifierShortcutDefault, Do: s.saveModel},
			{Menu: desk.FileMenu, Label: lang.L("Test the connection"), Key: fyne.KeyT, Mod: fyne.KeyModifierShortcutDefault, Do: s.testModel}}
	default:
		return nil
	}
	return []desk.Action{{Menu: desk.FileMenu, Label: lang.L("Back up now"), Key: fyne.KeyB, Mod: fyne.KeyModifierShortcutDefault, Do: s.backUp, Off: s.keeping.busy}}
}

func (s *Screen) build() {
	s.list = parts.NewList(func() int { return len(s.pages) }, newPageRow, s.fillPage)
	s.list.Rule = look.Clear
	s.list.Chosen = s.here
	s.list.OnChosen = func(i int) { s.here = i; s.show() }
	head := parts.Stack(0, parts.Inset(12, 24, 12, 24, parts.PageHead(lang.L("Settings"))), parts.NewHairline())
	side := parts.Over(parts.NewPlate(look.Well), parts.Inset(8, 0, 0, 0, s.list))
	left := parts.FullRow(0, parts.Fix(look.Scaled(220), 0, side), parts.NewUpright(1))
	s.whole = parts.Dock(head, nil, left, nil, s.room)
	s.show()
}

func newPageRow() fyne.CanvasObject {
	return parts.Inset(0, 12, 0, 24, parts.Row(10, parts.NewIcon("settings", 16, look.Ink2), parts.Grow(parts.Body("").Cutting())))
}

func (s *Screen) fillPage(i int, o fyne.CanvasObject) {
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	row.Objects[0].(*parts.Icon).Set(s.pages[i].icon, look.Ink2)
	row.Objects[1].(*fyne.Container).Objects[0].(*parts.Text).Set(s.pages[i].word)
}

// Choose opens a page by its number in the list.
func (s *Screen) Choose(i int) { s.list.Choose(i) }

func (s *Screen) show() {
	p := s.pages[s.here]
	s.gather()
	content := parts.Inset(20, 32, 24, 32, p.build())
	s.room.Objects = []fyne.CanvasObject{content}
	if !p.fills {
		s.room.Objects = []fyne.CanvasObject{parts.Scrolling(content)}
	}
	s.room.Refresh()
	s.d.Changed()
	s.d.Trace("page", map[string]any{"id": p.id})
}

// textWidth is how wide texts and fields run at 100 %.
const textWidth = 560

// block is a bold head, a sentence and what can be set.
func block(title, sentence string, content ...fyne.CanvasObject) fyne.CanvasObject {
	box := parts.Stack(0, parts.PanelHead(title))
	if sentence != "" {
		p := parts.NewParagraph(sentence, look.TextLabel, look.Ink2)
		box.Add(p)
	}
	box.Add(parts.Room(0, 8))
	for _, o := range content {
		box.Add(o)
	}
	box.Add(parts.Room(0, 24))
	return parts.FullRow(0, parts.Fix(look.Scaled(textWidth), 0, box))
}

// setting is a word before what can be set.
func setting(word string, o fyne.CanvasObject) fyne.CanvasObject {
	return parts.High(38, parts.Row(0, parts.Fix(look.Scaled(140), 0, parts.Body(word)), o))
}

// seconds names lengths of time.
func seconds(all []time.Duration) []string {
	var out []string
	for _, d := range all {
		out = append(out, lang.L("{{.N}} s", map[string]any{"N": d.Seconds()}))
	}
	return out
}
