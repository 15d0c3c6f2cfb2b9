package store_test

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/award"
	"shifu/training/mentoring"
)

func bestPair(org string) award.Rule {
	from := week + 3 // a Thursday: the clock begins on Monday
	return award.Rule{Name: "最佳师徒", OrganisationID: org, From: from, Until: from + 60, Weights: award.Standard, Method: award.Approval, Quorum: .5,
		Voters: []people.Role{people.Agent, people.Supervisor}}
}

// elected is a town with two pairs, an award whose vote is open for a day, and
// two exams that both mentees have sat.
type elected struct {
	*town
	id    string
	one   couple
	other couple
}

func elect(t *testing.T, change func(*award.Rule)) *elected {
	v := &elected{town: newTown(t)}
	v.one, v.other = v.pairOf(t, v.acme, v.agent), v.pairOf(t, v.acme, v.mate)
	v.sealed(t, v.one)
	v.sealed(t, v.other)
	r := bestPair(v.acme)
	if change != nil {
		change(&r)
	}
	v.id = must[string](t)(v.Awards().SaveAward(ctx, v.vendorAdmin, "", r))
	first := v.examOf(t, "A", 4)
	v.sit(t, v.agent, first, 0, 1, 1, 1) // 25 %
	v.sit(t, v.mate, first, 0, 0, 0, 1)  // 75 %
	v.pass(4)
	last := v.examOf(t, "B", 4)
	v.sit(t, v.agent, last, 0, 0, 0, 1) // 75 %
	v.sit(t, v.mate, last, 0, 0, 0, 0)  // 100 %
	if err := v.Awards().Examine(ctx, v.vendorAdmin, v.id, first, last); err != nil {
		t.Fatal(err)
	}
	if err := v.Awards().OpenVote(ctx, v.vendorAdmin, v.id, v.clock.at.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	return v
}

func (v *elected) examOf(t *testing.T, name string, n int) string {
	by := v.trainer(t)
	v.stocked(t, by, bankOf(n))
	e := quiz()
	e.Name = name
	id := must[string](t)(v.Exams().Save(ctx, by, e))
	if err := v.Exams().Publish(ctx, by, id, false); err != nil {
		t.Fatal(err)
	}
	return id
}

func (v *elected) cast(by people.Actor, pairs ...string) error {
	return v.Awards().Cast(ctx, by, v.id, award.Ballot{Pairs: pairs})
}

func (v *elected) view(t *testing.T, by people.Actor) award.View {
	t.Helper()
	return must[award.View](t)(v.Awards().View(ctx, by, v.id))
}

func TestAwards_ASecondBallotIsRefused(t *testing.T) {
	v := elect(t, nil)
	if err := v.cast(v.one.unit, v.one.id); err != nil {
		t.Fatal(err)
	}
	if err := v.cast(v.one.unit, v.other.id); !fault.Is(err, fault.Conflict) {
		t.Error("a second ballot", err)
	}
	if w := v.view(t, v.one.unit); !w.Voted || w.Turnout != 1 || w.Result != nil {
		t.Errorf("%+v", w)
	}
}

func TestAwards_WhoIsNotEntitledDoesNotVote(t *testing.T) {
	v := elect(t, nil)
	for name, by := range map[string]people.Actor{"a reviewer": v.vendorRev, "who came later": v.person(t, v.acme, "", "late", people.Agent)} {
		if err := v.cast(by, v.one.id); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s voted: %v", name, err)
		}
	}
	if err := v.cast(v.foreign, v.one.id); !fault.Is(err, fault.NotFound) {
		t.Error("another vendor's agent", err)
	}
	if w := v.view(t, v.vendorAdmin); w.Turnout != 0 {
		t.Error("something was counted")
	}
}

func TestAwards_NobodyVotesForTheirOwnPair(t *testing.T) {
	v := elect(t, nil)
	for _, by := range []people.Actor{v.one.mentor, v.one.mentee} {
		if err := v.cast(by, v.one.id); !fault.Is(err, fault.Invalid) {
			t.Error(err)
		}
		if err := v.cast(by, v.other.id); err != nil {
			t.Error("for another pair they may", err)
		}
	}
}

func TestAwards_NoTableTellsWhoGaveWhichBallot(t *testing.T) {
	v := elect(t, nil)
	voters := []people.Actor{v.one.unit, v.other.unit, v.one.mentee, v.one.mentor, v.other.mentee}
	for i, by := range voters {
		for _, pair := range [][]string{{v.one.id}, {v.other.id}, {v.other.id}, {v.other.id}, {v.one.id}}[i : i+1] {
			if err := v.cast(by, pair...); err != nil {
				t.Fatal(err)
			}
		}
	}
	db := raw(t, v.Dir())
	if n := ballotColumns(t, db); n != "id award_id content" {
		t.Error("the ballot has columns:", n)
	}
	rows := mustQuery(t, db, `SELECT id, content FROM award_ballots ORDER BY rowid`)
	last := ""
	for _, r := range rows {
		if r[0] < last {
			t.Error("rows lie in another order than that of their random IDs")
		}
		last = r[0]
		for _, by := range voters {
			if strings.Contains(r[0]+r[1], by.PersonID) {
				t.Error("a ballot names its voter")
			}
		}
		if r[0][14] != '4' {
			t.Error("an ID tells its time", r[0])
		}
	}
	for _, r := range mustQuery(t, db, `SELECT act, detail FROM audit WHERE act = 'vote'`) {
		if strings.Contains(r[1], v.one.id) || strings.Contains(r[1], v.other.id) {
			t.Error("the audit log tells the vote", r[1])
		}
	}
}

func ballotColumns(t *testing.T, db *sql.DB) string {
	var out []string
	for _, r := range mustQuery(t, db, `SELECT name, type FROM pragma_table_info('award_ballots') ORDER BY cid`) {
		out = append(out, r[0])
	}
	return strings.Join(out, " ")
}

func mustQuery(t *testing.T, db *sql.DB, q string) (out [][2]string) {
	t.Helper()
	rows, err := db.Query(q)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var r [2]string
		if err := rows.Scan(&r[0], &r[1]); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// The agent gained 50 and has an exam of 75, the mate gained 25 and has 100; the
// agent's pair did one measure of those that were planned.
func TestAwards_TheResultHasItsBreakdownAndStays(t *testing.T) {
	v := elect(t, nil)
	y := must[mentoring.Year](t)(v.Mentoring().Year(ctx, v.one.mentee, v.one.id, v.clock.at.AddDate(0, 0, -30)))
	d := mentoring.Deed{PairID: v.one.id, MeasureID: y.Times[0].Measure.ID, N: 1, At: v.clock.at, Note: "two calls", Proof: mentoring.ProofCall, ProofID: v.own}
	if err := v.Mentoring().Done(ctx, v.one.mentee, d); err != nil {
		t.Fatal(err)
	}
	if p := v.view(t, v.vendorAdmin).Pairs; p[0].Done+p[1].Done != 0 {
		t.Error("what one side notes alone counts")
	}
	y = must[mentoring.Year](t)(v.Mentoring().Year(ctx, v.one.mentor, v.one.id, v.clock.at.AddDate(0, 0, -30)))
	if err := v.Mentoring().ConfirmDone(ctx, v.one.mentor, y.Deeds[0].ID); err != nil {
		t.Fatal(err)
	}
	for i, by := range []people.Actor{v.one.unit, v.other.unit, v.one.mentor, v.other.mentor, v.other.mentee} {
		if err := v.cast(by, []string{v.one.id, v.one.id, v.other.id, v.one.id, v.one.id}[i]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := v.Awards().Publish(ctx, v.vendorAdmin, v.id); !fault.Is(err, fault.Conflict) {
		t.Error("counted while the vote is open", err)
	}
	v.pass(1)
	r := must[award.Result](t)(v.Awards().Publish(ctx, v.vendorAdmin, v.id))
	if len(r.Places) != 2 || !r.Vote.Quorum || r.Vote.Ballots != 5 {
		t.Fatalf("%+v", r)
	}
	for _, s := range r.Places {
		if s.Pair.ID == v.one.id && (s.E != 75 || s.G != 50 || s.V != 100 || s.Pair.Done != 1 || s.M != 100/s.Pair.Planned) || s.Pair.ID == v.other.id && (s.E != 100 || s.G != 25 || s.V != 100.0/3) {
			t.Errorf("%+v", s)
		}
	}
	if err := v.Awards().Examine(ctx, v.vendorAdmin, v.id, "", ""); !fault.Is(err, fault.Conflict) {
		t.Error("the exams changed after the result", err)
	}
	if w := v.view(t, v.agent); w.Result == nil || !w.Sound || w.Result.Places[0].Pair.ID != r.Places[0].Pair.ID {
		t.Error("everybody sees the same result", w)
	}
	raw(t, v.Dir(), `UPDATE awards SET result = replace(result, '"v":100', '"v":10')`)
	if v.view(t, v.agent).Sound {
		t.Error("a changed result was not found out")
	}
}

func TestAwards_WeightsAreLockedOnceTheYearBegins(t *testing.T) {
	v := newTown(t)
	k := v.Awards()
	id := must[string](t)(k.SaveAward(ctx, v.vendorAdmin, "", bestPair(v.acme)))
	r := bestPair(v.acme)
	r.Weights = award.Weights{Exam: .5, Gain: .2, Measures: .2, Vote: .1}
	if _, err := k.SaveAward(ctx, v.vendorAdmin, id, r); err != nil {
		t.Fatal(err)
	}
	v.pass(3)
	for name, org := range map[string]string{"changed": id, "made": ""} {
		if _, err := k.SaveAward(ctx, v.vendorAdmin, org, bestPair(v.acme)); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s after the year began: %v", name, err)
		}
	}
	if err := k.OpenVote(ctx, v.vendorAdmin, id, v.clock.at.Add(48*time.Hour)); !fault.Is(err, fault.Conflict) {
		t.Error("a vote without pairs", err)
	}
}

func TestAwards_OthersMeasuresAreSecretUntilTheyArePublished(t *testing.T) {
	v := elect(t, nil)
	for _, p := range v.view(t, v.agent).Pairs {
		if p.First != nil || p.Last != nil || p.Planned != 0 {
			t.Error("a voter sees what was measured", p)
		}
	}
	if p := v.view(t, v.vendorAdmin).Pairs[0]; p.First == nil || p.Planned == 0 {
		t.Error("the keeper does not", p)
	}
}
