package mentees

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/training/mentoring"
)

// sheet is a session that is being planned, written up or read.
type sheet struct {
	s     *Screen
	v     mentoring.Session
	reads bool // nothing can be changed
	calls []heard

	at, minutes, said, next *parts.Entry
	points                  []*point
	list, wrong             *fyne.Container
	body                    fyne.CanvasObject
}

// point is a line of the agenda: proposed ones are kept or not, own ones typed.
type point struct {
	it      mentoring.Item
	gone    bool
	text    *parts.Entry
	minutes *parts.Entry
}

// heard is a call of the mentee's that may have been listened to together.
type heard struct {
	id, name, note string
	clip           *parts.Entry // from–until
	on             bool
}

// minuteLayout is how a time is typed.
const minuteLayout = "2006-01-02 15:04"

// writeUp writes up the session that is due, or one that was not planned.
func (s *Screen) writeUp() {
	v := mentoring.Session{PairID: s.y.ID, At: s.d.Now().Add(-30 * time.Minute).Truncate(15 * time.Minute), Minutes: s.usual(), Held: true, Agenda: s.y.Agenda}
	if n := s.y.Next; n != nil && n.At.Before(s.d.Now().Add(12*time.Hour)) {
		v = *n
		if v.Held = true; v.At.After(s.d.Now()) {
			v.At = s.d.Now().Add(-time.Duration(v.Minutes) * time.Minute).Truncate(time.Minute)
		}
	}
	s.edit(v, false)
}

// planNext plans the next session, or changes the one that is planned.
func (s *Screen) planNext() {
	if s.y.Next != nil {
		s.edit(*s.y.Next, false)
		return
	}
	at := s.d.Midnight().Add(16*time.Hour+30*time.Minute).AddDate(0, 0, 1)
	for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, 1)
	}
	s.edit(mentoring.Session{PairID: s.y.ID, At: at, Minutes: s.usual(), Agenda: s.y.Agenda}, false)
}

// usual is how long a session lasts by the contract.
func (s *Screen) usual() int {
	if m := s.y.Plan.Terms.SessionMinutes; m > 0 {
		return m
	}
	return 30
}

// open opens a session from the list: to change it while that is allowed.
func (s *Screen) open(x *mentoring.Session) {
	mine := s.writes() && x.Off == "" && !x.Ok && !(x.Waits() && x.By != s.y.Side)
	s.edit(*x, !mine)
}

func (s *Screen) edit(v mentoring.Session, reads bool) {
	h := &sheet{s: s, v: v, reads: reads, list: parts.Stack(4), wrong: parts.Stack(0)}
	for _, c := range v.Listened {
		h.calls = append(h.calls, h.heard(c.CallID, c.Name, "", clipText(c), true))
	}
	s.sheet = h
	h.build()
	s.show()
	if !reads {
		h.readCalls()
	}
}

func (h *sheet) heard(id, name, note, clip string, on bool) heard {
	e := parts.NewEntry("1:18-1:33").Wide(110)
	e.Small = true
	e.SetText(clip)
	return heard{id: id, name: name, note: note, clip: e, on: on}
}

// mostCalls is how many of the mentee's last evaluated calls are offered.
const mostCalls = 8

// readCalls offers the calls that were evaluated last. Who may not see them
// writes the session up without.
func (h *sheet) readCalls() {
	s, mentee := h.s, h.s.y.MenteeID
	type call struct{ id, name, note string }
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (out []call, err error) {
		all, err := s.d.Quality.Evaluations(ctx, s.d.Actor, qa.Find{AgentID: mentee}, mostCalls*2)
		if fault.Is(err, fault.Forbidden) {
			return nil, nil
		}
		for _, e := range all {
			row, err := s.d.Calls.Call(ctx, s.d.Actor, e.CallID)
			if err != nil || len(out) == mostCalls {
				continue // it may be gone from this scope
			}
			out = append(out, call{e.CallID, desk.CallName(row.Call), s.d.Day(row.StartedAt) + "  " + desk.ScoreText(e.Final)})
		}
		return out, err
	}, func(all []call, err error) {
		if err != nil || s.sheet != h {
			s.d.Fail(err)
			return
		}
		for _, c := range all {
			if !h.has(c.id) {
				h.calls = append(h.calls, h.heard(c.id, c.name, c.note, "", false))
			}
		}
		h.build()
		s.show()
	})
}

func (h *sheet) has(id string) bool {
	for i := range h.calls {
		if h.calls[i].id == id {
			return true
		}
	}
	return false
}

func (h *sheet) title() string {
	key := "Plan a session: {{.Name}}"
	switch {
	case h.reads:
		key = "Session: {{.Name}}"
	case h.v.Held:
		key = "Write up a session: {{.Name}}"
	}
	name := h.s.y.Mentee
	if h.s.ofMentee() {
		name = h.s.y.Mentor
	}
	return lang.L(key, map[string]any{"Name": name})
}

func (h *sheet) actions() []desk.Action {
	out := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the pair"), Bare: fyne.KeyEscape, Do: h.close}}
	if !h.reads {
		out = append(out, desk.Action{Menu: desk.ReviewMenu, Label: h.verb(), Key: fyne.KeyReturn, Mod: ctrl, Do: h.keep},
			desk.Action{Menu: desk.EditMenu, Label: lang.L("Add a point"), Key: fyne.KeyI, Mod: ctrl, Do: h.addPoint})
	}
	return out
}

func (h *sheet) verb() string {
	if h.v.Held {
		return lang.L("Keep it for confirmation")
	}
	return lang.L("Plan the session")
}

func (h *sheet) close() {
	h.s.sheet = nil
	h.s.show()
}

// take reads what was entered.
func (h *sheet) take() (mentoring.Session, error) {
	v := h.v
	at, err := time.ParseInLocation(minuteLayout, strings.TrimSpace(h.at.Text()), h.s.d.Zone)
	if err != nil {
		return v, fault.New(fault.Invalid, "\"{{.Have}}\" is no day and time. Write it as 2026-11-27 14:00.", fault.Values{"Have": h.at.Text()})
	}
	if v.Minutes, err = strconv.Atoi(strings.TrimSpace(h.minutes.Text())); err != nil {
		return v, fault.New(fault.Invalid, "A session lasts 5 minutes to 8 hours.", nil)
	}
	v.At, v.Agenda, v.Listened = at.UTC(), nil, nil
	for _, p := range h.points {
		it, ok := p.item(h.s.d.Settings.Language)
		if ok {
			v.Agenda = append(v.Agenda, it)
		}
	}
	if v.Held {
		v.Said, v.Next = h.said.Text(), h.next.Text()
		if v.Listened, err = h.clips(); err != nil {
			return v, err
		}
	}
	return v, v.Check(h.s.d.Now())
}

// item is the point as it stands now; a proposed one that was not touched stays
// in both languages.
func (p *point) item(l words.Language) (mentoring.Item, bool) {
	typed := strings.TrimSpace(p.text.Text())
	if p.gone || typed == "" {
		return p.it, false
	}
	it := p.it
	if typed != it.In(l) {
		it.Typed = typed
	}
	it.Minutes, _ = strconv.Atoi(strings.TrimSpace(p.minutes.Text()))
	return it, true
}

func (h *sheet) keep() {
	v, err := h.take()
	if err != nil {
		h.refuse(err)
		return
	}
	s := h.s
	said := lang.L("The session is planned")
	if v.Held {
		said = lang.L("Kept; the other side confirms it")
	}
	s.ask.Do(said, func(ctx context.Context) error {
		_, err := s.d.Mentors.Years.SaveSession(ctx, s.d.Actor, v)
		return err
	}, func(err error) {
		if err != nil {
			h.refuse(err)
			return
		}
		s.sheet = nil
	})
}

func (h *sheet) refuse(err error) {
	say := parts.NewParagraph(words.Sentence(h.s.d.Settings.Language, err), look.TextLabel, look.Bad)
	h.wrong.Objects = []fyne.CanvasObject{say}
	h.wrong.Refresh()
	h.s.d.Trace("refused", map[string]any{"error": err.Error()})
}
