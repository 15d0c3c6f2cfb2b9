package speech

import "time"

// Settings are the detector's parameters; they are kept with what it found.
type Settings struct {
	WindowSeconds   int     `json:"window_s"`         // of the levels that a threshold is made from
	MarginDB        float64 `json:"margin_db"`        // a threshold lies so far above the quiet mean
	Deviations      float64 `json:"deviations"`       // or so many of its standard deviations, if that is more
	QuietPercentile int     `json:"quiet_percentile"` // but above this percentile
	AboveQuietDB    float64 `json:"above_quiet_db"`   // by no more than this,
	LeastDB         float64 `json:"least_db"`         // and never below this (dBFS)
	HysteresisDB    float64 `json:"hysteresis_db"`    // speech ends so far below the threshold
	ReachDB         float64 `json:"reach_db"`         // it begins and ends so far below LeastDB, where the noise allows
	LeakBelowDB     float64 `json:"leak_below_db"`    // the other's voice leaks if it arrives at least so much weaker
	LeakSpreadDB    float64 `json:"leak_spread_db"`   // and the difference has no greater interquartile range
	LeakWithinDB    float64 `json:"leak_within_db"`   // frames less than this above the path are leak
	VoiceMarginDB   float64 `json:"voice_margin_db"`  // MarginDB where voices are strongest, which only makes speech longer,
	VoiceDeviations float64 `json:"voice_deviations"` // or so many deviations below the quiet mean,
	VoiceEndDB      float64 `json:"voice_end_db"`     // and HysteresisDB
	BridgeMS        int     `json:"bridge_ms"`        // pauses up to this are speech
	ShortestMS      int     `json:"shortest_ms"`      // speech below this is none
	HoldSeconds     int     `json:"hold_s"`           // music lasts so long
	HoldDipMS       int     `json:"hold_dip_ms"`      // without a dip of so much
	HoldLeastDB     float64 `json:"hold_least_db"`    // and at least this loud (dBFS)

	below bool // Deviations counts only what lies below the quiet mean
}

// Standard are the settings of this version.
func Standard() Settings {
	return Settings{
		WindowSeconds: 30, MarginDB: 4, Deviations: 1.5, QuietPercentile: 12, AboveQuietDB: 18, LeastDB: -56, HysteresisDB: 2, ReachDB: 10,
		LeakBelowDB: -8, LeakSpreadDB: 6, LeakWithinDB: 8,
		VoiceMarginDB: 2.5, VoiceDeviations: 2.5, VoiceEndDB: 1.5, BridgeMS: 300, ShortestMS: 100,
		HoldSeconds: 8, HoldDipMS: 300, HoldLeastDB: -50,
	}
}

// forVoice are the settings where voices are strongest.
func (s Settings) forVoice() Settings {
	s.below = true
	s.MarginDB, s.Deviations, s.HysteresisDB = s.VoiceMarginDB, s.VoiceDeviations, s.VoiceEndDB
	return s
}

// Detect finds who speaks when. It reads the source from the beginning, and
// once more where a sound is steady, looks at the first two channels, and fails
// only if reading fails or the source is no audio. Two channels with the same sound are taken as one.
func Detect(s Source) (Activity, error) { return detect(s, Standard()) }

func detect(src Source, s Settings) (Activity, error) {
	raw, err := levels(src)
	if err != nil {
		return Activity{}, err
	}
	if len(raw) == 2 && same(raw[0].all, raw[1].all) {
		raw = raw[:1]
	}
	a := Activity{Version: Version, Settings: s, Duration: src.duration(), SampleRate: src.SampleRate, Mono: len(raw) == 1}
	smoothed := make([][]level, len(raw))
	active := make([][]bool, len(raw))
	tunes := make([][]Span, len(raw))
	for i := range raw {
		smoothed[i] = smooth(raw[i].all)
		var noises []Span
		if tunes[i], noises, err = steadySounds(src, i, smoothed[i], s); err != nil {
			return Activity{}, err
		}
		active[i] = speaks(smoothed[i], thresholds(smoothed[i], tunes[i], s), s)
		voice, v := smooth(raw[i].voice), s.forVoice()
		reach(active[i], speaks(voice, thresholds(voice, tunes[i], v), v))
		hush(active[i], noises)
	}
	if len(raw) == 2 {
		leaks := [2][]bool{leak(smoothed[0], smoothed[1], active[1], s), leak(smoothed[1], smoothed[0], active[0], s)}
		for i := range active {
			drop(active[i], leaks[i])
		}
	}
	for i := range active {
		a.voiced = append(a.voiced, a.spans(active[i]))
	}
	for i, found := range tunes {
		if len(raw) == 2 {
			found = unlessTalk(found, a.voiced[1-i])
		}
		a.Hold = append(a.Hold, found...)
	}
	a.settle()
	return a, nil
}

// same tells whether two lanes carry one sound: nearly all levels are equal
// within 1 dB where there is any, and there is some.
func same(left, right []level) bool {
	equal, other := 0, 0
	for i, l := range left {
		r := right[i]
		if max(l, r) < -600 {
			continue
		}
		if l-r <= 10 && r-l <= 10 {
			equal++
		} else {
			other++
		}
	}
	return equal > 0 && other*200 <= equal
}

// speaks marks the frames of a lane that lie above its thresholds, with
// hysteresis. Where a line is so quiet that the least threshold holds, speech
// reaches both ways as far as it stands out of the noise: a word begins and ends
// softer than it is (Rabiner and Sambur, Bell Syst. Tech. J. 54, 1975, who find
// the ends of words by two thresholds).
func speaks(lane, quiet []level, s Settings) []bool {
	out := make([]bool, len(lane))
	least, down := level(10*s.LeastDB), level(10*s.HysteresisDB)
	reached := func(i int) bool { return lane[i] >= max(quiet[i/perSecond], least-level(10*s.ReachDB)) }
	on := false
	for i, l := range lane {
		t := max(quiet[i/perSecond], least)
		on = l >= t || on && (l >= t-down || reached(i))
		out[i] = on
	}
	for i := len(lane) - 2; i >= 0; i-- {
		out[i] = out[i] || out[i+1] && reached(i)
	}
	return out
}

// reach adds the voiced stretches that touch an active one: most noises are
// weaker there, so that a voice stands out of them for longer.
func reach(active, voiced []bool) {
	for from := 0; from < len(voiced); from++ {
		to, touches := from, false
		for ; to < len(voiced) && voiced[to]; to++ {
			touches = touches || active[to]
		}
		for i := from; touches && i < to; i++ {
			active[i] = true
		}
		from = to
	}
}

func drop(active, leak []bool) {
	for i, l := range leak {
		if l {
			active[i] = false
		}
	}
}

// hush takes the frames within the spans out.
func hush(active []bool, spans []Span) {
	for _, s := range spans {
		clear(active[s.From/frame : s.To/frame])
	}
}

// spans joins active frames to stretches of speech.
func (a *Activity) spans(active []bool) []Span {
	var out []Span
	for from := 0; from < len(active); from++ {
		if !active[from] {
			continue
		}
		to := from
		for to < len(active) && active[to] {
			to++
		}
		out = append(out, Span{a.at(from), a.at(to)})
		from = to
	}
	out = merge(out, milliseconds(a.Settings.BridgeMS))
	return longer(out, milliseconds(a.Settings.ShortestMS))
}

// at is where frame k begins, or the end of the recording.
func (a *Activity) at(k int) time.Duration { return min(time.Duration(k)*frame, a.Duration) }

func milliseconds(n int) time.Duration { return time.Duration(n) * time.Millisecond }
