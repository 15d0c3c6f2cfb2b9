package intake

import (
	"context"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/formats"
)

// Reread reads the recording of a call that has no header in another way from
// now on: its length follows, and its peaks and its speech are made anew.
func Reread(ctx context.Context, by people.Actor, k Kept, callID string, as formats.Raw) (recordings.Call, error) {
	if err := by.Require(people.ImportCalls); err != nil {
		return recordings.Call{}, err
	}
	row, err := k.Calls.Call(ctx, by, callID)
	if err != nil {
		return row.Call, err
	}
	if a := row.Audio; formats.RawFrom(a.Container, a.Codec, a.SampleRate, a.Channels) == (formats.Raw{}) {
		return row.Call, fault.New(fault.Invalid, "The file of this recording says itself how it is read.", nil)
	}
	path, err := k.Calls.Audio(ctx, by, callID)
	if err != nil {
		return row.Call, err
	}
	if err := as.Check(); err != nil {
		return row.Call, err
	}
	info, err := formats.InspectRaw(path, row.Audio.FileName, as)
	if err != nil {
		return row.Call, err
	}
	c := row.Call
	c.Audio, c.Duration = described(c.Audio, info), info.Duration()
	if err := k.Calls.SetFacts(ctx, by, c); err != nil {
		return row.Call, err
	}
	Prepare(ctx, by, k, []recordings.Call{c}, nil)
	return c, nil
}
