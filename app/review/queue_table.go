package review

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/recordings"
	"shifu/recordings/speech"
)

// The columns of the queue.
const (
	colCall = iota
	colWhy
	colDue
	colAgent
	colTeam
	colStart
	colLength
	colTalk
	colState
)

func (q *Queue) newTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{
		colCall:   {Title: lang.L("Call"), Width: 196},
		colWhy:    {Title: lang.L("Why this call"), Least: 144},
		colDue:    {Title: lang.L("Due"), Width: 112},
		colAgent:  {Title: lang.L("Agent"), Width: 68},
		colTeam:   {Title: lang.L("Team"), Width: 124, Yield: 2},
		colStart:  {Title: lang.L("Start of call"), Width: 112, Yield: 1},
		colLength: {Title: lang.L("Length"), Width: 56, Right: true},
		colTalk:   {Title: lang.L("Who talks"), Width: 148, Yield: 3},
		colState:  {Title: lang.L("State"), Width: 76, Yield: 4},
	}, func() int { return len(q.rows) }, q.cell)
	t.Left = 24
	t.List().RowHeight = look.HeightTask
	t.OnOpened = q.open
	return t
}

func (q *Queue) cell(row, column int) parts.Cell {
	t := q.rows[row]
	switch column {
	case colCall:
		return parts.Cell{Text: nameOf(t.call.Call), Bold: true}
	case colWhy:
		c := parts.Cell{Text: t.Why.In(q.d.Settings.Language)}
		if t.Risk {
			c.Icon, c.IconTone = "tri", look.Warn
		}
		return c
	case colDue:
		return q.dueCell(t.DueAt)
	case colAgent:
		return parts.Cell{Text: t.call.AgentName}
	case colTeam:
		return parts.Cell{Text: desk.TeamText(t.call.OrganisationName, t.call.TeamName), Tone: look.Ink2}
	case colStart:
		return parts.Cell{Text: when(q.d, t.call.StartedAt), Tone: look.Ink2}
	case colLength:
		return parts.Cell{Text: chart.Clock(t.call.Duration)}
	case colTalk:
		return parts.Cell{Image: t.talk}
	}
	return q.stateCell(t)
}

func (q *Queue) dueCell(due time.Time) parts.Cell {
	c := parts.Cell{Text: dueText(q.d, due), Tone: look.Ink2}
	switch {
	case due.IsZero():
	case due.Before(q.d.Now()):
		c.Tone, c.Icon = look.Bad, "clock"
	case due.Before(q.d.Now().Add(24 * time.Hour)):
		c.Tone, c.Icon = look.Warn, "clock"
	}
	return c
}

// stateCell tells what is particular: begun already, or without sound.
func (q *Queue) stateCell(t queued) parts.Cell {
	switch {
	case t.begun:
		return parts.Cell{Text: lang.L("Draft"), Icon: "edit", Tone: look.Ink2}
	case !t.call.Audio.HasSound():
		return parts.Cell{Text: lang.L("No sound"), Tone: look.Ink3}
	}
	return parts.Cell{}
}

// whoTalks draws who talks when, if that was found already.
func whoTalks(ctx context.Context, d *desk.Desk, c recordings.Call) image.Image {
	blob, err := d.Calls.Derived(ctx, d.Actor, c.ID, speech.Kind)
	if err != nil {
		return nil // drawn once the call has been prepared
	}
	a, err := speech.Unmarshal(blob)
	if err != nil {
		return nil
	}
	voices := []parts.Voice{parts.VoiceUnknown}
	if len(a.Lanes) == 2 {
		voices = []parts.Voice{parts.VoiceAgent, parts.VoiceCustomer}
	}
	var spans []parts.TalkSpan
	for lane, ss := range a.Lanes {
		for _, s := range ss {
			spans = append(spans, parts.TalkSpan{Lane: shownLane(lane, len(a.Lanes), c.Audio.AgentLane), From: s.From, To: s.To})
		}
	}
	return parts.WhoTalks(c.Duration, voices, spans, nil, 2)
}

// shownLane is the row in which a channel is drawn: the agent stands above.
func shownLane(channel, channels, agent int) int {
	if channels < 2 {
		return 0
	}
	return (channel + agent) % 2
}
