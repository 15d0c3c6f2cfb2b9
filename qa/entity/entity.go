// Package entity finds in a text what names a person or a thing: telephone
// numbers, identity cards, bank cards, household numbers, addresses of e-mail,
// amounts, dates and times, staff numbers. Numbers that carry a check digit are
// checked. Digits may be written wide, in Chinese, or with gaps.
package entity

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is what was found.
type Kind string

// The kinds.
const (
	Mobile    Kind = "mobile"
	Landline  Kind = "landline"
	IDCard    Kind = "id_card"
	BankCard  Kind = "bank_card"
	Household Kind = "household" // 户号, or the number of a policy, an order, a claim
	Email     Kind = "email"
	Amount    Kind = "amount"
	Date      Kind = "date"
	Time      Kind = "time"
	Staff     Kind = "staff_number"
)

// Kinds lists every kind in the order of files.
var Kinds = []Kind{Mobile, Landline, IDCard, BankCard, Household, Email, Amount, Date, Time, Staff}

// Found is one find: the bytes of the text from From to To.
type Found struct {
	Kind     Kind
	From, To int
}

// Find returns what is in text, in its order; of finds that overlap the one
// that is named first among the kinds, so that a card is no household.
func Find(text string) []Found {
	line := plain(text)
	var all []Found
	for _, f := range finders {
		for _, span := range f.find(line.text) {
			found := Found{f.kind, line.at[span[0]], line.at[span[1]]}
			if !slices.ContainsFunc(all, found.meets) {
				all = append(all, found)
			}
		}
	}
	slices.SortFunc(all, func(a, b Found) int { return cmp.Compare(a.From, b.From) })
	return all
}

func (f Found) meets(o Found) bool { return f.From < o.To && o.From < f.To }

// line is a text with one byte for each rune: digits in any writing become 0
// to 9, other runes of one width stay, so that patterns are simple. at is where
// each byte came from.
type line struct {
	text string
	at   []int
}

const chineseDigits = "零一二三四五六七八九"

func plain(text string) line {
	var b strings.Builder
	var at []int
	for i, r := range text {
		was := b.Len()
		b.WriteRune(simple(r))
		for range b.Len() - was {
			at = append(at, i)
		}
	}
	return line{b.String(), append(at, len(text))}
}

func simple(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r > '！' && r <= '～':
		return r - '！' + '!'
	case r == '〇':
		return '零'
	case r == '幺':
		return '一'
	case r == '　':
		return ' '
	}
	return r
}

// value of a digit in either writing; -1 for none.
func value(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	if i := strings.IndexRune(chineseDigits, r); i >= 0 {
		return i / len("零")
	}
	return -1
}

// digits are the digits of text in 0 to 9, with X for the last of a card.
func digits(text string) string {
	var b strings.Builder
	for _, r := range text {
		if v := value(r); v >= 0 {
			b.WriteByte(byte('0' + v))
		} else if r == 'x' || r == 'X' {
			b.WriteByte('X')
		}
	}
	return b.String()
}
