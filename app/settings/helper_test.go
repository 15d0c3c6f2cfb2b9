package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/recordings/formats"
)

func TestHelper_SaysWhichFormatsAreMissingAndTakesAPath(t *testing.T) {
	t.Cleanup(func() { formats.UseHelper("") })
	o := desktest.NewOffice(t)
	formats.UseHelper(filepath.Join(t.TempDir(), "nowhere"))
	said := func() string {
		var out []string
		for _, p := range desktest.Found[*parts.Paragraph](open(t, o, o.Town.Reviewer, pageGeneral, nil).helper()) {
			out = append(out, p.Value)
		}
		return strings.Join(out, " ")
	}
	for _, name := range formats.OnlyHelped() {
		if !strings.Contains(said(), name) {
			t.Errorf("%s is not named as missing: %s", name, said())
		}
	}
	program := filepath.Join(t.TempDir(), "ffmpeg")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Reviewer, pageGeneral, nil)
	s.d.Apply = func(c desk.Choices) { formats.UseHelper(c.Helper) }
	whole := s.helper()
	desktest.Found[*parts.Entry](whole)[0].SetText(" " + program + " ")
	test.Tap(desktest.Found[*parts.Button](whole)[0])
	if !strings.Contains(said(), program) {
		t.Error(said())
	}
}
