package transcript

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/recordings"
)

// Heard is what a server says that it heard in a piece of sound.
type Heard struct {
	Text     string
	Language string
	Length   time.Duration
	Segments []Segment
}

// Segment is a stretch of talk.
type Segment struct {
	Start, End time.Duration
	Text       string
	Speaker    string
	Doubtful   bool // it may be invented: the model took it for silence itself
	Words      []Word
}

// Word is when a word is said.
type Word struct {
	Start, End time.Duration
	Text       string
}

// answer is the verbose_json of every dialect: words on top or within segments,
// as "word" or "text", numbers plain or as strings.
type answer struct {
	Text     string    `json:"text"`
	Language string    `json:"language"`
	Duration number    `json:"duration"`
	Segments []segment `json:"segments"`
	Words    []word    `json:"words"`
}

type segment struct {
	Start      number  `json:"start"`
	End        number  `json:"end"`
	Text       string  `json:"text"`
	Speaker    any     `json:"speaker"` // a name, or a number
	Words      []word  `json:"words"`
	Silence    number  `json:"no_speech_prob"`
	Confidence *number `json:"avg_logprob"`
}

type word struct {
	Start number `json:"start"`
	End   number `json:"end"`
	Word  string `json:"word"`
	Text  string `json:"text"`
}

// ParseHeard decodes what a server answered with, in any of the dialects of
// OpenAI's protocol that are known: its own, speaches, whisper.cpp, LocalAI and
// vLLM. An error that the server wrote as JSON comes back as one.
func ParseHeard(body []byte) (Heard, error) {
	var a struct {
		answer
		Error any `json:"error"`
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return Heard{}, fault.New(fault.Invalid, "The server for transcription answered with something that is no transcript.", nil).Because(err)
	}
	if why := said(a.Error); why != "" {
		return Heard{}, fault.New(fault.Invalid, "The server for transcription refused: {{.Why}}", fault.Values{"Why": why})
	}
	if a.Text == "" && a.Segments == nil && a.Words == nil && !strings.Contains(string(body), `"text"`) {
		return Heard{}, fault.New(fault.Invalid, "The server for transcription answered with something that is no transcript.", nil)
	}
	return a.heard(), nil
}

// said is a server's error: a text, or an object with a message.
func said(e any) string {
	switch e := e.(type) {
	case string:
		return e
	case map[string]any:
		if m, ok := e["message"].(string); ok {
			return m
		}
	}
	return ""
}

func (a answer) heard() Heard {
	h := Heard{Text: strings.TrimSpace(a.Text), Language: a.Language, Length: a.Duration.seconds()}
	for _, s := range a.Segments {
		out := Segment{Start: s.Start.seconds(), End: s.End.seconds(), Text: strings.TrimSpace(s.Text), Speaker: name(s.Speaker), Words: merged(s.Words)}
		out.Doubtful = s.Silence > .6 && s.Confidence != nil && *s.Confidence < -1
		if out.Text == "" {
			for _, w := range out.Words {
				out.Text = glue(out.Text, w.Text)
			}
		}
		h.Segments = append(h.Segments, out)
	}
	top := merged(a.Words)
	switch {
	case len(h.Segments) == 0 && len(top) > 0:
		h.Segments = ofWords(top)
	case len(h.Segments) == 0 && h.Text != "": // plain json: no times
		h.Segments = []Segment{{End: h.Length, Text: h.Text}}
	default:
		h.deal(top)
	}
	return h
}

func name(speaker any) string {
	switch s := speaker.(type) {
	case string:
		return s
	case float64:
		return string(rune('0' + int(s)%10))
	}
	return ""
}

// merged puts tokens of parts of words together: one that doesn't begin with a
// blank goes on with the word before, where any word has one, and so does a
// Latin end of a word. Chinese characters stay alone.
func merged(ws []word) []Word {
	blanks := slices.ContainsFunc(ws[min(1, len(ws)):], func(w word) bool { return strings.HasPrefix(w.text(), " ") })
	var out []Word
	for _, w := range ws {
		text := w.text()
		trimmed := strings.TrimSpace(text)
		if trimmed == "" || strings.HasPrefix(trimmed, "[_") { // a mark of whisper.cpp, not said
			continue
		}
		if last := len(out) - 1; blanks && last >= 0 && !strings.HasPrefix(text, " ") && latin(trimmed) && latin(out[last].Text) {
			out[last].Text += trimmed
			out[last].End = max(out[last].End, w.End.seconds())
			continue
		}
		out = append(out, Word{w.Start.seconds(), w.End.seconds(), trimmed})
	}
	return out
}

func (w word) text() string { return cmp.Or(w.Word, w.Text) }

func latin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x2E80 })
}

// deal gives words that stand on top to the segments in which they are said.
func (h *Heard) deal(ws []Word) {
	for _, w := range ws {
		for i := range h.Segments {
			if s := &h.Segments[i]; w.Start < s.End || i == len(h.Segments)-1 {
				s.Words = append(s.Words, w)
				break
			}
		}
	}
}

// ofWords makes segments of words alone: a pause begins a new one.
func ofWords(ws []Word) []Segment {
	var out []Segment
	for _, w := range ws {
		if last := len(out) - 1; last >= 0 && w.Start-out[last].End < breath {
			out[last].Text, out[last].End = glue(out[last].Text, w.Text), max(out[last].End, w.End)
			out[last].Words = append(out[last].Words, w)
			continue
		}
		out = append(out, Segment{Start: w.Start, End: w.End, Text: w.Text, Words: []Word{w}})
	}
	return out
}

func sortByStart(said []recordings.Utterance) {
	slices.SortStableFunc(said, func(a, b recordings.Utterance) int { return cmp.Compare(a.Start, b.Start) })
}
