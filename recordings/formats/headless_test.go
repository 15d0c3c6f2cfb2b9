package formats

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/internal/fault"
)

func headless(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Repeat("\x17\xD5", 800)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestInspect_NamesTheCodecOfWhatHasNoHeader(t *testing.T) {
	defer withoutHelper(t)()
	for name, want := range map[string]string{"a.g729": "G.729", "a.g726-32": "G.726", "a.GSM": "damaged", "a.mp3": "no recording", "a.wav": "no recording"} {
		if _, err := Inspect(headless(t, name)); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCache_ANameTellsWhatAFileWithoutAHeaderHolds(t *testing.T) {
	for name, want := range map[string]Codec{"a.ulaw": Mulaw, "a.sln16": PCMS16, "a.g722": G722, "a.vox": VOX} {
		c := Cache{Dir: t.TempDir(), Name: name}
		a, err := c.Open(context.Background(), headless(t, strings.Repeat("ab", 32)), strings.Repeat("ab", 32), nil)
		if err != nil || a.Info().Codec != want {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_ = a.Close()
	}
}
