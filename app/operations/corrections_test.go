package operations

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// listed is the open list of complaints with its first row chosen.
func listed(t *testing.T) (*desktest.Office, *Screen, *list[indicators.Complaint]) {
	o, s := opened(t, lead, "complaints", true)
	s.spans.Choose(slices.Index(indicators.Spans, indicators.YearSpan))
	l := s.now.(*list[indicators.Complaint])
	if len(l.rows) == 0 {
		t.Fatal("no complaints")
	}
	l.grid.Choose(0)
	return o, s, l
}

func TestCorrection_ChangesTheListAndIsTakenBackByTheToast(t *testing.T) {
	o, s, l := listed(t)
	was := l.rows[0]
	to := indicators.Rejected
	if was.Outcome == to {
		to = indicators.Upheld
	}
	if !desktest.Press(s, fyne.KeyC) {
		t.Fatal("C should ask")
	}
	s.asked.choices.Choose(slices.Index(allOutcomes, to))
	s.asked.why.OnSubmitted("")
	if l.rows[0] != was {
		t.Error("corrected without a reason")
	}
	s.asked.why.SetText("听了录音")
	s.asked.why.OnSubmitted("")
	s.d.Stage.Tick()
	if got := l.rows[0]; got.Outcome != to || got.Correction != "听了录音" || len(o.Failed) > 0 {
		t.Fatalf("%+v %v", got, o.Failed)
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	s.d.Stage.Tick()
	if l.rows[0] != was {
		t.Errorf("undone: %+v, want %+v", l.rows[0], was)
	}
}

func TestCorrection_IsOfferedOnlyToWhoKeepsFigures(t *testing.T) {
	for _, by := range []func(desktest.Town) people.Actor{agent, func(t desktest.Town) people.Actor { return t.Reviewer }} {
		_, s := opened(t, by, "complaints", true)
		if desktest.Press(s, fyne.KeyC) {
			t.Error("offered without the right")
		}
	}
}

func TestExport_EveryViewGivesWhatItShows(t *testing.T) {
	for _, id := range []string{"overview", "table", "shifts", "complaints", "orders", string(indicators.OrderErrors)} {
		_, s := opened(t, lead, id, true)
		s.spans.Choose(slices.Index(indicators.Spans, indicators.YearSpan))
		table := s.now.table()
		n := 0
		for row := range table.Rows {
			if n++; len(row) != len(table.Columns) {
				t.Fatalf("%s: %d cells under %d titles", id, len(row), len(table.Columns))
			}
		}
		if n == 0 || n != table.Count {
			t.Errorf("%s: %d rows, %d told", id, n, table.Count)
		}
	}
}

func TestExport_AnIndicatorCarriesNIntervalAndTarget(t *testing.T) {
	_, s := opened(t, lead, string(indicators.AnswerRate), true)
	for row := range s.now.table().Rows {
		value, low, high, target := row[2].(float64), row[4].(float64), row[5].(float64), row[7].(float64)
		if value < low || value > high || value < 80 || value > 100 || row[6].(int64) < 100 || target != 97 {
			t.Error(row)
		}
		break
	}
}

func TestHere_LeadsBackToTheIndicatorAndTheDay(t *testing.T) {
	o, s := opened(t, lead, string(indicators.AnswerRate), true)
	s.move(-1)
	again := New(o.As(o.Town.Lead), s.Here()).(*Screen)
	defer again.Close()
	p, ok := again.now.(*page)
	if !ok || p.i.Key != indicators.AnswerRate || again.shown() != s.shown() {
		t.Errorf("%T of %v, want the answer rate of %v", again.now, again.shown(), s.shown())
	}
}

func TestList_AnOrganisationHoldsPeopleWithoutATeam(t *testing.T) {
	o, s := opened(t, lead, "orders", true)
	p := people.Person{OrganisationID: o.Town.Client, Name: "独行侠", StaffNumber: "9001", Roles: []people.Role{people.Agent}, JoinedAt: o.Now().AddDate(-1, 0, 0)}
	id, err := o.Store.People().SavePerson(ctx, people.Program(), p)
	if err != nil {
		t.Fatal(err)
	}
	p.ID = id
	b := indicators.Batch{Kind: indicators.OrderKind, Source: "one", Orders: []indicators.Order{{Number: "X", Date: s.state.Day, Who: who(p), Faulty: true, Reason: "漏填"}}}
	if _, err := o.Store.Figures().Import(ctx, o.Town.Lead, b); err != nil {
		t.Fatal(err)
	}
	s.state.Scope = "organisation:" + o.Town.Client
	s.reload()
	if rows := s.now.(*list[indicators.Order]).rows; !slices.ContainsFunc(rows, func(o indicators.Order) bool { return o.Number == "X" }) {
		t.Error("left out:", len(rows))
	}
	s.state.Scope = "organisation:" + o.Town.Spruce
	s.reload()
	if rows := s.now.(*list[indicators.Order]).rows; slices.ContainsFunc(rows, func(o indicators.Order) bool { return o.Number == "X" }) {
		t.Error("belongs to another organisation")
	}
}

func TestList_ABarListsWhatItCountsAndEscapeShowsAllAgain(t *testing.T) {
	_, s, l := listed(t)
	word := l.person(l.rows[0])
	l.narrow(word, l.person)
	if len(l.rows) == 0 || len(l.rows) >= len(l.all) {
		t.Errorf("%d of %d", len(l.rows), len(l.all))
	}
	for _, c := range l.rows {
		if l.person(c) != word {
			t.Error(c)
		}
	}
	if !desktest.Press(s, fyne.KeyEscape) || len(l.rows) != len(l.all) {
		t.Error("Escape should show all", len(l.rows))
	}
}
