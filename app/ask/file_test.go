package ask_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"shifu/app/ask"
	"shifu/app/desktest"
)

func asked(o *desktest.Office, write func(ctx context.Context, w io.Writer) error) {
	ask.Asker{Ctx: context.Background(), Desk: o.Desk}.File(ask.File{Title: "Where?", Name: "a/b", Ending: ".txt", Write: write})
}

func says(text string) func(context.Context, io.Writer) error {
	return func(_ context.Context, w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestFile_IsWrittenWithItsEndingIntoAFolderThatIsMade(t *testing.T) {
	o := desktest.NewOffice(t)
	asked(o, says("one"))
	path := filepath.Join(t.TempDir(), "new", "x")
	o.Answer(t, " "+path+" ")
	if got := content(t, path+".txt"); got != "one" || o.Asked() || o.Traced("exported") != 1 || len(o.Toasts) != 1 {
		t.Error(got, o.Asked(), o.Toasts)
	}
}

func TestFile_OneThatIsThereIsReplacedWhenAskedTwice(t *testing.T) {
	o := desktest.NewOffice(t)
	path := filepath.Join(t.TempDir(), "x.txt")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	asked(o, says("new"))
	if o.Answer(t, path); content(t, path) != "old" || !o.Asked() {
		t.Error("replaced at once")
	}
	if o.Answer(t, path); content(t, path) != "new" || o.Asked() {
		t.Error("not replaced")
	}
}

func TestFile_WhatGoesWrongLeavesTheOldOneAndTheDialog(t *testing.T) {
	o := desktest.NewOffice(t)
	path := filepath.Join(t.TempDir(), "x.txt")
	asked(o, func(_ context.Context, w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return errors.New("broken")
	})
	o.Answer(t, path)
	if _, err := os.Stat(path); err == nil || !o.Asked() || len(o.Toasts) != 0 {
		t.Error("half a file", err)
	}
	if o.Answer(t, filepath.Join(filepath.Dir(path), "no", "such", "place")); !o.Asked() {
		t.Error("a tree of folders is made of a slip")
	}
	if o.Answer(t, "  "); !o.Asked() {
		t.Error("a file without a name")
	}
}

func TestFile_IsOfferedInTheFolderOfReports(t *testing.T) {
	t.Setenv("HOME", "/home/x")
	if got := (ask.File{Name: "a/b:c", Ending: ".pdf"}).Path(); got != filepath.Join("/home/x", ask.Reports, "a-b-c.pdf") {
		t.Error(got)
	}
}
