package track_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/speech"
	"shifu/recordings/track"
)

// keeper keeps what is derived and the traces of listening.
type keeper struct {
	recordings.Keeper
	derived map[string][]byte
	file    string // named by its hash, as on the shelf
	opened  int
	full    bool
	holds   []recordings.Hold
}

func (k *keeper) Derived(_ context.Context, _ people.Actor, _, kind string) ([]byte, error) {
	if b, ok := k.derived[kind]; ok {
		return b, nil
	}
	return nil, fault.New(fault.NotFound, "", nil)
}

func (k *keeper) SetDerived(_ context.Context, _ people.Actor, _, kind string, blob []byte) error {
	if k.full {
		return fault.New(fault.Conflict, "", nil)
	}
	k.derived[kind] = blob
	return nil
}

func (k *keeper) Audio(_ context.Context, _ people.Actor, callID string) (string, error) {
	if callID != "c" {
		return "", fault.New(fault.NotFound, "", nil)
	}
	return k.file, nil
}

func (k *keeper) Opened(context.Context, people.Actor, string) error { k.opened++; return nil }

func (k *keeper) Holds(context.Context, people.Actor, string) ([]recordings.Hold, error) {
	return k.holds, nil
}

type shelf struct {
	recordings.Shelf
	dir string
}

func (s shelf) CacheDir() string { return s.dir }

func desk(t *testing.T) (people.Actor, track.Kept, *keeper, recordings.Call) {
	t.Helper()
	sound, err := os.ReadFile(filepath.Join("..", "..", "demo", "audio", "c33.wav"))
	if err != nil {
		t.Fatal(err)
	}
	k := &keeper{derived: map[string][]byte{}, file: filepath.Join(t.TempDir(), strings.Repeat("ab", 32))}
	if err := os.WriteFile(k.file, sound, 0o600); err != nil {
		t.Fatal(err)
	}
	by := people.As(people.Person{ID: "a", Roles: []people.Role{people.Reviewer}}, people.InHouse)
	c := recordings.Call{ID: "c", Audio: recordings.Audio{Hash: strings.Repeat("ab", 32), Channels: 2, SampleRate: 8000, Frames: 1, AgentLane: 1}}
	return by, track.Kept{Calls: k, Shelf: shelf{dir: t.TempDir()}}, k, c
}

func TestPrepare_KeepsPeaksAndSpeechAndLeavesNoTrace(t *testing.T) {
	by, kept, k, c := desk(t)
	if err := track.Prepare(t.Context(), by, kept, c); err != nil {
		t.Fatal(err)
	}
	if len(k.derived[track.PeaksKind]) == 0 || len(k.derived[speech.Kind]) == 0 || k.opened != 0 {
		t.Errorf("%d kinds kept, opened %d times", len(k.derived), k.opened)
	}
}

func TestOpen_UsesKeptSpeechAndKnowsTheAgentsLane(t *testing.T) {
	by, kept, k, c := desk(t)
	first, err := track.Open(t.Context(), by, kept, c)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if first.Speech == nil || first.Speech.AgentLane != 1 || len(first.Speech.Speech) == 0 || k.opened != 1 {
		t.Fatalf("speech %+v", first.Speech)
	}
	corrected := first.Speech.Correct([][]speech.Span{{{From: 1e9, To: 2e9}}, nil}, nil)
	k.derived[speech.Kind] = corrected.Marshal()
	second, err := track.Open(t.Context(), by, kept, c)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if !second.Speech.Corrected || !reflect.DeepEqual(second.Speech.Lanes, corrected.Lanes) {
		t.Errorf("a reviewer's spans are lost: %+v", second.Speech.Lanes)
	}
}

func TestOpen_DetectsAgainWhatCantBeReadOrKept(t *testing.T) {
	by, kept, k, c := desk(t)
	k.derived[speech.Kind], k.full = []byte("{}"), true
	open, err := track.Open(t.Context(), by, kept, c)
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	if open.Speech == nil || len(open.Speech.Speech) == 0 {
		t.Error("no speech")
	}
}

func TestPrepare_AHashAloneOpensNothing(t *testing.T) {
	by, kept, k, c := desk(t)
	c.ID = "another's"
	if err := track.Prepare(t.Context(), by, kept, c); !fault.Is(err, fault.NotFound) || len(k.derived) != 0 {
		t.Errorf("%v, %d kinds kept", err, len(k.derived))
	}
}
