package parts

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestProse_AFileKeepsItsLinesAndIsNoHeading(t *testing.T) {
	test.NewApp()
	if n := len(Prose("before\n```\n# no heading\n- no list\n\n```\nafter", 400)); n != 5 {
		t.Errorf("%d lines", n)
	}
}

func TestProse_NoLineBeginsWithAClosingMark(t *testing.T) {
	got := proseBreaks("按 Enter 键，再看。")
	want := []string{"按", " ", "Enter ", "键，", "再", "看。"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
