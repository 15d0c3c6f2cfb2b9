package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/exam/cut"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[exam.Keeper](), reflect.TypeFor[exam.Invigilator](), reflect.TypeFor[exam.Sitter](), reflect.TypeFor[exam.Marker]())
}

// examArguments are the foreign values of the methods that keep exams.
func examArguments(f foreignIDs, id string, variant int) map[reflect.Type]any {
	return map[reflect.Type]any{
		reflect.TypeFor[exam.Exam]():       foreignExam(id),
		reflect.TypeFor[exam.Concession](): exam.Concession{PersonID: f.persons[variant%2], Attempts: 1},
		reflect.TypeFor[exam.Event]():      exam.Event{Deed: exam.Answered},
		reflect.TypeFor[bank.Question]():   bank.Question{ID: id, EntryID: id, Kind: bank.Essay, Text: "X", Mark: 1},
		reflect.TypeFor[[]bank.Question](): restingOn(id, 9),
		reflect.TypeFor[float64]():         1.0,
		reflect.TypeFor[cut.Rating]():      cut.Rating{QuestionID: id, P: .5},
		reflect.TypeFor[cut.Expectation](): cut.Expectation{Pass: .5, MinCut: .4, MaxCut: .6, MaxFail: .5},
		reflect.TypeFor[bank.Filter]():     []bank.Filter{{EntryIDs: []string{id}}, {Text: "secret"}, {ArticleID: id}, {Text: id}}[variant],
		reflect.TypeFor[bank.State]():      []bank.State{bank.Active, bank.Draft, bank.Retired, "x"}[variant],
		reflect.TypeFor[[]bank.Standing](): []bank.Standing{{VersionID: id, State: bank.Retired}},
	}
}

// examined gives the other vendor an exam that somebody there has sat, and
// another one that is being sat.
func (v *crowd) examined(t *testing.T) {
	trainer := v.person(t, v.other, "", "othertrainer", people.Trainer)
	v.stocked(t, trainer, bankOf(6))
	for range 2 {
		id := must[string](t)(v.Exams().Save(ctx, trainer, quiz()))
		if err := v.Exams().Publish(ctx, trainer, id, false); err != nil {
			t.Fatal(err)
		}
		s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.foreign, id))
		v.drafts = append(v.drafts, id, s.Attempt.ID)
	}
	must[exam.Clock](t)(v.Exams().Submit(ctx, v.foreign, v.drafts[len(v.drafts)-1]))
}

// foreignExam would be a sound change of exam id.
func foreignExam(id string) exam.Exam {
	e := quiz()
	e.ID = id
	return e
}

func TestExams_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(6))
	for name, err := range map[string]error{
		"an agent lists":     second(v.Exams().Exams(ctx, v.agent)),
		"an agent saves":     second(v.Exams().Save(ctx, v.agent, quiz())),
		"an agent publishes": v.Exams().Publish(ctx, v.agent, id, false),
		"an agent withdraws": v.Exams().Withdraw(ctx, v.agent, id, "x"),
		"an agent concedes":  v.Exams().Concede(ctx, v.agent, id, exam.Concession{PersonID: v.agent.PersonID, Attempts: 1}),
		"an agent settles":   second(v.Exams().Settle(ctx, v.agent, id)),
		"an agent reads":     second(v.Exams().Results(ctx, v.agent, id)),
		"an agent marks":     v.Exams().Judge(ctx, v.agent, id, 0, 1, ""),
		"a trainer sits":     second(v.Exams().Begin(ctx, v.trainer(t), id)),
		"a trainer looks":    second(v.Exams().Offers(ctx, v.trainer(t))),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := v.Exams().Begin(ctx, v.foreign, id); !fault.Is(err, fault.NotFound) {
		t.Error("another vendor's exam was sat:", err)
	}
	e := quiz()
	e.Persons = []string{v.mate.PersonID}
	if _, err := v.Exams().Begin(ctx, v.agent, v.published(t, e, bankOf(6))); !fault.Is(err, fault.NotFound) {
		t.Error("an exam for somebody else was sat:", err)
	}
	s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.agent, id))
	if _, err := v.Exams().Keep(ctx, v.mate, s.Attempt.ID, choose(0, 0)); !fault.Is(err, fault.NotFound) {
		t.Error("a mate answered:", err)
	}
	if _, err := v.Exams().Review(ctx, v.mate, s.Attempt.ID); !fault.Is(err, fault.NotFound) {
		t.Error("a mate looked:", err)
	}
}
