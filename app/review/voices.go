package review

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/recordings"
)

// mayCast reports whether the person may say which voice is whose: of those
// that a server told apart in a single lane.
func (r *Room) mayCast() bool {
	return !r.whole && (r.d.Actor.May(people.ScoreCalls) || r.d.Actor.May(people.ImportCalls)) && len(recordings.Voices(r.o.said)) > 0
}

// askVoices asks which voice is the agent's and which the customer's.
func (r *Room) askVoices() {
	if !r.mayCast() {
		return
	}
	agent := r.o.call.Audio.AgentLane & 1
	lanes, rows := map[string]int{}, parts.Stack(4)
	choices := []int{agent, 1 - agent, -1}
	for _, v := range recordings.Voices(r.o.said) {
		lanes[v.Name] = v.Lane
		pick := parts.NewSegments([]string{lang.L("Agent"), lang.L("Customer"), lang.L("left open")}, slices.Index(choices, v.Lane), func(i int) { lanes[v.Name] = choices[i] })
		rows.Add(voiceRow(v, pick))
	}
	a := ask.Asker{Ctx: r.ctx, Desk: r.d}
	q := parts.Question{Title: lang.L("Whose voice is which?"), Act: lang.L("Set the voices"),
		Text: lang.L("The server told these voices apart in one lane. The first one was taken for the agent, who greets.")}
	a.Fields(q, rows, nil, lang.L("The voices are set"), func() (ask.Work, error) {
		was, said := r.o.said, recordings.Cast(r.o.said, lanes)
		return func(ctx context.Context) error {
			if err := r.d.Calls.SetTranscript(ctx, r.d.Actor, r.o.call.ID, said); err != nil {
				return err
			}
			r.d.Stage.Show(func() { r.recast(was, said) })
			return nil
		}, nil
	})
}

// recast shows the transcript with other voices, if it is the one that was cast.
func (r *Room) recast(was, now []recordings.Utterance) {
	if r.ctx.Err() == nil && len(was) == len(r.o.said) {
		r.told(now)
	}
}

func voiceRow(v recordings.Voice, pick fyne.CanvasObject) fyne.CanvasObject {
	count := lang.L("{{.N}} utterances", map[string]any{"N": chart.Count(v.Said)})
	return parts.High(40, parts.Row(10, parts.Fix(look.Scaled(44), 0, parts.Strong(v.Name)),
		parts.Grow(parts.Stack(0, parts.Body(v.First).Cutting(), parts.Label(count))), pick))
}
