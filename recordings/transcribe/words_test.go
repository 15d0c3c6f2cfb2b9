package transcribe

import (
	"context"
	"reflect"
	"testing"

	"shifu/recordings"
	"shifu/recordings/speech"
)

// clock answers with the times of words, as a server that was asked for them.
type clock struct{}

func (clock) Hear(context.Context, Settings, []byte) ([]byte, error) {
	return []byte(`{"text":"您好 hello","segments":[{"start":0.3,"end":2,"text":"您好 hello"}],
		"words":[{"word":"您好","start":0.3,"end":1},{"word":"hel","start":1.2,"end":1.5},{"word":"hello","start":1.2,"end":99}]}`), nil
}

func TestRun_WordsHaveTheTimesOfTheCall(t *testing.T) {
	a := speech.Activity{Duration: sec(20), SampleRate: 8000, Mono: true, Lanes: [][]speech.Span{{{From: sec(5), To: sec(7)}}}}
	s := speech.Source{Channels: 1, SampleRate: 8000, Frames: 160000, ReadFrames: func(dst []int16, _ int64) (int, error) { return len(dst), nil }}
	said, err := Run(context.Background(), clock{}, Folder(t.TempDir()), Job{Sound: s, Activity: a})
	want := []recordings.Word{{From: 0, To: 2, Start: sec(5), End: sec(5.7)}, {From: 3, To: 6, Start: sec(5.9), End: sec(6.2)}}
	if err != nil || len(said) != 1 || !reflect.DeepEqual(said[0].Words, want) {
		t.Errorf("%+v, %v", said, err)
	}
}
