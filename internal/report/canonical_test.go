package report

import (
	"strings"
	"testing"
	"time"

	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/score"
)

func TestHash_IsStable(t *testing.T) {
	const want = "c39ab4e4fce512716264676d102ee33fa4a7a5159011898a5c88f683979a2ede"
	e := small(t)
	e.Evaluation.Raw, e.Evaluation.Final = score.Known(18.67).Ptr(), score.Known(18.67).Ptr()
	if got := Hash(e); got != want {
		t.Errorf("the hash is %s, it was %s; content:\n%s", got, want, Canonical(e))
	}
}

func TestHash_DoesNotDependOnWhoPrintsWhenAndInWhichState(t *testing.T) {
	e := small(t)
	before := Hash(e)
	e.Stamp = Stamp{By: "somebody else", At: monday.Add(1000 * time.Hour)}
	e.Evaluation.State, e.Call.StartedAt = qa.Closed, e.Call.StartedAt.UTC()
	e.Earlier = append(e.Earlier, e.Evaluation)
	if Hash(e) != before {
		t.Error("the hash changed although the content did not")
	}
	if _, err := newSheet(); err != nil || Hash(sample(t, words.Chinese)) == Hash(sample(t, words.English)) {
		t.Error("two different evaluations have one hash")
	}
}

func TestHash_ChangesWithEveryJudgement(t *testing.T) {
	for name, change := range map[string]func(*Evaluation){
		"answer":   func(e *Evaluation) { e.Evaluation.Answers["1"] = qa.Choose(1) },
		"N/A":      func(e *Evaluation) { e.Evaluation.Answers["1"] = qa.NotApplicable() },
		"comment":  func(e *Evaluation) { e.Evaluation.Comment += " " },
		"moment":   func(e *Evaluation) { e.Evaluation.Moments[0].At++; e.Evaluation.Moments[0].At += time.Millisecond },
		"edition":  func(e *Evaluation) { e.Evaluation.Edition++ },
		"reviewer": func(e *Evaluation) { e.Evaluation.ReviewerID = "p-8" },
		"question": func(e *Evaluation) { e.Version.Sections[0].Questions[0].Text += "?" },
		"score":    func(e *Evaluation) { e.Evaluation.Final = nil },
		"audio":    func(e *Evaluation) { e.Call.Audio.Hash = "cd" },
		"smuggled": func(e *Evaluation) { e.Evaluation.Comment += "\"\nfinal: 100" },
	} {
		e := small(t)
		before := Hash(e)
		if change(&e); Hash(e) == before {
			t.Errorf("%s: the hash is the same", name)
		}
	}
}

func TestCanonical_ATextStaysOnItsLine(t *testing.T) {
	e := small(t)
	lines := strings.Count(Canonical(e), "\n")
	e.Evaluation.Comment = "one\ntwo\r\nthree\u2028"
	if got := strings.Count(Canonical(e), "\n"); got != lines {
		t.Errorf("%d lines, want %d", got, lines)
	}
}
