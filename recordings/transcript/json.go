package transcript

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"shifu/internal/fault"
	"shifu/recordings"
)

// number is a number as servers write it: plain, or as a string.
type number float64

// UnmarshalJSON takes 1.5, "1.5", "" and null.
func (n *number) UnmarshalJSON(b []byte) error {
	text := strings.Trim(strings.TrimSpace(string(b)), `"`)
	if text == "" || text == "null" {
		return nil
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "s"), 64)
	if err != nil || !(v > -1e9 && v < 1e15) {
		return fmt.Errorf("%s is no number", text)
	}
	*n = number(v)
	return nil
}

// seconds is a time of an answer. LocalAI once wrote its segments in nanoseconds:
// what would be a third of a year or more is one of them.
func (n number) seconds() time.Duration {
	if n >= 1e7 {
		return time.Duration(n).Round(time.Microsecond)
	}
	return time.Duration(float64(n)*1e6+.5) * time.Microsecond
}

func (n number) millis() time.Duration {
	return time.Duration(min(float64(n), 1e12) * float64(time.Millisecond))
}

// document is every JSON that is read here; each program fills its own part.
type document struct {
	answer
	Results *struct { // Amazon Transcribe
		Items    []item `json:"items"`
		Channels *struct {
			Channels []struct {
				Label string `json:"channel_label"`
				Items []item `json:"items"`
			} `json:"channels"`
		} `json:"channel_labels"`
	} `json:"results"`
	Transcript   []contactLens `json:"Transcript"`
	Participants []struct {
		ID   string `json:"ParticipantId"`
		Role string `json:"ParticipantRole"`
	} `json:"Participants"`
	Transcription []stretch `json:"transcription"` // whisper.cpp's own
}

// stretch is a segment of whisper.cpp, or one of the tokens in it.
type stretch struct {
	Offsets struct {
		From number `json:"from"`
		To   number `json:"to"`
	} `json:"offsets"`
	Text    string    `json:"text"`
	Speaker string    `json:"speaker"`
	Tokens  []stretch `json:"tokens"`
}

func (t stretch) words() []Word {
	ws := make([]word, len(t.Tokens))
	for i, k := range t.Tokens {
		ws[i] = word{Start: k.Offsets.From / 1000, End: k.Offsets.To / 1000, Text: k.Text}
	}
	return merged(ws)
}

type contactLens struct {
	ID      string `json:"ParticipantId"`
	Role    string `json:"ParticipantRole"`
	Content string `json:"Content"`
	Begin   number `json:"BeginOffsetMillis"`
	End     number `json:"EndOffsetMillis"`
}

// item is a word or a sign of Amazon Transcribe.
type item struct {
	Type         string  `json:"type"`
	Start        *number `json:"start_time"`
	End          *number `json:"end_time"`
	Speaker      string  `json:"speaker_label"`
	Channel      string  `json:"channel_label"`
	Alternatives []struct {
		Content string `json:"content"`
	} `json:"alternatives"`
}

func fromJSON(data []byte, c Call) ([]recordings.Utterance, error) {
	var d document
	if data[0] == '[' { // a bare list of segments
		data = append(append([]byte(`{"segments":`), data...), '}')
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, fault.New(fault.Invalid, "The transcript is damaged JSON. Export it again.", nil).Because(err)
	}
	switch {
	case d.Results != nil:
		return d.amazon(c), nil
	case d.Transcript != nil:
		return d.contactLens(c), nil
	case d.Transcription != nil:
		var out []recordings.Utterance
		for _, t := range d.Transcription {
			u := recordings.Utterance{Lane: c.lane(t.Speaker), Start: t.Offsets.From.millis(), End: t.Offsets.To.millis(), Text: strings.TrimSpace(t.Text)}
			u.Words = Place(u.Text, t.words())
			out = append(out, u)
		}
		return spoken(out), nil
	case d.Segments != nil || d.Words != nil:
		var out []recordings.Utterance
		for _, s := range d.heard().Segments {
			out = append(out, recordings.Utterance{Lane: c.lane(s.Speaker), Start: s.Start, End: s.End, Text: s.Text, Words: Place(s.Text, s.Words)})
		}
		return spoken(out), nil
	}
	return nil, fault.New(fault.Invalid, "This JSON is no transcript that Shifu knows: it reads those of Whisper, Amazon Transcribe and Contact Lens.", nil)
}

func (d document) contactLens(c Call) []recordings.Utterance {
	roles := map[string]string{}
	for _, p := range d.Participants {
		roles[p.ID] = p.Role
	}
	var out []recordings.Utterance
	for _, t := range d.Transcript {
		lane := c.lane(t.Role)
		for _, name := range []string{roles[t.ID], t.ID} {
			if lane < 0 {
				lane = c.lane(name)
			}
		}
		out = append(out, recordings.Utterance{Lane: lane, Start: t.Begin.millis(), End: t.End.millis(), Text: t.Content})
	}
	return spoken(out)
}

// A pause from which a new utterance begins.
const breath = 800 * time.Millisecond

func (d document) amazon(c Call) []recordings.Utterance {
	if ch := d.Results.Channels; ch != nil && len(ch.Channels) > 0 {
		var out []recordings.Utterance
		for _, one := range ch.Channels {
			for i := range one.Items {
				one.Items[i].Channel = one.Label
			}
			out = append(out, c.items(one.Items)...)
		}
		sortByStart(out)
		return out
	}
	return c.items(d.Results.Items)
}

// items makes utterances of words: a new one at another voice, a pause, or
// behind the end of a sentence.
func (c Call) items(items []item) []recordings.Utterance {
	var out []recordings.Utterance
	who, ended := "", true
	for _, it := range items {
		if len(it.Alternatives) == 0 {
			continue
		}
		text := strings.TrimSpace(it.Alternatives[0].Content)
		if it.Start == nil { // a sign belongs to the word before
			if len(out) > 0 {
				out[len(out)-1].Text += text
				ended = strings.ContainsAny(text, ".?!。？！")
			}
			continue
		}
		start, end := it.Start.seconds(), it.Start.seconds()
		if it.End != nil {
			end = it.End.seconds()
		}
		voice := it.Channel + it.Speaker
		if ended || voice != who || start-out[len(out)-1].End >= breath {
			out = append(out, recordings.Utterance{Lane: c.lane(voice), Start: start})
		}
		who, ended = voice, false
		u := &out[len(out)-1]
		u.Text, u.End = glue(u.Text, text), max(u.End, end)
		if n := utf8.RuneCountInString(text); n > 0 {
			whole := utf8.RuneCountInString(u.Text)
			u.Words = append(u.Words, recordings.Word{From: whole - n, To: whole, Start: start, End: end})
		}
	}
	return spoken(out)
}
