package store

import (
	"strings"
	"testing"
	"time"
)

func TestGuesses_FiveWrongPasswordsMakeOneWaitLongerAndLonger(t *testing.T) {
	g, now := &guesses{}, time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for range freeGuesses {
		if err := g.allow("li", now); err != nil {
			t.Fatal(err)
		}
		g.wrong("li", now)
	}
	for _, wait := range []time.Duration{firstWait, 2 * firstWait, 4 * firstWait} {
		if err := g.allow(" LI", now.Add(wait-time.Second)); err == nil || !strings.Contains(err.Error(), "in 1 s.") {
			t.Errorf("not refused for %v: %v", wait, err)
		}
		if err := g.allow("wang", now); err != nil {
			t.Error("another login waits too", err)
		}
		if now = now.Add(wait); g.allow("li", now) != nil {
			t.Errorf("refused after %v", wait)
		}
		g.wrong("li", now)
	}
	g.forget("li")
	if err := g.allow("li", now); err != nil {
		t.Error("after the right password", err)
	}
}

func TestGuesses_SlowMistakesAreForgotten(t *testing.T) {
	g, now := &guesses{}, time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for range 3 * freeGuesses {
		g.wrong("li", now)
		if now = now.Add(guessesLast + time.Second); g.allow("li", now) != nil {
			t.Fatal("refused for mistakes that lie apart")
		}
	}
}

func TestGuesses_WaitIsBounded(t *testing.T) {
	g, now := &guesses{}, time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for range 100 {
		g.wrong("li", now)
	}
	if g.allow("li", now) == nil || g.allow("li", now.Add(longestWait)) != nil {
		t.Error("the wait has no bound")
	}
	if g.allow("li", now.Add(-time.Hour)) != nil {
		t.Error("a clock set back locks out")
	}
}
