package appeal_test

import (
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/workdays"
)

var (
	shanghai = time.FixedZone("CST", 8*3600)
	monday   = time.Date(2026, 3, 2, 10, 0, 0, 0, shanghai)
	clock    = appeal.Clock{Calendar: workdays.Standard(), Zone: shanghai}
	timers   = qa.DefaultTimers
)

func version() *qa.Version {
	q := func(ref string) qa.Question {
		return qa.Question{Ref: ref, Text: ref, Kind: qa.KindYesNo, Weight: qa.Whole(1), NA: ref == "b"}
	}
	return &qa.Version{Title: "T", Sections: []qa.Section{{Title: "S", Weight: qa.Whole(1), Questions: []qa.Question{q("a"), q("b")}}}}
}

func TestMayAppeal_OnlyReleasedWithinTheWindowAndNotTooOften(t *testing.T) {
	open := appeal.TermsOf(timers, clock, monday, 0)
	often, off := open, appeal.TermsOf(qa.Timers{Appeals: 2}, clock, monday, 0)
	often.Filed = 2
	for name, c := range map[string]struct {
		terms appeal.Terms
		state qa.State
		now   time.Time
		want  string
	}{
		"the moment the window ends": {open, qa.Released, time.Date(2026, 3, 4, 18, 0, 0, 0, shanghai), ""},
		"a second later":             {open, qa.Released, time.Date(2026, 3, 4, 18, 0, 1, 0, shanghai), "The time for an appeal ended at 2026-03-04 18:00."},
		"after a decision":           {open, qa.Upheld, monday, ""},
		"the third time":             {often, qa.Revised, monday, "This evaluation was appealed 2 times; 2 is the most."},
		"acknowledged":               {open, qa.Acknowledged, monday, "This evaluation was acknowledged: it can't be appealed any more."},
		"open already":               {open, qa.InReview, monday, "An appeal against this evaluation is open already."},
		"closed":                     {open, qa.Closed, monday, "This evaluation is closed: it can't be appealed any more."},
		"no window":                  {off, qa.Released, monday, "Evaluations with this rubric can't be appealed."},
	} {
		if got := fault.Sentence(c.terms.MayAppeal(c.state, c.now, shanghai)); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTermsOf_LeaveOfTheAgentExtendsTheWindow(t *testing.T) {
	away := clock
	away.Away = []workdays.Leave{{Span: workdays.Span{From: "2026-03-03", Until: "2026-03-03"}}}
	if got := appeal.TermsOf(timers, away, monday, 0).AppealBy.In(shanghai).Format(time.DateTime); got != "2026-03-05 18:00:00" {
		t.Error(got)
	}
}

func TestCloses_WhenNothingCanHappenAnyMore(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 3, d, 18, 0, 0, 0, shanghai) }
	both := appeal.TermsOf(timers, clock, monday, 0)
	quiet := appeal.TermsOf(qa.Timers{AppealWithin: 2, Appeals: 2}, clock, monday, 0)
	for name, c := range map[string]struct {
		got, want time.Time
	}{
		"released: the later of both":    {both.Closes(qa.Released, time.Time{}), day(9)},
		"acknowledged: the window":       {both.Closes(qa.Acknowledged, time.Time{}), day(4)},
		"upheld: when it could be read":  {both.Closes(qa.Upheld, day(12)), day(12)},
		"revised within the window":      {both.Closes(qa.Revised, day(3)), day(4)},
		"nobody has to acknowledge":      {quiet.Closes(qa.Released, time.Time{}), time.Time{}},
		"an open appeal is never closed": {both.Closes(qa.InReview, day(3)), time.Time{}},
	} {
		if !c.got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, c.got, c.want)
		}
	}
}

func TestCheck_RefusesWhatIsNoAppeal(t *testing.T) {
	answers := qa.Answers{"a": qa.Choose(1), "b": qa.Choose(0)}
	point := func(ref string, p qa.Answer, reason string) appeal.Point {
		return appeal.Point{Ref: ref, Proposed: p, Reason: reason}
	}
	for want, ps := range map[string][]appeal.Point{
		"Choose at least one question, propose an answer and give a reason.": nil,
		"There is no question \"z\" in this rubric.":                         {point("z", qa.Choose(0), "x")},
		"Question a: propose an answer.":                                     {point("a", qa.Answer{}, "x")},
		"Question a: the proposed answer is the one that was given.":         {point("a", qa.Choose(1), "x")},
		"Question a doesn't allow N/A.":                                      {point("a", qa.NotApplicable(), "x")},
		"Question a: give a reason.":                                         {point("a", qa.Choose(0), "  ")},
		"Question a: the reason is longer than 1000 characters.":             {point("a", qa.Choose(0), strings.Repeat("长", 1001))},
		"Question b is named twice.":                                         {point("b", qa.NotApplicable(), "x"), point("b", qa.Choose(1), "x")},
	} {
		if err := appeal.Check(version(), answers, ps); fault.Sentence(err) != want || !fault.Is(err, fault.Invalid) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	good := []appeal.Point{{Ref: "a", Proposed: qa.Choose(0), Reason: " heard ", Outcome: appeal.Grants, Why: "forged"}}
	if err := appeal.Check(version(), answers, good); err != nil || good[0].Was.Options[0] != 1 || good[0].Reason != "heard" || good[0].Outcome != appeal.Undecided || good[0].Why != "" {
		t.Error(good, err)
	}
}

func TestMayDecide_NeitherTheFirstReviewerNorTheAgent(t *testing.T) {
	lead := func(id string) people.Actor {
		return people.As(people.Person{ID: id, Roles: []people.Role{people.QualityLead}}, people.InHouse)
	}
	a := appeal.Appeal{ReviewerID: "r", AgentID: "g"}
	for id, want := range map[string]bool{"r": false, "g": false, "l": true} {
		if err := appeal.MayDecide(lead(id), a); (err == nil) != want {
			t.Error(id, err)
		}
	}
	reviewer := people.As(people.Person{ID: "x", Roles: []people.Role{people.Reviewer}}, people.InHouse)
	vendor := people.As(people.Person{ID: "x", Roles: []people.Role{people.QualityLead}}, people.Vendor)
	for _, by := range []people.Actor{reviewer, vendor} {
		if err := appeal.MayDecide(by, a); !fault.Is(err, fault.Forbidden) {
			t.Error(by.Kind, err)
		}
	}
}

func TestDecide_RulesOnEveryPointWithAReason(t *testing.T) {
	first := qa.Answers{"a": {Options: []int{1}, Comment: "late"}, "b": qa.Choose(1)}
	fresh := func() appeal.Appeal {
		return appeal.Appeal{Points: []appeal.Point{{Ref: "a", Was: first["a"], Proposed: qa.Choose(0)}, {Ref: "b", Was: first["b"], Proposed: qa.Choose(0)}}}
	}
	rule := func(ref string, o appeal.Outcome, a qa.Answer) appeal.Ruling {
		return appeal.Ruling{Ref: ref, Outcome: o, Answer: a, Why: "w"}
	}
	a := fresh()
	out, err := a.Decide(version(), first, []appeal.Ruling{rule("a", appeal.Grants, qa.Answer{}), rule("b", appeal.Changes, qa.NotApplicable())})
	if err != nil || a.State != appeal.Revised || out["a"].Options[0] != 0 || out["a"].Comment != "late" || !out["b"].NA || first["a"].Options[0] != 1 {
		t.Error(a, out, err)
	}
	a = fresh()
	if _, err := a.Decide(version(), first, []appeal.Ruling{rule("a", appeal.Upholds, qa.Answer{}), rule("b", appeal.Upholds, qa.Answer{})}); err != nil || a.State != appeal.Upheld {
		t.Error(a, err)
	}
	for want, r := range map[string]appeal.Ruling{
		"Question a is not decided yet.":                     {Ref: "b", Outcome: appeal.Upholds, Why: "w"},
		"Question a: give a reason.":                         {Ref: "a", Outcome: appeal.Grants},
		"Question a: choose an answer other than the first.": rule("a", appeal.Changes, qa.Choose(1)),
		"Question a has no such option.":                     rule("a", appeal.Changes, qa.Choose(7)),
	} {
		a = fresh()
		if _, err := a.Decide(version(), first, []appeal.Ruling{r}); fault.Sentence(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestLimit_NeedsEnoughPointsAndMoreThanTheShare(t *testing.T) {
	l := appeal.Limit{Share: .4, Least: 10, Days: 1}
	for r, want := range map[appeal.Rate]bool{{Hits: 9, N: 9}: false, {Hits: 4, N: 10}: false, {Hits: 5, N: 10}: true, {}: false} {
		if l.Over(r) != want {
			t.Error(r)
		}
	}
	if appeal.DefaultLimit.Check() != nil || (appeal.Limit{Share: 1.5, Least: 1, Days: 1}).Check() == nil {
		t.Error("a limit is misjudged")
	}
}

func TestSort_TooFewStandLast(t *testing.T) {
	q := func(ref string, hits, n int) appeal.QuestionRate {
		return appeal.QuestionRate{Ref: ref, Rate: appeal.Rate{Hits: hits, N: n}}
	}
	s := appeal.Statistics{Questions: []appeal.QuestionRate{q("few", 3, 3), q("low", 2, 20), q("high", 9, 20)}}
	s.Sort()
	if s.Questions[0].Ref != "high" || s.Questions[1].Ref != "low" || s.Questions[2].Ref != "few" {
		t.Error(s.Questions)
	}
}
