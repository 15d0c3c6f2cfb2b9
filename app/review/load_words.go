package review

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/recordings/transcript"
)

// mostTranscript bounds what is read of a file: a day of talk is below it.
const mostTranscript = 32 << 20

// loadWords asks for the file of a transcript, and takes it in place of what is
// there.
func (r *Room) loadWords() {
	q := parts.Question{Title: lang.L("Which file holds the transcript?"), Act: lang.L("Load the transcript"), Kind: parts.Main}
	ask.Line(r.d, q, lang.L("WebVTT, SRT, text with times, JSON of Whisper, Amazon Transcribe or Contact Lens"), "", func(path string, done func(error)) {
		call := r.o.call
		var notes []words.Text
		background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (said []recordings.Utterance, err error) {
			data, err := readTranscript(path)
			if err != nil {
				return nil, err
			}
			if said, notes, err = transcript.Read(data, transcript.Call{Length: call.Duration, AgentLane: call.Audio.AgentLane}); err != nil {
				return nil, err
			}
			if err := r.d.Calls.SetTranscript(ctx, r.d.Actor, call.ID, said); err != nil {
				return nil, err
			}
			return r.d.Calls.Transcript(ctx, r.d.Actor, call.ID)
		}, func(said []recordings.Utterance, err error) {
			done(err)
			if err != nil {
				return
			}
			r.o.said = said
			r.view.show()
			r.view.showMeasures()
			r.view.loadPanels()
			r.d.Changed()
			say := lang.L("{{.N}} utterances were read.", map[string]any{"N": len(said)})
			for _, n := range notes {
				say += " " + n.In(r.d.Settings.Language)
			}
			r.d.Toast(say, nil)
		})
	})
}

func readTranscript(path string) ([]byte, error) {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.NotFound, "There is no file {{.File}}.", fault.Values{"File": path}).Because(err)
	case err == nil && (!st.Mode().IsRegular() || st.Size() > mostTranscript):
		return nil, fault.New(fault.Invalid, "{{.File}} is no transcript: it is no file, or too large.", fault.Values{"File": path})
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.New(fault.Forbidden, "The file {{.File}} may not be read. Ask for the right to read it.", fault.Values{"File": path}).Because(err)
	}
	return data, nil
}
