package store_test

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
)

func TestAdd_LeavesOutWhatIsHereAlready(t *testing.T) {
	v := newTown(t)
	hash := string(bytes.Repeat([]byte("ab"), 32))
	batch := []recordings.Call{{ExternalID: "1", Source: "a", Audio: recordings.Audio{Hash: hash}}, {ExternalID: "1", Source: "b"},
		{ExternalID: "1", Source: "a"}, {Audio: recordings.Audio{Hash: hash}}, {}, {}}
	added, err := v.Calls().Add(ctx, v.lead, batch)
	if err != nil || !slices.Equal(added, []bool{true, true, false, false, true, true}) {
		t.Fatal(added, err)
	}
	if added, err = v.Calls().Add(ctx, v.lead, batch[:2]); err != nil || slices.Contains(added, true) {
		t.Fatal(added, err)
	}
	if n, err := v.Calls().Count(ctx, v.lead, recordings.Filter{}); err != nil || n != 8 {
		t.Fatal(n, err)
	}
}

func TestAdd_KnowsTheAgentByIDOrStaffNumber(t *testing.T) {
	v := newTown(t)
	batch := []recordings.Call{{ID: "by-id", AgentID: v.agent.PersonID}, {ID: "by-number", StaffNumber: "Sagent"}, {ID: "unknown", StaffNumber: "nobody", AgentName: "X"}}
	if _, err := v.Calls().Add(ctx, v.lead, batch); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"by-id", "by-number"} {
		row, err := v.Calls().Call(ctx, v.agent, id)
		if err != nil || row.AgentName != "Name agent" || row.OrganisationName != "Acme" || row.TeamName != "A" || row.ImportedAt.IsZero() {
			t.Error(id, row, err)
		}
	}
	if row, err := v.Calls().Call(ctx, v.lead, "unknown"); err != nil || row.AgentID != "" || row.OrganisationID != v.client {
		t.Error(row, err)
	}
	if _, err := v.Calls().Add(ctx, v.lead, []recordings.Call{{ID: "fine"}, {AgentID: "no such person"}}); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := v.Calls().Call(ctx, v.lead, "fine"); !fault.Is(err, fault.NotFound) {
		t.Error("half of a refused batch stayed", err)
	}
}

func TestAdd_RefusesFactsThatCanNotBe(t *testing.T) {
	v := newTown(t)
	for name, c := range map[string]recordings.Call{"satisfaction": {Satisfaction: 6}, "duration": {Duration: -1}, "lane": {Audio: recordings.Audio{AgentLane: 2}}} {
		if _, err := v.Calls().Add(ctx, v.lead, []recordings.Call{c}); !fault.Is(err, fault.Invalid) {
			t.Error(name, err)
		}
	}
}

func TestCall_GivesBackEveryFact(t *testing.T) {
	v := newTown(t)
	c := recordings.Call{ID: "all", ExternalID: "e", Source: "s", Title: "t", StartedAt: v.clock.at.Add(123456 * time.Microsecond), Duration: 61500 * time.Millisecond,
		AgentID: v.agent.PersonID, AgentName: "n", StaffNumber: "7", OrganisationID: v.acme, TeamID: v.teamA, Project: "p", BusinessLine: "b", Queue: "q",
		Direction: recordings.Outbound, Caller: "139", Satisfaction: 4, ImportedAt: v.clock.at, Audio: recordings.Audio{Hash: string(bytes.Repeat([]byte("c"), 64)),
			FileName: "f", Container: "wav", Codec: "alaw", Channels: 2, SampleRate: 8000, Frames: 5, AgentLane: 1, Problem: words.T("Too {{.What}}", fault.Values{"What": "long"})}}
	if _, err := v.Calls().Add(ctx, v.lead, []recordings.Call{c}); err != nil {
		t.Fatal(err)
	}
	row, err := v.Calls().Call(ctx, v.lead, "all")
	if err != nil || row.Audio.Problem.String() != "Too long" {
		t.Fatal(row, err)
	}
	row.Audio.Problem, c.Audio.Problem = words.Text{}, words.Text{}
	if fmt.Sprint(row.Audio) != fmt.Sprint(c.Audio) ||
		!row.StartedAt.Equal(c.StartedAt) || row.Duration != c.Duration || row.Direction != c.Direction || row.Caller != "139" || row.Satisfaction != 4 {
		t.Errorf("%+v", row)
	}
}

func TestSetFacts_IsFoundByTheNewTitleAndNotByTheOld(t *testing.T) {
	v := newTown(t)
	row, err := v.Calls().Call(ctx, v.lead, v.own)
	if err != nil {
		t.Fatal(err)
	}
	count := func(text string) int {
		n, err := v.Calls().Count(ctx, v.lead, recordings.Filter{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if count("停电") != 4 || count("电费") != 0 || count("电报") != 4 || count("报停") != 0 {
		t.Fatal(count("停电"), count("电费"), count("电报"), count("报停"))
	}
	row.Title = "电费异常"
	if err := v.Calls().SetFacts(ctx, v.rev, row.Call); err != nil {
		t.Fatal(err)
	}
	if count("停电") != 3 || count("电费") != 1 {
		t.Error(count("停电"), count("电费"))
	}
	row.AgentID = v.mate.PersonID
	if err := v.Calls().SetFacts(ctx, v.rev, row.Call); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Calls().Call(ctx, v.lead, v.own); err != nil || got.AgentID != v.agent.PersonID {
		t.Error("a reviewer gave the call to another agent", got, err)
	}
	v.scored(t, v.rev, v.own)
	if err := v.Calls().SetFacts(ctx, v.lead, row.Call); !fault.Is(err, fault.Conflict) {
		t.Error("a scored call changed its agent", err)
	}
	if err := v.Calls().SetFacts(ctx, v.agent, row.Call); !fault.Is(err, fault.Forbidden) {
		t.Error("the agent changed it", err)
	}
}

func TestSearch_TakesAnyTextAsItStands(t *testing.T) {
	v := newTown(t)
	for _, text := range []string{`"`, `*`, `title:停`, `停 OR 电`, `NEAR(`, `'; DROP TABLE calls`, "\x00", "\xff", `-停`, "^", "(", "a\"b*"} {
		if _, err := v.Calls().Count(ctx, v.lead, recordings.Filter{Text: text}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestDays_AreLocalMidnightsAcrossAClockChange(t *testing.T) {
	v := newTown(t)
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no table of time zones here:", err)
	}
	from := time.Date(2026, 3, 28, 13, 0, 0, 0, zone) // clocks change on the 29th
	days, err := v.Calls().Days(ctx, v.lead, recordings.Filter{}, from, from.AddDate(0, 0, 3), zone)
	if err != nil || len(days) != 4 || days[2].Start.Sub(days[1].Start) != 23*time.Hour || days[0].Start.Hour() != 0 {
		t.Fatal(days, err)
	}
}

func TestChoices_AreThoseOfOnesScope(t *testing.T) {
	v := newTown(t)
	if _, err := v.Calls().Add(ctx, v.lead, []recordings.Call{{Project: "Secret", BusinessLine: "投诉"}}); err != nil {
		t.Fatal(err)
	}
	projects, lines, err := v.Calls().Choices(ctx, v.vendorRev)
	if err != nil || !slices.Equal(projects, []string{"P"}) || !slices.Equal(lines, []string{"故障报修"}) {
		t.Error(projects, lines, err)
	}
	if projects, _, err = v.Calls().Choices(ctx, v.lead); err != nil || len(projects) != 2 {
		t.Error(projects, err)
	}
}

func TestNotices_ComeAfterTheCommitAndNotForWhatWasRefused(t *testing.T) {
	v := newTown(t)
	var heard []notice.Notice
	stop := v.Notices().Listen(func(n notice.Notice) {
		if row, err := v.Calls().Call(ctx, v.lead, n.ID); n.Subject == notice.Calls && (err != nil || row.State != "draft") {
			t.Error("the listener does not see the change", row.State, err)
		}
		heard = append(heard, n)
	})
	defer stop()
	if _, err := v.Quality().Begin(ctx, v.agent, qa.Start{CallID: v.own, VersionID: v.version}); err == nil || len(heard) != 0 {
		t.Error(heard, err)
	}
	if _, err := v.Quality().Begin(ctx, v.rev, qa.Start{CallID: v.own, VersionID: v.version}); err != nil || len(heard) == 0 {
		t.Error(heard, err)
	}
}

func TestList_StopsWhenNobodyWaits(t *testing.T) {
	v := newTown(t)
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := v.Calls().List(gone, v.lead, recordings.Filter{}, recordings.Order{}, 0, 9); err == nil {
		t.Error("answered somebody who left")
	}
	if _, err := v.Calls().List(ctx, v.lead, recordings.Filter{}, recordings.Order{}, 0, 9); err != nil {
		t.Error(err)
	}
}

func TestDerived_AndTranscriptComeBack(t *testing.T) {
	v := newTown(t)
	if _, err := v.Calls().Derived(ctx, v.rev, v.own, "peaks-1"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	for _, blob := range [][]byte{{1}, {0, 255, 2}} {
		if err := v.Calls().SetDerived(ctx, v.agent, v.own, "peaks-1", blob); err != nil {
			t.Fatal(err)
		}
		if got, err := v.Calls().Derived(ctx, v.rev, v.own, "peaks-1"); err != nil || !bytes.Equal(got, blob) {
			t.Error(got, err)
		}
	}
	us := []recordings.Utterance{{Lane: 1, Start: time.Second, End: 2 * time.Second, Text: "您好", Hand: true, Words: []recordings.Word{{From: 0, To: 2, Start: time.Second, End: 1900 * time.Millisecond}}}, {Lane: -1}}
	if err := v.Calls().SetTranscript(ctx, v.agent, v.own, us); !fault.Is(err, fault.Forbidden) {
		t.Error("the agent wrote the transcript", err)
	}
	if err := v.Calls().SetTranscript(ctx, v.lead, v.own, us); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Calls().Transcript(ctx, v.agent, v.own); err != nil || !reflect.DeepEqual(got, us) {
		t.Error(got, err)
	}
}
