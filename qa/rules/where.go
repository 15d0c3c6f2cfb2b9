package rules

import (
	"strings"
	"time"

	"shifu/internal/words"
	"shifu/qa"
)

// Where narrows a condition: to a speaker, to the first or the last seconds.
type Where struct {
	By    qa.Lane // empty: either
	First time.Duration
	Last  time.Duration
}

// turns returns the turns within; unsure says that some might be by the
// speaker asked for, but nobody knows.
func (w Where) turns(t *Talk) (within []int, unsure bool) {
	for i, u := range t.turns {
		switch {
		case !w.holds(t, u.start, u.end):
		case w.By == qa.LaneBoth || u.lane == w.By:
			within = append(within, i)
		case u.lane == qa.LaneBoth:
			unsure = true
		}
	}
	return within, unsure
}

// sentences returns the sentences within, in the order in which they are said.
func (w Where) sentences(t *Talk) (within []sentence, unsure bool) {
	for _, s := range t.all {
		at, until := t.moment(s.turn, s.from, s.to)
		switch lane := t.turns[s.turn].lane; {
		case !w.holds(t, at, until):
		case w.By == qa.LaneBoth || lane == w.By:
			within = append(within, s)
		case lane == qa.LaneBoth:
			unsure = true
		}
	}
	return within, unsure
}

// holds reports whether a stretch begins in the first seconds, or ends in the last.
func (w Where) holds(t *Talk, at, until time.Duration) bool {
	return (w.First == 0 || at < w.First) && (w.Last == 0 || until > t.length-w.Last)
}

// absent is what speaks against something that was not said.
func (w Where) absent(t *Talk, what any) []Hit {
	h := Hit{Turn: -1, Lane: w.By, Until: t.length, Note: words.T("Not said: {{.Phrases}}", map[string]any{"Phrases": what})}
	if w.First > 0 {
		h.Until = min(w.First, t.length)
	}
	if w.Last > 0 {
		h.At = min(max(0, t.length-w.Last), h.Until)
	}
	return []Hit{h}
}

// decide is Yes with hits, otherwise No, or Unknown where it can't be told.
func decide(hits []Hit, against []Hit, unsure bool) Result {
	switch {
	case len(hits) > 0:
		return Result{Truth: Yes, For: hits}
	case unsure:
		return Result{}
	}
	return Result{Truth: No, Against: against}
}

func (t *Talk) hit(turn, from, to int) Hit {
	at, until := t.moment(turn, from, to)
	u := t.turns[turn]
	return Hit{Turn: turn, Lane: u.lane, At: at, Until: until, Quote: strings.TrimSpace(u.text[from:to])}
}

func (w Where) check(c *checker, path string) {
	if w.By != qa.LaneBoth && w.By != qa.LaneAgent && w.By != qa.LaneCustomer {
		c.say(path+".by", "A lane is agent or customer, not \"{{.Have}}\".", map[string]any{"Have": string(w.By)})
	}
	if w.First < 0 || w.Last < 0 || w.First > dayLong || w.Last > dayLong {
		c.say(path, "Seconds lie between 0 and {{.Limit}}.", map[string]any{"Limit": int(dayLong.Seconds())})
	}
}

const dayLong = 24 * time.Hour
