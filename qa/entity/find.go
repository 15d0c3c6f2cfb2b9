package entity

import (
	"regexp"
	"unicode"
	"unicode/utf8"
)

// finder finds one kind; where a pattern has a group the group is what counts.
type finder struct {
	kind    Kind
	pattern *regexp.Regexp
	checks  func(digits string) bool // nil: the pattern is enough
}

// d is one digit in either writing, g a gap within a number.
const (
	d = `[0-9零一二三四五六七八九]`
	g = `[ -]?`
)

func pattern(p string) *regexp.Regexp {
	return regexp.MustCompile(replace.ReplaceAllStringFunc(p, func(s string) string { return map[string]string{"§d": d, "§g": g}[s] }))
}

var replace = regexp.MustCompile(`§[dg]`)

// finders go from the surest to the least sure.
var finders = []finder{
	{Email, pattern(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`), nil},
	{IDCard, pattern(`§d(?:§g§d){16}§g[0-9零一二三四五六七八九xX]`), idCard},
	{BankCard, pattern(`§d(?:§g§d){15,18}`), luhn},
	{Mobile, pattern(`[1一]§g[3-9三四五六七八九](?:§g§d){9}`), nil},
	{Landline, pattern(`[0零](?:§d){2,3}[ -](?:§d){7,8}`), nil},
	{Staff, pattern(`(?:工号|员工号|agent|staff number)[^0-9零一二三四五六七八九]{0,6}(§d{3,8})|(§d{4,8})[ ]*号?[，, ]*(?:为您服务|请讲|请问有什么)|95598[^0-9]{0,12}?(§d{4,8})[ ]*号`), notHotline},
	{Household, pattern(`(?:户号|编号|保单号|报案号|订单号?|客户号|account number(?: is)?|policy)[^0-9零一二三四五六七八九]{0,6}(§d(?:§g§d){3,15})`), nil},
	{Household, pattern(`\b([0-9](?:§g[0-9]){7,12})\b`), nil},
	{Amount, pattern(`(?:[¥￥]\s?[0-9]+(?:\.[0-9]+)?|[0-9零一二三四五六七八九十百千万两点.]+ ?(?:块|元|毛|万元|yuan))`), nil},
	{Date, pattern(`[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|(?:[0-9零一二三四五六七八九]{2,4}年)?[0-9零一二三四五六七八九十]{1,3}月[0-9零一二三四五六七八九十]{1,3}[日号]|今天|明天|后天|昨天|前天`), nil},
	{Time, pattern(`[0-9]{1,2}:[0-9]{2}|(?:上午|下午|晚上|早上|中午|凌晨)?[0-9零一二三四五六七八九十]{1,3}点(?:半|[0-9零一二三四五六七八九十]{1,3}分?)?`), nil},
}

func notHotline(digits string) bool { return digits != "95598" }

// find returns the spans in text that pass.
func (f finder) find(text string) (spans [][2]int) {
	for _, m := range f.pattern.FindAllStringSubmatchIndex(text, -1) {
		span := [2]int{m[0], m[1]}
		for i := 2; i < len(m); i += 2 {
			if m[i] >= 0 {
				span = [2]int{m[i], m[i+1]}
			}
		}
		if f.whole(text, span) && (f.checks == nil || f.checks(digits(text[span[0]:span[1]]))) {
			spans = append(spans, span)
		}
	}
	return spans
}

// whole refuses a part of a longer number.
func (f finder) whole(text string, span [2]int) bool {
	if f.kind == Amount || f.kind == Date || f.kind == Time {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:span[0]])
	after, _ := utf8.DecodeRuneInString(text[span[1]:])
	return value(before) < 0 && value(after) < 0 && !(unicode.IsLetter(after) && after < 0x80)
}
