package demo_test

import (
	"testing"

	"shifu/training/roleplay"
)

func TestDemo_ShiftsOfCallsAreFinishedAndAnExamWaitsForItsSecondAssessor(t *testing.T) {
	all, err := shared.Duties().Shifts(ctx, shared.actors["温秋分"])
	if err != nil {
		t.Fatal(err)
	}
	plans, exams := map[string]bool{}, 0
	for _, s := range all {
		plans[s.PlanID] = true
		if !s.Over() || s.Taken < 2 || s.Score <= 0 {
			t.Errorf("%s: %+v", s.Person, s)
		}
		if s.Level != roleplay.Exam {
			continue
		}
		exams++
		one, err := shared.Duties().Shift(ctx, shared.actors["温秋分"], s.ID)
		if err != nil {
			t.Fatal(err)
		}
		settled := 0
		for i := range one.Calls {
			if _, ok := one.Calls[i].Settled(); ok {
				settled++
			}
		}
		if settled != len(one.Calls)-1 {
			t.Errorf("%d of %d calls are settled", settled, len(one.Calls))
		}
	}
	if len(plans) != 3 || exams != 1 {
		t.Errorf("plans %v, exams %d", plans, exams)
	}
}
