package review

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/app/transcribing"
	"shifu/recordings"
	"shifu/recordings/transcribe"
)

// transcribe asks whether the call may be sent to be written down, and shows
// what came back, if it is still open then.
func (r *Room) transcribe() {
	transcribing.Ask(r.d, []recordings.Call{r.o.call.Call}, func(_ string, said []recordings.Utterance) {
		if r.ctx.Err() == nil {
			r.told(said)
		}
	})
}

// told shows a transcript that came in place of what was there.
func (r *Room) told(said []recordings.Utterance) {
	r.o.said = said
	r.readOrigin()
	r.view.show()
	r.view.showMeasures()
	r.view.loadPanels()
	r.d.Changed()
}

// overHand asks whether what was put right by hand may be replaced, and does it
// then; any other error it passes on.
func (r *Room) overHand(err error, again func()) error {
	if !errors.Is(err, transcribe.ByHand) {
		return err
	}
	parts.Ask(r.d.Window.Canvas(), parts.Question{Title: lang.L("Replace what was put right by hand?"), Text: lang.L("Parts of this transcript were put right by hand. They are lost with the new one."),
		Safe: lang.L("Leave it as it is"), Act: lang.L("Replace the transcript"), Kind: parts.Delete, OnAct: again})
	return nil
}

// noTranscript is the page of a call of which nothing is written down yet.
func (v *roomView) noTranscript() panel {
	var buttons []*parts.Button
	if transcribing.May(v.r.d) && v.r.o.call.Audio.HasSound() {
		buttons = append(buttons, parts.NewButton(lang.L("Have it transcribed"), parts.Main, v.r.transcribe).WithIcon("document").WithKey("Ctrl Alt R"))
	}
	buttons = append(buttons, parts.NewButton(lang.L("Load a transcript"), parts.Plain, v.r.loadWords).WithIcon("upload").WithKey("Ctrl Alt T"))
	return panel{id: panelTranscript, word: lang.L("Transcript"),
		content: parts.EmptyState("document", lang.L("Nothing is written down yet"), lang.L("With a transcript words are searched, lit and played, and rules propose answers."), buttons...)}
}

// origin says whence the transcript comes, nothing if nobody said.
func (v *roomView) origin() fyne.CanvasObject {
	o := v.r.o.origin
	facts := map[string]any{"Name": o.Name, "By": o.By, "At": v.r.d.Moment(o.At)}
	say := ""
	switch o.Kind {
	case recordings.FromServer:
		say = lang.L("Transcribed by {{.Name}} for {{.By}}, {{.At}}", facts)
	case recordings.FromFile:
		say = lang.L("Read from {{.Name}} by {{.By}}, {{.At}}", facts)
	}
	return parts.Label(say).Cutting()
}
