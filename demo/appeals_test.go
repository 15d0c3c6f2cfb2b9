package demo_test

import (
	"testing"

	"shifu/qa/appeal"
)

func TestMake_AppealsInEveryStateSomeOverdueAndAQuestionOverTheLimit(t *testing.T) {
	lead := shared.actors["吴清和"]
	cases, err := shared.Appeals().Cases(ctx, lead, appeal.Find{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	n, overdue, blind := map[appeal.State]int{}, 0, 0
	for _, c := range cases {
		n[c.State]++
		if c.State.Open() && c.Overdue(evening) {
			overdue++
		}
		if c.Blind && !c.State.Open() {
			blind++
		}
	}
	for _, s := range []appeal.State{appeal.Filed, appeal.Taken, appeal.Upheld, appeal.Revised} {
		if n[s] == 0 {
			t.Errorf("no appeal is %s", s)
		}
	}
	if overdue == 0 || overdue == n[appeal.Filed]+n[appeal.Taken] || blind == 0 {
		t.Errorf("%v: %d open ones are overdue, %d were decided after a blind re-score", n, overdue, blind)
	}
	st, err := shared.Appeals().Statistics(ctx, lead, evening.AddDate(0, 0, -appeal.DefaultLimit.Days))
	if err != nil || len(st.Questions) < 4 || st.Questions[0].Ref != "3.1" || !st.Questions[0].Over || st.Questions[0].ProposedAt.IsZero() || st.Questions[1].Over {
		t.Errorf("%+v, %v", st, err)
	}
	if st.Funnel.Asked == 0 || st.Funnel.InTime == st.Funnel.Decided {
		t.Errorf("%+v", st.Funnel)
	}
}
