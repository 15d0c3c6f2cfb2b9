package intake

import (
	"maps"
	"testing"
)

func TestParseMapping_ReadsWhatMappingLinesWrites(t *testing.T) {
	m := Mapping{CallID: "流水号", Start: "a = b"}
	got, err := ParseMapping(MappingLines(m))
	if err != nil || !maps.Equal(got, m) {
		t.Error(got, err)
	}
	if got, err := ParseMapping(" \n"); got != nil || err != nil {
		t.Error(got, err)
	}
	for _, bad := range []string{"call-id", "call-id =", "nothing = x"} {
		if _, err := ParseMapping(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func FuzzParseMapping(f *testing.F) {
	f.Add("call-id = x\nstart=y")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMapping(text)
		if err != nil {
			return
		}
		again, err := ParseMapping(MappingLines(m))
		if err != nil || !maps.Equal(again, m) {
			t.Fatal(m, again, err)
		}
	})
}
