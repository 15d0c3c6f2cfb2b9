package review

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/recordings/transcribe"
	"shifu/recordings/transcript"
)

// mostTranscript bounds what is read of a file: a day of talk is below it.
const mostTranscript = 32 << 20

// loadWords asks for the file of a transcript, and takes it in place of what is
// there.
func (r *Room) loadWords() {
	q := parts.Question{Title: lang.L("Which file holds the transcript?"), Act: lang.L("Load the transcript"), Kind: parts.Main}
	ask.Line(r.d, q, lang.L("WebVTT, SRT, text with times, JSON of Whisper, Amazon Transcribe or Contact Lens"), "", func(path string, done func(error)) { r.loadFrom(path, false, done) })
}

// loaded is a transcript that was read, and what was put right in it.
type loaded struct {
	said  []recordings.Utterance
	notes []words.Text
}

func (r *Room) loadFrom(path string, over bool, done func(error)) {
	call := r.o.call
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (l loaded, err error) {
		data, err := readTranscript(path)
		if err != nil {
			return l, err
		}
		if l.said, l.notes, err = transcript.Read(data, transcript.Call{Length: call.Duration, AgentLane: call.Audio.AgentLane}); err != nil {
			return l, err
		}
		origin := recordings.Origin{Kind: recordings.FromFile, Name: filepath.Base(path), ByID: r.d.Actor.PersonID, By: r.d.Actor.Name, At: r.d.Now()}
		if err := r.d.Transcribing.Write(ctx, r.d.Actor, call.ID, transcribe.Transcript{Said: l.said, Origin: origin, Over: over}); err != nil {
			return l, err
		}
		l.said, err = r.d.Calls.Transcript(ctx, r.d.Actor, call.ID)
		return l, err
	}, func(l loaded, err error) {
		asked := err != nil
		done(r.overHand(err, func() { r.loadFrom(path, true, func(err error) { r.d.Fail(err) }) }))
		if asked {
			return
		}
		r.told(l.said)
		say := lang.L("{{.N}} utterances were read.", map[string]any{"N": len(l.said)})
		for _, n := range l.notes {
			say += " " + n.In(r.d.Settings.Language)
		}
		r.d.Toast(say, nil)
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
