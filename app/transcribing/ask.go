// Package transcribing has calls written down: it says what would be sent, and
// where to, sends it once that is agreed, and goes on beside the work.
package transcribing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/recordings/track"
	"shifu/recordings/transcribe"
)

// Page is the page of the settings on which transcription is set up.
const Page = "transcription"

// May reports whether the person may have calls transcribed.
func May(d *desk.Desk) bool {
	return d.Transcribing != nil && d.Assist.Hearing != nil && d.Actor.May(people.ListenCalls) &&
		(d.Actor.May(people.ScoreCalls) || d.Actor.May(people.ImportCalls))
}

// work is one request to have calls written down.
type work struct {
	d       *desk.Desk
	set     transcribe.Settings
	asked   []transcribe.Request // what can be sent
	refused []refusal
	over    bool
	written func(callID string, said []recordings.Utterance)
}

// refusal is a call of which nothing can be sent.
type refusal struct {
	call recordings.Call
	why  error
}

// Ask looks at calls and asks whether they may be sent; nothing is before. written
// hears of each transcript on the UI thread, also after the screen was left.
func Ask(d *desk.Desk, calls []recordings.Call, written func(callID string, said []recordings.Utterance)) {
	w := &work{d: d, written: written}
	ctx, cancel := context.WithCancel(context.Background())
	move, end := d.Progress(lang.L("Looking at what would be sent"), cancel)
	background.Run(context.Background(), d.Stage, func(context.Context) (struct{}, error) {
		return struct{}{}, w.look(ctx, calls, func(n int) { d.Stage.Show(func() { move(n, len(calls)) }) })
	}, func(_ struct{}, err error) {
		cancel()
		end()
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			d.Fail(err)
		case !w.set.On:
			w.off()
		case len(w.asked) == 0 && len(w.refused) > 0:
			d.Fail(w.refused[0].why)
		default:
			w.ask()
		}
	})
}

func (w *work) from() transcribe.From {
	return transcribe.From{Track: track.Kept{Calls: w.d.Calls, Shelf: w.d.Shelf}, Kept: w.d.Transcribing}
}

// look reads the settings and, if it is on at all, the calls.
func (w *work) look(ctx context.Context, calls []recordings.Call, moved func(n int)) (err error) {
	if w.set, err = w.d.Transcribing.Settings(ctx, w.d.Actor); err != nil || !w.set.On {
		return err
	}
	for i, c := range calls {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := transcribe.Look(ctx, w.d.Actor, w.from(), c, w.set)
		switch {
		case err != nil:
			w.refused = append(w.refused, refusal{c, err})
		case r.Pieces == 0:
			w.refused = append(w.refused, refusal{c, transcribe.Nothing})
		default:
			w.asked = append(w.asked, r)
		}
		moved(i + 1)
	}
	return nil
}

// off says that transcription is off, and leads to where it is turned on.
func (w *work) off() {
	q := parts.Question{Title: lang.L("Transcription is off"), Text: lang.L("No server is asked until somebody who keeps the workspace turns it on in Settings. Nothing was sent."),
		Safe: lang.L("Close"), Act: lang.L("Open the settings"), Kind: parts.Main, OnAct: func() { w.d.Go(desk.Route{Place: desk.Settings, ID: Page}) }}
	parts.Ask(w.d.Window.Canvas(), q)
	w.d.Trace("transcription-off", nil)
}

// ask shows what is sent, where to, and what it costs.
func (w *work) ask() {
	title, act := lang.L("Have this call transcribed?"), lang.L("Send and transcribe")
	if n := len(w.asked); n > 1 {
		title = lang.L("Have {{.N}} calls transcribed?", map[string]any{"N": chart.Count(n)})
	}
	box := parts.Stack(2)
	for _, f := range w.facts() {
		box.Add(parts.High(26, parts.Row(8, parts.Fix(look.Scaled(120), 0, parts.Label(f.Label)), parts.Grow(parts.Body(f.Value).Cutting()))))
	}
	where := parts.NewParagraph(w.set.Where().In(w.d.Settings.Language), look.TextLabel, look.Ink2)
	where.Width = look.Scaled(width - 40)
	box.Add(parts.Inset(6, 0, 0, 0, where))
	if hand, calls := w.byHand(); hand > 0 {
		check := parts.NewCheck(lang.L("Also replace {{.N}} utterances that were put right by hand", map[string]any{"N": hand}), false, func(on bool) { w.over = on })
		box.Add(parts.Inset(6, 0, 0, 0, parts.Stack(2, check, parts.Second(lang.L("Otherwise {{.N}} calls are left as they are.", map[string]any{"N": calls})))))
	}
	parts.Ask(w.d.Window.Canvas(), parts.Question{Title: title, Content: box, Safe: lang.L("Cancel"), Act: act, Kind: parts.Main, Width: look.Scaled(width), OnAct: w.send})
	w.d.Trace("asked-to-transcribe", map[string]any{"calls": len(w.asked), "refused": len(w.refused)})
}

const width = 520

// facts are what somebody has to know before anything is sent.
func (w *work) facts() []parts.Fact {
	var sound time.Duration
	pieces, answered, cut, said := 0, 0, 0, 0
	for _, r := range w.asked {
		sound, pieces, answered = sound+r.Sound, pieces+r.Pieces-r.Answered, answered+r.Answered
		if r.Redacted {
			cut++
		}
		if r.Said > 0 {
			said++
		}
	}
	n := map[string]any{"Minutes": chart.Number(sound.Minutes(), 1), "Pieces": chart.Count(pieces), "N": chart.Count(cut), "All": chart.Count(len(w.asked)), "Said": chart.Count(said), "Answered": chart.Count(answered), "Whole": chart.Count(pieces + answered)}
	facts := []parts.Fact{{Label: lang.L("Server"), Value: w.set.Address}, {Label: lang.L("Model"), Value: w.set.Model},
		{Label: lang.L("Is sent"), Value: lang.L("{{.Minutes}} minutes of speech in {{.Pieces}} pieces, a voice at a time", n)},
		{Label: lang.L("Estimated cost"), Value: w.cost(sound)},
		{Label: lang.L("Recording"), Value: w.recording(cut, n)}}
	if answered > 0 {
		facts = append(facts, parts.Fact{Label: lang.L("Isn't sent"), Value: lang.L("{{.Answered}} of {{.Whole}} pieces, which were answered before", n)})
	}
	if said > 0 {
		facts = append(facts, parts.Fact{Label: lang.L("Transcript"), Value: lang.L("{{.Said}} of {{.All}} have one, which is replaced", n)})
	}
	if len(w.refused) > 0 {
		why := words.Sentence(w.d.Settings.Language, w.refused[0].why)
		facts = append(facts, parts.Fact{Label: lang.L("Left out"), Value: lang.L("{{.N}}: {{.Why}}", map[string]any{"N": len(w.refused), "Why": why})})
	}
	return facts
}

func (w *work) cost(sound time.Duration) string {
	if w.set.PerMinute == 0 {
		return lang.L("no price is set")
	}
	fen := w.set.Price(sound)
	return lang.L("¥{{.Yuan}} at ¥{{.Each}} a minute", map[string]any{"Yuan": fmt.Sprintf("%d.%02d", fen/100, fen%100), "Each": Yuan(w.set.PerMinute)})
}

// Yuan words thousandths of a yuan.
func Yuan(thousandths int) string { return fmt.Sprintf("%d.%03d", thousandths/1000, thousandths%1000) }

func (w *work) recording(cut int, n map[string]any) string {
	switch {
	case cut == 0:
		return lang.L("as it was recorded: nothing was redacted")
	case cut == len(w.asked):
		return lang.L("the redacted one; what was taken out is not sent")
	}
	return lang.L("{{.N}} of {{.All}} redacted: of them only the redacted one is sent", n)
}

// byHand counts utterances that a person put right, and the calls that hold them.
func (w *work) byHand() (utterances, calls int) {
	for _, r := range w.asked {
		utterances += r.Hand
		if r.Hand > 0 {
			calls++
		}
	}
	return utterances, calls
}
