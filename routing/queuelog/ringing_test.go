package queuelog

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"shifu/routing"
	"shifu/routing/sim"
)

func TestWriter_SaysWhoseRingingWasCanceled(t *testing.T) {
	s := &routing.Scenario{Horizon: routing.Horizon{Calls: 200, Closing: routing.Serve},
		Types:  []routing.Type{{Name: "a", Arrivals: routing.Arrivals{PerMinute: []float64{1}}, Service: routing.Exp(60)}},
		Groups: []routing.Group{{Name: "g", Agents: []int{3}, Ring: routing.Exp(6)}},
		Policy: routing.Policy{Preset: routing.AsteriskRingAll, CallChooses: routing.Table{"a": {"g": 0}}, AgentChooses: routing.Table{"g": {"a": 1}}}}
	p, err := sim.NewPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, r := NewWriter(&out, s), p.Start(1)
	r.Listen(w)
	r.Advance(context.Background(), 0)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	answered, canceled := strings.Count(out.String(), "|CONNECT|"), strings.Count(out.String(), "|RINGCANCELED|")
	if answered != 200 || canceled < answered {
		t.Errorf("%d answered, the ringing of %d others was canceled", answered, canceled)
	}
	h, err := Read("queue_log", &out)
	if err != nil || len(h.Visits) != 200 {
		t.Errorf("it is not read again: %v", err)
	}
}
