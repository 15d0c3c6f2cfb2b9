// Package transcript reads what was said in a call from what other programs
// write: WebVTT, SRT, JSON of Whisper and of servers that speak its protocol,
// of Amazon Transcribe and Contact Lens, and plain text with times.
package transcript

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	textunicode "golang.org/x/text/encoding/unicode"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings"
)

// Call is what the transcript must fit.
type Call struct {
	Length    time.Duration // 0: not known
	AgentLane int
}

// Read reads a transcript of a call, in whatever form and encoding. Utterances
// come back in the order of their beginnings; notes say what was put right. It
// fails with Invalid, and says where, if it is no transcript, if one ends before
// it begins, or if it doesn't fit the call.
func Read(data []byte, c Call) (said []recordings.Utterance, notes []words.Text, err error) {
	text, err := decoded(data)
	if err != nil {
		return nil, nil, err
	}
	said, err = parse(text, c)
	if err != nil {
		return nil, nil, err
	}
	if len(said) == 0 {
		return nil, nil, fault.New(fault.Invalid, "Nothing is said in this transcript. Export it again, with its times.", nil)
	}
	return fit(said, c)
}

// bareList is a list of JSON objects; a time in brackets begins another way.
var bareList = regexp.MustCompile(`^\[\s*(\{|\])`)

func parse(text string, c Call) ([]recordings.Utterance, error) {
	trimmed := strings.TrimSpace(text)
	switch {
	case strings.HasPrefix(trimmed, "{"), bareList.MatchString(trimmed):
		return fromJSON([]byte(trimmed), c)
	case strings.Contains(text, "-->"):
		return fromCues(text, c)
	}
	return fromLines(text, c)
}

// decoded is the text in UTF-8: with a byte order mark, UTF-16 or GB18030 too.
func decoded(data []byte) (string, error) {
	var enc encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return strings.ToValidUTF8(string(data[3:]), "\uFFFD"), nil
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		enc = textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)
	case utf8.Valid(data):
		return string(data), nil
	default:
		enc = simplifiedchinese.GB18030
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", fault.New(fault.Invalid, "The transcript is in no encoding that Shifu knows. Save it as UTF-8.", nil)
	}
	return string(out), nil
}

// slack is by how much a transcript may be longer than the call, as clocks
// differ; what is beyond it belongs to another call.
const slack = 2 * time.Second

// fit puts utterances in order and into the call.
func fit(said []recordings.Utterance, c Call) ([]recordings.Utterance, []words.Text, error) {
	var notes []words.Text
	for i, u := range said {
		if u.End < u.Start {
			return nil, nil, fault.New(fault.Invalid, "Utterance {{.Number}} ends before it begins, at {{.Time}}. Put its times right.",
				fault.Values{"Number": i + 1, "Time": Clock(u.Start)})
		}
		if c.Length > 0 && u.Start > c.Length+slack {
			return nil, nil, fault.New(fault.Invalid, "Utterance {{.Number}} begins at {{.Time}}, but the call ends at {{.Length}}. Is this the transcript of another call?",
				fault.Values{"Number": i + 1, "Time": Clock(u.Start), "Length": Clock(c.Length)})
		}
	}
	byStart := func(a, b recordings.Utterance) int { return cmp.Compare(a.Start, b.Start) }
	if !slices.IsSortedFunc(said, byStart) {
		slices.SortStableFunc(said, byStart)
		notes = append(notes, words.T("The utterances were not in order; they are now.", nil))
	}
	cut := 0
	for i := range said {
		said[i].Words = within(said[i].Words, c.Length)
		if c.Length > 0 && said[i].End > c.Length {
			said[i].Start, said[i].End = min(said[i].Start, c.Length), c.Length
			cut++
		}
	}
	if cut > 0 {
		notes = append(notes, words.T("{{.Count}} utterances went beyond the end of the call and were cut there.", map[string]any{"Count": cut}))
	}
	if n := overlapping(said); n > 0 {
		notes = append(notes, words.T("{{.Count}} times the same voice is said to speak twice at once.", map[string]any{"Count": n}))
	}
	return said, notes, nil
}

// overlapping counts utterances that begin while the same lane still speaks.
func overlapping(said []recordings.Utterance) (n int) {
	until := map[int]time.Duration{}
	for _, u := range said {
		if u.Start < until[u.Lane]-50*time.Millisecond {
			n++
		}
		until[u.Lane] = max(until[u.Lane], u.End)
	}
	return n
}

// lane tells from a speaker's name whose lane it is, -1 if it doesn't say.
func (c Call) lane(speaker string) int {
	s := strings.ToLower(strings.TrimFunc(speaker, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("[]()【】（）:：", r) }))
	for _, name := range []string{"agent", "坐席", "座席", "客服", "话务员", "工号", "staff", "operator"} {
		if strings.HasPrefix(s, name) {
			return c.AgentLane
		}
	}
	for _, name := range []string{"customer", "客户", "用户", "来电", "caller", "client"} {
		if strings.HasPrefix(s, name) {
			return 1 - c.AgentLane
		}
	}
	switch s {
	case "ch_0", "channel 0", "left", "左", "0", "左声道":
		return 0
	case "ch_1", "channel 1", "right", "右", "1", "右声道":
		return 1
	}
	return -1
}

// glue puts words together: Latin ones with a blank between, Chinese without.
func glue(text, word string) string {
	if text == "" || word == "" {
		return text + word
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(word)
	latin := func(r rune) bool { return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	if latin(first) && (latin(last) || strings.ContainsRune(",.;:?!%)", last)) {
		return text + " " + word
	}
	return text + word
}
