package font

import (
	"bytes"
	"os"
	"testing"

	"github.com/go-text/typesetting/font"
)

func face(t *testing.T, data []byte) *font.Face {
	t.Helper()
	f, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestWindow_HoldsTheGeneralStandardCharacters(t *testing.T) {
	list, err := os.ReadFile("../../tools/font/general-standard-hanzi.txt")
	if err != nil {
		t.Fatal(err)
	}
	regular, bold := face(t, WindowRegular()), face(t, WindowBold())
	count, missing := 0, 0
	for _, r := range string(list) {
		if r == '\n' {
			continue
		}
		count++
		_, inRegular := regular.NominalGlyph(r)
		_, inBold := bold.NominalGlyph(r)
		if !inRegular || !inBold {
			missing++
		}
	}
	if count != 8105 {
		t.Errorf("the list has %d characters, want 8105", count)
	}
	if missing > 0 {
		t.Errorf("%d of them are missing", missing)
	}
}

func TestWindow_HoldsTheSymbolsInUse(t *testing.T) {
	f := face(t, WindowRegular())
	for _, r := range "AZaz09 .,;:!?¥%≥≤±−–—…“”‘’、。，；：？！（）《》→←↑↓⏎·×℃№①" {
		if _, ok := f.NominalGlyph(r); !ok {
			t.Errorf("%q is missing", r)
		}
	}
}

func TestReport_HoldsRarerCharactersThanTheWindow(t *testing.T) {
	const rare = '龘' // not among the General Standard Characters
	if _, ok := face(t, WindowRegular()).NominalGlyph(rare); ok {
		t.Error("the window's subset is larger than meant")
	}
	if _, ok := face(t, Report()).NominalGlyph(rare); !ok {
		t.Error("a report must hold it")
	}
}

func TestWindow_StaysSmall(t *testing.T) {
	for name, data := range map[string][]byte{"regular": WindowRegular(), "bold": WindowBold()} {
		if len(data) > 4<<20 {
			t.Errorf("%s is %d bytes; Fyne keeps several times that", name, len(data))
		}
	}
}
