package redaction

import (
	"regexp"
	"strings"
)

// plain is a text with every character that people write or say a digit with
// as that digit, full width as half, one character for one.
func plain(r rune) rune {
	if d, ok := spoken[r]; ok {
		return d
	}
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// spoken are the digits of Chinese, with those of radio speech.
var spoken = map[rune]rune{
	'零': '0', '〇': '0', '洞': '0', '一': '1', '幺': '1', '壹': '1', '二': '2', '两': '2', '贰': '2', '三': '3', '叁': '3', '四': '4', '肆': '4',
	'五': '5', '伍': '5', '六': '6', '陆': '6', '七': '7', '拐': '7', '柒': '7', '八': '8', '捌': '8', '九': '9', '勾': '9', '玖': '9',
}

// digitRun is a number as it is said: digits with nothing but short breaks
// between them; an identity card may end with X.
var digitRun = regexp.MustCompile(`[0-9](?:[ \-,.、]{0,2}[0-9])*(?:[ \-]?[Xx])?`)

var household = regexp.MustCompile(`户号|客户编号|用电编号|用户编号|缴费号|电表号|表号|家的号`)

// sort says what a run of digits is, from its length and its check digit, and
// from the words before it; empty: nothing that names somebody.
func sort(digits, before string) Kind {
	body := strings.TrimSuffix(digits, "X")
	switch n := len(digits); {
	case n == 18 && identityCard(digits):
		return IdentityCard
	case body != digits: // an X behind anything else is no number
		return ""
	case n == 11 && mobile.MatchString(digits), n == 13 && strings.HasPrefix(digits, "86") && mobile.MatchString(digits[2:]):
		return Mobile
	case n >= 8 && n <= 16 && household.MatchString(before):
		return Household
	case n >= 13 && n <= 19 && digits[0] >= '3' && digits[0] <= '6' && luhn(digits):
		return BankCard
	case (n == 10 || n == 11 || n == 12) && digits[0] == '0' && digits[1] != '0':
		return Landline
	}
	return ""
}

var mobile = regexp.MustCompile(`^1[3-9][0-9]{9}$`)

// identityCard checks the last character of a citizen's number (GB 11643-1999,
// ISO 7064 MOD 11-2) and that month and day can be.
func identityCard(s string) bool {
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		sum += w * int(s[i]-'0')
	}
	month, day := s[10:12], s[12:14]
	return "10X98765432"[sum%11] == s[17] && month >= "01" && month <= "12" && day >= "01" && day <= "31" && s[0] != '0'
}

// luhn is ISO/IEC 7812-1, annex B.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
