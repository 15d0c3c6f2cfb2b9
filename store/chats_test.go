package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/calibration"
	"shifu/qa/sampling"
	"shifu/recordings"
)

// chats adds n conversations in writing of an agent: what was written, no sound.
func (v *town) chats(t testing.TB, agent people.Actor, n int) (ids []string) {
	t.Helper()
	var calls []recordings.Call
	var said []recordings.Beside
	for i := range n {
		c := recordings.Call{ID: fmt.Sprintf("chat-%02d", i), Direction: recordings.Online, StartedAt: v.clock.at.Add(-time.Duration(i+1) * time.Minute),
			AgentID: agent.PersonID, BusinessLine: "咨询"}
		calls, ids = append(calls, c), append(ids, c.ID)
		said = append(said, recordings.Beside{Said: []recordings.Utterance{{Lane: 1, Text: "电费怎么查"}, {Lane: 0, Start: time.Minute, Text: "在网上国网里查"}}})
	}
	if added, err := v.Calls().AddWith(ctx, people.Program(), calls, said); err != nil || slices.Contains(added, false) {
		t.Fatal(added, err)
	}
	return ids
}

func TestChats_AreSampledAndDealtLikeCalls(t *testing.T) {
	v, id := samplingTown(t, func(p *sampling.Plan) { p.N, p.Filter.Calls.Kinds = 4, []recordings.Direction{recordings.Online} })
	ids := v.chats(t, v.agent, 9)
	d := drawn(t, v, id, sampling.Ask{Seed: 3, Whole: true})
	if d.Candidates != 9 || len(d.Chosen) != 4 {
		t.Fatalf("%d of %d chats were drawn", len(d.Chosen), d.Candidates)
	}
	for _, c := range d.Chosen {
		if !slices.Contains(ids, c.CallID) {
			t.Errorf("%s is no chat", c.CallID)
		}
	}
	tasks := slices.Concat(must[[]qa.Task](t)(v.Quality().Tasks(ctx, v.rev)), must[[]qa.Task](t)(v.Quality().Tasks(ctx, v.second)))
	if len(tasks) != 4 {
		t.Errorf("%d tasks were dealt", len(tasks))
	}
}

func TestChats_AreScoredAppealedAndDecidedLikeCalls(t *testing.T) {
	v := newTown(t)
	chat := v.chats(t, v.agent, 1)[0]
	e := v.released(t, v.rev, chat)
	a, err := v.Appeals().File(ctx, v.agent, e.ID, proposed(contestedOne))
	if err != nil {
		t.Fatal(err)
	}
	if a.Points[0].Moments[0].At != time.Second {
		t.Errorf("the moment is lost: %+v", a.Points)
	}
	v.decide(t, a.ID, rulings(appeal.Grants, contestedOne)...)
	r := must[recordings.Row](t)(v.Calls().Call(ctx, v.agent, chat))
	if !r.IsChat() || r.Score == nil || *r.Score <= *e.Final {
		t.Errorf("after the appeal the chat has %v, had %v", r.Score, *e.Final)
	}
	if us := must[[]recordings.Utterance](t)(v.Calls().Transcript(ctx, v.rev, chat)); len(us) != 2 {
		t.Errorf("%d lines can be read", len(us))
	}
}

func TestChats_AreCalibratedLikeCalls(t *testing.T) {
	v := newTown(t)
	chat := v.chats(t, v.agent, 1)[0]
	id := v.session(t, chat, people.Actor{}, v.rev, v.second)
	v.score(t, v.rev, id, chat, nil)
	v.score(t, v.second, id, chat, map[string]int{"1.2": 1})
	v.advanceSession(t, id, calibration.Review)
	b, err := v.Calibration().Session(ctx, v.lead, id)
	sheets := b.On(chat)
	if err != nil || len(sheets) != 2 || *sheets[0].Evaluation.Final == *sheets[1].Evaluation.Final {
		t.Fatalf("%d sheets, %v", len(sheets), err)
	}
}
