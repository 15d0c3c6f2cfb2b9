package practice

import (
	"context"
	"encoding/json"
	"math"
	"testing"
	"time"

	"shifu/routing/sim"
)

// reviewed is the review of a night with a late reserve and a useless preset.
func reviewed(t *testing.T) (*Session, *Review) {
	t.Helper()
	x := session(t, "night", 3*time.Hour+20*time.Minute)
	do(t, x, Order{Deed: Preset, Project: Emergency, Preset: "insurance-shared"})
	advance(t, x, 4*time.Hour)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 3})
	advance(t, x, 5*time.Hour)
	seen, total := 0, 0
	var shown []*Review
	r, err := x.Case().Review(context.Background(), Options{Ledger: 8, Runs: 8, Move: func(done, all int) { seen, total = done, all }, Show: func(r *Review) { shown = append(shown, r) }})
	if err != nil {
		t.Fatal(err)
	}
	checkShown(t, shown, r)
	if seen == 0 || seen > total {
		t.Errorf("progress stopped at %d of %d", seen, total)
	}
	return x, r
}

func TestReview_SeparatesSkillFromLuck(t *testing.T) {
	x, r := reviewed(t)
	by := map[Reference]Summary{}
	for _, s := range r.Results {
		by[s.Reference] = s
	}
	if r.Reruns != 200 || len(by) != 5 || r.Played != 5*time.Hour {
		t.Fatalf("%+v", r)
	}
	if by[Mine].Lost.Actual != float64(x.Frame().Lost) {
		t.Errorf("the session's own calls lose %v, the session %d", by[Mine].Lost.Actual, x.Frame().Lost)
	}
	if g := by[Mine].Regret; g.Mean != 0 || g.Half != 0 {
		t.Errorf("regret against oneself is %+v", g)
	}
	if by[TheRule].Regret.Mean < by[TheRule].Regret.Half || by[Bound].Regret.Mean < by[TheRule].Regret.Mean || by[Nothing].Regret.Mean > 0 {
		t.Errorf("regret: rule %+v, bound %+v, nothing %+v", by[TheRule].Regret, by[Bound].Regret, by[Nothing].Regret)
	}
	for ref, s := range by {
		if s.Lost.Mean < by[Bound].Lost.Mean || (s.Lost.Half <= 0 && ref != Bound) || s.SLb.Mean <= 0 || s.SLb.Mean > 1 || s.Occupancy.Mean <= 0 || len(s.Rates) != len(Projects) {
			t.Errorf("%s: %+v, the bound loses %v", ref, s, by[Bound].Lost.Mean)
		}
	}
	if by[LookAhead].Loss.Mean >= by[Nothing].Loss.Mean {
		t.Errorf("the look ahead costs %v, nothing %v", by[LookAhead].Loss.Mean, by[Nothing].Loss.Mean)
	}
	checkLedger(t, r)
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
}

// checkShown looks at what was told before the end: the own calls first, the
// look ahead later, the ledger last.
func checkShown(t *testing.T, shown []*Review, r *Review) {
	t.Helper()
	first := shown[0]
	if len(shown) < 4 || len(first.Results) != 4 || first.Results[0].Runs != 1 || first.Results[0].Lost.Actual != r.Results[0].Lost.Actual || len(first.Ledger) > 0 {
		t.Errorf("%d reviews were shown, the first is %+v", len(shown), first)
	}
	if last := shown[len(shown)-1]; len(last.Results) != 5 || len(last.Ledger) != len(r.Ledger) {
		t.Errorf("the last shown is %+v", last)
	}
}

// A branch off the session is the session with that change, to the last call.
func TestLedger_BranchesAreWholeReRuns(t *testing.T) {
	x := session(t, "night", 3*time.Hour+20*time.Minute)
	do(t, x, Order{Deed: Preset, Project: Emergency, Preset: "insurance-shared"})
	advance(t, x, 4*time.Hour)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 3})
	advance(t, x, 5*time.Hour)
	k := x.Case()
	w := &reviewer{Case: k, options: Options{Reruns: 1}.filled(), runs: map[Reference][]outcomeOf{}}
	missed, err := w.missed(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	all := w.variants(missed)
	if err := w.rerun(context.Background(), []Reference{Mine}, 3); err != nil {
		t.Fatal(err)
	}
	for run := range 3 {
		costs, err := w.branches(context.Background(), run, all)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range all {
			f, err := newFloor(k.c, sim.SeedOf(k.seed, run))
			if err == nil {
				err = f.play(context.Background(), v.acts, nothing{}, k.until)
			}
			if err != nil {
				t.Fatal(err)
			}
			if whole := f.loss() - w.runs[Mine][run].loss; whole != costs[i] {
				t.Errorf("run %d, entry %d, part %d: the branch costs %v, the whole re-run %v", run, v.entry, v.part, costs[i], whole)
			}
		}
	}
}

func checkLedger(t *testing.T, r *Review) {
	t.Helper()
	last, missed := math.Inf(1), 0
	for _, e := range r.Ledger {
		if e.Regret > last {
			t.Errorf("the ledger is not in order at %v", e.At)
		}
		last = e.Regret
		if e.Runs < 2 || e.RegretHalf <= 0 && e.Regret > 0 {
			t.Errorf("the regret at %v, %v, has no interval over %d re-runs", e.At, e.Regret, e.Runs)
		}
		if e.Missed {
			missed++
			continue
		}
		if e.Order.Deed == OpenTier && (e.Gain.Mean <= 0 || e.Sooner.Mean <= 0 || e.Later.Mean >= 0) {
			t.Errorf("the reserve gains %+v, sooner %+v, later %+v", e.Gain, e.Sooner, e.Later)
		}
	}
	if missed == 0 || len(r.Ledger) != missed+2 {
		t.Errorf("%d of %d entries were missed", missed, len(r.Ledger))
	}
}

// Who tries again and reviews again waits for the own re-runs only, and is
// compared with the same.
func TestReview_KnowsTheReferencesTheSecondTime(t *testing.T) {
	x, r := reviewed(t)
	if err := x.Rewind(context.Background(), 4*time.Hour); err != nil {
		t.Fatal(err)
	}
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 0})
	advance(t, x, 5*time.Hour)
	var first *Review
	again, err := x.Case().Review(context.Background(), Options{Ledger: 8, Runs: 8, Show: func(r *Review) {
		if first == nil {
			first = r
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(first.Results) != 5 || first.Results[0].Runs != 1 || first.Results[3].Runs != 200 {
		t.Errorf("first of all: %+v", first.Results)
	}
	for i, s := range again.Results {
		if same := s.Loss == r.Results[i].Loss; same == (s.Reference == Mine) {
			t.Errorf("%s: %+v, before %+v", s.Reference, s.Loss, r.Results[i].Loss)
		}
	}
}

func TestReview_StopsWhenItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	x := session(t, "night", time.Hour)
	_, err := x.Case().Review(ctx, Options{Move: func(int, int) { cancel() }})
	if err == nil {
		t.Error("it went on")
	}
}

func TestReview_RefusesTooFewReRunsAndAnEmptySession(t *testing.T) {
	x := session(t, "night", time.Hour)
	if _, err := x.Case().Review(context.Background(), Options{Reruns: 50}); err == nil {
		t.Error("50 re-runs were enough")
	}
	if _, err := session(t, "night", time.Minute).Case().Review(context.Background(), Options{}); err == nil {
		t.Error("a minute was reviewed")
	}
}

func TestRewind_GoesToAnyMomentAsItWas(t *testing.T) {
	x := session(t, "night", 3*time.Hour+7*time.Minute)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 0})
	advance(t, x, 3*time.Hour+12*time.Minute+9*time.Second)
	if err := x.Inject(Event{What: Press, Project: Emergency, Kind: "complaint", Factor: 3, Hold: time.Hour}); err != nil {
		t.Fatal(err)
	}
	advance(t, x, 3*time.Hour+41*time.Minute)
	then := x.Frame()
	do(t, x, Order{Deed: Announce, Project: Emergency})
	advance(t, x, 5*time.Hour)
	if err := x.Rewind(context.Background(), 3*time.Hour+41*time.Minute); err != nil {
		t.Fatal(err)
	}
	now := x.Frame()
	if now.Lost != then.Lost || now.Their != then.Their || now.Ratio != then.Ratio || now.Rows[0].Waiting != then.Rows[0].Waiting || len(x.Acts()) != 1 {
		t.Errorf("%+v\n%+v", then, now)
	}
	if err := x.Rewind(context.Background(), 9*time.Hour); err == nil {
		t.Error("it went to the future")
	}
}
