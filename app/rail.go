package app

import (
	"strconv"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
)

// newRail draws the places at the left, with what waits in each.
func (s *Shell) newRail() *parts.Rail {
	var items []parts.RailItem
	for _, p := range s.places() {
		if p.head != nil {
			items = append(items, parts.RailItem{Icon: p.head.icon, Word: p.head.word})
		}
		items = append(items, parts.RailItem{ID: string(p.place), Icon: p.icon, Word: p.word, Count: s.countOf(p.place)})
	}
	r := parts.NewRail(items, s.chosen(), func(id string) { s.goTo(desk.Route{Place: desk.Place(id)}) })
	r.Folded = s.screen.Wide() || s.narrow()
	r.Person, r.Role = s.desk.Actor.Name, RoleWord(s.desk.Actor)
	r.Face = face(s.desk.Actor.Name)
	r.OnPerson = s.letOther
	return r
}

// unfoldFrom is the least width of a window with an open rail, at 100 %.
const unfoldFrom = 900

// narrow tells that large text leaves the page no room beside an open rail.
func (s *Shell) narrow() bool { return s.window.Canvas().Size().Width < look.Scaled(unfoldFrom) }

// chosen is the place of the rail to which the present screen belongs.
func (s *Shell) chosen() string { return s.homeOf(s.here.Place) }

// homeOf is the place of the rail behind which a place lies.
func (s *Shell) homeOf(p desk.Place) string {
	switch p {
	case desk.Room:
		return string(desk.Review)
	case desk.Answered:
		return string(desk.Exams)
	case desk.Editor, desk.Compared:
		return string(desk.Rubrics)
	case desk.ExamDraft, desk.ExamAttempt, desk.ExamMarks, desk.ExamRegrade, desk.ExamStats, desk.ExamCut:
		return string(desk.ExamDesk)
	case desk.MentorContract:
		if s.desk.Actor.May(people.KeepMentoring) {
			return string(desk.Mentoring)
		}
		return string(desk.Mentees)
	case desk.CutRating:
		return string(desk.Today)
	default:
		return string(p)
	}
}

func (s *Shell) countOf(p desk.Place) string {
	if n := s.counts[p]; n > 0 {
		return strconv.Itoa(n)
	}
	return ""
}

func (s *Shell) drawRail() {
	if s.rail == nil {
		return
	}
	for _, p := range s.places() {
		s.rail.SetCount(string(p.place), s.countOf(p.place))
	}
}

// face is the last character of a Chinese name, the first of another.
func face(name string) string {
	rs := []rune(name)
	switch {
	case len(rs) == 0:
		return ""
	case rs[0] > 0x2E80:
		return string(rs[len(rs)-1])
	}
	return string(rs[0])
}

// RoleWord is the word for what somebody is first of all.
func RoleWord(by people.Actor) string {
	for _, r := range []people.Role{people.Administrator, people.QualityLead, people.Reviewer, people.Client,
		people.Trainer, people.Supervisor, people.Mentor, people.Trainee, people.Agent} {
		if by.Has(r) {
			return desk.RoleName(r)
		}
	}
	return lang.L("Without a role")
}
