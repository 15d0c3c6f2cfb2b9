package review

import (
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/recordings"
	"shifu/recordings/peaks"
	"shifu/recordings/track"
)

// lanes draws a track: the agent's lane first, whichever channel it is.
// Close to, it gives the samples themselves as far as they have been read.
type lanes struct {
	track    *track.Track
	channels []int // lane as shown → channel
	scratch  []peaks.Bin
	near     window
}

// window is a stretch of samples at hand.
type window struct {
	from     int64
	channels int
	samples  []int16 // interleaved
}

func newLanes(t *track.Track, agentLane int) *lanes {
	l := &lanes{track: t, channels: []int{0}}
	if t.Peaks.Lanes == 2 {
		l.channels = []int{agentLane, 1 - agentLane}
	}
	return l
}

// Columns answers from the peaks.
func (l *lanes) Columns(lane int, from, to int64, dst []parts.Bin) {
	if cap(l.scratch) < len(dst) {
		l.scratch = make([]peaks.Bin, len(dst))
	}
	bins := l.scratch[:len(dst)]
	l.track.Peaks.Columns(bins, l.channels[lane], float64(from), float64(to))
	for i, b := range bins {
		dst[i] = parts.Bin{Min: b.Min, Max: b.Max, RMS: b.RMS}
	}
}

// Frames answers from the samples at hand; it reads nothing.
func (l *lanes) Frames(lane int, from int64, dst []int16) int {
	w := l.near
	if w.channels == 0 || from < w.from {
		return 0
	}
	at := int(from-w.from)*w.channels + l.channels[lane]
	n := 0
	for ; n < len(dst) && at < len(w.samples); n++ {
		dst[n] = w.samples[at]
		at += w.channels
	}
	if n < len(dst) && from+int64(n) < l.track.Peaks.Frames {
		return 0
	}
	return n
}

// closeUp is how many frames in view ask for the samples themselves.
const closeUp = 64 * 2048

// read fetches the samples around a stretch; it is called beside the window.
func (l *lanes) read(from, to int64) (window, error) {
	span := to - from
	from, to = max(from-span, 0), min(to+span, l.track.Peaks.Frames)
	w := window{from: from, channels: l.track.Peaks.Lanes, samples: make([]int16, int(to-from)*l.track.Peaks.Lanes)}
	n, err := l.track.Audio.ReadFrames(w.samples, from)
	w.samples = w.samples[:n*w.channels]
	return w, err
}

func (l *lanes) holds(from, to int64) bool {
	w := l.near
	return w.channels > 0 && from >= w.from && to <= w.from+int64(len(w.samples)/w.channels)
}

// waveModel is the call as the waveform shows it.
func (l *lanes) waveModel(h hearing) parts.WaveModel {
	m := parts.WaveModel{Rate: l.track.Peaks.SampleRate, Length: l.track.Peaks.Frames, Source: l}
	m.Lanes = []parts.Lane{{Name: lang.L("Both voices")}}
	if len(l.channels) == 2 {
		m.Lanes = []parts.Lane{{Name: lang.L("Agent"), Voice: parts.VoiceAgent}, {Name: lang.L("Customer"), Voice: parts.VoiceCustomer}}
	}
	for i := range m.Lanes {
		m.Lanes[i].Gain, m.Lanes[i].Mute, m.Lanes[i].Solo = h.Gain[i], h.Mute[i], h.Solo[i]
	}
	return m
}

// voiceOf says who speaks in a channel of the call.
func voiceOf(c recordings.Call, channel int) (parts.Voice, string) {
	switch {
	case channel < 0:
		return parts.VoiceUnknown, ""
	case channel == c.Audio.AgentLane:
		return parts.VoiceAgent, lang.L("Agent")
	}
	return parts.VoiceCustomer, lang.L("Customer")
}
