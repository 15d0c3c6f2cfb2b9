package review

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
)

// panel is one of the pages below the transport.
type panel struct {
	id, word string
	content  fyne.CanvasObject
	tools    []fyne.CanvasObject // at the right of the tabs
}

// panels are the pages and the parts of them that change.
type panels struct {
	all        []panel
	transcript *parts.TranscriptList
	find       *parts.Entry
	moments    *momentList
	note       *parts.Entry
	same       *sameCaller
	hits       *hitList
	lately     *agentLately
	known      *knownArticles
	privacy    *privacy  // nil for who may not take anything out
	spans      *spanList // nil without sound
}

// The ids of the panels, as they are remembered.
const (
	panelTranscript = "transcript"
	panelNotes      = "notes"
	panelMoments    = "moments"
	panelHits       = "hits"
	panelKnown      = "knowledge"
	panelSame       = "same-caller"
	panelLately     = "agent-lately"
)

// makePanels builds the pages for the call.
func (v *roomView) makePanels() {
	ps := panels{moments: newMomentList(v.r), same: newSameCaller(v.r), lately: newAgentLately(v.r), known: newKnownArticles(v.r)}
	switch {
	case len(v.r.o.said) > 0:
		ps.all = append(ps.all, v.transcriptPanel(&ps))
	case v.r.mayLoadWords() && !v.r.whole:
		ps.all = append(ps.all, v.noTranscript())
	}
	if v.r.sheet != nil {
		ps.all = append(ps.all, v.notesPanel(&ps))
		ps.all = append(ps.all, panel{id: panelMoments, word: lang.L("Moments"), content: ps.moments.content})
	}
	if v.r.o.call.Audio.HasSound() {
		ps.spans = newSpanList(v.r)
		ps.all = append(ps.all, panel{id: panelSpans, word: lang.L("Spans"), content: ps.spans.content},
			panel{id: panelSound, word: lang.L("Sound"), content: newSoundPage(v.r).content})
	}
	ps.hits = newHitList(v.r)
	if v.r.sheet != nil && len(v.r.o.said) > 0 && !v.r.o.forSession() {
		ps.all = append(ps.all, panel{id: panelHits, word: lang.L("Hits"), content: ps.hits.content, tools: ps.hits.tools})
	}
	if v.r.d.Redactions != nil && !v.r.o.forSession() && v.r.d.Actor.May(people.RedactCalls) {
		ps.privacy = newPrivacy(v.r)
		ps.all = append(ps.all, panel{id: panelPrivacy, word: lang.L("Privacy"), content: ps.privacy.content})
	}
	ps.all = append(ps.all, panel{id: panelKnown, word: lang.L("Knowledge"), content: ps.known.content})
	if !v.r.o.forSession() { // blind: no other evaluation is shown
		ps.all = append(ps.all, panel{id: panelSame, word: lang.L("Same caller"), content: ps.same.content},
			panel{id: panelLately, word: lang.L("Agent lately"), content: ps.lately.content})
	}
	v.panels = ps
	v.countPanels()
	v.tabs.Chosen = max(0, slices.IndexFunc(ps.all, func(p panel) bool { return p.id == v.r.choices.Tab }))
	v.showPanel(v.tabs.Chosen)
	v.showMarks()
}

// notesPanel is the word to the agent on the whole call.
func (v *roomView) notesPanel(ps *panels) panel {
	ask, about := lang.L("What the agent should take away from this call"), lang.L("For the agent, on the whole call. It is saved as you type and stands in the report.")
	if !v.r.sheet.open {
		ask, about = lang.L("Nothing was written"), lang.L("From the reviewer to the agent, on the whole call.")
	}
	note := parts.NewNote(ask, 6)
	note.Most = 4000
	note.SetText(v.r.sheet.e.Comment)
	note.OnChanged = v.r.comment
	note.OnFocus = v.r.setTyping
	note.OnEscape = func() { unfocus(note) }
	if !v.r.sheet.open {
		note.Disable()
	}
	ps.note = note
	return panel{id: panelNotes, word: lang.L("Notes"), content: parts.Inset(12, 16, 16, 16, parts.Stack(8, parts.Label(about), note))}
}

func unfocus(o fyne.CanvasObject) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Unfocus()
	}
}

// countPanels shows how much is behind each tab.
func (v *roomView) countPanels() {
	items := make([]parts.Tab, len(v.panels.all))
	for i, p := range v.panels.all {
		items[i] = parts.Tab{Word: p.word, Count: v.countOf(p.id)}
	}
	v.tabs.SetItems(items)
}

func (v *roomView) countOf(id string) string {
	n := 0
	switch id {
	case panelMoments:
		n = len(v.panels.moments.marks)
	case panelSpans:
		n = len(v.panels.spans.rows)
	case panelHits:
		n = len(v.panels.hits.rows)
	case panelPrivacy:
		n = len(v.panels.privacy.rows)
	case panelKnown:
		n = len(v.panels.known.hits)
	case panelSame:
		n = len(v.panels.same.rows)
	}
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// openPanel shows a page and remembers which.
func (v *roomView) openPanel(i int) {
	v.r.choices.Tab = v.panels.all[i].id
	v.showPanel(i)
}

func (v *roomView) showPanel(i int) {
	p := v.panels.all[i]
	v.panel.Objects = []fyne.CanvasObject{p.content}
	v.tools.Objects = p.tools
	v.panel.Refresh()
	v.tools.Refresh()
	v.whole.Refresh()
}

// turnPanel shows the page before or behind.
func (v *roomView) turnPanel(by int) {
	n := len(v.panels.all)
	v.tabs.Choose(((v.tabs.Chosen+by)%n + n) % n)
}

// shownPanel is the id of the page in view.
func (v *roomView) shownPanel() string {
	if i := v.tabs.Chosen; i >= 0 && i < len(v.panels.all) {
		return v.panels.all[i].id
	}
	return ""
}

// loadPanels reads what the pages about caller and agent show.
func (v *roomView) loadPanels() {
	v.panels.same.load(v.countPanels)
	v.panels.lately.load()
	if l := v.panels.spans; l != nil {
		l.load()
	}
	v.panels.known.load(v.countPanels)
	if p := v.panels.privacy; p != nil {
		p.load(func() {
			v.countPanels()
			v.r.d.Changed()
		})
	}
}

// choosePanel turns to a page.
func (v *roomView) choosePanel(id string) {
	for i, p := range v.panels.all {
		if p.id == id {
			v.tabs.Choose(i)
		}
	}
}

// follow moves what follows the needle.
func (p *panels) follow(at time.Duration) {
	if p.transcript != nil {
		p.transcript.SetPosition(at)
	}
}

// plainNote is the sentence of a page that has nothing to show.
func plainNote(text string) fyne.CanvasObject {
	p := parts.NewParagraph(text, look.TextBody, look.Ink3)
	p.Width = 320
	return parts.Inset(16, 16, 16, 16, parts.Stack(0, p))
}
