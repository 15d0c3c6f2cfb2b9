package transcribe

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/recordings/speech"
)

func sec(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

func TestPlan_CutsInSilenceAndLeavesOutWhatIsEmpty(t *testing.T) {
	a := speech.Activity{Duration: sec(2000), SampleRate: 8000, Lanes: [][]speech.Span{
		{{From: sec(0.1), To: sec(2)}, {From: sec(5), To: sec(9)}, {From: sec(60), To: sec(500)}, {From: sec(501), To: sec(800)}},
		nil,
	}}
	want := []Piece{{0, 0, sec(9.3)}, {0, sec(59.7), sec(500.3)}, {0, sec(500.7), sec(800.3)}}
	if got := Plan(a, Settings{}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if Cost(want) != sec(9.3)+sec(440.6)+sec(299.6) {
		t.Error(Cost(want))
	}
}

func TestPlan_HoldsAllSpeechAndNoPieceIsTooLong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := speech.Activity{SampleRate: rapid.SampledFrom([]int{8000, 16000, 48000}).Draw(t, "rate"), Lanes: make([][]speech.Span, 2)}
		for lane := range a.Lanes {
			at := time.Duration(0)
			for range rapid.IntRange(0, 8).Draw(t, "spans") {
				at += time.Duration(rapid.IntRange(1, 40).Draw(t, "gap")) * time.Second
				to := at + time.Duration(rapid.IntRange(1, 900).Draw(t, "long"))*time.Second
				a.Lanes[lane] = append(a.Lanes[lane], speech.Span{From: at, To: to})
				at = to
			}
			a.Duration = max(a.Duration, at)
		}
		plan := Plan(a, Settings{})
		for lane, spans := range a.Lanes {
			for _, s := range spans {
				left := s.Length()
				for _, p := range plan {
					if p.Lane == lane {
						left -= max(0, min(p.To, s.To)-max(p.From, s.From))
					}
				}
				if left > 0 {
					t.Fatalf("%v of lane %d is not sent whole", s, lane)
				}
			}
		}
		for _, p := range plan {
			if p.To-p.From > longest || int64((p.To-p.From).Seconds())*int64(a.SampleRate)*2 > mostWAV || p.From < 0 || p.To > a.Duration {
				t.Fatalf("%+v", p)
			}
		}
	})
}

// echo answers with one segment as long as the piece.
type echo struct{ doubt bool }

func (e echo) Hear(_ context.Context, _ Settings, wav []byte) ([]byte, error) {
	seg := map[string]any{"start": 0.3, "end": float64(len(wav)-44) / 16000, "text": "说了"}
	if e.doubt {
		seg["no_speech_prob"], seg["avg_logprob"] = .9, -2
	}
	return json.Marshal(map[string]any{"text": "x", "segments": []any{seg}})
}

func TestRun_TimesAreThoseOfTheCallAndDoubtIsMarked(t *testing.T) {
	a := speech.Activity{Duration: sec(20), SampleRate: 8000, Mono: true, Lanes: [][]speech.Span{{{From: sec(5), To: sec(7)}}}}
	s := speech.Source{Channels: 1, SampleRate: 8000, Frames: 160000, ReadFrames: func(dst []int16, _ int64) (int, error) { return len(dst), nil }}
	said, err := Run(context.Background(), echo{doubt: true}, Folder(t.TempDir()), Job{Sound: s, Activity: a})
	if err != nil || len(said) != 1 || said[0].Start != sec(5) || said[0].End != sec(7.3) || said[0].Lane != -1 || said[0].Text != "说了 (?)" {
		t.Errorf("%+v, %v", said, err)
	}
}

func TestPlan_AModelThatTellsVoicesApartHearsAMonoCallInOnePiece(t *testing.T) {
	a := speech.Activity{Duration: sec(300), SampleRate: 8000, Mono: true, Lanes: [][]speech.Span{{{From: sec(1), To: sec(9)}, {From: sec(90), To: sec(120)}}}}
	if got := Plan(a, Settings{Model: "whisper-1"}); len(got) != 2 {
		t.Errorf("%+v", got)
	}
	if got := Plan(a, Settings{Model: "gpt-4o-transcribe-diarize"}); len(got) != 1 || got[0].To != sec(120.3) {
		t.Errorf("%+v", got)
	}
}

// speakers is a server that tells two voices apart.
type speakers struct{}

func (speakers) Hear(context.Context, Settings, []byte) ([]byte, error) {
	return []byte(`{"text":"x","segments":[{"start":0,"end":1,"text":"您好","speaker":"A"},{"start":1,"end":2,"text":"停电了","speaker":"B"}]}`), nil
}

func TestRun_TheVoicesOfAMonoCallBecomeLanes(t *testing.T) {
	a := speech.Activity{Duration: sec(9), SampleRate: 8000, Mono: true, AgentLane: 1, Lanes: [][]speech.Span{{{From: sec(1), To: sec(4)}}}}
	sound := speech.Source{SampleRate: 8000, Channels: 1, Frames: 72000, ReadFrames: func(dst []int16, from int64) (int, error) { return int(min(int64(len(dst)), 72000-from)), nil }}
	said, err := Run(t.Context(), speakers{}, Folder(t.TempDir()), Job{Hash: "x", Sound: sound, Activity: a, Settings: Settings{Model: "m-diarize"}})
	if err != nil || len(said) != 2 || said[0].Lane != 1 || said[1].Lane != 0 || said[0].Speaker != "A" {
		t.Errorf("%+v, %v", said, err)
	}
}
