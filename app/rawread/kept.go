package rawread

import (
	"context"
	"encoding/json"

	"shifu/app/desk"
	"shifu/recordings/formats"
)

// keptKey names among the preferences how raw files are read, by source and
// ending.
const keptKey = "import-raw"

// Remembered is how the files of a source are read that have an ending: as the
// person said before, else as the ending says.
func Remembered(ctx context.Context, d *desk.Desk, source, ext string) formats.Raw {
	if r, ok := all(ctx, d)[source+ext]; ok && r.Check() == nil {
		return r
	}
	assumed, _ := formats.RawOf(ext)
	return assumed
}

func all(ctx context.Context, d *desk.Desk) map[string]formats.Raw {
	kept := map[string]formats.Raw{}
	if blob, err := d.Preferences.Preference(ctx, d.Actor, keptKey); err != nil || blob == nil || json.Unmarshal(blob, &kept) != nil {
		return map[string]formats.Raw{}
	}
	return kept
}

// Remember keeps how the files of a source are read.
func Remember(ctx context.Context, d *desk.Desk, source string, by map[string]formats.Raw) error {
	kept := all(ctx, d)
	for ext, r := range by {
		kept[source+ext] = r
	}
	blob, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return d.Preferences.SetPreference(ctx, d.Actor, keptKey, blob)
}
