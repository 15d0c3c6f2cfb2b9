package formats

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	kindNames = `不定项选择|不定项|单项选择|单选|多项选择|多选|判断|是非|填空|简答|问答|论述|案例分析|名词解释|计算|分析|数值|匹配|连线|配对|排序|选择`
	labels1   = `正确答案|标准答案|参考答案|答案要点|答案解析|试题解析|答案|解析|详解`
	labelAll  = labels1 + `|答|说明|分析|知识点|考点|难易程度|难易度|难度|分值|分数|少选得分|分类|类别|业务线|业务类型|依据|出处|文件依据|命题依据|适用地区|地区|名称|[Aa][Nn][Ss][Ww][Ee][Rr]|[Kk]ey`
)

// All patterns are of text brought to half width by half.
var (
	sectionLine = regexp.MustCompile(`^(?:第?[一二三四五六七八九十]+(?:部分|大题|章|节)?[\s、.:,]*|第?\d{1,2}(?:部分|大题|章|节)?\s*[、.:]\s*)?(` + kindNames + `)题?\s*(?:[:。]|\(.*\)|\[.*\]|【.*】|[,，、]?\s*共.*|[,，、]?\s*每.*|\d+\s*[道题].*)*$`)
	eachMark    = regexp.MustCompile(`每小?[题空]\s*([0-9.]+)\s*分`)
	numberLine  = regexp.MustCompile(`^(?:第\s*(\d{1,5})\s*题\s*[:、.]?|(\d{1,5})\s*([、.:)])|\((\d{1,5})\))\s*`)
	kindTag     = regexp.MustCompile(`^[(\[【]\s*(` + kindNames + `)题?\s*[)\]】]\s*`)
	kindTagEnd  = regexp.MustCompile(`\s*[(\[【]\s*(` + kindNames + `)题?\s*[)\]】]$`)
	markTag     = regexp.MustCompile(`\s*[(\[【]\s*(?:本题)?\s*([0-9.]+)\s*分\s*[)\]】]$`)
	labelLine   = regexp.MustCompile(`^(?:[【\[(]\s*(` + labelAll + `)\s*[】\])]\s*:?|(` + labelAll + `)\s*:|(正确答案|标准答案|参考答案)\s*[是为]?)\s*`)
	bareAnswer  = regexp.MustCompile(`^(答案)\s*([A-Za-z对错√×✓✗正].{0,11})$`)
	inlineLabel = regexp.MustCompile(`[【\[(]\s*(?:` + labels1 + `)\s*[】\])]\s*:?|(?:` + labels1 + `)\s*:`)
	inlineMore  = regexp.MustCompile(`[\s。;；][【\[]?(?:知识点|考点|难易程度|难易度|难度|分值)\s*[】\]]?\s*:`)
)

// after is the rest of s behind the first n bytes of its half-width form h.
func after(s, h string, n int) string {
	return strings.TrimSpace(from(s, utf8.RuneCountInString(h[:n])))
}

// from is s without its first n runes.
func from(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[i:]
		}
		n--
	}
	return ""
}

// upTo is the first n runes of s.
func upTo(s string, n int) string { return strings.TrimSuffix(s, from(s, n)) }

// pieces cuts a line where an answer or explanation follows on the same line.
func pieces(line string) []string {
	h := half(line)
	var cuts []int
	for _, m := range inlineLabel.FindAllStringIndex(h, -1) {
		cuts = append(cuts, utf8.RuneCountInString(h[:m[0]]))
	}
	if labelLine.MatchString(h) || len(cuts) > 0 {
		for _, m := range inlineMore.FindAllStringIndex(h, -1) {
			cuts = append(cuts, utf8.RuneCountInString(h[:m[0]])+1)
		}
	}
	return cutAt(line, cuts)
}

// cutAt cuts s at places given in runes.
func cutAt(s string, places []int) (out []string) {
	at := 0
	for _, p := range sorted(places) {
		if p > at {
			out = append(out, upTo(s, p-at))
			s, at = from(s, p-at), p
		}
	}
	return append(out, s)
}

// optionMark is where an option's letter begins and its text begins, in runes.
type optionMark struct{ start, text int }

// optionMarks finds the options on a line, the first of which has the letter of
// index next; letters that don't follow each other are text.
func optionMarks(h string, next int) (marks []optionMark) {
	runes := []rune(h)
	for i := 0; i < len(runes); i++ {
		if m, ok := markAt(runes, i, rune('A'+next)); ok {
			marks = append(marks, m)
			next++
			i = m.text - 1
		}
	}
	return marks
}

// markAt reads "A.", "A、", "A:", "A)" or "(A)" at place i, and at the start of a
// line "a." or "A" before a space and Chinese.
func markAt(r []rune, i int, want rune) (optionMark, bool) {
	at, bracket := i, false
	if r[at] == '(' {
		bracket, at = true, at+1
	}
	if at >= len(r) || i > 0 && latin(r[i-1]) {
		return optionMark{}, false
	}
	if r[at] != want && (i > 0 || r[at] != unicode.ToLower(want)) {
		return optionMark{}, false
	}
	end := at + 1
	for end < len(r) && r[end] == ' ' {
		end++
	}
	switch {
	case bracket && end < len(r) && r[end] == ')':
		if i > 0 && !startsWell(r[:i]) {
			return optionMark{}, false
		}
		return optionMark{i, end + 1}, true
	case !bracket && end < len(r) && strings.ContainsRune("、.:)．", r[end]):
		return optionMark{i, end + 1}, true
	case !bracket && i == 0 && r[at] == want && end > at+1 && end < len(r) && unicode.Is(unicode.Han, r[end]):
		return optionMark{i, end}, true
	}
	return optionMark{}, false
}

// startsWell reports whether a bracketed letter after r may be an option's: in
// the middle of a sentence it is an answer in its place.
func startsWell(r []rune) bool { return strings.ContainsRune(" ;。；", r[len(r)-1]) }

func latin(r rune) bool {
	return r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
