package hanzi

import (
	"strings"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// Pairs returns text as an index of words and pairs takes it: its Words, and
// behind each run of Chinese characters its overlapping pairs. A word of two
// characters is then one entry of the index and not a phrase of two common
// ones, which is what makes it fast to find.
func Pairs(text string) string {
	var out, run []string
	flush := func() {
		for i := 1; i < len(run); i++ {
			out = append(out, run[i-1]+run[i])
		}
		run = run[:0]
	}
	for _, r := range runs(text) {
		for _, w := range Words(r) {
			if out = append(out, w); isHan(w) {
				run = append(run, w)
				continue
			}
			flush()
			out = out[:len(out)-1]
			out = append(out, w)
		}
		flush()
	}
	return strings.Join(out, " ")
}

// runs cuts text at everything that is no part of a word, so that no pair
// reaches over a mark.
func runs(text string) []string {
	return strings.FieldsFunc(Fold(text), func(r rune) bool { return !Is(r) && len(Words(string(r))) == 0 })
}

func isHan(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && Is(r)
}

// PairPhrases returns what a person typed as one word in the language of FTS5,
// to be asked of an index of Pairs: a phrase for each run of Chinese characters
// and for each run of other letters, all of which must be there. The last run
// of letters may be unfinished. It is empty if there is nothing to look for.
func PairPhrases(typed string) string {
	var all, run []string
	flush := func() {
		if len(run) > 0 {
			all = append(all, `"`+strings.Join(pairsOf(run), " ")+`"`)
			run = nil
		}
	}
	ws := Words(typed)
	for i, w := range ws {
		if isHan(w) {
			run = append(run, w)
			continue
		}
		flush()
		q := `"` + w + `"`
		if i == len(ws)-1 {
			q += " *"
		}
		all = append(all, q)
	}
	flush()
	return strings.Join(all, " AND ")
}

func pairsOf(run []string) []string {
	if len(run) == 1 {
		return run
	}
	out := make([]string, len(run)-1)
	for i := range out {
		out[i] = run[i] + run[i+1]
	}
	return out
}

// Chain returns text as an index of long texts takes it: each Chinese character
// together with the one behind it, the last of a run alone, and other letters
// and digits in runs. It holds half of what Pairs does and still finds words of
// one, two and more characters (ChainPhrases).
func Chain(text string) string {
	var out []string
	for _, r := range runs(text) {
		ws := Words(r)
		for i, w := range ws {
			if isHan(w) && i+1 < len(ws) && isHan(ws[i+1]) {
				w += ws[i+1]
			}
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// ChainPhrases is PairPhrases for an index of Chain.
func ChainPhrases(typed string) string {
	if ws := Words(typed); len(ws) == 1 && isHan(ws[0]) { // alone, or before another
		return `"` + ws[0] + `" *`
	}
	return PairPhrases(typed)
}

// Syllables returns the pinyin of each Chinese character in its most common
// reading, without tones; runs of letters and digits stand for themselves.
func Syllables(text string) []string {
	args := pinyin.NewArgs()
	ws := Words(text)
	out := make([]string, 0, len(ws))
	for _, w := range ws {
		if !isHan(w) {
			out = append(out, w)
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		if s := pinyin.SinglePinyin(r, args); len(s) > 0 {
			out = append(out, s[0])
		}
	}
	return out
}

// Sounds returns how text may be typed by its sound, as an index takes it:
// from each of its words on, the initials and the whole syllables run
// together, 16 words far at the most.
func Sounds(text string) string {
	syllables := Syllables(text)
	out := make([]string, 0, 2*len(syllables))
	for i := range syllables {
		var initials, whole strings.Builder
		for _, s := range syllables[i:min(len(syllables), i+16)] {
			r, _ := utf8.DecodeRuneInString(s)
			initials.WriteRune(r)
			whole.WriteString(s)
		}
		out = append(out, initials.String(), whole.String())
	}
	return strings.Join(out, " ")
}
