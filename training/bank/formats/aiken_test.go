package formats_test

import (
	"testing"

	"shifu/training/bank"
	"shifu/training/bank/formats"
)

func TestAiken_ReadsBothSignsAndGoesOnAfterErrors(t *testing.T) {
	found := read(t, formats.Aiken, "x", `Too few
A) only
ANSWER: A

A) no question

ANSWER: no question

Which number?
A) 95598
B)12345
ANSWER: A

Not finished
A. one
B. two

Of two lines
the second
A. one
B. two
C. three
ANSWER: c

Beyond
A) x
B) y
ANSWER: D

Gap
A) x
C) y
ANSWER: A`)
	same(t, "errors", reasons(found), []string{
		"1: A choice needs two options or more.", "5: An option stands before any question.", "7: An answer stands before any question.",
		"14: The question has no answer.", "28: The answer D is none of the options.", "32: Option C stands where B should.", "33: An answer stands before any question."})
	same(t, "lines", found.Lines, []int{9, 18})
	q := found.Questions[1]
	if q.Kind != bank.Single || q.Text != "Of two lines\nthe second" {
		t.Errorf("%s %q", q.Kind, q.Text)
	}
	same(t, "options", told(q), []string{"0 one", "0 two", "1 three"})
	same(t, "options", told(found.Questions[0]), []string{"1 95598", "0 12345"})
}

func FuzzAiken(f *testing.F) {
	f.Add("Q\nA) a\nB. b\nANSWER: B\n")
	f.Fuzz(func(t *testing.T, text string) { fuzzed(t, formats.Aiken, text) })
}
