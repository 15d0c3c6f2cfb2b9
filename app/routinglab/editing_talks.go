package routinglab

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/routing"
)

// announcements are what waiting callers hear, and how many go then.
func (e *editing) announcements(box *fyne.Container, t *routing.Type) {
	e.several(box, "announcements", lang.L("Announcements"), lang.L("Announcement"), len(t.Announcements), func(i int) []fyne.CanvasObject {
		a := &t.Announcements[i]
		return []fyne.CanvasObject{parts.Label(lang.L("after waiting")), e.number(&a.At, 1, 56), parts.Label(lang.L("s,")), e.number(&a.Leave, 100, 48), parts.Label(lang.L("% of those who still wait leave"))}
	}, func(i int) { t.Announcements = slices.Delete(t.Announcements, i, i+1) }, func() {
		t.Announcements = append(t.Announcements, routing.Announcement{At: 30 * float64(len(t.Announcements)+1), Leave: 0.05})
	})
}

// talks are what happens within a talk: holds, help, transfers.
func (e *editing) talks(box *fyne.Container, t *routing.Type) {
	box.Add(e.line("hold", lang.L("On hold"), e.number(&t.Hold.Share, 100, 48), parts.Label(lang.L("% of the talks have a hold"))))
	if t.Hold.Share > 0 || t.Hold.For.Law != routing.None {
		box.Add(e.dist("hold.for", lang.L("for"), &t.Hold.For, true))
	}
	box.Add(e.line("help", lang.L("Asks for help"), e.number(&t.Help.Share, 100, 48), parts.Label(lang.L("% of the talks need help from")), listed(e, &t.Help.From, lang.L("groups; none: not counted"), 200)))
	if t.Help.Share > 0 || t.Help.For.Law != routing.None {
		box.Add(e.dist("help.for", lang.L("for"), &t.Help.For, true))
	}
	e.transfers(box, t)
}

// transfers pass calls on; each has a row for where to, and one for how long the
// colleagues are told.
func (e *editing) transfers(box *fyne.Container, t *routing.Type) {
	word := lang.L("Transfers")
	for i := range t.Transfers {
		x, at := &t.Transfers[i], fmt.Sprintf("transfers[%d]", i)
		box.Add(e.line(at, word, e.number(&x.Share, 100, 44), parts.Label(lang.L("% of the talks go on to")), e.oneType(&x.To, "", 130), parts.Gap(),
			parts.NewButton(lang.L("Remove"), parts.Quiet, func() { t.Transfers = slices.Delete(t.Transfers, i, i+1); e.redraw() }).AsSmall()))
		box.Add(e.line(at+".announce", "", append([]fyne.CanvasObject{parts.Label(lang.L("told in"))}, e.distFields(&x.Announce, true)...)...))
		word = ""
	}
	box.Add(e.line("transfers", word, parts.NewButton(lang.L("Transfer"), parts.Tinted, func() { e.addTransfer(t) }).AsSmall().WithIcon("add")))
}

// addTransfer passes a few on to the first type that is another one.
func (e *editing) addTransfer(t *routing.Type) {
	to := slices.IndexFunc(e.s.Types, func(other routing.Type) bool { return other.Name != t.Name })
	if to < 0 {
		return
	}
	t.Transfers = append(t.Transfers, routing.Transfer{To: e.s.Types[to].Name, Share: 0.05})
	e.redraw()
}

// oneType chooses a type by name; own is the word for none, where none is allowed.
func (e *editing) oneType(at *string, own string, width float32) fyne.CanvasObject {
	var names, words []string
	if own != "" {
		names, words = []string{""}, []string{own}
	}
	for _, t := range e.s.Types {
		names, words = append(names, t.Name), append(words, t.Name)
	}
	return parts.NewSelect(words, slices.Index(names, *at), func(i int) { *at = names[i]; e.redraw() }).Wide(width)
}

// attendance is who does not come, comes late, and is off the phone by the schedule.
func (e *editing) attendance(box *fyne.Container, g *routing.Group) {
	box.Add(e.line("absent", lang.L("Absent"), e.number(&g.Absent, 100, 56), parts.Label(lang.L("% of the scheduled people don't come"))))
	box.Add(e.line("late", lang.L("Late"), e.number(&g.Late.Share, 100, 56), parts.Label(lang.L("% of them come late"))))
	if g.Late.Share > 0 || g.Late.By.Law != routing.None {
		box.Add(e.dist("late.by", lang.L("late by"), &g.Late.By, true))
	}
	reasons := make([]string, len(routing.OffPhones))
	for i, r := range routing.OffPhones {
		reasons[i] = offPhoneWords.Of(r)
	}
	e.several(box, "breaks", lang.L("Away by plan"), lang.L("Break by the schedule"), len(g.Breaks), func(i int) []fyne.CanvasObject {
		b := &g.Breaks[i]
		return []fyne.CanvasObject{parts.NewSelect(reasons, slices.Index(routing.OffPhones, b.Reason), func(i int) { b.Reason = routing.OffPhones[i]; e.changed() }).Wide(92),
			parts.Label(lang.L("at minute")), e.number(&b.At, 1./60, 48), parts.Label(lang.L("for")), e.number(&b.For, 1./60, 40), parts.Label(lang.L("minutes,")), e.whole(&b.People, 40), parts.Label(lang.L("people"))}
	}, func(i int) { g.Breaks = slices.Delete(g.Breaks, i, i+1) }, func() {
		g.Breaks = append(g.Breaks, routing.Break{At: 7200, For: 900, People: 1, Reason: routing.AtRest})
	})
}

var offPhoneWords = desk.Words[routing.OffPhone]{routing.AtRest: "rest", routing.InTraining: "training", routing.InMeeting: "meeting", routing.AtPaper: "work orders"}

// overload is the switch for what a crowd of callers does to the work.
func (e *editing) overload(box *fyne.Container) {
	box.Add(e.line("overload", lang.L("Overload"), parts.NewCheck(lang.L("Crowds make calls longer and settle less"), e.s.Overload != nil, func(on bool) {
		if e.s.Overload = nil; on {
			all := routing.Overloaded
			e.s.Overload = &all
		}
		e.redraw()
	})))
	o := e.s.Overload
	if o == nil {
		return
	}
	box.Add(e.line("overload", "", parts.Label(lang.L("above")), e.number(&o.Above, 100, 48), parts.Label(lang.L("% occupancy handling times")), e.number(&o.Factor, 1, 48), parts.Label(lang.L("and unsettled calls +")), e.number(&o.Unsettled, 100, 48), parts.Label("%")))
	box.Add(e.line("overload", "", parts.Label(lang.L("below")), e.number(&o.Below, 100, 48), parts.Label(lang.L("% occupancy handling times")), e.number(&o.Slack, 1, 48)))
}
