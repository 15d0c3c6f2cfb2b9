package formats

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"shifu/internal/fault"
)

func mono(t *testing.T, name string, samples []int16) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteSamples(&b, 8000, 1, samples); err != nil {
		t.Fatal(err)
	}
	return writeFile(t, filepath.Join(t.TempDir(), name), b.Bytes())
}

func TestWritePair_PadsTheShorterAndSaysByHowMuch(t *testing.T) {
	long, short := speech(8000, 1, 2), speech(8000, 1, 1.5)
	var out bytes.Buffer
	apart, err := WritePair(context.Background(), &out, mono(t, "a.wav", short), mono(t, "b.wav", long), Raw{})
	if err != nil || apart != -0.5 {
		t.Fatal(apart, err)
	}
	got := readAll(t, open(t, writeFile(t, filepath.Join(t.TempDir(), "x.wav"), out.Bytes())))
	if len(got) != 2*len(long) {
		t.Fatalf("%d samples", len(got))
	}
	for i, x := range long {
		left := int16(0)
		if i < len(short) {
			left = short[i]
		}
		if got[2*i] != left || got[2*i+1] != x {
			t.Fatalf("frame %d is %d, %d", i, got[2*i], got[2*i+1])
		}
	}
}

func TestWritePair_TwoLanesAreNoHalfOfACall(t *testing.T) {
	var out bytes.Buffer
	_, err := WritePair(context.Background(), &out, sourceWAV(t, 8000, 2, 1), sourceWAV(t, 8000, 1, 1), Raw{})
	if !fault.Is(err, fault.Invalid) || out.Len() != 0 {
		t.Error(err)
	}
}
