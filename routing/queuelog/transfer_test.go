package queuelog

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"shifu/routing"
	"shifu/routing/sim"
)

// passing is a scenario whose calls are passed on in both ways.
func passing() *routing.Scenario {
	s := crowded()
	s.Groups[0] = routing.Group{Name: "own", Agents: []int{7}}
	s.Groups = append(s.Groups, routing.Group{Name: "expert", Agents: []int{3}})
	s.Types[0].Transfers = []routing.Transfer{{To: "claims", Share: 0.15}, {To: "claims", Share: 0.1, Announce: routing.Fixed(12)}}
	s.Types = append(s.Types, routing.Type{Name: "claims", Arrivals: routing.Arrivals{PerMinute: []float64{0.4}}, Service: routing.Exp(150), Patience: routing.Exp(90), Within: 20})
	s.Policy.CallChooses["claims"], s.Policy.AgentChooses["expert"] = map[string]float64{"expert": 1}, map[string]float64{"claims": 1}
	s.Horizon = routing.Horizon{Duration: 20 * 3600, Closing: routing.Serve}
	return s
}

// simulatedReport is the log of one run, and the report of the same run.
func simulatedReport(t *testing.T, s *routing.Scenario) (string, sim.Report) {
	t.Helper()
	p, err := sim.NewPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	w := NewWriter(&b, s)
	r, err := sim.Replicate(context.Background(), p, sim.Options{Replications: 1, Seed: 1, Journal: w})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), r
}

func TestWriter_TransfersAreReadWithTheFiguresOfTheRun(t *testing.T) {
	text, r := simulatedReport(t, passing())
	for _, line := range []string{"|fault_report|own/1|BLINDTRANSFER|claims|queues|", "|fault_report|own/1|ATTENDEDTRANSFER|claims|"} {
		if !strings.Contains(text, line) {
			t.Errorf("there is no %s", line)
		}
	}
	m := read(t, text).Measure(20, 5)
	for queue, of := range map[string]string{"fault_report": "fault|report", "claims": "claims"} {
		have, want := m.Queues[queue], r.Types[of]
		if have.Offered != int64(want.Offered.Mean) || have.Answered != int64(want.Answered.Mean) || have.Abandoned != int64(want.Abandoned.Mean) || have.Details.Received != int64(want.Details.Received.Mean) {
			t.Errorf("%s: %+v and %+v", queue, have, want)
		}
		if math.Abs(*have.Details.TransferRate-want.Details.TransferRate.Mean) > 1e-12 || math.Abs(*have.ASA-want.ASA.Mean) > 0.15 {
			t.Errorf("%s: transfer rate %v and %v, asa %v and %v", queue, *have.Details.TransferRate, want.Details.TransferRate.Mean, *have.ASA, want.ASA.Mean)
		}
	}
	d, want := m.Queues["claims"].Details, r.Types["claims"].Details
	if d.Received == 0 || math.Abs(*d.ReceivedRate-want.ReceivedRate.Mean) > 1e-12 || math.Abs(*d.ReceivedWait-want.ReceivedWait.Mean) > 0.15 {
		t.Errorf("received %+v and %+v", d, want)
	}
}

func TestMeasure_ATransferredCallIsOfferedOnceInItsFirstQueue(t *testing.T) {
	const log = `100|a|q|NONE|ENTERQUEUE||1|1
110|a|q|A|CONNECT|10|x|1
150|a|q|A|BLINDTRANSFER|r|queues|10|40|1
150|a|r|NONE|ENTERQUEUE||1|1
170|a|r|B|CONNECT|20|x|1
200|a|r|B|COMPLETECALLER|20|30|1
300|b|r|NONE|ENTERQUEUE||2|1
305|b|r|NONE|ABANDON|1|1|5
`
	m := read(t, log).Measure(20, 5)
	r := m.Queues["r"]
	if m.Total.Offered != 2 || m.Total.Answered != 1 || r.Offered != 1 || r.Answered != 0 || r.Details.Received != 1 || *r.Details.ReceivedWait != 20 || *r.Details.ReceivedRate != 1 {
		t.Errorf("%+v, %+v", m.Total, r)
	}
	if *m.Queues["q"].Details.TransferRate != 1 || *m.Total.Details.TransferRate != 0.5 || *m.Total.Details.FCR != 0.5 {
		t.Errorf("%+v", m.Total.Details)
	}
}

func TestScenario_LearnsWhereCallsArePassedOn(t *testing.T) {
	text, _ := simulatedReport(t, passing())
	s, err := read(t, text).Scenario(Choices{Interval: time.Hour, Within: 20, Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.Types {
		rate := 0.0
		for _, x := range c.Arrivals.PerMinute {
			rate += x / float64(len(c.Arrivals.PerMinute))
		}
		switch c.Name {
		case "fault_report":
			if len(c.Transfers) != 1 || c.Transfers[0].To != "claims" || math.Abs(c.Transfers[0].Share-0.25) > 0.02 {
				t.Errorf("%+v", c.Transfers)
			}
		default:
			if len(c.Transfers) > 0 || math.Abs(rate-0.4) > 0.05 {
				t.Errorf("%v a minute, %+v", rate, c.Transfers)
			}
		}
	}
}
