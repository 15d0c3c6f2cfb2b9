package formats_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shifu/training/bank"
	"shifu/training/bank/formats"
)

// read reads text and fails the test if the file can't be read at all.
func read(t testing.TB, f formats.Format, name, text string) formats.Found {
	t.Helper()
	found, err := formats.Read(f, name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// one is the only question of a text, without errors.
func one(t testing.TB, f formats.Format, text string) bank.Question {
	t.Helper()
	found := read(t, f, "x", text)
	if len(found.Questions) != 1 || len(found.Errors) != 0 {
		t.Fatalf("%d questions, errors %v", len(found.Questions), reasons(found))
	}
	return found.Questions[0]
}

// reasons are the errors as "line: sentence".
func reasons(found formats.Found) []string {
	out := []string{}
	for _, e := range found.Errors {
		out = append(out, strings.TrimPrefix(fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason), ":"))
	}
	return out
}

// told are the options as "fraction text # feedback -> match".
func told(q bank.Question) []string {
	out := []string{}
	for _, o := range q.Options {
		s := fmt.Sprintf("%g %s", o.Fraction, o.Text)
		if o.Feedback != "" {
			s += " # " + o.Feedback
		}
		if o.Match != "" {
			s += " -> " + o.Match
		}
		if o.Tolerance != 0 {
			s += fmt.Sprintf(" ± %g", o.Tolerance)
		}
		out = append(out, s)
	}
	return out
}

func same[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%s:\n%s", what, d)
	}
}

func TestRead_RefusesAnUnknownFormat(t *testing.T) {
	if _, err := formats.Read("paper", "x", nil); err == nil {
		t.Error("read")
	}
	if _, _, err := formats.Write("paper", "x", nil); err == nil {
		t.Error("written")
	}
}

func TestRead_ListsWhatCantBeAskedWithItsLine(t *testing.T) {
	found := read(t, formats.GIFT, "x", "\nWhich? {~a ~b}\n\nGood {T}\n\nBad } {\n")
	same(t, "errors", reasons(found), []string{"2: No option is right.", "6: The braces of the question don't match: every { needs its }."})
	if len(found.Questions) != 1 || found.Lines[0] != 4 {
		t.Errorf("%v at %v", found.Questions, found.Lines)
	}
}

func TestWrite_RefusesToWriteNothing(t *testing.T) {
	_, left, err := formats.Write(formats.Aiken, "x.txt", []bank.Question{{Kind: bank.Essay, Text: "x", Mark: 1}})
	if err == nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}
