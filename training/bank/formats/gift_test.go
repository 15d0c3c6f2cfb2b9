package formats_test

import (
	"testing"

	"shifu/training/bank"
	"shifu/training/bank/formats"
)

func TestGIFT_KindsOptionsAndFeedback(t *testing.T) {
	for text, want := range map[string]struct {
		kind    bank.Kind
		text    string
		options []string
	}{
		"Why? {}":                                {bank.Essay, "Why?", nil},
		"Only text":                              {bank.Description, "Only text", nil},
		"Hotline? {~10086#no =95598#yes ~12345}": {bank.Single, "Hotline?", []string{"0 10086 # no", "1 95598 # yes", "0 12345"}},
		"Half? {~%50%a ~%-100%b ~%50%c ~d}":      {bank.Multiple, "Half?", []string{"0.5 a", "-1 b", "0.5 c", "0 d"}},
		"Thirds {~%33.33333%a ~%33.33333%b ~%33.33333%c}":         {bank.Multiple, "Thirds", []string{"0.3333333 a", "0.3333333 b", "0.3333333 c"}},
		"Call {~120 =95598 ~110} for power.":                      {bank.Single, "Call _____ for power.", []string{"0 120", "1 95598", "0 110"}},
		"Number? {#3:2}":                                          {bank.Numerical, "Number?", []string{"1 3 ± 2"}},
		"Pi? {#3.141..3.142}":                                     {bank.Numerical, "Pi?", []string{"1 3.1415 ± 0.0005"}},
		"Year? {# =1882:0#yes =%50%1882:2 ~#no}":                  {bank.Numerical, "Year?", []string{"1 1882 # yes", "0.5 1882 ± 2", "0 * # no"}},
		"Minus? {#-4.5}":                                          {bank.Numerical, "Minus?", []string{"1 -4.5"}},
		"Animal? {=dog#good =%50%cat#hm =%0%*#no}":                {bank.Short, "Animal?", []string{"1 dog # good", "0.5 cat # hm", "0 * # no"}},
		"Pairs {=a -> 1 =b->2 = -> 3}":                            {bank.Matching, "Pairs", []string{"1 a -> 1", "1 b -> 2", "0  -> 3"}},
		"Sun {T}":                                                 {bank.TrueFalse, "Sun", []string{"1 True", "0 False"}},
		"Sun {FALSE#wrong#right}":                                 {bank.TrueFalse, "Sun", []string{"0 True # wrong", "1 False # right"}},
		`[html]<p>Is 1 &lt; 2?</p> {~[plain]<b> =[html]<i>y</i>}`: {bank.Single, "Is 1 < 2?", []string{"0 <b>", "1 y"}},
		`\{5\} \= 4\+1 \: a\\b {~ \~ = \# ~ \= 2 + 2}`:            {bank.Single, `{5} = 4\+1 : a\b`, []string{"0 ~", "1 #", "0 = 2 + 2"}},
		"[markdown]**x** {=a}":                                    {bank.Short, "**x**", []string{"1 a"}},
	} {
		q := one(t, formats.GIFT, text)
		if q.Kind != want.kind || q.Text != want.text {
			t.Errorf("%s: %s %q", text, q.Kind, q.Text)
		}
		same(t, text, told(q), want.options)
	}
}

func TestGIFT_NamesCategoriesTagsAndGeneralFeedback(t *testing.T) {
	found := read(t, formats.GIFT, "x", "\ufeff$CATEGORY: $course$/top/电费/阶梯\r\n\r\n// [id:7] [tag:易] [tag:2024]\r\n::A\\: 1:: 阶梯电价分几档？{=三\r\n####三档。}\r\n\r\n$CATEGORY: 报修\r\n\r\n抢修 {T}\r\n")
	if len(found.Questions) != 2 || len(found.Errors) > 0 {
		t.Fatal(found)
	}
	q := found.Questions[0]
	same(t, "names", []string{q.Name, q.Category, q.Feedback, found.Questions[1].Category}, []string{"A: 1", "电费/阶梯", "三档。", "报修"})
	same(t, "tags", q.Tags.Free, []string{"易", "2024"})
	same(t, "lines", found.Lines, []int{4, 9})
}

func TestGIFT_RefusalsSayTheLine(t *testing.T) {
	found := read(t, formats.GIFT, "x", "a {=1 -> 2 =3}\n\nb {#x}\n\n// only a comment\n\nc {#}\n\nd {~a}\n")
	same(t, "errors", reasons(found), []string{
		"1: A pair has no ->: 3", "3: x is no number, range or number with tolerance.", "7: No option is right.", "9: A choice needs two options or more."})
}

func FuzzGIFT(f *testing.F) {
	f.Add("::n::Q {~%50%a#x =b}\n\n$CATEGORY: a\n\n[html]<p>x {#1:2 ~#n}")
	f.Add("x {T#a#b####c} y")
	f.Fuzz(func(t *testing.T, text string) { fuzzed(t, formats.GIFT, text) })
}

// fuzzed reads anything: it never panics, every question can be asked, and
// every error has a line of the file.
func fuzzed(t *testing.T, f formats.Format, text string) {
	found, err := formats.Read(f, "x", []byte(text))
	if err != nil {
		return
	}
	for i := range found.Questions {
		if err := found.Questions[i].Check(); err != nil {
			t.Error(err)
		}
		if found.Lines[i] < 1 {
			t.Errorf("question %d has no line", i)
		}
	}
	if len(found.Questions) > 0 {
		if _, _, err := formats.Write(f, "x.txt", found.Questions); err != nil && f != formats.QTI {
			t.Error(err)
		}
	}
}
