package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCommands_NoResultIsWrittenOverTheRecording(t *testing.T) {
	recording, err := os.ReadFile("../../demo/audio/c02.ogg")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "call.ogg")
	link := filepath.Join(t.TempDir(), "same.wav")
	if err := os.WriteFile(path, recording, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here:", err)
	}
	for _, out := range []string{path, link} {
		for _, args := range [][]string{{"decode", path}, {"peaks", path}, {"stretch", path, "--speed", "2"}, {"redact", path, "--spans", "1-2"}} {
			code, _, said := call(append(args, "--out", out)...)
			if code != 1 || !strings.Contains(said, "another file") {
				t.Errorf("%v: code %d, %s", args, code, said)
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, recording) {
				t.Fatalf("%v changed the recording", args)
			}
		}
	}
}
