package store_test

import (
	"bytes"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

// ownScenario is the file of a scenario of one's own.
func ownScenario(t testing.TB, id string) []byte {
	t.Helper()
	s, ok := scenarios.Find("fault-wire-down")
	if !ok {
		t.Fatal("no scenario")
	}
	return bytes.Replace(s.Source, []byte("id: fault-wire-down"), []byte("id: "+id), 1)
}

// rehearse plays model answers, five seconds each, until the call is over.
func (v *town) rehearse(t testing.TB, by people.Actor, id string, level roleplay.Level) roleplay.Attempt {
	t.Helper()
	a := must[roleplay.Attempt](t)(v.RolePlays().Begin(ctx, by, roleplay.Start{ScenarioID: id, Level: level, Language: words.Chinese}))
	for !a.Over() {
		for _, c := range a.Run.State().Clicks {
			a = must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, by, a.ID, roleplay.Move{Kind: roleplay.Do, Text: string(c)}))
		}
		v.clock.at = v.clock.at.Add(5 * time.Second)
		a = must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, by, a.ID, roleplay.Move{Kind: roleplay.Say, Text: a.Run.State().Replies[0].ZH}))
	}
	return a
}

func TestRolePlay_AnAttemptIsKeptMoveByMoveAndScored(t *testing.T) {
	v := newTown(t)
	a := v.rehearse(t, v.agent, "fault-wire-down", roleplay.Hints)
	got := must[roleplay.Attempt](t)(v.RolePlays().Attempt(ctx, v.agent, a.ID))
	if got.Ending != roleplay.Solved || got.Overall < 99 || len(got.Moves) != len(a.Moves) || got.Run.Turns[1].At != 10*time.Second {
		t.Errorf("%s with %.1f after %d moves: %+v", got.Ending, got.Overall, len(got.Moves), got.Run.Turns)
	}
	if _, err := v.RolePlays().Move(ctx, v.agent, a.ID, roleplay.Move{Kind: roleplay.Say, Text: "x"}); !fault.Is(err, fault.Conflict) {
		t.Error("spoke after the end:", err)
	}
}

func TestRolePlay_TheClockIsTheWorkspaces(t *testing.T) {
	v := newTown(t)
	a := must[roleplay.Attempt](t)(v.RolePlays().Begin(ctx, v.agent, roleplay.Start{ScenarioID: "fault-wire-down", Level: roleplay.Nothing}))
	v.clock.at = v.clock.at.Add(40 * time.Second)
	a = must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, v.agent, a.ID, roleplay.Move{Kind: roleplay.Say, Text: "您好", At: time.Second}))
	if a.Run.Turns[0].Late == 0 {
		t.Error("a reply after 40 s counts as one after a second")
	}
	v.clock.at = v.clock.at.Add(11 * time.Minute)
	if _, err := v.RolePlays().Move(ctx, v.agent, a.ID, roleplay.Move{Kind: roleplay.Say, Text: "喂"}); !fault.Is(err, fault.Conflict) {
		t.Error("the caller waited eleven minutes:", err)
	}
}

func TestRolePlay_AgainBeginsBeforeTheAnswer(t *testing.T) {
	v := newTown(t)
	a := v.rehearse(t, v.agent, "fault-wire-down", roleplay.Hints)
	v.clock.at = v.clock.at.Add(time.Hour)
	b := must[roleplay.Attempt](t)(v.RolePlays().Again(ctx, v.agent, a.ID, 2))
	if len(b.Run.Turns) != 3 || b.Run.Turns[2].State != a.Run.Turns[2].State || b.OfID != a.ID || b.FromTurn != 2 || b.Counts() {
		t.Fatalf("%+v", b.Run.Turns)
	}
	v.clock.at = v.clock.at.Add(3 * time.Second)
	b = must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, v.agent, b.ID, roleplay.Move{Kind: roleplay.Say, Text: "您自己想办法"}))
	if took := b.Run.Turns[2].At - b.Run.Turns[2].From; took > 10*time.Second {
		t.Error("the hour between counts:", took)
	}
	if _, err := v.RolePlays().Again(ctx, v.agent, a.ID, 99); !fault.Is(err, fault.Invalid) {
		t.Error("there is no turn 99:", err)
	}
}

func TestRolePlay_SkillsCountWholeAttemptsWithoutTheScript(t *testing.T) {
	v := newTown(t)
	v.rehearse(t, v.agent, "fault-wire-down", roleplay.Script)
	if all := must[[]roleplay.Skill](t)(v.RolePlays().Skills(ctx, v.agent, v.agent.PersonID)); len(all) != 0 {
		t.Errorf("read aloud, and %+v", all)
	}
	v.rehearse(t, v.agent, "fault-wire-down", roleplay.Nothing)
	all := must[[]roleplay.Skill](t)(v.RolePlays().Skills(ctx, v.lead, v.agent.PersonID))
	if len(all) != 2 || all[0].Value < 99 || all[0].Tier != roleplay.Master || len(all[0].Results) != 1 {
		t.Errorf("%+v", all)
	}
	if all := must[[]roleplay.Skill](t)(v.RolePlays().Skills(ctx, v.mate, v.agent.PersonID)); len(all) != 0 {
		t.Errorf("a mate sees %+v", all)
	}
	offers := must[[]roleplay.Offer](t)(v.RolePlays().Offers(ctx, v.agent))
	for _, o := range offers {
		if want := 0; o.ID == "fault-wire-down" && o.Attempts != 2 || o.ID != "fault-wire-down" && o.Attempts != want {
			t.Errorf("%s: %d attempts", o.ID, o.Attempts)
		}
	}
}

func TestRolePlay_AReviewUsesTheRubricAndIsKeptWithTheAttempt(t *testing.T) {
	v := newTown(t)
	a := v.rehearse(t, v.agent, "fault-wire-down", roleplay.Hints)
	version := must[qa.Version](t)(v.Quality().Version(ctx, v.rev, v.version))
	review := roleplay.Review{VersionID: v.version, Answers: qa.Answers{}, Comment: " 先问人，再问地址 "}
	if err := v.RolePlays().Judge(ctx, v.rev, a.ID, review); !fault.Is(err, fault.Invalid) {
		t.Error("a review without answers:", err)
	}
	for _, q := range version.All {
		if review.Answers[q.Ref] = qa.Choose(0); q.Kind == qa.KindMultiple || len(q.Choices()) == 0 {
			review.Answers[q.Ref] = qa.Answer{Value: "1"}
		}
	}
	if err := v.RolePlays().Judge(ctx, v.rev, a.ID, review); err != nil {
		t.Fatal(err)
	}
	got := must[roleplay.Attempt](t)(v.RolePlays().Attempt(ctx, v.agent, a.ID))
	if len(got.Reviews) != 1 || got.Reviews[0].Score == nil || got.Reviews[0].Comment != "先问人，再问地址" || got.Judged != 1 {
		t.Errorf("%+v", got.Reviews)
	}
}

func TestRolePlay_AScenarioOfOnesOwnIsCheckedAndAttemptsKeepWhatWasPlayed(t *testing.T) {
	v := newTown(t)
	trainer := v.person(t, v.acme, "", "roletrainer", people.Trainer)
	broken := bytes.Replace(ownScenario(t, "own"), []byte("mood: 50"), []byte("mood: 0"), 1)
	if _, err := v.RolePlays().Bring(ctx, trainer, "own.roleplay.yaml", broken); !fault.Is(err, fault.Invalid) {
		t.Error("a broken file:", err)
	}
	must[string](t)(v.RolePlays().Bring(ctx, trainer, "own.roleplay.yaml", ownScenario(t, "own")))
	a := v.rehearse(t, v.agent, "own", roleplay.Hints)
	changed := bytes.Replace(ownScenario(t, "own"), []byte("say: [8 米, 八米"), []byte("say: [9 米, 8 米"), 1)
	must[string](t)(v.RolePlays().Bring(ctx, trainer, "own.roleplay.yaml", changed))
	if got := must[roleplay.Attempt](t)(v.RolePlays().Attempt(ctx, v.agent, a.ID)); got.Overall != a.Overall || got.Score.Overall != a.Overall {
		t.Errorf("%v, was %v", got.Score.Overall, a.Overall)
	}
	if err := v.RolePlays().Retire(ctx, trainer, "own"); err != nil {
		t.Fatal(err)
	}
	if _, err := v.RolePlays().Begin(ctx, v.agent, roleplay.Start{ScenarioID: "own", Level: roleplay.Hints}); !fault.Is(err, fault.NotFound) {
		t.Error("a retired scenario is played:", err)
	}
	if err := v.RolePlays().Retire(ctx, trainer, "fault-wire-down"); !fault.Is(err, fault.NotFound) {
		t.Error("a shipped scenario is retired:", err)
	}
}

func TestRolePlay_AnExamIsNeverBegunInTheMiddleAndSettledByTwo(t *testing.T) {
	v := newTown(t)
	a := v.rehearse(t, v.agent, "fault-wire-down", roleplay.Exam)
	if _, err := v.RolePlays().Again(ctx, v.agent, a.ID, 1); !fault.Is(err, fault.Conflict) {
		t.Error("an exam was tried again:", err)
	}
	version := must[qa.Version](t)(v.Quality().Version(ctx, v.rev, v.version))
	review := roleplay.Review{VersionID: v.version, Answers: qa.Answers{}}
	for _, q := range version.All {
		if review.Answers[q.Ref] = qa.Choose(0); q.Kind == qa.KindMultiple || len(q.Choices()) == 0 {
			review.Answers[q.Ref] = qa.Answer{Value: "1"}
		}
	}
	k := v.RolePlays()
	if err := k.Judge(ctx, v.rev, a.ID, review); err != nil {
		t.Fatal(err)
	}
	if err := k.Judge(ctx, v.rev, a.ID, review); !fault.Is(err, fault.Conflict) {
		t.Error("one assessor twice:", err)
	}
	if got := must[roleplay.Attempt](t)(k.Attempt(ctx, v.second, a.ID)); len(got.Reviews) != 0 {
		t.Error("the second assessor sees the first's review")
	}
	if err := k.Judge(ctx, v.second, a.ID, review); err != nil {
		t.Fatal(err)
	}
	got := must[roleplay.Attempt](t)(k.Attempt(ctx, v.agent, a.ID))
	if mark, ok := got.Settled(); !ok || got.Reviews[0].Score == nil || mark != *got.Reviews[0].Score {
		t.Errorf("mark %v %v of %+v", mark, ok, got.Reviews)
	}
	if err := k.Judge(ctx, v.lead, a.ID, review); !fault.Is(err, fault.Conflict) {
		t.Error("a third assessor:", err)
	}
}

func TestRolePlay_TheWrapUpFollowsTheCallAndTheEndIsKeptOnce(t *testing.T) {
	v := newTown(t)
	a := v.rehearse(t, v.agent, "fault-wire-down", roleplay.Hints)
	v.clock.at = v.clock.at.Add(20 * time.Second)
	must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, v.agent, a.ID, roleplay.Move{Kind: roleplay.Fill, Field: 1, Text: "云桥小学东"}))
	b := must[roleplay.Attempt](t)(v.RolePlays().Move(ctx, v.agent, a.ID, roleplay.Move{Kind: roleplay.Wrap}))
	if !b.OverAt.Equal(a.OverAt) || !b.Run.Wrapped || !b.Run.Sheet().Entries[1].Right || b.Run.Sheet().Took-b.Run.EndedAt != 20*time.Second {
		t.Errorf("over at %v, was %v; %+v", b.OverAt, a.OverAt, b.Run.Sheet())
	}
}
