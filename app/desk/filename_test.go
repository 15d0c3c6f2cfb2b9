package desk_test

import (
	"testing"

	"shifu/app/desk"
)

func TestFileName_LeavesOutWhatFileSystemsRefuse(t *testing.T) {
	if got := desk.FileName("投诉: a/b\\c\t\"x\"?"); got != "投诉- a-b-c--x--" {
		t.Error(got)
	}
}
