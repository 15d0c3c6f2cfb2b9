package practice

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

func TestResume_GivesTheSessionAgainAsItWas(t *testing.T) {
	x := session(t, "night", 2*time.Hour+11*time.Minute)
	if err := x.Inject(Event{At: 2*time.Hour + 30*time.Minute, What: Press, Project: Emergency, Kind: "complaint", Factor: 4, Hold: time.Hour}); err != nil {
		t.Fatal(err)
	}
	advance(t, x, 3*time.Hour+9*time.Minute+4*time.Second)
	x.Say("Look at the queue.", true)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 0})
	do(t, x, Order{Deed: CallBacks, Project: Emergency, On: true})
	advance(t, x, 4*time.Hour+3*time.Second)
	data, err := json.Marshal(x.Record())
	if err != nil {
		t.Fatal(err)
	}
	var r Record
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	again, err := Resume(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := x.Frame(), again.Frame(); !reflect.DeepEqual(a, b) {
		t.Errorf("%+v\n%+v", a, b)
	}
	if len(again.Backtracks()) != 9 {
		t.Errorf("%d backtracks", len(again.Backtracks()))
	}
	advance(t, x, 6*time.Hour)
	advance(t, again, 6*time.Hour)
	if a, b := x.Frame(), again.Frame(); !reflect.DeepEqual(a, b) {
		t.Error("it goes on otherwise")
	}
}

func TestResume_RefusesWhatCannotBePlayed(t *testing.T) {
	good := session(t, "night", time.Hour).Record()
	for name, spoil := range map[string]func(r *Record){
		"the scenario": func(r *Record) { r.Scenario = "name: x\nlength: never\n" },
		"an act":       func(r *Record) { r.Acts = []Act{{time.Minute, Order{Deed: CloseTier, Project: Emergency, Tier: 1}}} },
		"an event":     func(r *Record) { r.Injected = []Injected{{0, Event{What: Sick}}} },
	} {
		r := good
		spoil(&r)
		if _, err := Resume(context.Background(), r); err == nil {
			t.Errorf("%s was played", name)
		}
	}
	var o Order
	if err := json.Unmarshal([]byte(`{"deed":"sing"}`), &o); err == nil {
		t.Error("singing is an act")
	}
}

func TestReserve_GoesHomeAfterEightHours(t *testing.T) {
	x := session(t, "night", 10*time.Minute)
	do(t, x, Order{Deed: OpenTier, Project: Emergency, Tier: 3})
	advance(t, x, 8*time.Hour+30*time.Minute)
	if p := x.Frame().Tiers[3]; !p.Open || p.People != inDorm+atHome {
		t.Errorf("%+v", p)
	}
	advance(t, x, 9*time.Hour+30*time.Minute)
	if p := x.Frame().Tiers[3]; p.Open {
		t.Errorf("%+v", p)
	}
}
