package redaction

import (
	"time"
	"unicode/utf8"

	"shifu/recordings"
)

// Star stands for every character that was taken out of a transcript.
const Star = '*'

// Mask takes marks out of a transcript: the pieces of text that they name, and
// for those that name none, whatever is said during the sound that is taken
// out. Every character becomes one Star, spaces stay.
func Mask(said []recordings.Utterance, marks []Mark) []recordings.Utterance {
	out := make([]recordings.Utterance, len(said))
	for i, u := range said {
		hide := make([]bool, utf8.RuneCountInString(u.Text))
		for _, m := range marks {
			switch {
			case m.Utterance == i:
				hideBetween(hide, m.Begin, m.End)
			case m.Utterance < 0 && u.Start < m.To+Widening && u.End > m.From-Widening && (m.Lane == BothLanes || u.Lane < 0 || u.Lane == m.Lane):
				hideDuring(hide, u, m.From-Widening, m.To+Widening)
			}
		}
		u.Text = starred(u.Text, hide)
		out[i] = u
	}
	return out
}

func hideBetween(hide []bool, from, to int) {
	for i := max(0, from); i < min(to, len(hide)); i++ {
		hide[i] = true
	}
}

// hideDuring hides the characters that may be said between two times.
func hideDuring(hide []bool, u recordings.Utterance, from, to time.Duration) {
	for i := range hide {
		if u.SaidAt(i+1)+guess > from && u.SaidAt(i)-guess < to {
			hide[i] = true
		}
	}
}

func starred(text string, hide []bool) string {
	out := []rune(text)
	for i, r := range out {
		if hide[i] && r != ' ' {
			out[i] = Star
		}
	}
	return string(out)
}
