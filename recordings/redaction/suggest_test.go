package redaction

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"shifu/recordings"
)

// says is a talk of one lane, an utterance of three seconds each.
func says(texts ...string) []recordings.Utterance {
	var out []recordings.Utterance
	for i, text := range texts {
		at := time.Duration(i) * 3 * time.Second
		out = append(out, recordings.Utterance{Lane: 1, Start: at, End: at + 3*time.Second, Text: text})
	}
	return out
}

func piece(text string, m Mark) string { return string([]rune(text)[m.Begin:m.End]) }

// The identity numbers are made up; their check digits are right. The cards are
// the test numbers of payment networks.
func TestSuggest_FindsWhatNamesSomebodyAndNothingElse(t *testing.T) {
	for _, c := range []struct {
		text, want string
		kind       Kind
	}{
		{"我的电话是13812345678，请回电", "13812345678", Mobile},
		{"电话幺三八幺二三四五六七八", "幺三八幺二三四五六七八", Mobile},
		{"电话 138-1234-5678 。", "138-1234-5678", Mobile},
		{"电话是 １３８１２３４５６７８", "１３８１２３４５６７８", Mobile},
		{"+8613812345678", "8613812345678", Mobile},
		{"身份证11010519491231002X对吧", "11010519491231002X", IdentityCard},
		{"身份证 110105 19491231 0029", "", ""},
		{"卡号6222 0212 3456 7890 129", "", ""},
		{"卡号4111111111111111", "4111111111111111", BankCard},
		{"卡号4111111111111112", "", ""},
		{"户号是零三七八一二四五九六", "零三七八一二四五九六", Household},
		{"我的用户编号 3301234567890 ", "3301234567890", Household},
		{"座机 0571-88886666", "0571-88886666", Landline},
		{"车牌浙A·8K23Z停在门口", "浙A·8K23Z", Plate},
		{"邮箱是 lin.xm@example.com 。", "lin.xm@example.com", EMail},
		{"我家在湖滨路12号3单元502室", "我家在湖滨路12号3单元502室", Address},
		{"我拨打的是95598，等了二十分钟", "", ""},
		{"这个月电费一百二十三块四毛五", "", ""},
		{"工单号是 20261121", "", ""},
		{"2026年11月21日下午五点", "", ""},
		{"三相四线，两路电源", "", ""},
	} {
		said := says(c.text)
		found := Suggest(said)
		if c.want == "" {
			if len(found) != 0 {
				t.Errorf("%s: found %+v", c.text, found)
			}
			continue
		}
		if len(found) != 1 || found[0].Kind != c.kind || piece(c.text, found[0]) != c.want {
			t.Errorf("%s: found %+v", c.text, found)
		}
	}
}

func TestSuggest_ANumberMayBeSaidInSeveralBreaths(t *testing.T) {
	said := says("你记一下，一三八", "一二三四", "五六七八，好了")
	found := Suggest(said)
	if len(found) != 3 || found[0].Kind != Mobile || piece(said[2].Text, found[2]) != "五六七八" {
		t.Fatalf("%+v", found)
	}
	said[1].Start, said[1].End, said[2].Start = 20*time.Second, 23*time.Second, 23*time.Second
	if found := Suggest(said); len(found) != 0 {
		t.Errorf("with a long pause between: %+v", found)
	}
}

func TestSuggest_TheSoundLiesWithinTheUtterance(t *testing.T) {
	said := says("前面说了很多别的话", "我的电话是13812345678请记下来")
	m := Suggest(said)[0]
	if m.Utterance != 1 || m.From < said[1].Start || m.To > said[1].End || m.From > 4100*time.Millisecond || m.To < 4900*time.Millisecond {
		t.Errorf("%+v", m)
	}
}

func TestMask_TakesOutTheTextOfAMarkAndWhatIsSaidMeanwhile(t *testing.T) {
	said := says("我的电话是13812345678，请回电", "好的，再见")
	if got := Mask(said, Suggest(said)); got[0].Text != "我的电话是***********，请回电" || !reflect.DeepEqual(got[1], said[1]) {
		t.Errorf("%+v", got)
	}
	byHand := Mark{Span: Span{From: 4 * time.Second, To: 5 * time.Second, Lane: BothLanes}, Kind: ByHand, Utterance: -1}
	if got := Mask(said, []Mark{byHand}); !reflect.DeepEqual(got[0], said[0]) || !strings.Contains(got[1].Text, "***") || utf8.RuneCountInString(got[1].Text) != 5 {
		t.Errorf("%+v", got)
	}
	byHand.Lane = 0
	if got := Mask(said, []Mark{byHand}); !reflect.DeepEqual(got[1], said[1]) {
		t.Errorf("a mark on the other lane: %+v", got)
	}
}

func TestMask_SuggestionsOfAMaskedTextFitTheWholeOne(t *testing.T) {
	said := says("手机13812345678，户号是 0000060412")
	marks := Suggest(said)
	first := Mask(said, marks[:1])
	rest := Suggest(first)
	if len(marks) != 2 || len(rest) != 1 || piece(said[0].Text, rest[0]) != "0000060412" {
		t.Fatalf("%+v, then %+v", marks, rest)
	}
	if got := Mask(said, []Mark{marks[0], rest[0]}); got[0].Text != "手机***********，户号是 **********" {
		t.Error(got[0].Text)
	}
}

func FuzzSuggest(f *testing.F) {
	f.Add("电话幺三八幺二三四五六七八", "浙A8K23Z 11010519491231002X")
	f.Fuzz(func(t *testing.T, a, b string) {
		said := says(a, b)
		marks := Suggest(said)
		for _, m := range marks {
			if m.Begin < 0 || m.End > utf8.RuneCountInString(said[m.Utterance].Text) || m.Begin >= m.End {
				t.Fatalf("%+v", m)
			}
		}
		for i, u := range Mask(said, marks) {
			if utf8.ValidString(said[i].Text) && utf8.RuneCountInString(u.Text) != utf8.RuneCountInString(said[i].Text) {
				t.Fatalf("%q became %q", said[i].Text, u.Text)
			}
		}
	})
}

func TestMask_ByTheWordsTimesWhereTheyAreKnown(t *testing.T) {
	said := says("密码是八八六六谢谢您了")
	u := &said[0]
	long := u.End - u.Start
	u.Words = []recordings.Word{{From: 0, To: 3, Start: u.Start, End: u.Start + long/10}, {From: 3, To: 7, Start: u.End - long/5, End: u.End - long/10}, {From: 7, To: 11, Start: u.End - long/10, End: u.End}}
	mark := Mark{Span: Span{From: u.Start, To: u.Start + time.Millisecond, Lane: BothLanes}, Kind: ByHand, Utterance: -1}
	got := Mask(said, []Mark{mark})[0]
	if !strings.HasPrefix(got.Text, "*") || !strings.HasSuffix(got.Text, "八八六六谢谢您了") || !reflect.DeepEqual(got.Words, u.Words) {
		t.Errorf("%+v", got)
	}
}
