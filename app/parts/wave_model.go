package parts

import "time"

// WaveModel is a call as a Waveform or a MiniWave shows it.
type WaveModel struct {
	Rate    int     // frames a second
	Length  int64   // frames
	Source  Columns // nil while the sound isn't there
	Lanes   []Lane  // one (mono, drawn over the full height) or two
	Bands   []WaveBand
	Flags   []WaveFlag
	Found   []WaveSpan // where searched words are said
	Missing string     // a call without sound: why, and what to do; shown in place of the wave
}

// Duration is the length of the call.
func (m WaveModel) Duration() time.Duration {
	if m.Rate <= 0 {
		return 0
	}
	return m.time(m.Length)
}

func (m WaveModel) time(frame int64) time.Duration {
	return time.Duration(float64(frame) / float64(m.Rate) * float64(time.Second))
}

func (m WaveModel) frame(at time.Duration) int64 {
	return int64(at.Seconds()*float64(m.Rate) + .5)
}

// BandKind is what a stretch of a call is.
type BandKind uint8

// The kinds of stretches, each with its ground.
const (
	BandHold    BandKind = iota // flat band
	BandSilence                 // thin hatch and amber line
	BandOverlap                 // both talk: dense hatch
	bandKinds
)

// WaveBand is a marked stretch. Its name stands below the wave where it has
// room; bands of one kind that lie close together share the first one's name.
type WaveBand struct {
	Kind     BandKind
	From, To time.Duration
	Name     string // "Hold 38 s"
}

// WaveFlag is a moment: a flag above the wave with a stem through it.
type WaveFlag struct {
	ID   string // what the callbacks name it by
	Text string // the question's number, "3.1"
	At   time.Duration
	Tone State
}

// WaveSpan is a stretch of a call.
type WaveSpan struct{ From, To time.Duration }

// WaveLayers says which layers are drawn beside the wave itself.
type WaveLayers struct{ Hold, Silence, Overlap, Flags bool }

// AllLayers shows everything.
var AllLayers = WaveLayers{Hold: true, Silence: true, Overlap: true, Flags: true}

func (l WaveLayers) shows(k BandKind) bool {
	return [...]bool{l.Hold, l.Silence, l.Overlap}[k%bandKinds]
}
