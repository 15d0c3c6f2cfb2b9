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
		l.appeal(e, to, why)
	}
}

// life is one evaluation on its way.
type life struct {
	*maker
	call     recordings.Call
	reviewer string
	id       string
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
	l.id = begun.ID
	l.ws.Clock.set(end)
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

// appeal goes as far as it has come: asked, in review, upheld, or revised.
func (l *life) appeal(e qa.Evaluation, to qa.State, why string) {
	if why == "" {
		why = []string{"我复述了地址，请再听一遍。", "客户当时在催促，我没有打断的意思。", "系统慢，工单晚下不是我的原因。", "我说的是尽量，没有保证。"}[l.chance.IntN(4)]
	}
	l.agent(qa.Appealed, why)
	if to == qa.Appealed {
		return
	}
	l.lead(20*time.Hour, qa.InReview, "")
	if to == qa.InReview {
		return
	}
	if to == qa.Revised {
		l.lead(30*time.Hour, qa.Revised, "申诉成立。")
		l.revise(e)
		return
	}
	l.lead(30*time.Hour, qa.Upheld, "重听后维持原判。")
	l.lead(24*time.Hour, qa.Closed, "")
}

// revise lets the reviewer give back what was contested, as a second edition.
func (l *life) revise(e qa.Evaluation) {
	l.then(5*time.Hour, "revising", func(ctx context.Context) error {
		by := l.cast.as(l.reviewer)
		open, err := l.ws.Scores.Revise(ctx, by, l.id, "申诉成立：重听后确认客户的关键信息已经复述。")
		if err != nil {
			return err
		}
		open.Answers = giveBack(open.Answers)
		_, err = l.ws.Scores.Submit(ctx, by, open)
		return err
	})
	l.lead(6*time.Hour, qa.Released, "")
	l.agent(qa.Acknowledged, "")
	l.lead(7*24*time.Hour, qa.Closed, "")
}

// giveBack makes full the first answer that lost something.
func giveBack(a qa.Answers) qa.Answers {
	out := qa.Answers{}
	for ref, answer := range a {
		out[ref] = answer
	}
	for _, ref := range []string{"3.1", "2.2", "5.1", "6.1", "1.2", "4.2"} {
		if answer := out[ref]; !answer.NA && len(answer.Options) > 0 && answer.Options[0] > 0 {
			out[ref] = qa.Choose(0)
			return out
		}
	}
	return out
}
