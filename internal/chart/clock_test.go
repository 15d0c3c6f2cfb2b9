package chart_test

import (
	"testing"
	"time"

	"shifu/internal/chart"
)

func TestParseClock_ReadsWhatPeopleWrite(t *testing.T) {
	for text, want := range map[string]time.Duration{"42": 42 * time.Second, "1:42": 102 * time.Second, " 1:02:03 ": 3723 * time.Second,
		"0:01.5": 1500 * time.Millisecond, "2：05": 125 * time.Second, "90": 90 * time.Second} {
		if got, ok := chart.ParseClock(text); !ok || got != want {
			t.Errorf("%q: %s, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", ":", "1:60", "1:2:3:4", "-1", "a", "1:", "1.2345", "999999"} {
		if got, ok := chart.ParseClock(text); ok {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}

func FuzzParseClock(f *testing.F) {
	f.Add("1:02:03.5")
	f.Fuzz(func(t *testing.T, text string) {
		if at, ok := chart.ParseClock(text); ok && at < 0 {
			t.Errorf("%q: %s", text, at)
		}
	})
}
