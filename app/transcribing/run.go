package transcribing

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/recordings/transcribe"
)

// outcome is what became of the calls.
type outcome struct {
	written, left int
	failed        []refusal
	stopped       bool
}

// send has the calls written down one after another, beside the work. It goes
// on when the screen is left.
func (w *work) send() {
	ctx, cancel := context.WithCancel(context.Background())
	move, end := w.d.Progress(lang.L("Transcribing"), cancel)
	total := 0
	for _, r := range w.asked {
		total += r.Pieces
	}
	background.Run(context.Background(), w.d.Stage, func(context.Context) (outcome, error) {
		before := 0
		var out outcome
		for _, r := range w.asked {
			if r.Hand > 0 && !w.over {
				out.left++
				before += r.Pieces
				continue
			}
			done := func(n, _ int) { at := before + n; w.d.Stage.Show(func() { move(at, total) }) }
			said, err := transcribe.Call(ctx, w.d.Actor, w.from(), r.Call, transcribe.Orders{Settings: w.set, By: w.d.Assist.Hearing, Over: w.over, Progress: done, Now: w.d.Now})
			before += r.Pieces
			if ctx.Err() != nil {
				out.stopped = true
				return out, nil
			}
			if err != nil {
				out.failed = append(out.failed, refusal{r.Call, err})
				continue
			}
			out.written++
			w.tell(r.Call.ID, said)
		}
		return out, nil
	}, func(out outcome, err error) {
		cancel()
		end()
		w.done(out, err)
	})
}

func (w *work) tell(callID string, said []recordings.Utterance) {
	if w.written != nil {
		w.d.Stage.Show(func() { w.written(callID, said) })
	}
}

// done says what became of it.
func (w *work) done(out outcome, err error) {
	if err == nil && len(out.failed) > 0 {
		err = out.failed[0].why
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		w.d.Fail(err)
	}
	n := map[string]any{"N": out.written, "Failed": len(out.failed), "Left": out.left}
	say := lang.L("{{.N}} transcripts were written.", n)
	switch {
	case out.stopped:
		say = lang.L("Stopped after {{.N}} transcripts. What was answered is kept; the next time it goes on behind it.", n)
	case len(out.failed) > 0:
		say = lang.L("{{.N}} transcripts were written, {{.Failed}} failed. What was answered is kept; the next time it goes on behind it.", n)
	case out.left > 0:
		say = lang.L("{{.N}} transcripts were written, {{.Left}} were left as they were put right.", n)
	}
	if out.written+out.left > 0 || len(out.failed) == 0 { // a toast is never for an error alone
		w.d.Toast(say, nil)
	}
	facts := map[string]any{"written": out.written, "failed": len(out.failed), "left": out.left, "stopped": out.stopped}
	if len(out.failed) > 0 {
		facts["why"] = words.Sentence(w.d.Settings.Language, out.failed[0].why)
	}
	w.d.Trace("transcribed", facts)
}
