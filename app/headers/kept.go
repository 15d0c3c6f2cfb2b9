package headers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"shifu/app/desk"
	"shifu/recordings/intake"
)

// keptKey names the remembered columns among the preferences: by the signature
// of a table's header.
const keptKey = "import-columns"

// signature names a header whatever the file is called.
func signature(header []string) string {
	sum := sha256.Sum256([]byte(strings.Join(header, "\x1f")))
	return hex.EncodeToString(sum[:8])
}

// Remembered are the columns that the person chose before for a header; nil if
// none were, or what was kept can't be read.
func Remembered(ctx context.Context, d *desk.Desk, header []string) intake.Mapping {
	return all(ctx, d)[signature(header)]
}

func all(ctx context.Context, d *desk.Desk) map[string]intake.Mapping {
	kept := map[string]intake.Mapping{}
	blob, err := d.Preferences.Preference(ctx, d.Actor, keptKey)
	if err != nil || blob == nil || json.Unmarshal(blob, &kept) != nil {
		return map[string]intake.Mapping{}
	}
	return kept
}

// Remember keeps the columns of a header for the person.
func Remember(ctx context.Context, d *desk.Desk, header []string, m intake.Mapping) error {
	kept := all(ctx, d)
	kept[signature(header)] = m
	blob, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return d.Preferences.SetPreference(ctx, d.Actor, keptKey, blob)
}
