package benchmark

import (
	"slices"
	"time"

	"shifu/qa/proposal"
	"shifu/recordings"
	"shifu/recordings/redaction"
)

// Mark is a stretch of the recording that is silenced, by the call's own time.
type Mark struct {
	From  time.Duration `json:"from"`
	Until time.Duration `json:"until"`
	Words string        `json:"-"` // what is said there, as far as the transcript tells; never kept
}

// margin is how much is silenced before and after what the transcript tells,
// since its times hold for lines, and places within a line are estimated.
const margin = 400 * time.Millisecond

// Suggest returns what the transcript says of the stretch from … until that
// names a person or a place: numbers, names, addresses, see proposal.Redact.
// Where the times of words aren't known, time is taken to run evenly over the
// characters of a line. Marks that meet are one.
func Suggest(said []recordings.Utterance, names []string, from, until time.Duration) []Mark {
	var out []Mark
	for _, u := range said {
		if u.End <= from || u.Start >= until {
			continue
		}
		for _, run := range hidden(u.Text, names) {
			m := Mark{From: max(u.SaidAt(run.from)-margin, from), Until: min(u.SaidAt(run.to)+margin, until), Words: run.words}
			if m.Until > m.From {
				out = append(out, m)
			}
		}
	}
	return merged(out)
}

type run struct {
	from, to int // characters
	words    string
}

// hidden are the runs of characters that must not be heard.
func hidden(text string, names []string) (out []run) {
	was, is := []rune(text), []rune(proposal.Redact(text, names))
	for i := 0; i < len(was); i++ {
		if was[i] == is[i] {
			continue
		}
		from := i
		for i < len(was) && (was[i] != is[i] || was[i] == ' ' || was[i] == '-') {
			i++
		}
		out = append(out, run{from, i, string(was[from:i])})
	}
	return out
}

func merged(marks []Mark) []Mark {
	slices.SortFunc(marks, func(a, b Mark) int { return int(a.From - b.From) })
	var out []Mark
	for _, m := range marks {
		if n := len(out); n > 0 && m.From <= out[n-1].Until {
			out[n-1].Until = max(out[n-1].Until, m.Until)
			out[n-1].Words += " " + m.Words
			continue
		}
		out = append(out, m)
	}
	return out
}

// Heard is the transcript of a clip for those who hear it: its lines, with what
// names somebody, and all that falls into a mark, as stars.
func Heard(said []recordings.Utterance, names []string, c *Call) []recordings.Utterance {
	var marks []Mark
	if c.Redaction != nil {
		marks = c.Redaction.Marks
	}
	var out []recordings.Utterance
	for _, u := range said {
		if u.End <= c.From || u.Start >= c.Until {
			continue
		}
		u.Text = starred(u, proposal.Redact(u.Text, names), marks)
		out = append(out, u)
	}
	return out
}

// starred hides the characters that fall into marks.
func starred(u recordings.Utterance, text string, marks []Mark) string {
	rs := []rune(text)
	for i := range rs {
		at := u.Start + time.Duration(float64(u.End-u.Start)*(float64(i)+.5)/float64(len(rs)))
		if slices.ContainsFunc(marks, func(m Mark) bool { return at >= m.From+margin && at < m.Until-margin }) {
			rs[i] = '*'
		}
	}
	return string(rs)
}

// Spans are the marks as the recording takes them.
func Spans(marks []Mark) []redaction.Span {
	out := make([]redaction.Span, len(marks))
	for i, m := range marks {
		out[i] = redaction.Span{From: m.From, To: m.Until, Lane: redaction.BothLanes}
	}
	return out
}
