package spoken_test

import (
	"os"
	"strings"
	"testing"

	"shifu/demo/spoken"
)

func TestReadAll_FindsFortyScriptsWithNineCodecs(t *testing.T) {
	scripts, err := spoken.ReadAll(os.DirFS(".."), "scripts")
	if err != nil {
		t.Fatal(err)
	}
	ids, codecs, english := map[string]bool{}, map[string]int{}, 0
	for _, s := range scripts {
		ids[s.ID] = true
		codecs[s.Codec]++
		if s.Language == "en" {
			english++
		}
	}
	if len(scripts) != 40 || len(ids) != 40 {
		t.Errorf("%d scripts with %d ids, want 40", len(scripts), len(ids))
	}
	if len(codecs) != 9 || english != 6 {
		t.Errorf("%d codecs, %d calls in English; want 9 and 6", len(codecs), english)
	}
}

func TestRead_RefusesALineThatIsTwoThings(t *testing.T) {
	for name, text := range map[string]string{
		"two":     "- {id: x, agent: A, lines: [{a: hello, c: hello}]}",
		"none":    "- {id: x, agent: A, lines: [{gap: 1}]}",
		"unknown": "- {id: x, agent: A, lines: [{a: hello, louder: true}]}",
		"empty":   "- {id: x, agent: A}",
	} {
		if _, err := spoken.Read([]byte(text)); err == nil {
			t.Errorf("%s: was taken", name)
		}
	}
}

func TestScripts_NameNobodyReal(t *testing.T) {
	scripts, err := spoken.ReadAll(os.DirFS(".."), "scripts")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range scripts {
		if len(s.Caller) != 11 || !strings.Contains(s.Caller, "****00") {
			t.Errorf("%s: the caller %q doesn't look invented", s.ID, s.Caller)
		}
	}
}

func TestSpaced_PartsLongNumbersOnly(t *testing.T) {
	for in, want := range map[string]string{
		"95598 号": "9 5 5 9 8  号", "12 号 3 栋": "12 号 3 栋", "户号 0012": "户号 0 0 1 2 ", "": "",
	} {
		if got := spoken.Spaced(in); got != want {
			t.Errorf("Spaced(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("- {id: x, agent: A, lines: [{a: hello}]}"))
	f.Add([]byte("- id: [\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		scripts, err := spoken.Read(data)
		if err == nil {
			for _, s := range scripts {
				if s.ID == "" || len(s.Lines) == 0 {
					t.Errorf("%q gave an empty script", data)
				}
			}
		}
	})
}
