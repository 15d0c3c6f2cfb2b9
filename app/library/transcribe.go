package library

import (
	"shifu/app/transcribing"
	"shifu/recordings"
)

// transcribe asks whether the marked calls, or else the chosen one, may be sent
// to be written down.
func (s *Screen) transcribe() {
	var calls []recordings.Call
	for _, r := range s.picked() {
		calls = append(calls, r.Call)
	}
	if len(calls) > 0 {
		transcribing.Ask(s.d, calls, s.preview.rewritten)
	}
}

// rewritten shows the transcript that came for the call in the preview.
func (p *preview) rewritten(callID string, said []recordings.Utterance) {
	if callID == p.row.ID && p.ctx.Err() == nil {
		p.more.said = said
		p.draw()
	}
}
