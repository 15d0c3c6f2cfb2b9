package formats

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/internal/fault"
)

func TestInspect_NamesTheCodecOfWhatHasNoHeader(t *testing.T) {
	for name, want := range map[string]string{"a.g722": "G.722", "a.GSM": "GSM 6.10", "a.vox": "Dialogic ADPCM", "a.ulaw": "µ-law",
		"a.sln": "PCM", "a.mp3": "no recording", "a.wav": "no recording"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(strings.Repeat("\x17\xD5", 800)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Inspect(path); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
