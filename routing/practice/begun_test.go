package practice

import (
	"context"
	"reflect"
	"testing"
	"time"
)

// aState is a storm that somebody brought to its beginning, with an act, an
// event and a helping word.
func aState(t *testing.T) Record {
	t.Helper()
	x := session(t, "storm-2", 2*time.Hour)
	if err := x.Inject(Event{What: Press, Project: Emergency, Kind: "complaint", Factor: 2, Hold: time.Hour}); err != nil {
		t.Fatal(err)
	}
	x.Say("Look at the forecast.", true)
	advance(t, x, 5*time.Hour+40*time.Minute)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 0})
	return x.Record()
}

func begunFrom(t *testing.T, r Record) *Session {
	t.Helper()
	x, err := BeginFrom(context.Background(), r, "the storm begins")
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestBeginFrom_IsTheMomentThatWasKept(t *testing.T) {
	r := aState(t)
	was, err := Resume(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	x := begunFrom(t, r)
	f := x.Frame()
	if f.At != r.Until || f.Lost != was.Frame().Lost || !reflect.DeepEqual(f.Rows, was.Frame().Rows) || len(x.Acts()) != 1 {
		t.Errorf("%+v", f)
	}
	if f.Their != f.Lost || f.Points != 100 || len(x.Backtracks()) != 1 {
		t.Errorf("the reference has lost %d of %d, %v points", f.Their, f.Lost, f.Points)
	}
}

func TestBeginFrom_TheSameActsGiveTheSameSessionAndItIsResumed(t *testing.T) {
	r := aState(t)
	play := func() *Session {
		x := begunFrom(t, r)
		x.Say("You are on your own now.", true)
		advance(t, x, 7*time.Hour)
		do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 1})
		advance(t, x, 9*time.Hour)
		return x
	}
	a, b := play(), play()
	if !reflect.DeepEqual(a.Frame(), b.Frame()) {
		t.Errorf("%+v\n%+v", a.Frame(), b.Frame())
	}
	again, err := Resume(context.Background(), a.Record())
	if err != nil {
		t.Fatal(err)
	}
	if x, y := a.Frame(), again.Frame(); !reflect.DeepEqual(x, y) || again.Begun() != a.Begun() {
		t.Errorf("%+v\n%+v", x, y)
	}
	for range 2 { // from an anchor, then from the beginning
		if err := again.Rewind(context.Background(), 6*time.Hour); err != nil {
			t.Fatal(err)
		}
		advance(t, again, 7*time.Hour)
		do(t, again, Order{Deed: OpenTier, Project: Emergency, Tier: 1})
		advance(t, again, 9*time.Hour)
		if x, y := a.Frame(), again.Frame(); x.Lost != y.Lost || x.Their != y.Their || x.Points != y.Points || x.Spent != y.Spent {
			t.Errorf("tried again: %+v\n%+v", x, y)
		}
		again.anchors = nil
	}
	if err := again.Rewind(context.Background(), time.Hour); err == nil {
		t.Error("it went to before its beginning")
	}
}

func TestBeginFrom_TheReviewJudgesOnlyWhatCameAfter(t *testing.T) {
	x := begunFrom(t, aState(t))
	advance(t, x, 6*time.Hour)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 1})
	advance(t, x, 7*time.Hour)
	r, err := x.Case().Review(context.Background(), Options{Ledger: 8, Runs: 8})
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, e := range r.Ledger {
		if e.At < x.Begun().At {
			t.Errorf("%v stands in the ledger", e.At)
		}
		if !e.Missed {
			own++
		}
	}
	if own != 1 || r.Results[0].Lost.Actual != float64(x.Frame().Lost) || r.Results[2].Lost.Actual != float64(x.Frame().Their) {
		t.Errorf("%d own acts; %v lost, the rule %v; the session shows %d and %d", own, r.Results[0].Lost.Actual, r.Results[2].Lost.Actual, x.Frame().Lost, x.Frame().Their)
	}
}

func TestResume_RefusesAStartingStateThatDoesNotFit(t *testing.T) {
	r := aState(t)
	r.Begun = Begun{Name: "x", At: time.Hour, Acts: 7}
	if _, err := Resume(context.Background(), r); err == nil {
		t.Error("it has fewer acts")
	}
}
