// Package roleplay is the place where calls are practised against a scripted
// customer: what can be played, the call itself, what it came to, and what it
// says of one's skills.
package roleplay

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa/proposal"
	"shifu/training/roleplay"
	"shifu/training/roleplay/duty"
)

// The pages.
const (
	pageScenarios = iota
	pageShifts
	pageAttempts
	pageSkills
)

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  context.CancelFunc
	stop   func()
	wanted string // by the route, until it is read

	k     kept
	page  int
	skill string // only scenarios that practise it
	level roleplay.Level

	freely bool // the model words what the caller says

	call   *call
	seat   *seat   // of the shift that is worked
	worked *worked // what a shift came to
	result *result
	mouth  mouth
	choice choice

	list   *parts.Table
	past   *parts.Table
	shifts *parts.Table
	skills *parts.Table
	sheet  *fyne.Container
	all    *fyne.Container
}

// kept is what the place reads.
type kept struct {
	offers   []roleplay.Offer
	attempts []roleplay.Attempt // of all whose practice one sees
	shifts   []duty.Shift
	skills   []roleplay.Skill
	model    proposal.Settings
	opened   *roleplay.Attempt // by the route
}

// New opens the place; the route may name a scenario, a knowledge point or an attempt.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, level: roleplay.Hints, sheet: parts.Over(), all: parts.Over(), mouth: mouth{d: d}}
	s.ctx, s.leave = context.WithCancel(context.Background())
	if !s.plays() {
		s.page = pageAttempts
	}
	s.stop = d.Hub.Listen(s.noticed)
	s.makeTables()
	s.makeShifts()
	s.load()
	return s
}

// plays tells whether the person practises here, or only looks at others.
func (s *Screen) plays() bool {
	return s.d.Actor.May(people.SitExams) || s.d.Actor.May(people.KeepPractice)
}

// judges tells whether the person reviews the attempts of others.
func (s *Screen) judges() bool {
	return s.d.Actor.May(people.ScoreCalls) || s.d.Actor.May(people.KeepPractice)
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.all }

// Wide folds the rail while a call is played or looked at.
func (s *Screen) Wide() bool { return true }

// Close leaves the call as it stands: what was said is kept.
func (s *Screen) Close() {
	s.mouth.close()
	s.leave()
	s.stop()
}

func (s *Screen) noticed(n notice.Notice) {
	if n.Subject == notice.RolePlays {
		s.d.Stage.Show(func() {
			if s.call == nil && s.seat == nil {
				s.load()
			}
		})
	}
}

func (s *Screen) load() {
	wanted := s.wanted
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (kept, error) { return s.read(ctx, wanted) }, func(k kept, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.k = k
		s.follow()
		s.show()
		s.d.Trace("role-plays", map[string]any{"offers": len(k.offers), "attempts": len(k.attempts)})
	})
}

func (s *Screen) read(ctx context.Context, wanted string) (k kept, err error) {
	by := s.d.Actor
	if s.plays() {
		if k.offers, err = s.d.Rehearsal.Offers(ctx, by); err != nil {
			return k, err
		}
	}
	if k.attempts, err = s.d.RolePlays.Attempts(ctx, by, roleplay.Find{Over: true}); err != nil {
		return k, err
	}
	if s.plays() && s.d.Assist.Persona != nil {
		if k.model, err = s.d.Assist.Proposals.Settings(ctx, by); err != nil {
			return k, err
		}
	}
	if k.shifts, err = s.d.DutyBook.Shifts(ctx, by); err != nil {
		return k, err
	}
	if k.skills, err = s.d.RolePlays.Skills(ctx, by, by.PersonID); err != nil {
		return k, err
	}
	if i := slices.IndexFunc(k.attempts, func(a roleplay.Attempt) bool { return a.ID == wanted }); i >= 0 {
		a, err := s.d.RolePlays.Attempt(ctx, by, wanted)
		if err != nil {
			return k, err
		}
		k.opened = &a
	}
	return k, nil
}

// follow goes where the route asked to.
func (s *Screen) follow() {
	wanted := s.wanted
	s.wanted = ""
	switch {
	case wanted == "":
	case s.k.opened != nil:
		s.result = newResult(s, *s.k.opened)
	default:
		if i := slices.IndexFunc(s.k.offers, func(o roleplay.Offer) bool { return o.ID == wanted }); i >= 0 {
			s.list.Choose(i)
			return
		}
		s.skill = wanted
	}
}

// show lays out what is open.
func (s *Screen) show() {
	content := s.pages()
	switch {
	case s.call != nil:
		content = s.call.content()
	case s.seat != nil:
		content = s.seat.content()
	case s.result != nil:
		content = s.result.content()
	case s.worked != nil:
		content = s.worked.content()
	}
	s.all.Objects = []fyne.CanvasObject{content}
	s.all.Refresh()
	s.d.Changed()
}

// pages are the lists, with the chosen line beside them.
func (s *Screen) pages() fyne.CanvasObject {
	tabs := parts.NewTabs([]parts.Tab{{Word: lang.L("role.scenarios"), Count: n(len(s.k.offers))}, {Word: lang.L("duty.shifts"), Count: n(len(s.k.shifts))}, {Word: lang.L("role.attempts"), Count: n(len(s.k.attempts))}, {Word: lang.L("My skills")}}, s.page, s.turn)
	row := parts.Row(16, parts.PageHead(lang.L("Role-play")), tabs, parts.Gap())
	if s.skill != "" {
		row.Add(parts.NewChip(lang.L("Knowledge point"), s.skill, nil, func() { s.skill = ""; s.show() }))
	}
	if s.d.Actor.May(people.KeepPractice) {
		row.Add(parts.NewButton(lang.L("Bring a scenario"), parts.Plain, s.bring).AsSmall().WithKey("Ctrl O"))
	}
	head := parts.Stack(0, parts.Inset(12, 16, 8, 24, row), parts.NewHairline())
	side := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(sideWidth), 0, parts.Over(parts.NewPlate(look.Well), parts.Inset(16, 20, 16, 20, s.sheet))))
	return parts.Dock(head, nil, nil, side, s.middle())
}

const sideWidth = 344

func (s *Screen) middle() fyne.CanvasObject {
	switch s.page {
	case pageShifts:
		return s.shiftsPage()
	case pageAttempts:
		s.showAttempt()
		if len(s.k.attempts) == 0 {
			return parts.EmptyState("headset", lang.L("No attempt yet"), lang.L("Every call that was practised is kept here, with its score and all that was said."))
		}
		s.past.List().Refresh()
		return s.past
	case pageSkills:
		s.showSkill()
		if len(s.k.skills) == 0 {
			return parts.EmptyState("trend", lang.L("No skill practised yet"), lang.L("Play a scenario with hints or with nothing. Attempts with the script shown, and those begun in the middle, don't count."))
		}
		s.skills.List().Refresh()
		return s.skills
	}
	s.showOffer()
	if len(s.offers()) == 0 {
		return parts.EmptyState("headset", lang.L("No scenario practises this"), lang.L("Take the filter away to see all of them."))
	}
	s.list.List().Refresh()
	return s.list
}

func (s *Screen) turn(page int) {
	if page != s.page {
		s.page = page
		s.show()
	}
}

// offers are the scenarios that the filter leaves.
func (s *Screen) offers() []roleplay.Offer {
	if s.skill == "" {
		return s.k.offers
	}
	var out []roleplay.Offer
	for _, o := range s.k.offers {
		if slices.Contains(o.Skills, s.skill) {
			out = append(out, o)
		}
	}
	return out
}
