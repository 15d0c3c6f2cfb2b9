package qa_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shifu/internal/fault"
	"shifu/qa"
)

func TestAnswers_SurviveJSON(t *testing.T) {
	a := qa.Answers{"1.1": {Options: []int{1}, Comment: "师傅", Cause: "Habit", Spent: 4 * time.Second,
		Moments: []qa.Moment{{At: 1500 * time.Millisecond, Until: 2 * time.Second, Lane: qa.LaneAgent, Note: "here"}}},
		"m": qa.Choose(), "open": {Comment: "later"}, "n": qa.NotApplicable(), "x": qa.Enter("3.5")}
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var again qa.Answers
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(a, again); d != "" {
		t.Error(d)
	}
}

func TestGiven_NoneChosenIsAnAnswerOfAMultipleChoiceOnly(t *testing.T) {
	multiple, single := options(2), options(2)
	multiple.Kind = qa.KindMultiple
	if !qa.Choose().Given(&multiple) || qa.Choose().Given(&single) || (qa.Answer{Comment: "x"}).Given(&multiple) {
		t.Error("empty choice misjudged")
	}
}

func TestCheckAnswer_RefusesWhatTheQuestionCantTake(t *testing.T) {
	v := version(options(2), yes("b"))
	for want, a := range map[string]qa.Answers{
		"There is no question \"z\" in this rubric.": {"z": qa.Choose(0)},
		"Question a has no such option.":             {"a": qa.Choose(2)},
		"Question a takes one option only.":          {"a": qa.Choose(0, 1)},
		"Question b doesn't allow N/A.":              {"b": qa.NotApplicable()},
		"Question b has no option \"maybe\".":        {"b": qa.Enter("maybe")},
	} {
		if err := a.Check(v); fault.Sentence(err) != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if err := (qa.Answers{"a": qa.Choose(1), "b": {Comment: "open"}}).Check(v); err != nil {
		t.Error(err)
	}
}

func TestGaps_AskForWhatTheRubricAsksFor(t *testing.T) {
	lost, always, hidden, note := yes("lost"), yes("always"), yes("hidden"), yes("note")
	lost.Comment, lost.Evidence = qa.CommentLost, true
	always.Comment = qa.CommentAlways
	hidden.VisibleWhen = &qa.Condition{Ref: "lost", Is: []string{"Yes"}}
	note.Kind = qa.KindText
	v := version(lost, always, hidden, note)
	for _, c := range []struct {
		a    qa.Answers
		want []qa.Gap
	}{
		{nil, []qa.Gap{{Ref: "lost", Needs: qa.NeedsAnswer}, {Ref: "always", Needs: qa.NeedsAnswer}}},
		{qa.Answers{"lost": qa.Choose(0), "always": qa.Choose(0)}, []qa.Gap{{Ref: "always", Needs: qa.NeedsComment}, {Ref: "hidden", Needs: qa.NeedsAnswer}}},
		{qa.Answers{"lost": qa.Choose(1), "always": {Options: []int{0}, Comment: "good"}},
			[]qa.Gap{{Ref: "lost", Needs: qa.NeedsComment}, {Ref: "lost", Needs: qa.NeedsMoment}}},
		{qa.Answers{"lost": {Options: []int{1}, Comment: "late", Moments: []qa.Moment{{At: time.Second}}}, "always": {Options: []int{0}, Comment: "good"}}, nil},
	} {
		if d := cmp.Diff(c.want, c.a.Gaps(v)); d != "" {
			t.Errorf("%v: %s", c.a, d)
		}
	}
}
