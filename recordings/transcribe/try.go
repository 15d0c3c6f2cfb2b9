package transcribe

import (
	"bytes"
	"context"
	"math"
	"time"

	"shifu/internal/words"
	"shifu/recordings/formats"
	"shifu/recordings/transcript"
)

// Tried is what a server made of a tone.
type Tried struct {
	Heard transcript.Heard
	Took  time.Duration
}

// Try sends one second of a tone, which is nobody's voice, to see whether
// address, model and key work.
func Try(ctx context.Context, h Hearer, s Settings, now func() time.Time) (Tried, error) {
	wav, err := tone()
	if err != nil {
		return Tried{}, err
	}
	began := now()
	raw, err := h.Hear(ctx, s, wav)
	if err != nil {
		return Tried{}, err
	}
	heard, err := transcript.ParseHeard(raw)
	return Tried{heard, now().Sub(began)}, err
}

// Say words what the server answered.
func (t Tried) Say() words.Text {
	timed := 0
	for _, s := range t.Heard.Segments {
		timed += len(s.Words)
	}
	v := map[string]any{"Text": t.Heard.Text, "Words": timed, "Seconds": math.Round(t.Took.Seconds()*10) / 10}
	switch {
	case t.Heard.Text == "":
		return words.T("The server answered after {{.Seconds}} s: it heard nothing in the tone, as it should.", v)
	case timed > 0:
		return words.T("The server answered after {{.Seconds}} s: \"{{.Text}}\", with the times of {{.Words}} words. Models invent text for a tone; that it answers is what counts.", v)
	}
	return words.T("The server answered after {{.Seconds}} s: \"{{.Text}}\", without times of words. Models invent text for a tone; that it answers is what counts.", v)
}

// tone is a second of 440 Hz at -20 dBFS.
func tone() ([]byte, error) {
	const rate = 8000
	samples := make([]int16, rate)
	for i := range samples {
		samples[i] = int16(3277 * math.Sin(2*math.Pi*440*float64(i)/rate))
	}
	var out bytes.Buffer
	err := formats.WriteSamples(&out, rate, 1, samples)
	return out.Bytes(), err
}
