package library

import (
	"cmp"
	"slices"

	"shifu/app/transcribing"
	"shifu/recordings"
)

// transcribe asks whether the marked calls, or else the chosen one, may be sent
// to be written down.
func (s *Screen) transcribe() {
	var calls []recordings.Call
	for _, r := range s.marks.rows {
		calls = append(calls, r.Call)
	}
	slices.SortFunc(calls, func(a, b recordings.Call) int {
		return cmp.Or(a.StartedAt.Compare(b.StartedAt), cmp.Compare(a.ID, b.ID))
	})
	if len(calls) == 0 && s.preview.row.ID != "" {
		calls = []recordings.Call{s.preview.row.Call}
	}
	if len(calls) > 0 {
		transcribing.Ask(s.d, calls, nil)
	}
}
