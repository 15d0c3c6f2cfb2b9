package today

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
)

// item is one thing that waits, with what opens it.
type item struct {
	icon, title, note string
	verb              string
	due               time.Time
	rank              int // the lower, the sooner it is to be done
	to                desk.Route
	shares            []parts.Share // of today's cards, which stand at the top only
}

// The ranks: today's cards, what is late or due today, what others wait for, work that was
// begun, everything else.
const (
	rankCards = iota
	rankDue
	rankOthers
	rankBegun
	rankRest
)

// items are everything that waits, the most urgent first.
func (s *Screen) items() []item {
	var all []item
	for _, some := range [][]item{s.toLearn(), s.queued(), s.calibrated(), s.toRate(), s.begun(), s.toAcknowledge(), s.toSettle(), s.toOversee(), s.toMentor(), s.toLead(), s.lowest(), s.toCare(), s.certificates(), s.coached(), s.toVote()} {
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b item) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		if !a.due.IsZero() && !b.due.IsZero() {
			return a.due.Compare(b.due)
		}
		return 0
	})
	return all
}

func (s *Screen) queued() []item {
	var out []item
	for i, t := range s.f.tasks {
		if i == mostTasks {
			out = append(out, item{icon: "headset", title: lang.L("More in the queue: {{.N}}", map[string]any{"N": len(s.f.tasks) - i}),
				verb: lang.L("Open the queue"), rank: rankRest, to: desk.Route{Place: desk.Review}})
			break
		}
		it := item{icon: "headset", title: s.callName(t.CallID), note: t.Why.In(s.d.Settings.Language), verb: lang.L("Score it"),
			due: t.DueAt, rank: rankRest, to: desk.Route{Place: desk.Room, ID: t.CallID, Task: t.ID}}
		if t.Risk {
			it.icon = "tri"
		}
		if !t.DueAt.IsZero() && t.DueAt.Before(s.d.Midnight().AddDate(0, 0, 1)) {
			it.rank = rankDue
		}
		out = append(out, it)
	}
	return out
}

// toRate are the exams whose questions wait for one's rating.
func (s *Screen) toRate() []item {
	var out []item
	for _, t := range s.f.cuts {
		out = append(out, item{icon: "scales", title: lang.L("Rate for the cut score: {{.Exam}}", map[string]any{"Exam": t.Exam}), due: t.DueAt, rank: rankOthers, verb: lang.L("Rate"),
			note: lang.L("round {{.N}}, {{.Done}} of {{.All}} rated", map[string]any{"N": t.Round, "Done": t.Rated, "All": t.All}), to: desk.Route{Place: desk.CutRating, ID: t.StudyID}})
	}
	return out
}

func (s *Screen) callName(id string) string {
	if row, ok := s.f.calls[id]; ok {
		return desk.CallName(row.Call)
	}
	return lang.L("Call")
}

func (s *Screen) begun() []item {
	var out []item
	for _, e := range s.f.drafts {
		out = append(out, item{icon: "edit", title: s.callName(e.CallID), rank: rankBegun, verb: lang.L("Go on"),
			note: lang.L("Draft, answers: {{.N}}, saved {{.Time}}", map[string]any{"N": len(e.Answers), "Time": s.d.Moment(e.SavedAt)}),
			to:   desk.Route{Place: desk.Room, ID: e.CallID, Evaluation: e.ID}})
	}
	return out
}

func (s *Screen) toAcknowledge() []item {
	if len(s.f.fresh) == 0 {
		return nil
	}
	var scores []string
	for i, e := range s.f.fresh {
		if i < 4 {
			scores = append(scores, desk.ScoreText(e.Final))
		}
	}
	return []item{{icon: "bars", due: s.windowEnds(), title: lang.L("New evaluations: {{.N}}", map[string]any{"N": len(s.f.fresh)}), rank: rankOthers, verb: lang.L("Read"),
		note: lang.L("{{.Scores}}: listen, then acknowledge", map[string]any{"Scores": strings.Join(scores, lang.L(", "))}),
		to:   desk.Route{Place: desk.Scores, ID: s.f.fresh[0].ID, Filter: states(qa.Released)}}}
}

func states(all ...qa.State) (f recordings.Filter) {
	for _, s := range all {
		f.States = append(f.States, string(s))
	}
	return f
}

func (s *Screen) toLead() []item {
	var out []item
	add := func(n int, it item) {
		if n > 0 {
			it.rank = rankOthers
			out = append(out, it)
		}
	}
	count := func(n int) map[string]any { return map[string]any{"N": chart.Count(n)} }
	add(s.f.waiting, item{icon: "check", title: lang.L("Evaluations to release: {{.N}}", count(s.f.waiting)), note: lang.L("Agents see a score once it is released"),
		verb: lang.L("Release"), to: desk.Route{Place: desk.Scores, Filter: states(qa.Submitted)}})
	add(s.f.unscored, item{icon: "wave", title: lang.L("Calls without an evaluation: {{.N}}", count(s.f.unscored)), note: lang.L("Deal those that matter to the reviewers"),
		verb: lang.L("Open the library"), to: desk.Route{Place: desk.Library, Filter: recordings.Filter{States: []string{"none"}}}})
	if len(out) > 0 && out[len(out)-1].icon == "wave" {
		out[len(out)-1].rank = rankRest
	}
	return out
}

// lowest are the people whose recent mean is lowest, if there is enough to tell.
func (s *Screen) lowest() []item {
	var out []item
	for _, l := range s.f.low {
		if l.last.N < 3 || len(out) == 3 {
			continue
		}
		out = append(out, item{icon: "account", title: l.who.Name, rank: rankRest, verb: lang.L("Read the evaluations"),
			note: lang.L("{{.Mean}} in {{.Days}} days, n {{.N}}", map[string]any{"Mean": chart.Number(*l.last.Mean, 1), "Days": lowDays, "N": l.last.N}),
			to:   desk.Route{Place: desk.Scores, Filter: recordings.Filter{AgentIDs: []string{l.who.ID}}}})
	}
	return out
}

// backupAge is after how long without a back-up one is asked for.
const backupAge = 7 * 24 * time.Hour

func (s *Screen) toCare() []item {
	c := s.f.care
	if !c.shown {
		return nil
	}
	var out []item
	if s.d.Keeping != nil && s.d.Actor.May(people.KeepWorkspace) && s.d.Now().Sub(c.backedUp) > backupAge {
		note := lang.L("There is none yet")
		if !c.backedUp.IsZero() {
			note = lang.L("The last one is of {{.Time}}", map[string]any{"Time": s.d.Day(c.backedUp)})
		}
		out = append(out, item{icon: "storage", title: lang.L("Back the workspace up"), note: note, rank: rankOthers, verb: lang.L("Back up"),
			to: desk.Route{Place: desk.Settings, ID: "workspace"}})
	}
	for _, p := range c.leaving {
		out = append(out, item{icon: "account", title: lang.L("{{.Name}} leaves", map[string]any{"Name": p.Name}), rank: rankRest, due: p.LeftAt,
			note: lang.L("Access ends then"), verb: lang.L("Open"), to: desk.Route{Place: desk.People, ID: p.ID}})
	}
	if c.noKey > 0 && c.persons > 1 {
		out = append(out, item{icon: "lock", title: lang.L("Logins without a password: {{.N}}", map[string]any{"N": c.noKey}), rank: rankRest,
			note: lang.L("They can't sign in before one is set"), verb: lang.L("Open"), to: desk.Route{Place: desk.People}})
	}
	return out
}
