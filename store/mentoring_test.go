package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/indicators"
	"shifu/training/contract"
	"shifu/training/mentoring"
	"shifu/training/roleplay"
)

// running is a couple whose contract is in force.
func running(t *testing.T) (*town, couple, *yearOf) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	v.sealed(t, o)
	return v, o, &yearOf{t, v, o}
}

// yearOf reads the year of a couple.
type yearOf struct {
	t *testing.T
	v *town
	o couple
}

func (y *yearOf) seen(by people.Actor) mentoring.Year {
	y.t.Helper()
	return must[mentoring.Year](y.t)(y.v.Mentoring().Year(ctx, by, y.o.id, time.Time{}))
}

// heldAt is a session as one side writes it up.
func (y *yearOf) heldAt(at time.Time) mentoring.Session {
	return mentoring.Session{PairID: y.o.id, At: at, Minutes: 30, Held: true, Said: "Tariffs", Next: "Read the article",
		Listened: []mentoring.Clip{{CallID: y.v.own, Name: "own", From: time.Second, Until: time.Minute}}}
}

func TestSession_PlannedWrittenUpAndConfirmedByTheOther(t *testing.T) {
	v, o, y := running(t)
	k := v.Mentoring()
	at := v.clock.at.Add(24 * time.Hour)
	agenda := []mentoring.Item{{Typed: "Prices", Minutes: 10}, {Text: words.T("Overdue: {{.Measure}}", fault.Values{"Measure": "x"}), Minutes: 5, Act: mentoring.ActMeasure, ID: "m"}}
	id := must[string](t)(k.SaveSession(ctx, o.mentor, mentoring.Session{PairID: o.id, At: at, Minutes: 45, Agenda: agenda}))
	if s := y.seen(o.mentee).Next; s == nil || s.Agenda[1].In(words.Chinese) != "过期的措施：x" || s.Minutes != 45 {
		t.Fatalf("%+v", s)
	}
	v.clock.at = at.Add(time.Hour)
	s := y.heldAt(at)
	s.ID = id
	must[string](t)(k.SaveSession(ctx, o.mentor, s))
	for name, err := range map[string]error{
		"the writer confirms":   k.Confirm(ctx, o.mentor, id, ""),
		"the reader rewrites":   second(k.SaveSession(ctx, o.mentee, s)),
		"one held is taken off": k.CallOff(ctx, o.mentor, id, "x"),
	} {
		if err == nil {
			t.Error(name)
		}
	}
	if p := must[[]mentoring.Pair](t)(k.Pairs(ctx, o.mentee, mentoring.Find{Own: true})); len(p) != 1 || p[0].Waits != 1 || p[0].Next != nil {
		t.Fatalf("%+v", p)
	}
	if err := k.Confirm(ctx, o.mentee, id, ""); err != nil {
		t.Fatal(err)
	}
	got := y.seen(o.mentor)
	if len(got.Sessions) != 1 || !got.Sessions[0].Ok || got.Sessions[0].Number != 1 || got.Sessions[0].Listened[0].Until != time.Minute || got.Progress.Sessions.Done != 1 {
		t.Errorf("%+v", got.Sessions)
	}
	if _, err := k.SaveSession(ctx, o.mentor, s); !fault.Is(err, fault.Conflict) {
		t.Error("what both confirmed was changed:", err)
	}
}

func TestSession_AnObjectionTakesItOutAndAnotherWritingBringsItBack(t *testing.T) {
	v, o, y := running(t)
	k := v.Mentoring()
	s := y.heldAt(v.clock.at)
	s.ID = must[string](t)(k.SaveSession(ctx, o.mentor, s))
	if err := k.Confirm(ctx, o.mentee, s.ID, "It was ten minutes"); err != nil {
		t.Fatal(err)
	}
	if g := y.seen(o.mentor); g.Progress.Sessions.Done != 0 || g.Sessions[0].Objected == "" {
		t.Errorf("%+v", g.Sessions)
	}
	s.Minutes = 10
	must[string](t)(k.SaveSession(ctx, o.mentor, s))
	if g := y.seen(o.mentor); g.Progress.Sessions.Done != 1 || !g.Sessions[0].Waits() {
		t.Errorf("%+v", g.Sessions)
	}
}

func TestSession_EachRefusalHasItsKind(t *testing.T) {
	v, o, y := running(t)
	k := v.Mentoring()
	plan := func(change func(*mentoring.Session)) error {
		s := mentoring.Session{PairID: o.id, At: v.clock.at.Add(time.Hour), Minutes: 30}
		change(&s)
		return second(k.SaveSession(ctx, o.mentor, s))
	}
	off := must[string](t)(k.SaveSession(ctx, o.mentor, mentoring.Session{PairID: o.id, At: v.clock.at.Add(time.Hour), Minutes: 30}))
	if err := k.CallOff(ctx, o.mentee, off, "ill"); err != nil {
		t.Fatal(err)
	}
	held := y.heldAt(v.clock.at)
	held.Listened[0].CallID = v.others
	for name, c := range map[string]struct {
		err  error
		kind fault.Kind
	}{
		"behind the end":   {plan(func(s *mentoring.Session) { s.At = v.clock.at.AddDate(0, 4, 0) }), fault.Invalid},
		"no pair":          {plan(func(s *mentoring.Session) { s.PairID = "none" }), fault.NotFound},
		"no session":       {plan(func(s *mentoring.Session) { s.ID = "none" }), fault.NotFound},
		"called off":       {plan(func(s *mentoring.Session) { s.ID = off }), fault.Conflict},
		"off without why":  {k.CallOff(ctx, o.mentor, off, " "), fault.Invalid},
		"off twice":        {k.CallOff(ctx, o.mentor, off, "x"), fault.Conflict},
		"another's call":   {second(k.SaveSession(ctx, o.mentor, held)), fault.NotFound},
		"nothing to agree": {k.Confirm(ctx, o.mentee, off, ""), fault.Conflict},
	} {
		if !fault.Is(c.err, c.kind) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	unsigned := v.pairOf(t, v.other, v.foreign)
	if _, err := k.SaveSession(ctx, unsigned.mentor, mentoring.Session{PairID: unsigned.id, At: v.clock.at.Add(time.Hour), Minutes: 30}); !fault.Is(err, fault.Conflict) {
		t.Error("a session before the contract is signed:", err)
	}
}

func TestMeasure_EvidenceCountsForItsTimeAndIsConfirmed(t *testing.T) {
	v, o, y := running(t)
	k := v.Mentoring()
	m := y.seen(o.mentor).Times[0].Measure.ID
	d := mentoring.Deed{PairID: o.id, MeasureID: m, N: 1, At: v.clock.at, Note: "2 calls", Proof: mentoring.ProofCall, ProofID: v.own}
	if err := k.Done(ctx, o.mentee, d); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		by     people.Actor
		change func(*mentoring.Deed)
		kind   fault.Kind
	}{
		"not due yet":          {o.mentee, func(d *mentoring.Deed) { d.N = 3 }, fault.Conflict},
		"not planned":          {o.mentee, func(d *mentoring.Deed) { d.N = 999 }, fault.NotFound},
		"another measure":      {o.mentee, func(d *mentoring.Deed) { d.MeasureID = "none" }, fault.NotFound},
		"noted by the other":   {o.mentor, func(d *mentoring.Deed) {}, fault.Conflict},
		"another's call":       {o.mentee, func(d *mentoring.Deed) { d.N, d.ProofID = 2, v.others }, fault.NotFound},
		"a session not held":   {o.mentee, func(d *mentoring.Deed) { d.N, d.Proof, d.ProofID = 2, mentoring.ProofSession, "none" }, fault.NotFound},
		"evidence of no kind":  {o.mentee, func(d *mentoring.Deed) { d.N, d.Proof = 2, "dance" }, fault.Invalid},
		"nothing to see of it": {o.mentee, func(d *mentoring.Deed) { d.N, d.Note = 2, "" }, fault.Invalid},
	} {
		bad := d
		c.change(&bad)
		if err := k.Done(ctx, c.by, bad); !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	d.Note = "2 calls, noted better"
	if err := k.Done(ctx, o.mentee, d); err != nil {
		t.Fatal(err)
	}
	g := y.seen(o.mentor)
	if g.Progress.Measures.Done != 1 || g.Waits != 1 || g.Deeds[0].Note != d.Note {
		t.Fatalf("%+v", g)
	}
	if err := k.ConfirmDone(ctx, o.mentee, g.Deeds[0].ID); !fault.Is(err, fault.Forbidden) {
		t.Error("confirmed by the writer:", err)
	}
	if err := k.ConfirmDone(ctx, o.mentor, g.Deeds[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := k.Done(ctx, o.mentee, d); !fault.Is(err, fault.Conflict) {
		t.Error("what both confirmed was changed:", err)
	}
}

func TestHealth_AStalledPairComesFirstForWhoLooksAfterIt(t *testing.T) {
	v, o, y := running(t)
	other := v.pairOf(t, v.acme, v.mate)
	v.sealed(t, other)
	k := v.Mentoring()
	v.clock.at = v.clock.at.Add(23 * 24 * time.Hour)
	must[string](t)(k.SaveSession(ctx, other.mentor, mentoring.Session{PairID: other.id, At: v.clock.at, Minutes: 30, Held: true, Said: "x", Next: "y"}))
	all := must[[]mentoring.Pair](t)(k.Pairs(ctx, o.coordinator, mentoring.Find{}))
	if len(all) != 2 || all[0].ID != o.id || !all[0].Health.Stalled || all[1].Health.Stalled || all[0].Overdue != 6 {
		t.Fatalf("%+v", all)
	}
	if stalled := must[[]mentoring.Pair](t)(k.Pairs(ctx, o.coordinator, mentoring.Find{Stalled: true})); len(stalled) != 1 {
		t.Errorf("%+v", stalled)
	}
	if own := must[[]mentoring.Pair](t)(k.Pairs(ctx, o.mentor, mentoring.Find{Own: true})); len(own) != 1 || own[0].Side != mentoring.OfMentor {
		t.Errorf("%+v", own)
	}
	if none := must[[]mentoring.Pair](t)(k.Pairs(ctx, v.foreign, mentoring.Find{})); len(none) != 0 {
		t.Errorf("another vendor sees %+v", none)
	}
	_ = y
}

func TestPulse_TheOtherSideDoesNotSeeIt(t *testing.T) {
	v, o, y := running(t)
	k := v.Mentoring()
	must[string](t)(k.SaveSession(ctx, o.mentor, y.heldAt(v.clock.at)))
	if err := k.Feel(ctx, o.mentee, mentoring.Pulse{PairID: o.id, Value: 1, Note: "he shouts"}); err != nil {
		t.Fatal(err)
	}
	if err := k.Feel(ctx, o.mentee, mentoring.Pulse{PairID: o.id, Value: 6}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if g := y.seen(o.mentor); len(g.Pulses) != 0 || g.Health.Level != mentoring.Green || !g.Feels {
		t.Errorf("the mentor sees %+v %+v", g.Pulses, g.Health)
	}
	if g := y.seen(o.mentee); len(g.Pulses) != 1 || g.Feels {
		t.Errorf("the mentee sees %+v", g.Pulses)
	}
	if g := y.seen(o.coordinator); len(g.Pulses) != 1 || g.Health.Level != mentoring.Red {
		t.Errorf("the coordinator sees %+v %+v", g.Pulses, g.Health)
	}
}

func TestCalendar_HoldsTheSessionsOfThePair(t *testing.T) {
	v, o, _ := running(t)
	k := v.Mentoring()
	off := must[string](t)(k.SaveSession(ctx, o.mentor, mentoring.Session{PairID: o.id, At: v.clock.at.Add(time.Hour), Minutes: 30, Agenda: []mentoring.Item{{Typed: "Prices; all"}}}))
	if err := k.CallOff(ctx, o.mentor, off, "ill"); err != nil {
		t.Fatal(err)
	}
	text := string(must[[]byte](t)(k.Calendar(ctx, o.mentee, o.id, words.Chinese)))
	for _, want := range []string{"UID:" + off, "STATUS:CANCELLED", "SEQUENCE:1", `DESCRIPTION:Prices\; all`, "SUMMARY:师徒面谈"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

// judged gives an agent n evaluations, a day apart, that lose points on question
// 5.1 or none.
func (v *town) judged(t *testing.T, agent people.Actor, from time.Time, n int, loses bool) {
	t.Helper()
	was := v.clock.at
	for i := range n {
		v.clock.at = from.Add(time.Duration(i) * 24 * time.Hour)
		call := v.call(t, agent, fmt.Sprintf("%s-%d-%d", agent.PersonID, from.Unix(), i))
		if loses {
			v.lost(t, v.rev, call)
		} else {
			v.scored(t, v.rev, call)
		}
	}
	v.clock.at = was
}

// aiming is a couple whose contract has the goals.
func aiming(t *testing.T, goals func(v *town) []contract.Goal) (*town, couple, *yearOf) {
	v := newTown(t)
	o := v.pairOf(t, v.acme, v.agent)
	p := must[contract.Pair](t)(v.Pairs().Pair(ctx, o.mentor, o.id))
	next := p.Versions[0].Terms
	next.Goals, next.Change = goals(v), "other goals"
	must[contract.Contract](t)(v.Pairs().Write(ctx, o.coordinator, o.id, 1, next))
	v.sealed(t, o)
	return v, o, &yearOf{t, v, o}
}

func idOfRubric(t *testing.T, v *town) string {
	return must[qa.Version](t)(v.Quality().Version(ctx, v.lead, v.version)).RubricID
}

func question51(t *testing.T) func(v *town) []contract.Goal {
	base := 0.0
	return func(v *town) []contract.Goal {
		r := idOfRubric(t, v)
		return []contract.Goal{{Skill: "Promises", Baseline: &base, Target: 90, Source: contract.Source{Kind: contract.RubricQuestion, Ref: r + "/5.1", Name: "5.1"}},
			{Skill: "All of it", Target: 90, Source: contract.Source{Kind: contract.WholeRubric, Ref: r, Name: "95598"}}}
	}
}

func TestLines_EffectIsBesideSimilarAgentsWithoutAMentor(t *testing.T) {
	v, o, y := aiming(t, question51(t))
	begin := v.clock.at
	v.judged(t, v.agent, begin.AddDate(0, 0, -40), 12, true)
	v.judged(t, v.agent, begin.AddDate(0, 0, 5), 12, false)
	for i := range 3 {
		a := v.person(t, v.acme, v.teamA, fmt.Sprint("other", i), people.Agent)
		v.judged(t, a, begin.AddDate(0, 0, -40), 5, true)
		v.judged(t, a, begin.AddDate(0, 0, 5), 5, true)
	}
	v.judged(t, v.foreign, begin.AddDate(0, 0, -40), 5, true)
	v.judged(t, v.foreign, begin.AddDate(0, 0, 5), 5, false)
	v.clock.at = begin.AddDate(0, 0, 20)
	got := y.seen(o.mentor)
	l := got.Lines[0]
	if l.Name != "Promises" || l.Note != "5.1" || l.N != 12 || l.Now != 100 || l.All != 12 || l.Standing() != mentoring.Reached || l.Loss == nil || l.Loss.From != time.Second {
		t.Fatalf("%+v %+v", l, l.Loss)
	}
	if e := l.Effect; e.Verdict != mentoring.Rose || e.Similar != 3 || e.Theirs != 0 || e.Net.Value != e.Diff.Value || e.Diff.Value < 50 {
		t.Errorf("%+v", e)
	}
	if w := got.Lines[1]; w.Source.Kind != contract.WholeRubric || w.N != 12 || w.Effect.Similar != 3 || w.Name != "All of it" {
		t.Errorf("%+v", w)
	}
	if got.Progress.Goals[mentoring.Reached] != 2 {
		t.Errorf("%+v", got.Progress)
	}
	if own := y.seen(o.mentee); own.Lines[0].N != 0 || own.Lines[0].Effect.Verdict != mentoring.FewCalls {
		t.Errorf("the mentee sees scores that were not released: %+v", own.Lines[0])
	}
}

func TestLines_MenteesOfOthersAreNoComparison(t *testing.T) {
	v, o, y := aiming(t, question51(t))
	begin := v.clock.at
	v.judged(t, v.agent, begin.AddDate(0, 0, -40), 10, true)
	v.judged(t, v.agent, begin.AddDate(0, 0, 5), 10, false)
	for i := range 3 {
		a := v.person(t, v.acme, v.teamA, fmt.Sprint("other", i), people.Agent)
		v.sealed(t, v.pairOf(t, v.acme, a))
		v.judged(t, a, begin.AddDate(0, 0, -40), 5, true)
		v.judged(t, a, begin.AddDate(0, 0, 5), 5, false)
	}
	v.clock.at = begin.AddDate(0, 0, 20)
	if e := y.seen(o.mentor).Lines[0].Effect; e.Similar != 0 || e.Net.Known || e.Verdict != mentoring.Rose {
		t.Errorf("%+v", e)
	}
}

func TestLines_AQuestionWithoutAGoalThatLosesPointsIsShown(t *testing.T) {
	v, o, y := running(t)
	v.judged(t, v.agent, v.clock.at.AddDate(0, 0, 1), 11, true)
	v.clock.at = v.clock.at.AddDate(0, 0, 20)
	lines := y.seen(o.mentor).Lines
	last := lines[len(lines)-1]
	if last.Source.Kind != contract.RubricQuestion || !strings.HasSuffix(last.Source.Ref, "/5.1") || last.Goal != nil || last.Name == "" || last.Effect.Verdict != mentoring.FewCalls {
		t.Errorf("%+v", lines)
	}
	agenda := y.seen(o.mentor).Agenda
	if agenda[1].Act != mentoring.ActListen || agenda[1].ID != last.Loss.CallID || agenda[1].From != 1000 {
		t.Errorf("%+v", agenda)
	}
}

func TestLines_AFailedExamWithItsCase(t *testing.T) {
	v, examID, _ := schooled(t, nil)
	o := v.pairOf(t, v.acme, v.agent)
	v.sealed(t, o)
	v.clock.at = v.clock.at.Add(48 * time.Hour)
	v.fail(t, v.agent, examID)
	v.clock.at = v.clock.at.Add(time.Hour)
	got := (&yearOf{t, v, o}).seen(o.mentor)
	i := len(got.Lines) - 1
	for i > 0 && got.Lines[i].Source.Kind != contract.Exam {
		i--
	}
	l := got.Lines[i]
	if l.Source.Ref != examID || len(l.Points) != 1 || l.Passed || *l.Points[0].Passed || l.CaseID == "" || l.Missed == 0 || l.Pass != 60 || l.Now != 0 {
		t.Errorf("%+v", l)
	}
	if s := l.Next(); s.Act != mentoring.ActCase || s.ID != l.CaseID {
		t.Errorf("%+v", s)
	}
}

func TestLines_RecallOfWhatIsLearned(t *testing.T) {
	v, o, y := running(t)
	id := must[string](t)(v.Cards().Write(ctx, v.agent, "", note("peak hours")))
	v.review(t, v.agent, id, 3)
	v.clock.at = v.clock.at.Add(9 * 24 * time.Hour)
	for _, l := range y.seen(o.mentor).Lines {
		if l.Source.Kind != mentoring.Cards {
			continue
		}
		n := len(l.Points)
		if l.Name != "tariffs" || n < 3 || !l.Known || l.Now >= l.Points[0].Value || l.Now < 50 || l.Daily != 0 {
			t.Errorf("%+v", l)
		}
		return
	}
	t.Error("no line of cards")
}

func TestLines_CertificatesAndIndicatorsThatAreGoals(t *testing.T) {
	base := .5
	v, o, y := aiming(t, func(v *town) []contract.Goal {
		return []contract.Goal{{Skill: "Certified", Target: 1, Source: contract.Source{Kind: contract.Certificate, Ref: "none", Name: "x"}},
			{Skill: "Answered", Baseline: &base, Target: .9, Source: contract.Source{Kind: contract.Indicator, Ref: "answer-rate", Name: "x"}}}
	})
	v.brought(t, indicators.Batch{Kind: indicators.DayKind, Source: "acd", Days: []indicators.Day{day(march+1, v.agent, "P", 20, 20), day(march+8, v.agent, "P", 20, 20)}})
	v.clock.at = v.clock.at.AddDate(0, 0, 12)
	got := y.seen(o.mentor)
	c, f := got.Lines[0], got.Lines[1]
	if c.Source.Kind != contract.Certificate || c.Now != 0 || !c.Known || c.Standing() != mentoring.Far || len(c.Points) != 2 {
		t.Errorf("%+v", c)
	}
	if f.Source.Kind != contract.Indicator || len(f.Points) == 0 || !f.Known {
		t.Errorf("%+v", f)
	}
}

func TestLines_RolePlaysThatTellSomething(t *testing.T) {
	v, o, y := running(t)
	v.rehearse(t, v.agent, "fault-wire-down", roleplay.Script)
	v.rehearse(t, v.agent, "fault-wire-down", roleplay.Hints)
	v.clock.at = v.clock.at.Add(time.Hour)
	a := v.rehearse(t, v.agent, "fault-wire-down", roleplay.Nothing)
	v.clock.at = v.clock.at.Add(time.Hour)
	for _, l := range y.seen(o.mentor).Lines {
		if l.Source.Kind != mentoring.RolePlay {
			continue
		}
		if len(l.Points) != 2 || l.Level != 3 || l.Now != a.Overall || l.Names[words.English] == "" || l.Names[words.English] == l.Names[words.Chinese] {
			t.Errorf("%+v", l)
		}
		return
	}
	t.Error("no line of role-plays")
}
