package formats

import "testing"

func TestGuess_KnowsAFileByItsNameAndWhatIsInIt(t *testing.T) {
	for _, c := range []struct {
		name, raw string
		want      Format
	}{
		{"a.XLSX", "", Excel}, {`C:\x\a.docx`, "", Text}, {"a.gift", "", GIFT}, {"a.zip", "", QTI},
		{"a.xml", "<?xml version='1.0'?><quiz>", MoodleXML}, {"a.xml", "<assessmentItem/>", QTI},
		{"a.txt", "Which?\nA. x\nB. y\nANSWER: B\n", Aiken}, {"a.txt", "::n:: Which? {=x ~y}", GIFT}, {"a.txt", "Sun rises? {T}", GIFT},
		{"a.txt", "1、电价（ ）？\nA．x\n答案：A", Text}, {"a", "", Text},
	} {
		if got := Guess(c.name, []byte(c.raw)); got != c.want {
			t.Errorf("%s %q is %s, want %s", c.name, c.raw, got, c.want)
		}
	}
}

func TestEnding_IsGuessedBack(t *testing.T) {
	for _, f := range []Format{Excel, Text, GIFT, QTI} {
		if got := Guess("x"+Ending(f), nil); got != f {
			t.Errorf("%s ends in %s, which is %s", f, Ending(f), got)
		}
	}
}
