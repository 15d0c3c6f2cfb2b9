package store_test

import (
	"reflect"

	"shifu/recordings"
	"shifu/recordings/transcribe"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[transcribe.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Transcribing() })
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{
			reflect.TypeFor[transcribe.Settings]():   transcribe.Settings{On: true, Address: "https://x/v1", Model: id, Seconds: 9},
			reflect.TypeFor[transcribe.Sending]():    transcribe.Sending{Address: "https://x/v1", Hash: id},
			reflect.TypeFor[[]recordings.Beside]():   []recordings.Beside{{Said: []recordings.Utterance{{Text: id}}, Holds: []recordings.Hold{{To: 1}}}},
			reflect.TypeFor[[]recordings.Hold]():     []recordings.Hold{{To: 1}},
			reflect.TypeFor[transcribe.Answer]():     transcribe.Answer{Hash: id, Key: id, Raw: []byte("{}")},
			reflect.TypeFor[transcribe.Transcript](): transcribe.Transcript{Said: []recordings.Utterance{{Text: id}}, Over: true},
		}
	})
}
