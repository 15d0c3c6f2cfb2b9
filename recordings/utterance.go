package recordings

import (
	"encoding/json"
	"time"
	"unicode/utf8"
)

// Utterance is what one speaker says without a break, with its times.
type Utterance struct {
	Lane  int // 0 or 1, -1: not known
	Start time.Duration
	End   time.Duration
	Text  string
	Words []Word `json:",omitempty"` // in order; none: only the utterance's own times are known
	Hand  bool   `json:",omitempty"` // a person put the text right
	// Speaker is what a server calls the voice where one lane holds all; empty:
	// it told none.
	Speaker string `json:",omitempty"`
}

// Word is when a stretch of an utterance's text is said.
type Word struct {
	From, To   int // of the text, in characters
	Start, End time.Duration
}

// MarshalJSON writes a word as four numbers, the times in microseconds: an hour
// of talk has ten thousand words.
func (w Word) MarshalJSON() ([]byte, error) {
	return json.Marshal([4]int64{int64(w.From), int64(w.To), w.Start.Microseconds(), w.End.Microseconds()})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (w *Word) UnmarshalJSON(data []byte) error {
	var n [4]int64
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	*w = Word{int(n[0]), int(n[1]), time.Duration(n[2]) * time.Microsecond, time.Duration(n[3]) * time.Microsecond}
	return nil
}

// Reworded is the utterance with another text, put right by a person. Its times
// stay, and so do those of the words that stand before and behind what was
// changed; what came in their place is said while they were.
func (u Utterance) Reworded(text string) Utterance {
	was, now := []rune(u.Text), []rune(text)
	same := 0
	for same < min(len(was), len(now)) && was[same] == now[same] {
		same++
	}
	tail := 0
	for tail < min(len(was), len(now))-same && was[len(was)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	out := u
	out.Text, out.Words, out.Hand = text, nil, u.Hand || text != u.Text
	var changed *Word
	var after []Word
	for _, w := range u.Words {
		switch {
		case w.To <= same:
			out.Words = append(out.Words, w)
		case w.From >= len(was)-tail:
			w.From, w.To = w.From+len(now)-len(was), w.To+len(now)-len(was)
			after = append(after, w)
		case changed == nil:
			changed = &w
		default:
			changed.To, changed.End = w.To, w.End
		}
	}
	if changed != nil {
		changed.To += len(now) - len(was)
		if changed.From < changed.To {
			out.Words = append(out.Words, *changed)
		}
	}
	out.Words = append(out.Words, after...)
	return out
}

// SaidAt is when the character at a place of the text is said: by the times of
// the words if they are known, else as if all were said at one pace.
func (u Utterance) SaidAt(at int) time.Duration {
	from, to := Word{Start: u.Start, End: u.Start}, Word{From: utf8.RuneCountInString(u.Text), Start: u.End, End: u.End}
	for _, w := range u.Words {
		if at >= w.From && at < w.To {
			return between(w.Start, w.End, at-w.From, w.To-w.From)
		}
		if w.To <= at {
			from = w
		} else {
			to = w
			break
		}
	}
	return between(from.End, to.Start, at-from.To, to.From-from.To)
}

func between(from, to time.Duration, part, whole int) time.Duration {
	if whole <= 0 {
		return from
	}
	return from + time.Duration(float64(to-from)*float64(part)/float64(whole))
}

// OriginKind is how a transcript came to be.
type OriginKind string

// The kinds.
const (
	FromServer OriginKind = "server"
	FromFile   OriginKind = "file"
)

// Origin is whence a transcript comes.
type Origin struct {
	Kind    OriginKind `json:"kind"`
	Name    string     `json:"name"`              // the model, or the file
	Address string     `json:"address,omitempty"` // of the server
	ByID    string     `json:"by_id"`
	By      string     `json:"by"`
	At      time.Time  `json:"at"`
}

// IsZero reports whether nobody said whence it comes.
func (o Origin) IsZero() bool { return o.Kind == "" }
