package qa_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shifu/internal/fault"
	"shifu/qa"
)

func number(text string) qa.Decimal {
	d, err := qa.ParseDecimal(text)
	if err != nil {
		panic(text)
	}
	return d
}

func yes(ref string) qa.Question {
	return qa.Question{Ref: ref, Text: "Text " + ref, Kind: qa.KindYesNo, Weight: qa.Whole(1)}
}

func version(questions ...qa.Question) *qa.Version {
	return &qa.Version{Title: "T", Mode: qa.ModeFlat, NAPolicy: qa.NAProportional,
		Sections: []qa.Section{{Title: "S", Weight: qa.Whole(1), Questions: questions}}}
}

func many(n int, prefix string) (out []qa.Question) {
	for i := range n {
		out = append(out, yes(prefix+strconv.Itoa(i)))
	}
	return out
}

func sections(n int) *qa.Version {
	v := version()
	v.Sections = nil
	for i := range n {
		v.Sections = append(v.Sections, qa.Section{Title: "S", Weight: qa.Whole(1), Questions: many(1, strconv.Itoa(i)+".")})
	}
	return v
}

func options(n int) qa.Question {
	q := yes("a")
	q.Kind = qa.KindSingle
	for i := range n {
		q.Options = append(q.Options, qa.Option{Label: strconv.Itoa(i), Score: qa.Whole(1)})
	}
	return q
}

func with(change func(q *qa.Question)) *qa.Version {
	q := yes("a")
	change(&q)
	return version(q, yes("b"))
}

func TestCheck_LimitsAreReachedAndNotPassed(t *testing.T) {
	han := strings.Repeat("师", 1024)
	for name, c := range map[string]struct {
		at, over *qa.Version
		want     string
	}{
		"sections":  {sections(100), sections(101), "The rubric has 101 sections; 100 is the most."},
		"questions": {version(many(100, "q")...), version(many(101, "q")...), "Section 1 has 101 questions; 100 is the most."},
		"options":   {version(options(256)), version(options(257)), "Question a has 257 options; 256 is the most."},
		"text": {with(func(q *qa.Question) { q.Text = string([]rune(han)[:350]) }), with(func(q *qa.Question) { q.Text = string([]rune(han)[:351]) }),
			"Question a: text has 351 characters; 350 is the most."},
		"help": {with(func(q *qa.Question) { q.Help = han }), with(func(q *qa.Question) { q.Help = han + "x" }),
			"Question a: help has 1025 characters; 1024 is the most."},
		"title": {titled(128), titled(129), "The title of section 1 has 129 characters; 128 is the most."},
	} {
		if err := c.at.Check(); err != nil {
			t.Errorf("%s at the limit: %v", name, err)
		}
		if err := c.over.Check(); fault.Sentence(err) != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

func titled(n int) *qa.Version {
	v := version(yes("a"))
	v.Sections[0].Title = strings.Repeat("题", n)
	return v
}

func TestCheck_RefusesWithASentence(t *testing.T) {
	for want, v := range map[string]*qa.Version{
		"The rubric has no section.":                     sections(0),
		"Section 1 has no question.":                     version(),
		"Question a has no text.":                        with(func(q *qa.Question) { q.Text = " " }),
		"no usable ref":                                  with(func(q *qa.Question) { q.Ref = "" }),
		"Two questions have the ref b":                   with(func(q *qa.Question) { q.Ref = "b" }),
		"Question a has the weight -2.":                  with(func(q *qa.Question) { q.Weight = number("-2") }),
		"Question a has no weight.":                      with(func(q *qa.Question) { q.Weight = qa.Decimal{} }),
		"Question a has the bonus -2.":                   with(func(q *qa.Question) { q.BonusPoints = number("-2") }),
		"kind is \"poem\"":                               with(func(q *qa.Question) { q.Kind = "poem" }),
		"class is \"bad\"":                               with(func(q *qa.Question) { q.Class = "bad" }),
		"comment is \"maybe\"":                           with(func(q *qa.Question) { q.Comment = "maybe" }),
		"answer_by is \"dog\"":                           with(func(q *qa.Question) { q.AnswerBy = []qa.AnswerBy{"dog"} }),
		"kind numeric and can't have options":            with(func(q *qa.Question) { *q = options(2); q.Kind = qa.KindNumeric }),
		"kind yes_no and can't have ranges":              with(func(q *qa.Question) { q.Ranges = []qa.Range{{Score: qa.Whole(1)}} }),
		"numeric and has no ranges":                      with(func(q *qa.Question) { q.Kind = qa.KindNumeric }),
		"a range goes from 9 to 1":                       with(turned),
		"has 0 options; it needs at least 2":             with(func(q *qa.Question) { q.Kind = qa.KindSingle }),
		"has two options \"0\"":                          with(func(q *qa.Question) { *q = options(2); q.Options[1].Label = "0" }),
		"allows N/A, so no option":                       with(func(q *qa.Question) { *q = options(2); q.Options[1].Label = "NA"; q.NA = true }),
		"effect is \"boom\"":                             with(func(q *qa.Question) { *q = options(2); q.Options[1].Effect = "boom" }),
		"all options score 0":                            with(allZero),
		"has other options than before":                  version(scale("a", "Met"), scale("b", "Good")),
		"in the end depends on it: a circle":             with(func(q *qa.Question) { q.VisibleWhen = &qa.Condition{Ref: "a", Is: []string{"Yes"}} }),
		"but no answer is named":                         with(func(q *qa.Question) { q.VisibleWhen = &qa.Condition{Ref: "b"} }),
		"All weights are 0, so there would never be":     with(func(q *qa.Question) { q.Excluded = true }),
		"colour is \"mauve\"":                            with(func(q *qa.Question) { *q = options(2); q.Options[1].Colour = "mauve" }),
		"is \"3\", which it can't be. Possible: Yes, No": with(func(q *qa.Question) { q.VisibleWhen = &qa.Condition{Ref: "b", Is: []string{"3"}} }),
	} {
		switch {
		case strings.HasPrefix(want, "All weights"):
			v.Sections[0].Questions[1].Weight = number("0.0")
		}
		if err := v.Check(); !strings.Contains(fault.Sentence(err), want) || !fault.Is(err, fault.Invalid) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func turned(q *qa.Question) {
	q.Kind, q.Ranges = qa.KindNumeric, []qa.Range{{From: number("9"), To: number("1"), Score: qa.Whole(1)}}
}

func allZero(q *qa.Question) {
	*q = options(2)
	q.Kind = qa.KindMultiple
	q.Options[0].Score, q.Options[1].Score = qa.Whole(0), qa.Whole(0)
}

func scale(ref, top string) qa.Question {
	q := yes(ref)
	q.Kind, q.Scale = qa.KindSingle, "one"
	q.Options = []qa.Option{{Label: top, Score: qa.Whole(1)}, {Label: "Not met", Score: qa.Whole(0)}}
	return q
}

func TestCheck_SectionWeightsMustNotAllBeZeroWhereTheyCount(t *testing.T) {
	v := version(yes("a"))
	v.Sections[0].Weight = qa.Whole(0)
	for mode, refused := range map[qa.Mode]bool{qa.ModeFlat: false, qa.ModeDeduction: false, qa.ModeSectionPercent: true, qa.ModeWeightedPoints: true} {
		v.Mode = mode
		if err := v.Check(); (err != nil) != refused {
			t.Errorf("%s: %v", mode, err)
		}
	}
}

func TestCheck_ALeadIntoACircleIsNotTheCircle(t *testing.T) {
	a, b, c := yes("a"), yes("b"), yes("c")
	on := func(ref string) *qa.Condition { return &qa.Condition{Ref: ref, Is: []string{"Yes"}} }
	a.VisibleWhen, b.VisibleWhen, c.VisibleWhen = on("b"), on("c"), on("b")
	var paths []string
	for _, p := range version(a, b, c).Problems() {
		paths = append(paths, p.Path)
	}
	want := []string{"sections[0].questions[1].visible_when.ref", "sections[0].questions[2].visible_when.ref"}
	if d := cmp.Diff(want, paths); d != "" {
		t.Error(d)
	}
}

func TestDecimal_KeepsItsTextThroughJSON(t *testing.T) {
	for _, text := range []string{"0", "5.0", "05", ".5", "5.", "0.1", "123456789012345678901234567890.123", "-3.50"} {
		d := number(text)
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var again qa.Decimal
		if err := json.Unmarshal(data, &again); err != nil || again.String() != text || again.Float() != d.Float() {
			t.Errorf("%s became %q: %v", text, again, err)
		}
	}
}

func TestDecimal_RefusesWhatIsNoPlainNumber(t *testing.T) {
	for _, text := range []string{"", ".", "-", "1e3", "+1", "0x1", "1_0", "Inf", "NaN", "1.2.3", "５", " 1", strings.Repeat("1", 41)} {
		if d, err := qa.ParseDecimal(text); err == nil {
			t.Errorf("%q became %v", text, d)
		}
	}
}

func FuzzParseDecimal(f *testing.F) {
	f.Add("1.50")
	f.Add("-.5")
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := qa.ParseDecimal(text); err == nil && (d.String() != text || d.Float()-d.Float() != 0) {
			t.Errorf("%q became %q %v", text, d.String(), d.Float())
		}
	})
}
