package rules

import (
	"time"
	"unicode"

	"shifu/internal/hanzi"
	"shifu/qa"
	"shifu/recordings"
	"shifu/recordings/speech"
)

// Talk is one call made ready for rules: who said what when, and what the
// sound shows. It is read only and may be used by several rules.
type Talk struct {
	length time.Duration
	turns  []turn
	all    []sentence
	speech *speech.Activity // nil: not known
	agent  int              // lane
}

// turn is one utterance.
type turn struct {
	lane       qa.Lane // LaneBoth: who speaks is not known
	start, end time.Duration
	text       string
}

// sentence is a part of a turn up to a full stop.
type sentence struct {
	turn     int
	from, to int // bytes of the turn's text
	folded   folded
}

// NewTalk makes a call ready. said may be nil, and so may a.
func NewTalk(c recordings.Call, said []recordings.Utterance, a *speech.Activity) *Talk {
	t := &Talk{length: c.Duration, speech: a, agent: c.Audio.AgentLane}
	for i, u := range said {
		t.turns = append(t.turns, turn{LaneOf(c, u.Lane), u.Start, u.End, u.Text})
		t.length = max(t.length, u.End)
		for _, span := range sentences(u.Text) {
			t.all = append(t.all, sentence{i, span[0], span[1], fold(u.Text[span[0]:span[1]])})
		}
	}
	return t
}

// LaneOf says whose lane a channel is.
func LaneOf(c recordings.Call, lane int) qa.Lane {
	switch {
	case lane < 0:
		return qa.LaneBoth
	case lane == c.Audio.AgentLane:
		return qa.LaneAgent
	}
	return qa.LaneCustomer
}

// sentences cuts a text at full stops, question and exclamation marks. A point
// between digits is none.
func sentences(text string) (spans [][2]int) {
	from, runes := 0, []rune(text)
	at := 0
	for i, r := range runes {
		at += len(string(r))
		if !stops(runes, i) {
			continue
		}
		spans = append(spans, [2]int{from, at})
		from = at
	}
	if from < len(text) && at <= len(text) {
		spans = append(spans, [2]int{from, len(text)})
	}
	return spans
}

func stops(runes []rune, i int) bool {
	switch runes[i] {
	case '。', '！', '？', '；', '!', '?', ';', '\n':
		return true
	case '.':
		return i+1 == len(runes) || unicode.IsSpace(runes[i+1])
	}
	return false
}

// moment is when the bytes from to to of a turn are said, as if it were spoken
// evenly.
func (t *Talk) moment(turn, from, to int) (at, until time.Duration) {
	u := t.turns[turn]
	if len(u.text) == 0 {
		return u.start, u.end
	}
	part := func(b int) time.Duration {
		return u.start + time.Duration(float64(u.end-u.start)*float64(b)/float64(len(u.text))).Round(time.Millisecond)
	}
	return part(from), part(to)
}

// folded is a text without width, case, spaces and marks, and where each of its
// characters came from.
type folded struct {
	runes    []rune
	from, to []int // bytes of the text
	begins   []bool
}

// fold keeps letters and digits. A character begins a word where the one
// before is no letter of the same alphabet: "is it" is not in "visit".
func fold(text string) folded {
	var f folded
	inWord := false
	for i, r := range text {
		width := len(string(r))
		if r == unicode.ReplacementChar {
			inWord = false
			continue
		}
		for _, c := range foldRune(r) {
			if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
				inWord = false
				continue
			}
			latin := !hanzi.Is(c)
			f.runes, f.from, f.to = append(f.runes, c), append(f.from, i), append(f.to, i+width)
			f.begins = append(f.begins, !latin || !inWord)
			inWord = latin
		}
	}
	return f
}

func foldRune(r rune) []rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x4e00 && r <= 0x9fff {
		return []rune{r}
	}
	return []rune(hanzi.Fold(string(r)))
}

// find returns where phrase stands in f: the indexes of its first and behind
// its last character, each time.
func (f folded) find(phrase folded) (spans [][2]int) {
	n := len(phrase.runes)
	for i := 0; n > 0 && i+n <= len(f.runes); i++ {
		if f.stands(phrase.runes, i) {
			spans = append(spans, [2]int{i, i + n})
			i += n - 1
		}
	}
	return spans
}

func (f folded) stands(phrase []rune, at int) bool {
	for k, r := range phrase {
		if f.runes[at+k] != r {
			return false
		}
	}
	end := at + len(phrase)
	return f.begins[at] && (end == len(f.runes) || f.begins[end])
}

// chinese reports whether most of what is said is.
func (t *Talk) chinese() bool {
	han, others := 0, 0
	for _, s := range t.all {
		for i, r := range s.folded.runes {
			if hanzi.Is(r) {
				han++
			} else if s.folded.begins[i] {
				others++
			}
		}
	}
	return han > others
}
