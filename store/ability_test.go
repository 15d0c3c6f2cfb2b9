package store_test

import (
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/training/ability"
)

func TestAbility_ASheetIsDrawnFromWhatIsKnown(t *testing.T) {
	v := newTown(t)
	e := v.scored(t, v.rev, v.own)
	if _, err := v.Quality().Advance(ctx, v.lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	exam := v.published(t, quiz(), bankOf(4))
	v.sit(t, v.agent, exam, 0, 0, 0, 1)
	p := must[string](t)(v.Certificates().SaveProgramme(ctx, v.lead, general()))
	must[string](t)(v.Certificates().Issue(ctx, v.lead, p, v.agent.PersonID, today, "x"))
	v.tell(t, worked(v.agent, week-1, 60))
	all := must[[]ability.Sheet](t)(v.Ability().Sheets(ctx, v.agent))
	if len(all) != 1 || all[0].PersonID != v.agent.PersonID {
		t.Fatal("an agent sees", len(all))
	}
	s := all[0]
	if s.Quality.N != 1 || s.Lines[0].Word != "故障报修" || len(s.Exams) != 1 || s.Exams[0].Value != 75 || len(s.Certificates) != 1 || !s.Certificates[0].Valid || s.Project != "95598" || s.Expertise != 75 {
		t.Errorf("%+v", s)
	}
	if n := len(must[[]ability.Sheet](t)(v.Ability().Sheets(ctx, v.vendorRev))); n != 2 {
		t.Errorf("the vendor's reviewer sees %d sheets", n)
	}
}

func TestAbility_PostsAreKeptInTheScope(t *testing.T) {
	v := newTown(t)
	k := v.Ability()
	p := ability.Post{Name: "投诉席", Use: ability.ForPost, OrganisationID: v.acme, Months: 12}
	p.ID = must[string](t)(k.SavePost(ctx, v.vendorAdmin, p))
	p.Quality = 85
	if _, err := k.SavePost(ctx, v.lead, p); err != nil {
		t.Fatal(err)
	}
	if all := must[[]ability.Post](t)(k.Posts(ctx, v.agent)); len(all) != 1 || all[0].Quality != 85 {
		t.Error(all)
	}
	if all := must[[]ability.Post](t)(k.Posts(ctx, v.foreign)); len(all) != 0 {
		t.Error("another vendor's posts", all)
	}
	if err := k.DropPost(ctx, v.agent, p.ID); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	if err := k.DropPost(ctx, v.vendorAdmin, p.ID); err != nil {
		t.Fatal(err)
	}
}

// cared is a town in which the agent has an abusive call and a long outage.
func cared(t *testing.T) (*town, people.Actor) {
	v := newTown(t)
	call := recordings.Call{ID: "abusive", ExternalID: "X-abusive", Title: "催问", StartedAt: v.clock.at.Add(-time.Hour), Duration: 4 * time.Minute, AgentID: v.agent.PersonID, BusinessLine: "电费电价"}
	long := call
	long.ID, long.ExternalID, long.BusinessLine, long.Duration = "long", "X-long", ability.OutageLine, 9*time.Minute
	if _, err := v.Calls().Add(ctx, people.Program(), []recordings.Call{call, long}); err != nil {
		t.Fatal(err)
	}
	if err := v.Calls().SetTranscript(ctx, people.Program(), "abusive", []recordings.Utterance{{Lane: 0, Text: "您好"}, {Lane: 1, Text: "你这个废物"}}); err != nil {
		t.Fatal(err)
	}
	return v, v.person(t, v.acme, v.teamA, "boss", people.Supervisor)
}

func TestCare_HardCallsAreFoundAndABreakIsOffered(t *testing.T) {
	v, _ := cared(t)
	k := v.Ability()
	hs := must[[]ability.Hard](t)(k.HardCalls(ctx, v.agent))
	if len(hs) != 2 || hs[0].Why != ability.Abuse || !hs[0].Heard || hs[1].Why != ability.LongOutage {
		t.Fatalf("%+v", hs)
	}
	id := must[string](t)(k.Report(ctx, v.agent, "abusive"))
	if _, err := k.Report(ctx, v.agent, "abusive"); !fault.Is(err, fault.Conflict) {
		t.Error("reported twice", err)
	}
	if _, err := k.Report(ctx, v.agent, v.mates); !fault.Is(err, fault.NotFound) {
		t.Error("reported a mate's call", err)
	}
	if err := k.AnswerBreak(ctx, v.agent, id, true); err != nil {
		t.Fatal(err)
	}
	if hs = must[[]ability.Hard](t)(k.HardCalls(ctx, v.agent)); len(hs) != 2 || hs[0].Answer != ability.Taken || !hs[0].Told {
		t.Errorf("%+v", hs[0])
	}
}

func TestCare_TheSupervisorLearnsOnlyWhatThePersonSends(t *testing.T) {
	v, boss := cared(t)
	k := v.Ability()
	id := must[string](t)(k.Report(ctx, v.agent, "abusive"))
	if ns := must[[]ability.Note](t)(k.Notes(ctx, boss)); len(ns) != 0 {
		t.Error("without consent", ns)
	}
	ls := must[[]ability.Loaded](t)(k.Loads(ctx, boss))
	if len(ls) != 1 || ls[0].Calls != 1 {
		t.Errorf("the load tells of the report: %+v", ls)
	}
	if err := k.Reply(ctx, boss, id, "我来了"); !fault.Is(err, fault.NotFound) {
		t.Error("answered what was not sent", err)
	}
	if err := k.Tell(ctx, v.mate, id, "x"); !fault.Is(err, fault.NotFound) {
		t.Error("a mate sent it", err)
	}
	if err := k.Tell(ctx, v.agent, id, "想缓一缓"); err != nil {
		t.Fatal(err)
	}
	ns := must[[]ability.Note](t)(k.Notes(ctx, boss))
	if len(ns) != 1 || ns[0].Text != "想缓一缓" || must[[]ability.Loaded](t)(k.Loads(ctx, boss))[0].Calls != 2 {
		t.Errorf("%+v", ns)
	}
	other := v.person(t, v.other, v.teamO, "otherboss", people.Supervisor)
	if ns := must[[]ability.Note](t)(k.Notes(ctx, other)); len(ns) != 0 {
		t.Error("another vendor's supervisor", ns)
	}
	for name, by := range map[string]people.Actor{"the lead": v.lead, "a mate": v.mate} {
		if _, err := k.Notes(ctx, by); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s reads notes: %v", name, err)
		}
		if _, err := k.Loads(ctx, by); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s reads loads: %v", name, err)
		}
	}
	if err := k.Reply(ctx, boss, id, "下午换到后台"); err != nil {
		t.Fatal(err)
	}
	if h := must[[]ability.Hard](t)(k.HardCalls(ctx, v.agent))[0]; h.Reply != "下午换到后台" || h.Seen != "Name boss" {
		t.Errorf("%+v", h)
	}
	for _, r := range mustQuery(t, raw(t, v.Dir()), `SELECT act, detail FROM audit WHERE subject = 'care'`) {
		if strings.Contains(r[1], "缓") {
			t.Error("the audit log tells the note", r)
		}
	}
}
