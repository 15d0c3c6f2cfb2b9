package roleplay_test

import (
	"testing"
	"time"

	"shifu/training/roleplay"
)

func TestFloor_TheSameSeedTellsTheSameAndAnOutageFillsTheQueue(t *testing.T) {
	most := map[roleplay.Line]int{}
	for _, l := range []roleplay.Line{roleplay.FaultRepair, roleplay.TariffBill} {
		a, err := roleplay.NewFloor(l, 7)
		if err != nil {
			t.Fatal(err)
		}
		b, err := roleplay.NewFloor(l, 7)
		if err != nil {
			t.Fatal(err)
		}
		for at := time.Duration(0); at < 30*time.Minute; at += 20 * time.Second {
			n, longest, err := a.Waiting(at)
			m, same, err2 := b.Waiting(at)
			if err != nil || err2 != nil || n != m || longest != same || n < 0 {
				t.Fatalf("%v %v: %d and %d wait", err, err2, n, m)
			}
			most[l] = max(most[l], n)
		}
	}
	if most[roleplay.FaultRepair] <= most[roleplay.TariffBill] {
		t.Errorf("outages %d, bills %d callers at the most", most[roleplay.FaultRepair], most[roleplay.TariffBill])
	}
}
