package entity_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shifu/qa/entity"
)

func TestFind_KnowsEachKindAndItsWords(t *testing.T) {
	for _, c := range []struct {
		kind       entity.Kind
		text, what string
	}{
		{entity.Mobile, "打我手机 138 0013 8000 就行", "138 0013 8000"},
		{entity.Mobile, "电话１３９００００００２１，姓葛", "１３９００００００２１"},
		{entity.Mobile, "一三八零零一三八零零零，记下了吗", "一三八零零一三八零零零"},
		{entity.Landline, "座机 010-62345678", "010-62345678"},
		// 11010519491231002X is the example of GB 11643-1999.
		{entity.IDCard, "身份证 11010519491231002X。", "11010519491231002X"},
		// 4111 1111 1111 1111 is the usual test number of a card that passes Luhn.
		{entity.BankCard, "卡号 4111 1111 1111 1111", "4111 1111 1111 1111"},
		{entity.Household, "户号 0000 0012。", "0000 0012"},
		{entity.Household, "编号 3301234567890", "3301234567890"},
		{entity.Email, "发到 a.b@example.com 吧", "a.b@example.com"},
		{entity.Amount, "一共三百七十六块四", "三百七十六块"},
		{entity.Amount, "收了 50元", "50元"},
		{entity.Date, "九月十二号换的新表", "九月十二号"},
		{entity.Time, "明晚上八点半来", "晚上八点半"},
		{entity.Staff, "95598 供电服务热线，60217 号为您服务", "60217"},
		{entity.Staff, "这里是 95598，工号 10104。", "10104"},
		{entity.Staff, "power hotline, agent 10108. How can I help?", "10108"},
	} {
		got := ""
		for _, f := range entity.Find(c.text) {
			if f.Kind == c.kind {
				got = c.text[f.From:f.To]
			}
		}
		if got != c.what {
			t.Errorf("%s in %q: %q, want %q", c.kind, c.text, got, c.what)
		}
	}
}

func TestFind_ACheckDigitThatIsWrongIsNoCard(t *testing.T) {
	for text, kind := range map[string]entity.Kind{"11010519491231002X": entity.IDCard, "4111111111111111": entity.BankCard} {
		for at := range 6 {
			wrong := []byte(text)
			wrong[at] = '0' + (wrong[at]-'0'+1)%10
			for _, f := range entity.Find(string(wrong)) {
				if f.Kind == kind {
					t.Errorf("%s was taken for a %s", wrong, kind)
				}
			}
		}
	}
}

func TestFind_TheHotlinesOwnNumberIsNobodys(t *testing.T) {
	if got := entity.Find("您好，95598 供电服务热线"); len(got) > 0 {
		t.Error(got)
	}
}

func TestFind_SpansLieInTheTextAndDontMeet(t *testing.T) {
	words := rapid.SliceOf(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"户号", "13800138000", "工号", "九点", "五十块", "4111111111111111", " ", "，"})))
	rapid.Check(t, func(t *rapid.T) {
		text, last := strings.Join(words.Draw(t, "text"), ""), 0
		for _, f := range entity.Find(text) {
			if f.From < last || f.To <= f.From || f.To > len(text) {
				t.Fatalf("%+v after %d in %d bytes", f, last, len(text))
			}
			last = f.To
		}
	})
}
