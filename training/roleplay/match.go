package roleplay

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Pattern is what is looked for in an answer: one of the words of Say and, if
// And has any, one of those too; or the expression. Any word of Not voids it.
// Words are compared by Plain; a Latin word matches whole words, one that ends
// in * their beginnings.
type Pattern struct {
	Say   []string
	And   []string
	Not   []string
	Match *regexp.Regexp // on the plain text

	say, and, not []needle
}

// needle is a word as it is looked for.
type needle struct {
	plain string
	open  bool // any ending will do
	word  string
}

// ready prepares the words; a pattern that is read from a file is.
func (p Pattern) ready() Pattern {
	p.say, p.and, p.not = needles(p.Say), needles(p.And), needles(p.Not)
	return p
}

func needles(words []string) (out []needle) {
	for _, w := range words {
		stem, open := strings.CutSuffix(w, "*")
		if plain := Plain(stem); plain != "" {
			out = append(out, needle{plain, open, w})
		}
	}
	return out
}

// Empty reports whether nothing can match.
func (p Pattern) Empty() bool { return len(p.Say) == 0 && p.Match == nil }

// Find returns the words by which text matches, as they are written in the
// pattern; ok is false if it doesn't.
func (p Pattern) Find(text string) (found string, ok bool) {
	p = p.ready()
	return p.find(Plain(text))
}

func (p *Pattern) find(plain string) (string, bool) {
	if first(plain, p.not) != "" {
		return "", false
	}
	if one := first(plain, p.say); one != "" {
		if len(p.and) == 0 {
			return one, true
		}
		if two := first(plain, p.and); two != "" {
			return one + " + " + two, true
		}
	}
	if p.Match != nil {
		if m := p.Match.FindString(plain); m != "" {
			return m, true
		}
	}
	return "", false
}

func first(plain string, all []needle) string {
	if i := slices.IndexFunc(all, func(n needle) bool { return n.in(plain) }); i >= 0 {
		return all[i].word
	}
	return ""
}

// in reports whether the plain text has the word, at the edges of words where
// the word is Latin.
func (n needle) in(plain string) bool {
	for from := 0; ; {
		i := strings.Index(plain[from:], n.plain)
		if i < 0 {
			return false
		}
		i += from
		if edge(plain, i) && (n.open || edge(plain, i+len(n.plain))) {
			return true
		}
		from = i + 1
	}
}

// edge reports whether no Latin word or number runs across i.
func edge(s string, i int) bool {
	return i == 0 || i >= len(s) || !(latin(s[i-1]) && latin(s[i]))
}

func latin(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

// Plain is text as it is compared: NFKC, lower case, without punctuation, one
// space between a Latin word or number and what stands beside it, none between
// Chinese characters.
func Plain(text string) string {
	var b strings.Builder
	gap, last := false, rune(0)
	for _, r := range norm.NFKC.String(strings.ToLower(text)) {
		switch {
		case r == '\'' || r == '’': // don't is one word
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = true
			continue
		}
		if last != 0 && (unicode.Is(unicode.Han, r) != unicode.Is(unicode.Han, last) || gap && !unicode.Is(unicode.Han, r)) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		gap, last = false, r
	}
	return b.String()
}
