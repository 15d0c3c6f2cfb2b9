package entity

import "time"

// idCard reports whether 18 digits are a citizen's number: a date of birth that
// exists, and the check character of GB 11643-1999 (ISO 7064, MOD 11-2).
func idCard(d string) bool {
	if len(d) != 18 {
		return false
	}
	if _, err := time.Parse("20060102", d[6:14]); err != nil {
		return false
	}
	sum := 0
	for i := range 17 {
		if d[i] == 'X' {
			return false
		}
		sum += int(d[i]-'0') * idWeights[i]
	}
	return idChecks[sum%11] == d[17]
}

var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const idChecks = "10X98765432"

// luhn reports whether 16 to 19 digits are a bank card's: ISO/IEC 7812-1, annex B.
func luhn(d string) bool {
	if len(d) < 16 || len(d) > 19 {
		return false
	}
	sum := 0
	for i := range len(d) {
		c := d[len(d)-1-i]
		if c == 'X' {
			return false
		}
		n := int(c - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}
