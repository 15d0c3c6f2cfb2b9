package speech

import (
	"encoding/json"
	"errors"
	"time"
)

// ErrPacked says that bytes are no packed activity of this version: detect again.
var ErrPacked = errors.New("not packed speech spans of this version")

// longestCall bounds what is believed of packed bytes.
const longestCall = 1000 * time.Hour

// packed is what Marshal writes: what was found, in microseconds. All else
// follows from it.
type packed struct {
	Version   int          `json:"version"`
	Settings  Settings     `json:"settings"`
	Corrected bool         `json:"corrected,omitempty"`
	Duration  int64        `json:"duration"`
	Rate      int          `json:"sample_rate"`
	Lanes     [][][2]int64 `json:"lanes"`
	Hold      [][2]int64   `json:"hold"`
}

// Marshal packs the activity as JSON for a file beside the recording or a
// database: the spans that it was made from, to the microsecond.
func (a Activity) Marshal() []byte {
	p := packed{Version: a.Version, Settings: a.Settings, Corrected: a.Corrected, Duration: a.Duration.Microseconds(),
		Rate: a.SampleRate, Hold: pairs(a.Hold)}
	for _, lane := range a.voiced {
		p.Lanes = append(p.Lanes, pairs(lane))
	}
	data, err := json.Marshal(p)
	if err != nil { // only a number that JSON can't hold, which no setting is
		return nil
	}
	return data
}

// Unmarshal unpacks what Marshal made, and fails with ErrPacked on anything
// else: another version (unless a reviewer's work would be lost), spans out of order or beyond the recording's end.
func Unmarshal(data []byte) (Activity, error) {
	a, err := Recall(data)
	if err == nil && a.Version != Version && !a.Corrected {
		err = ErrPacked
	}
	return a, err
}

// Recall is Unmarshal for what reviewers have built upon: of any version.
func Recall(data []byte) (Activity, error) {
	var p packed
	if json.Unmarshal(data, &p) != nil || len(p.Lanes) < 1 || len(p.Lanes) > 2 ||
		p.Rate < perSecond || p.Duration < 0 || p.Duration > longestCall.Microseconds() || p.Settings.ShortestMS < 0 {
		return Activity{}, ErrPacked
	}
	a := Activity{Version: p.Version, Settings: p.Settings, Corrected: p.Corrected, Duration: micro(p.Duration),
		SampleRate: p.Rate, Mono: len(p.Lanes) == 1}
	for _, lane := range p.Lanes {
		if !ordered(lane, p.Duration) {
			return Activity{}, ErrPacked
		}
		a.voiced = append(a.voiced, unpair(lane))
	}
	if !ordered(p.Hold, p.Duration) {
		return Activity{}, ErrPacked
	}
	a.Hold = unpair(p.Hold)
	a.settle()
	return a, nil
}

func micro(n int64) time.Duration { return time.Duration(n) * time.Microsecond }

// ordered tells whether spans are in order, apart, and within the recording.
func ordered(spans [][2]int64, end int64) bool {
	last := int64(-1)
	for _, s := range spans {
		if s[0] <= last || s[1] <= s[0] || s[1] > end {
			return false
		}
		last = s[1]
	}
	return true
}

func pairs(spans []Span) [][2]int64 {
	out := make([][2]int64, 0, len(spans))
	for _, s := range spans {
		out = append(out, [2]int64{s.From.Microseconds(), s.To.Microseconds()})
	}
	return out
}

func unpair(spans [][2]int64) []Span {
	var out []Span
	for _, s := range spans {
		out = append(out, Span{micro(s[0]), micro(s[1])})
	}
	return out
}
