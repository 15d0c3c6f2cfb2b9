package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/sampling"
	"shifu/recordings"
)

// plan is a plan of March 2026 without rubric and reviewers.
func plan() sampling.Plan {
	p := sampling.NewPlan(time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	p.Name, p.Method, p.By, p.N, p.Double, p.PerAgent = "March", sampling.Random, sampling.ByNothing, 8, 0, 0
	return p
}

// planned makes a plan of the client's and a draw from it: what a vendor must
// not learn of.
func (v *crowd) planned(t *testing.T) []string {
	t.Helper()
	p := plan()
	p.N, p.RubricID, p.Reviewers, p.Filter.Unscored = 2, v.rubricID(t), []string{v.rev.PersonID, v.second.PersonID}, false
	p.Filter.Calls.AgentIDs = []string{v.foreign.PersonID}
	id := must[string](t)(v.Sampling().SavePlan(ctx, v.lead, p))
	d, err := v.Sampling().Draw(ctx, v.lead, id, sampling.Ask{Seed: 1, Whole: true})
	if err != nil {
		t.Fatal(err)
	}
	return []string{id, d.ID}
}

func (v *town) rubricID(t testing.TB) string {
	t.Helper()
	version, err := v.Quality().Version(ctx, v.lead, v.version)
	if err != nil {
		t.Fatal(err)
	}
	return version.RubricID
}

// more adds n calls of each of the two agents of acme, an hour apart.
func (v *town) more(t testing.TB, n int) {
	t.Helper()
	var calls []recordings.Call
	for i := range n {
		for _, a := range []people.Actor{v.agent, v.mate} {
			id := fmt.Sprintf("%s-%02d", a.Login, i)
			calls = append(calls, recordings.Call{ID: id, ExternalID: id, Title: id, StartedAt: v.clock.at.Add(-time.Duration(i+1) * time.Minute),
				Duration: time.Duration(30+i) * time.Second, AgentID: a.PersonID, AgentName: a.Name, OrganisationID: v.acme, TeamID: v.teamA,
				Project: "P", BusinessLine: []string{"投诉", "咨询"}[i%2], Satisfaction: i % 6, Caller: fmt.Sprint("139", i%3)})
		}
	}
	if _, err := v.Calls().Add(ctx, people.Program(), calls); err != nil {
		t.Fatal(err)
	}
}

// samplingTown is a town with 24 more calls and a plan of the lead.
func samplingTown(t *testing.T, change func(*sampling.Plan)) (*town, string) {
	t.Helper()
	v := newTown(t)
	v.more(t, 12)
	p := plan()
	p.RubricID, p.Reviewers = v.rubricID(t), []string{v.rev.PersonID, v.second.PersonID}
	p.Filter.Calls.OrganisationIDs = []string{v.acme}
	change(&p)
	id, err := v.Sampling().SavePlan(ctx, v.lead, p)
	if err != nil {
		t.Fatal(err)
	}
	return v, id
}

func drawn(t *testing.T, v *town, plan string, a sampling.Ask) sampling.Draw {
	t.Helper()
	d, err := v.Sampling().Draw(ctx, v.lead, plan, a)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func picked(d sampling.Draw) (out []string) {
	for _, c := range d.Chosen {
		out = append(out, c.CallID)
	}
	return out
}

func TestDraw_KeepsWhatThePreviewShowedAndDealsIt(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.Method, p.By = sampling.Stratified, sampling.ByBusinessLine })
	ask := sampling.Ask{Seed: 7, Whole: true}
	before, err := v.Sampling().Preview(ctx, v.lead, id, ask)
	if err != nil {
		t.Fatal(err)
	}
	d := drawn(t, v, id, ask)
	if !slices.Equal(picked(before), picked(d)) || len(d.Chosen) != 8 || d.Candidates != 26 || d.By != v.lead.Name || d.Seed != 7 {
		t.Fatalf("%v then %v of %d", picked(before), picked(d), d.Candidates)
	}
	tasks := map[string]int{}
	for _, by := range []people.Actor{v.rev, v.second} {
		ts, err := v.Quality().Tasks(ctx, by)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range ts {
			tasks[by.Login]++
			if k.Why.IsZero() || k.DueAt.IsZero() || k.Risk {
				t.Errorf("%+v", k)
			}
		}
	}
	if tasks["rev"] != 4 || tasks["second"] != 4 || d.Left != 0 {
		t.Errorf("dealt %v, left %d", tasks, d.Left)
	}
	if why := d.Chosen[0].Why.In(words.English); !strings.Contains(why, "calls") && !strings.Contains(why, " of ") {
		t.Errorf("says %q", why)
	}
}

func TestDraw_FillsTheQuotaOfEachAgentByTheNextCheckpointAndNoFurther(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.Method, p.N = sampling.Quota, 8 })
	perAgent := func(d sampling.Draw) map[string]int {
		out := map[string]int{}
		for _, c := range d.Chosen {
			out[c.AgentID]++
		}
		return out
	}
	if n := perAgent(drawn(t, v, id, sampling.Ask{Seed: 1})); n[v.agent.PersonID] != 2 || n[v.mate.PersonID] != 2 {
		t.Fatalf("the first quarter draws %v", n)
	}
	if _, err := v.Sampling().Draw(ctx, v.lead, id, sampling.Ask{Seed: 2}); !fault.Is(err, fault.Conflict) {
		t.Errorf("drew again: %v", err)
	}
	v.clock.at = v.clock.at.AddDate(0, 0, 8)
	if n := perAgent(drawn(t, v, id, sampling.Ask{Seed: 2})); n[v.agent.PersonID] != 2 || n[v.mate.PersonID] != 2 {
		t.Errorf("the second quarter draws %v", n)
	}
}

func TestReplay_ShowsTheSamePicksWhateverWasDealtScoredOrImportedSince(t *testing.T) {
	for _, m := range []sampling.Method{sampling.Random, sampling.Quota, sampling.Risk, sampling.Precision} {
		v, id := samplingTown(t, func(p *sampling.Plan) { p.Method, p.N, p.Min = m, 5, 1 })
		d := drawn(t, v, id, sampling.Ask{Seed: 42, Whole: true})
		v.clock.at = v.clock.at.Add(time.Hour)
		const scored = "agent-03"
		v.scored(t, v.rev, scored)
		v.call(t, v.agent, "later")
		// People's ids are new in each run, and with them what is picked: the
		// scored call may come first, and what is scored can't be replaced.
		first := slices.IndexFunc(d.Chosen, func(c sampling.Chosen) bool { return c.CallID != scored })
		drawn2, err := v.Sampling().Replace(ctx, v.lead, id, d.Chosen[first].CallID, "没有声音")
		if err != nil || drawn2.CallID == "" {
			t.Fatal(m, drawn2, err)
		}
		r, err := v.Sampling().Replay(ctx, v.lead, d.ID)
		if err != nil || !r.Same || r.Kept != len(d.Chosen) || len(r.Changed) > 0 {
			t.Errorf("%s: same %v, kept %d of %d, changed %v, %v", m, r.Same, r.Kept, len(d.Chosen), r.Changed, err)
		}
	}
}

func TestReplay_SaysWhatHasChanged(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.Filter.Calls.BusinessLines = []string{"投诉"} })
	d := drawn(t, v, id, sampling.Ask{Seed: 42, Whole: true})
	row, err := v.Calls().Call(ctx, v.lead, "agent-00")
	if err != nil {
		t.Fatal(err)
	}
	row.BusinessLine = "电费电价"
	if err := v.Calls().SetFacts(ctx, v.lead, row.Call); err != nil {
		t.Fatal(err)
	}
	r, err := v.Sampling().Replay(ctx, v.lead, d.ID)
	if err != nil || len(r.Changed) != 1 || r.Changed[0].In(words.English) != "Then 12 calls could be drawn, now 11 of that time" {
		t.Errorf("%v, %v", r.Changed, err)
	}
}

func TestDraw_NeverDrawsACallTwice(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.N = 13; p.Filter.Unscored = false })
	a := drawn(t, v, id, sampling.Ask{Seed: 1, Whole: true})
	p, err := v.Sampling().Plans(ctx, v.lead)
	if err != nil || p[0].Drawn != 13 {
		t.Fatal(p, err)
	}
	again := p[0].Plan
	again.N = 26
	if _, err := v.Sampling().SavePlan(ctx, v.lead, again); err != nil {
		t.Fatal(err)
	}
	b := drawn(t, v, id, sampling.Ask{Seed: 1, Whole: true})
	for _, c := range b.Chosen {
		if slices.Contains(picked(a), c.CallID) {
			t.Errorf("%s was drawn twice", c.CallID)
		}
	}
	if len(b.Chosen) != 13 {
		t.Errorf("drew %d", len(b.Chosen))
	}
}

func TestDraw_LeavesOutWhatIsScoredOrWaits(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.N = 26 })
	v.scored(t, v.rev, v.own)
	if _, err := v.Quality().Deal(ctx, v.lead, []qa.Task{{CallID: v.mates, VersionID: v.version, ReviewerID: v.second.PersonID}}); err != nil {
		t.Fatal(err)
	}
	d := drawn(t, v, id, sampling.Ask{Seed: 1, Whole: true})
	if len(d.Chosen) != 24 || slices.Contains(picked(d), v.own) || slices.Contains(picked(d), v.mates) {
		t.Errorf("drew %v", picked(d))
	}
}

func TestPopulation_CountsByStratumAndFilter(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.Method, p.By = sampling.Stratified, sampling.ByBusinessLine })
	plans, err := v.Sampling().Plans(ctx, v.lead)
	if err != nil || plans[0].ID != id {
		t.Fatal(err)
	}
	p := plans[0].Plan
	c, err := v.Sampling().Population(ctx, v.lead, p)
	if err != nil || c.Calls != 26 || c.Agents != 2 || len(c.Strata) != 3 || c.Strata[0].Size != 12 || c.Next != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	yes := true
	for want, narrow := range map[int]func(*sampling.Filter){
		0:  func(f *sampling.Filter) { f.Calls.WithSound = &yes },
		12: func(f *sampling.Filter) { f.Calls.BusinessLines = []string{"投诉"} },
		4:  func(f *sampling.Filter) { f.Calls.Satisfaction = []int{1} },
		10: func(f *sampling.Filter) { f.Calls.MaxLength = 34 * time.Second },
		26: func(f *sampling.Filter) { f.TenureTo = 1 },
		2:  func(f *sampling.Filter) { f.Calls.MinLength = time.Minute },
	} {
		narrowed := p
		narrow(&narrowed.Filter)
		if c, err := v.Sampling().Population(ctx, v.lead, narrowed); err != nil || c.Calls != want {
			t.Errorf("%d calls, want %d, %v", c.Calls, want, err)
		}
	}
}

func TestReplace_TakesAnotherOfTheStratumAndKeepsTheReason(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.Method, p.N = sampling.Quota, 2 })
	d := drawn(t, v, id, sampling.Ask{Seed: 3, Whole: true})
	gone := d.Chosen[0]
	next, err := v.Sampling().Replace(ctx, v.lead, id, gone.CallID, " 录音损坏 ")
	if err != nil || next.AgentID != gone.AgentID || next.Replaces != gone.CallID || next.ReviewerID == "" || !strings.Contains(next.Why.In(words.Chinese), "录音损坏") {
		t.Fatalf("%+v, %v", next, err)
	}
	if _, err := v.Sampling().Replace(ctx, v.lead, id, gone.CallID, "x"); !fault.Is(err, fault.Conflict) {
		t.Errorf("replaced twice: %v", err)
	}
	if _, err := v.Sampling().Replace(ctx, v.lead, id, next.CallID, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	b, err := v.Sampling().Board(ctx, v.lead, id)
	if err != nil || len(b.Chosen) != 5 || len(b.Paces) != 2 || b.Paces[0].Drawn != 2 || b.Paces[1].Drawn != 2 {
		t.Errorf("%+v, %v", b.Paces, err)
	}
	i := slices.IndexFunc(b.Chosen, func(c sampling.Chosen) bool { return c.CallID == gone.CallID })
	if b.Chosen[i].Unusable != "录音损坏" || b.Chosen[i].Skipped != "录音损坏" {
		t.Errorf("%+v", b.Chosen[i])
	}
}

func TestBoard_TellsWhoIsBehind(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) {
		p.Method, p.N, p.Checkpoints = sampling.Quota, 4, 2
		p.Until = p.From.AddDate(0, 0, 20)
	})
	d := drawn(t, v, id, sampling.Ask{Seed: 3, Whole: true})
	for _, c := range d.Chosen {
		by := v.rev
		if c.ReviewerID == v.second.PersonID {
			by = v.second
		}
		if c.AgentID == v.agent.PersonID {
			v.scored(t, by, c.CallID)
		}
	}
	v.clock.at = v.clock.at.AddDate(0, 0, 10)
	b, err := v.Sampling().Board(ctx, v.lead, id)
	if err != nil || b.Part != .5 || len(b.Paces) != 2 {
		t.Fatalf("%+v, %v", b, err)
	}
	for _, p := range b.Paces {
		mine := p.AgentID == v.agent.PersonID
		if p.Quota != 4 || p.Expected != 2 || p.Behind() == mine || mine && (p.Done != 4 || p.Judged != 4) {
			t.Errorf("%+v", p)
		}
	}
	if c := b.Covers[0]; c.Drawn != 4 || c.Size != 13 {
		t.Errorf("%+v", b.Covers)
	}
}

func TestDeal_ExcludesConflictsKeepsTheCapAndScoresSomeTwiceHidden(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.N, p.Double, p.Daily = 20, .5, 40 })
	mentee, err := v.People().Person(ctx, v.admin, v.agent.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	mentee.MentorID = v.rev.PersonID
	if _, err := v.People().SavePerson(ctx, v.admin, mentee); err != nil {
		t.Fatal(err)
	}
	d := drawn(t, v, id, sampling.Ask{Seed: 5, Whole: true})
	twice := 0
	for _, c := range d.Chosen {
		if c.AgentID == v.agent.PersonID && c.ReviewerID != v.second.PersonID {
			t.Errorf("%s scores the mentee", c.Reviewer)
		}
		if c.Double {
			twice++
		}
	}
	ordinary, double := 0, 0
	for _, by := range []people.Actor{v.rev, v.second} {
		ts, err := v.Quality().Tasks(ctx, by)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range ts {
			if k.Purpose == qa.Double {
				double++
			} else {
				ordinary++
			}
		}
	}
	// Ten of twenty are to be scored twice; the mentee's calls have nobody else.
	if ordinary != 20 || double != twice || twice == 0 || twice > 10 {
		t.Errorf("%d ordinary, %d double, %d marked", ordinary, double, twice)
	}
}

func TestDeal_TheDailyCapHoldsAcrossDraws(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) {
		p.N, p.Daily = 24, 2
		p.Until = p.From.AddDate(0, 0, 4) // Monday the 2nd to Wednesday the 4th: three working days
	})
	d := drawn(t, v, id, sampling.Ask{Seed: 5, Whole: true})
	days := map[string]int{}
	for _, c := range d.Chosen {
		if c.ReviewerID != "" {
			days[c.Reviewer+c.DueAt.Format(time.DateOnly)]++
		}
	}
	for day, n := range days {
		if n > 2 {
			t.Errorf("%s has %d", day, n)
		}
	}
	if d.Left != 24-12 {
		t.Errorf("left %d, due on %v", d.Left, days)
	}
	v.clock.at = v.clock.at.AddDate(0, 0, 7)
	if m, err := v.Sampling().Redeal(ctx, v.lead, id, ""); err != nil || m.Dealt != 4 {
		t.Errorf("a week later %+v, %v", m, err)
	}
}

func TestRedeal_GivesAnAbsentReviewersWorkToTheOthers(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.N = 10 })
	drawn(t, v, id, sampling.Ask{Seed: 5, Whole: true})
	m, err := v.Sampling().Redeal(ctx, v.lead, id, v.rev.PersonID)
	if err != nil || m.Dealt != 5 || m.Left != 0 {
		t.Fatal(m, err)
	}
	left, err1 := v.Quality().Tasks(ctx, v.rev)
	got, err2 := v.Quality().Tasks(ctx, v.second)
	if err1 != nil || err2 != nil || len(left) != 0 || len(got) != 10 {
		t.Error(len(left), len(got), err1, err2)
	}
}

func TestTrends_RiskAndRandomNeverMixInAnAverage(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.Method, p.N = sampling.Risk, 4 })
	v.scored(t, v.rev, v.own)
	d := drawn(t, v, id, sampling.Ask{Seed: 5, Whole: true})
	for _, c := range d.Chosen {
		by := v.rev
		if c.ReviewerID == v.second.PersonID {
			by = v.second
		}
		if e := v.scored(t, by, c.CallID); !e.Risk {
			t.Errorf("%s is not marked", c.CallID)
		}
	}
	months, err := v.Quality().Monthly(ctx, v.lead, "", "", "", v.clock.at, v.clock.at.AddDate(0, 0, 1))
	if err != nil || months[0].N != 1 {
		t.Errorf("%+v, %v", months, err)
	}
	weak, err := v.Quality().WeakPoints(ctx, v.lead, "", "", v.clock.at.Add(-time.Hour))
	if err != nil || len(weak) == 0 || weak[0].N != 1 {
		t.Errorf("%+v, %v", weak, err)
	}
}

func TestSavePlan_RefusesWhoCantScoreAndWhatIsNotInUse(t *testing.T) {
	v, id := samplingTown(t, func(*sampling.Plan) {})
	p := plan()
	p.RubricID, p.Reviewers = v.rubricID(t), []string{v.agent.PersonID}
	if _, err := v.Sampling().SavePlan(ctx, v.lead, p); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	p.RubricID, p.Reviewers = "none", []string{v.rev.PersonID}
	if _, err := v.Sampling().SavePlan(ctx, v.lead, p); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := v.Sampling().Plans(ctx, v.rev); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	if err := v.Sampling().ClosePlan(ctx, v.lead, id, true); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Sampling().Draw(ctx, v.lead, id, sampling.Ask{Seed: 1}); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestPlans_AVendorsLeadKeepsTheirOwnAndDrawsOnlyFromTheirOwn(t *testing.T) {
	v, _ := samplingTown(t, func(*sampling.Plan) {})
	p := plan()
	p.N, p.RubricID, p.Reviewers = 26, v.rubricID(t), []string{v.vendorRev.PersonID}
	id, err := v.Sampling().SavePlan(ctx, v.vendorAdmin, p)
	if err != nil {
		t.Fatal(err)
	}
	plans, err := v.Sampling().Plans(ctx, v.vendorAdmin)
	if err != nil || len(plans) != 1 || plans[0].ID != id {
		t.Fatal(plans, err)
	}
	d, err := v.Sampling().Draw(ctx, v.lead, id, sampling.Ask{Seed: 1, Whole: true}) // the client's lead may, from the vendor's calls
	if err != nil || d.Candidates != 26 || slices.Contains(picked(d), v.ours) || slices.Contains(picked(d), v.others) {
		t.Error(d.Candidates, err)
	}
}
