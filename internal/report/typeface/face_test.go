package typeface

import (
	"bytes"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"shifu/internal/font"
)

const sample = "质检评分报告 Évaluation 86.7 —「你好」"

func opened(t testing.TB) *Face {
	t.Helper()
	f, err := Open(font.OpenReport())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func runesOf(s string) map[rune]bool {
	set := map[rune]bool{}
	for _, r := range s {
		set[r] = true
	}
	return set
}

func TestCut_KeepsOutlinesAndWidthsOfItsRunes(t *testing.T) {
	cut, err := opened(t).Cut(runesOf(sample))
	if err != nil {
		t.Fatal(err)
	}
	whole, small := parsed(t, font.Report()), parsed(t, cut)
	var a, b sfnt.Buffer
	for r := range runesOf(sample) {
		i, _ := whole.GlyphIndex(&a, r)
		j, err := small.GlyphIndex(&b, r)
		if err != nil || j == 0 {
			t.Fatalf("%q is missing in the cut: %v", r, err)
		}
		want, err := whole.LoadGlyph(&a, i, fixed.I(1000), nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := small.LoadGlyph(&b, j, fixed.I(1000), nil)
		if err != nil || !equal(got, want) {
			t.Errorf("the outline of %q changed: %v", r, err)
		}
	}
}

func equal(a, b sfnt.Segments) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func parsed(t *testing.T, file []byte) *sfnt.Font {
	t.Helper()
	f, err := sfnt.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCut_IsSmall(t *testing.T) {
	cut, err := opened(t).Cut(runesOf(sample))
	if err != nil || len(cut) > 12000 {
		t.Errorf("a cut of %d runes has %d bytes, %v", len(runesOf(sample)), len(cut), err)
	}
}

func TestAdvance_IsThatOfTheTypeface(t *testing.T) {
	f := opened(t)
	for r, want := range map[rune]int{'中': 1000, '。': 1000, '0': 555, '\U00020BB7': f.Advance(0)} {
		if got := f.Advance(r); got != want {
			t.Errorf("Advance(%q) = %d, want %d", r, got, want)
		}
	}
}

func TestHas_OnlyWhatCanBeShown(t *testing.T) {
	f := opened(t)
	for r, want := range map[rune]bool{'质': true, 'a': true, '㧐': true, 0: false, -1: false, 'ع': false, '😀': false, '\U00020BB7': false, 0xFFFF: false} {
		if f.Has(r) != want {
			t.Errorf("Has(%U) = %v", r, !want)
		}
	}
}

func TestOpen_RefusesWhatIsNoTypeface(t *testing.T) {
	for name, file := range map[string][]byte{"empty": nil, "text": []byte("no typeface at all, only words"), "cut short": font.WindowBold()[:5000]} {
		if _, err := Open(bytes.NewReader(file)); err == nil {
			t.Errorf("%s: was taken", name)
		}
	}
}

func FuzzOpen(f *testing.F) {
	cut, err := opened(f).Cut(runesOf("aé质 Å"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(cut)
	f.Fuzz(func(t *testing.T, file []byte) {
		face, err := Open(bytes.NewReader(file))
		if err != nil {
			return
		}
		if again, err := face.Cut(runesOf("aé质 Å")); err == nil && len(again) == 0 {
			t.Error("an empty cut without an error")
		}
		face.Advance('a')
	})
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(font.OpenReport()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCut(b *testing.B) {
	f := opened(b)
	set := map[rune]bool{}
	for r := rune(0x4E00); r < 0x4E00+400; r++ {
		set[r] = true
	}
	b.ResetTimer()
	for b.Loop() {
		if _, err := f.Cut(set); err != nil {
			b.Fatal(err)
		}
	}
}
