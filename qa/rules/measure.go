package rules

import (
	"strconv"
	"time"

	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings/speech"
)

// Sound names what is measured in the sound.
type Sound string

// What is measured.
const (
	Silence      Sound = "silence"
	Hold         Sound = "hold"
	TalkOver     Sound = "talk_over"
	Interruption Sound = "interruption"
)

// Measure asks for stretches of silence, hold, talk-over or interruptions. The
// figures come from the sound alone.
type Measure struct {
	Of    Sound
	Over  time.Duration // a stretch counts from this length on
	Total time.Duration // all that count come to at least this
	Times int           // so many count; 0: one
	Where               // By: who talks over or interrupts
}

func (m *Measure) test(t *Talk) Result {
	if t.speech == nil || m.byVoice() && t.speech.Mono {
		return Result{}
	}
	var hits []Hit
	sum := time.Duration(0)
	for _, s := range m.stretches(t) {
		if s.length >= m.Over && m.holds(t, s.At, s.Until) {
			hits, sum = append(hits, s.Hit), sum+s.length
		}
	}
	if len(hits) >= max(m.Times, 1) && sum >= m.Total {
		return Result{Truth: Yes, For: hits}
	}
	if len(hits) == 0 {
		hits = []Hit{{Turn: -1, Until: t.length, Note: noneOf[m.Of]}}
	}
	return Result{Truth: No, Against: hits}
}

func (m *Measure) byVoice() bool { return m.Of == TalkOver || m.Of == Interruption }

type stretch struct {
	Hit
	length time.Duration
}

func (m *Measure) stretches(t *Talk) (out []stretch) {
	add := func(s speech.Span, lane qa.Lane) {
		if m.By == qa.LaneBoth || lane == m.By || lane == qa.LaneBoth {
			note := words.T(noteOf[m.Of].Key, map[string]any{"S": strconv.FormatFloat(s.Length().Seconds(), 'f', 1, 64)})
			out = append(out, stretch{Hit{Turn: -1, Lane: lane, At: s.From, Until: s.To, Note: note}, s.Length()})
		}
	}
	a := t.speech
	switch m.Of {
	case Silence:
		for _, s := range a.Silences {
			add(s, qa.LaneBoth)
		}
	case Hold:
		for _, s := range a.Hold {
			add(s, qa.LaneBoth)
		}
	case TalkOver:
		for _, o := range a.Overlaps {
			add(o.Span, t.voice(o.ByLane))
		}
	case Interruption:
		for _, i := range a.Interruptions {
			add(speech.Span{From: i.At, To: i.Until}, t.voice(i.ByLane))
		}
	}
	return out
}

func (t *Talk) voice(lane int) qa.Lane {
	if lane == t.agent {
		return qa.LaneAgent
	}
	return qa.LaneCustomer
}

var noteOf = map[Sound]words.Text{Silence: words.T("Silence {{.S}} s", nil), Hold: words.T("Hold {{.S}} s", nil),
	TalkOver: words.T("Talk-over {{.S}} s", nil), Interruption: words.T("Interruption {{.S}} s", nil)}

var noneOf = map[Sound]words.Text{Silence: words.T("No such silence", nil), Hold: words.T("No such hold", nil),
	TalkOver: words.T("No such talk-over", nil), Interruption: words.T("No such interruption", nil)}

func (m *Measure) check(c *checker, path string) {
	m.Where.check(c, path)
	switch {
	case m.Over < 0 || m.Total < 0 || m.Over > dayLong || m.Total > dayLong:
		c.say(path, "Seconds lie between 0 and {{.Limit}}.", map[string]any{"Limit": int(dayLong.Seconds())})
	case m.Of == Silence && m.Over < speech.SilenceFrom:
		c.say(path+".over", "A silence counts from {{.Limit}} s on; write over: {{.Limit}} or more.", map[string]any{"Limit": int(speech.SilenceFrom.Seconds())})
	}
	if !m.byVoice() && m.By != qa.LaneBoth {
		c.say(path+".by", "Silence and hold are nobody's; leave by out.", nil)
	}
	if m.Times < 0 || m.Times > maxPhrases {
		c.say(path+".times", "times lies between 1 and {{.Limit}}.", map[string]any{"Limit": maxPhrases})
	}
}
