package transcript

import (
	"strings"
	"time"
	"unicode/utf8"

	"shifu/recordings"
)

// Place finds words with their times in the text in which they are said, in
// order; one that doesn't occur behind those before it is left out.
func Place(text string, ws []Word) []recordings.Word {
	var out []recordings.Word
	at, chars := 0, 0
	for _, w := range ws {
		i := strings.Index(text[at:], w.Text)
		if w.Text == "" || i < 0 {
			continue
		}
		from := chars + utf8.RuneCountInString(text[at:at+i])
		to := from + utf8.RuneCountInString(w.Text)
		out = append(out, recordings.Word{From: from, To: to, Start: w.Start, End: max(w.Start, w.End)})
		at, chars = at+i+len(w.Text), to
	}
	return out
}

// within keeps the words of an utterance inside of its call; length 0 is not
// known.
func within(ws []recordings.Word, length time.Duration) []recordings.Word {
	out := ws[:0]
	for _, w := range ws {
		if length > 0 && w.Start >= length {
			continue
		}
		if length > 0 {
			w.End = min(w.End, length)
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
