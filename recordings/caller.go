package recordings

import (
	"strings"
	"unicode"
)

// MaskCaller hides the middle of a caller's number: 138****0000. A short
// number keeps only its last two digits; what is no number is hidden whole. A
// number that the telephone system masked already stays as it is.
func MaskCaller(number string) string {
	var digits []rune
	for _, r := range number {
		if unicode.IsDigit(r) {
			digits = append(digits, r)
		}
	}
	switch n := len(digits); {
	case number == "" || strings.Contains(number, "**") && n < 10:
		return number
	case n >= 10:
		return string(digits[:n-8]) + "****" + string(digits[n-4:])
	case n >= 5:
		return "****" + string(digits[n-2:])
	}
	return "****"
}
