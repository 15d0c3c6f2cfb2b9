package speech

import (
	"reflect"
	"testing"
	"time"
)

// sec makes spans of numbers of seconds, two for each.
func sec(x ...float64) []Span {
	var out []Span
	for i := 0; i < len(x); i += 2 {
		out = append(out, Span{at(x[i]), at(x[i+1])})
	}
	return out
}

func at(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// made is an activity of so many seconds in which the lanes speak as given.
func made(length float64, hold []Span, lanes ...[]Span) Activity {
	a := Activity{Version: Version, Settings: Standard(), Duration: at(length), SampleRate: 8000, Mono: len(lanes) == 1, voiced: lanes, Hold: hold}
	a.settle()
	return a
}

func TestMetrics_TalkIsAShareOfTheCallsDuration(t *testing.T) {
	m := made(40, nil, sec(0, 10), sec(12, 17)).Metrics(1)
	if m.Agent.Talk != at(5) || m.Agent.Share != 0.125 || m.Agent.OfSpeech != 1./3 || m.Customer.Share != 0.25 || m.Agent.Lane != 1 {
		t.Errorf("%+v", m)
	}
}

func TestMetrics_SilenceIsFromThreeSecondsAndDeadAirFromFive(t *testing.T) {
	a := made(30, nil, sec(3, 10, 12.9, 14), sec(17, 20))
	if want := sec(0, 3, 14, 17, 20, 30); !reflect.DeepEqual(a.Silences, want) {
		t.Errorf("silences %v", a.Silences)
	}
	if want := sec(20, 30); !reflect.DeepEqual(a.DeadAir, want) {
		t.Errorf("dead air %v", a.DeadAir)
	}
	m := a.Metrics(0)
	if m.Silence != at(16) || m.Silences != 3 || m.LongestSilence != sec(20, 30)[0] || m.DeadAir != at(10) {
		t.Errorf("%+v", m)
	}
	if m := made(4, nil, sec(0, 2, 3, 4), nil).Metrics(0); m.Silence != 0 || m.LongestSilence != sec(2, 3)[0] {
		t.Errorf("a short gap: %+v", m)
	}
}

func TestMetrics_HoldIsNeitherTalkNorSilence(t *testing.T) {
	a := made(40, sec(10, 30), sec(0, 32), sec(20, 25))
	m := a.Metrics(0)
	if m.Agent.Talk != at(12) || m.Customer.Talk != 0 || m.Hold != at(20) || m.LongestSilence != sec(32, 40)[0] {
		t.Errorf("%+v", m)
	}
}

func TestMetrics_OverlapBelongsToWhoBeganSecond(t *testing.T) {
	a := made(40, nil, sec(0, 10, 20, 30), sec(8, 12, 18, 22, 24, 25))
	m := a.Metrics(0)
	if m.Overlap != at(5) || m.Customer.TalkOver != at(3) || m.Agent.TalkOver != at(2) || m.OverlapShare != 0.125 {
		t.Errorf("%+v of %v", m, a.Overlaps)
	}
}

func TestInterruption_GoesOnAfterTheOtherStopped(t *testing.T) {
	tests := map[string]struct {
		left, right []Span
		want        []Interruption
	}{
		"goes on":                      {sec(0, 10), sec(9, 12), []Interruption{{at(9), at(10), 1}}},
		"by the left":                  {sec(9.5, 12), sec(0, 10), []Interruption{{at(9.5), at(10), 0}}},
		"overlap too short":            {sec(0, 10), sec(9.6, 12), nil},
		"a back-channel":               {sec(0, 10), sec(5, 6), nil},
		"ends together":                {sec(0, 10), sec(9, 10), nil},
		"begins together":              {sec(0, 10), sec(0, 12), nil},
		"one after the other":          {sec(0, 10), sec(10, 12), nil},
		"two in a row":                 {sec(0, 10, 11, 20), sec(9, 12), []Interruption{{at(9), at(10), 1}, {at(11), at(12), 0}}},
		"back-channel, then for good":  {sec(0, 10), sec(2, 3, 8, 12), []Interruption{{at(8), at(10), 1}}},
		"nobody speaks on the left":    {nil, sec(0, 5), nil},
		"nobody speaks on either lane": {nil, nil, nil},
	}
	for name, test := range tests {
		if a := made(30, nil, test.left, test.right); !reflect.DeepEqual(a.Interruptions, test.want) {
			t.Errorf("%s: %v, want %v", name, a.Interruptions, test.want)
		}
	}
}

func TestMonologue_OutlastsShortPausesAndInsertions(t *testing.T) {
	tests := map[string]struct {
		own, other []Span
		want       Span
	}{
		"pause below 2 s":         {sec(0, 5, 6.9, 10), nil, Span{0, at(10)}},
		"pause of 2 s":            {sec(0, 5, 7, 10), nil, Span{0, at(5)}},
		"insertion below 1 s":     {sec(0, 5, 6, 10), sec(5.1, 5.9), Span{0, at(10)}},
		"insertion of 1 s":        {sec(0, 5, 6.5, 12), sec(5.2, 6.2), Span{at(6.5), at(12)}},
		"answer after its end":    {sec(0, 5), sec(4, 9), Span{0, at(5)}},
		"said over, at length":    {sec(0, 20), sec(5, 8), Span{at(8), at(20)}},
		"nothing said, no matter": {nil, sec(0, 4), Span{}},
	}
	for name, test := range tests {
		if got := monologue(test.own, test.other); got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestResponse_IsTheMedianGapAfterTheOther(t *testing.T) {
	own, other := sec(3, 4, 5, 6, 12, 13, 30, 31, 60, 61), sec(0, 2, 9, 11.5, 26, 29.9, 40, 45)
	// 1.0 after 2; none at 5 (own before); 0.5 after 11.5; 0.1 is too short; 15 too long
	if got, n := response(own, other); got != at(0.75) || n != 2 {
		t.Errorf("%v of %d gaps", got, n)
	}
	if got, n := response(sec(1, 5), sec(0, 9)); got != 0 || n != 0 {
		t.Errorf("speaking over the other is no response: %v, %d", got, n)
	}
}

func TestMetrics_MonoKnowsOnlySpeechAndSilence(t *testing.T) {
	a := made(20, nil, sec(0, 5, 10, 12))
	m := a.Metrics(1)
	if m.Known || m.Speech != at(7) || m.Silence != at(13) || m.Agent != (Voice{}) {
		t.Errorf("%+v", m)
	}
	if s := a.Summary(0); s.Agent != nil || s.Overlap != nil || s.Interruptions.Agent != nil || len(s.Spans.Speech) != 2 {
		t.Errorf("%+v", s)
	}
}

func TestCorrect_MetricsFollowTheReviewer(t *testing.T) {
	a := made(40, sec(10, 20), sec(0, 25), sec(30, 35))
	if b := a.Correct(nil, nil); b.Metrics(0).Agent.Talk != at(25) || !b.Corrected {
		t.Errorf("without the hold: %+v", b.Metrics(0))
	}
	b := a.Correct([][]Span{sec(38, 50, -3, 2, 1, 4), nil}, sec(36, 37))
	if want := sec(0, 4, 38, 40); !reflect.DeepEqual(b.Lanes[0], want) {
		t.Errorf("lane 0 is %v", b.Lanes[0])
	}
	if len(b.Lanes[1]) != 0 || !reflect.DeepEqual(a.Lanes[0], sec(0, 10, 20, 25)) {
		t.Errorf("lane 1 is %v, and the original %v", b.Lanes[1], a.Lanes[0])
	}
}
