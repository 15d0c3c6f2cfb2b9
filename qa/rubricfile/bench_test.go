package rubricfile_test

import (
	"testing"

	"shifu/qa"
	"shifu/qa/rubricfile"
)

// BenchmarkRead reads the largest rubric there may be: 100 sections of 100 questions.
func BenchmarkRead(b *testing.B) {
	v := qa.Version{Title: "Largest", Mode: qa.ModeFlat, NAPolicy: qa.NAZero}
	for s := range 100 {
		section := qa.Section{Title: "S", Weight: qa.Whole(1)}
		for i := range 100 {
			ref := string(rune('a'+s%26)) + string(rune('a'+s/26)) + string(rune(0x4e00+i))
			section.Questions = append(section.Questions, qa.Question{Ref: ref, Text: ref, Weight: qa.Whole(1), Kind: qa.KindYesNo, Options: []qa.Option{
				{Label: "Y", Score: qa.Whole(1)}, {Label: "N", Score: qa.Whole(0)}}})
		}
		v.Sections = append(v.Sections, section)
	}
	text := rubricfile.Write(&v)
	for b.Loop() {
		if _, err := rubricfile.Read("largest", text); err != nil {
			b.Fatal(err)
		}
	}
}
