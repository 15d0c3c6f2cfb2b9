package demo

import (
	"context"
	"time"

	"shifu/qa"
	"shifu/recordings"
)

// life plans an evaluation from its beginning to the state in which it is
// today. It is submitted at the given time; why is the agent's reason if it
// comes to an appeal.
func (m *maker) life(c recordings.Call, reviewer string, e qa.Evaluation, at time.Time, to qa.State, why string) {
	l := &life{maker: m, call: c, reviewer: reviewer, at: at}
	m.judged[c.ID] = true
	m.at(at, "scoring "+c.ExternalID, func(ctx context.Context) error { return l.score(ctx, e, to == qa.Draft) })
	if to == qa.Draft || to == qa.Submitted {
		return
	}
	if to == qa.Voided {
		l.lead(26*time.Hour, qa.Voided, "录音不完整，重新抽样。")
		return
	}
	l.lead(30*time.Hour, qa.Released, "")
	if to == qa.Released {
		l.ask()
		return
	}
	silent := m.cast.traits[c.AgentName].Unconfirmed
	switch {
	case silent:
		l.lead(9*24*time.Hour, qa.Closed, "")
	case to == qa.Acknowledged:
		l.agent(qa.Acknowledged, "")
	case to == qa.Closed:
		l.agent(qa.Acknowledged, "")
		l.lead(8*24*time.Hour, qa.Closed, "")
	default:
		l.contest(e, to, why)
	}
}

// life is one evaluation on its way.
type life struct {
	*maker
	call     recordings.Call
	reviewer string
	id       string
	used     string    // version of the rubric
	at       time.Time // of the last step planned
}

// score begins and submits an evaluation; a draft is only saved.
func (l *life) score(ctx context.Context, e qa.Evaluation, draft bool) error {
	by := l.cast.as(l.reviewer)
	end := l.ws.Clock.Now()
	l.ws.Clock.set(end.Add(-e.Listened - 3*time.Minute))
	begun, err := l.ws.Scores.Begin(ctx, by, qa.Start{CallID: l.call.ID, VersionID: l.version().ID})
	if err != nil {
		return err
	}
	l.id, l.used = begun.ID, begun.VersionID
	l.ws.Clock.set(end)
	if err := l.propose(ctx, by, begun, e.Answers); err != nil {
		return err
	}
	begun.Answers, begun.Comment, begun.Moments, begun.Listened = e.Answers, e.Comment, e.Moments, e.Listened
	if draft {
		_, err = l.ws.Scores.Save(ctx, by, begun)
		return err
	}
	_, err = l.ws.Scores.Submit(ctx, by, begun)
	return err
}

// version is that in force for the call: calls in English have their own.
func (l *life) version() qa.Version {
	if l.foreign[l.call.ID] {
		return l.english
	}
	return l.rubric
}

// then plans the next step, so long after the last one but before now.
func (l *life) then(after time.Duration, what string, do func(ctx context.Context) error) {
	next := l.at.Add(after)
	if latest := l.now.Add(-2 * time.Minute); next.After(latest) {
		next = latest
	}
	if next.Before(l.at) {
		next = l.at
	}
	l.at = next
	l.maker.at(next, what+" "+l.call.ExternalID, do)
}

func (l *life) lead(after time.Duration, to qa.State, why string) {
	l.then(after, string(to), func(ctx context.Context) error {
		_, err := l.ws.Scores.Advance(ctx, l.cast.as("吴清和"), l.id, to, why)
		return err
	})
}

func (l *life) agent(to qa.State, why string) {
	after := time.Duration(4+l.chance.IntN(44)) * time.Hour
	l.then(after, string(to), func(ctx context.Context) error {
		_, err := l.ws.Scores.Advance(ctx, l.cast.as(l.call.AgentName), l.id, to, why)
		return err
	})
}
