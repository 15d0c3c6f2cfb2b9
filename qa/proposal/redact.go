package proposal

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"shifu/qa/entity"
)

// Redact hides what names a person or a place of supply: the given names,
// telephone, card, household and staff numbers, e-mail, house numbers, any
// number of three digits and more that is no amount, date or time, and the
// names that stand beside a title. Every character that is hidden becomes one
// star, so that places in the text stay what they were.
func Redact(text string, names []string) string {
	hide := map[int]bool{} // bytes
	keep := map[int]bool{}
	for _, f := range entity.Find(text) {
		switch f.Kind {
		case entity.Amount, entity.Date, entity.Time:
			mark(keep, f.From, f.To)
		default:
			mark(hide, f.From, f.To)
		}
	}
	for _, hotline := range hotlines.FindAllStringIndex(text, -1) {
		mark(keep, hotline[0], hotline[1])
	}
	for _, p := range numbers {
		for _, m := range p.FindAllStringSubmatchIndex(text, -1) {
			if !slices.ContainsFunc(span(m[2], m[3]), func(b int) bool { return keep[b] }) {
				mark(hide, m[2], m[3])
			}
		}
	}
	hideNames(text, names, hide)
	return starred(text, hide)
}

func mark(set map[int]bool, from, to int) {
	for b := from; b < to; b++ {
		set[b] = true
	}
}

func span(from, to int) []int {
	out := make([]int, 0, to-from)
	for b := from; b < to; b++ {
		out = append(out, b)
	}
	return out
}

// hotlines are numbers that everybody knows.
var hotlines = regexp.MustCompile(`\b(?:95598|12345|12398|119|120|110)\b`)

const anyDigit = `[0-9０-９零〇一二三四五六七八九幺]`

var numbers = []*regexp.Regexp{
	regexp.MustCompile(`([0-9０-９](?:[ -]?[0-9０-９]){2,})`),
	regexp.MustCompile(`([零〇一二三四五六七八九幺]{5,})`),
	regexp.MustCompile(`(` + anyDigit + `+) ?(?:号|栋|幢|单元|室|弄|楼|门)`),
}

var named = []*regexp.Regexp{
	regexp.MustCompile(`姓([^什啥甚名氏谁哪\P{Han}])`),
	regexp.MustCompile(`(?:我叫|名叫|叫做|姓名是|名字是|户主是)([^什啥甚谁哪\P{Han}]\p{Han}{1,2})`),
	regexp.MustCompile(`([^位这那个老的了问您你，。、？！\P{Han}])(?:先生|女士|小姐|太太|老板|师傅|经理|主任)`),
	regexp.MustCompile(`(?:Mr|Mrs|Ms|Miss|Dr)\.? ([A-Z]\p{L}+)`),
	regexp.MustCompile(`(?i:my name is|this is|name of the account holder is) ([A-Z]\p{L}+(?: [A-Z]\p{L}+)?)`),
}

func hideNames(text string, names []string, hide map[int]bool) {
	for _, name := range names {
		if utf8.RuneCountInString(name) < 2 {
			continue
		}
		for from := 0; ; {
			i := strings.Index(text[from:], name)
			if i < 0 {
				break
			}
			mark(hide, from+i, from+i+len(name))
			from += i + len(name)
		}
	}
	for _, p := range named {
		for _, m := range p.FindAllStringSubmatchIndex(text, -1) {
			mark(hide, m[2], m[3])
		}
	}
}

// starred replaces each hidden character but spaces.
func starred(text string, hide map[int]bool) string {
	var b strings.Builder
	for i, r := range text {
		if hide[i] && r != ' ' && r != '-' {
			r = '*'
		}
		b.WriteRune(r)
	}
	return b.String()
}
