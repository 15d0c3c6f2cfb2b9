package queuelog

import (
	"strings"
	"testing"
)

// Three calls of caller 100 about one matter, one of caller 200 that was
// settled at once, one of 200 four days later, one of nobody known.
const matters = `1000000|NONE|q|A/1|ADDMEMBER|
1000000|a|q|NONE|ENTERQUEUE||100|1
1000010|a|q|A/1|CONNECT|10|x|2
1000070|a|q|A/1|COMPLETECALLER|10|60|1
1000100|NONE|q|A/1|PAUSE|lunch
1000300|NONE|q|A/1|UNPAUSE|
1001000|b|q|NONE|ENTERQUEUE||100|1
1001004|b|q|NONE|ABANDON|1|1|4
1002000|c|q|NONE|ENTERQUEUE||200|1
1002020|c|q|A/1|CONNECT|20|x|2
1002140|c|q|A/1|BLINDTRANSFER|300|default|20|120|1
1003000|d|q|NONE|ENTERQUEUE||100|1
1003030|d|q|A/1|CONNECT|30|x|2
1003090|d|q|A/1|COMPLETEAGENT|30|60|1
1003500|e|q|NONE|ENTERQUEUE||anonymous|1
1003600|e|q|NONE|ABANDON|1|1|100
1345600|f|q|NONE|ENTERQUEUE||200|1
1345650|f|q|NONE|ABANDON|1|1|50
1400000|NONE|q|A/1|REMOVEMEMBER|
`

func TestMeasure_TellsRanksTransfersMattersAndTimeNotReady(t *testing.T) {
	h, err := Read("queue_log", strings.NewReader(matters))
	if err != nil {
		t.Fatal(err)
	}
	f := h.Measure(20, 5).Queues["q"].Details
	for name, c := range map[string]struct {
		have *float64
		want float64
	}{
		"median of 4 10 20 30 50 100": {f.WaitP50, 20}, "90 %": {f.WaitP90, 100}, "95 %": {f.WaitP95, 100}, "longest": {f.WaitLongest, 100},
		"talk": {f.TalkMean, 80}, "transfers": {f.TransferRate, 1. / 3}, "timely": {f.Timely, 2. / 6}, "in 15 s: 10, of 10 20 30 answered": {f.Timely15, 1. / 6}, "in 20 s": {f.Timely20, 2. / 6}, "in 30 s": {f.Timely30, 3. / 6}, "short": {f.AbandonShort, 1. / 6},
		"matters: 100 came back, 200 was settled, then another of 200 was lost": {f.FCR, 1. / 3},
		"not ready": {f.NotReady, 200. / 400000},
	} {
		if c.have == nil || *c.have != c.want {
			t.Errorf("%s: %v, not %v", name, c.have, c.want)
		}
	}
	if f.ByReason["lunch"] != 200./400000 {
		t.Errorf("by reason %v", f.ByReason)
	}
	if empty := (&History{}).Measure(20, 5).Total.Details; empty.WaitP50 != nil || empty.FCR != nil || empty.NotReady != nil {
		t.Error("nothing over nothing is something")
	}
}
