package intake

import (
	"testing"
	"time"

	"shifu/recordings"
)

// FuzzHolds: whatever a recorder writes, what is taken lies within the call, in
// order and apart.
func FuzzHolds(f *testing.F) {
	for _, s := range []string{"1-2; 3-4", "0:01-0:05，2至3", `[{"start":1,"end":2}]`, `{"holds":[{"start":"1","end":"2"}]}`, "-1-2", "1e300-1e301", "5-1;;;"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		listed, _ := parseHolds(a)
		paired, _ := pairHolds(a, b, time.UTC)
		written, _ := parseHoldsJSON("x", []byte(a), time.UTC)
		c := recordings.Call{StartedAt: time.Unix(1e9, 0), Duration: time.Minute}
		last := time.Duration(-1)
		holds, _ := settleHolds(append(append(listed, paired...), written...), c)
		for _, h := range holds {
			if h.From < 0 || h.To <= h.From || h.To > c.Duration || h.From <= last {
				t.Fatalf("%v in %v", h, holds)
			}
			last = h.To
		}
	})
}
