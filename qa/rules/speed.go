package rules

import (
	"strconv"
	"time"
	"unicode"

	"shifu/internal/hanzi"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings/speech"
)

// Speed asks how fast somebody speaks: Chinese characters and words of other
// languages a second, over what the sound says that they speak.
type Speed struct {
	Above, Below float64 // a second; 0: not asked
	By           qa.Lane
}

// paceFrom is how long somebody must have spoken for a speed to mean something.
const paceFrom = 10 * time.Second

func (s *Speed) test(t *Talk) Result {
	if t.speech == nil || t.speech.Mono || len(t.turns) == 0 {
		return Result{}
	}
	m := t.speech.Metrics(t.agent)
	voice := m.Agent
	if s.By == qa.LaneCustomer {
		voice = m.Customer
	}
	n := 0
	for _, u := range t.turns {
		if u.lane == s.By {
			n += Count(u.text)
		}
	}
	if voice.Talk < paceFrom || n == 0 {
		return Result{}
	}
	return s.judge(float64(n)/voice.Talk.Seconds(), voice)
}

func (s *Speed) judge(pace float64, voice speech.Voice) Result {
	at := voice.LongestMonologue
	hit := []Hit{{Turn: -1, Lane: s.By, At: at.From, Until: at.To,
		Note: words.T("{{.N}} characters or words a second", map[string]any{"N": strconv.FormatFloat(pace, 'f', 1, 64)})}}
	if s.Above > 0 && pace > s.Above || s.Below > 0 && pace < s.Below {
		return Result{Truth: Yes, For: hit}
	}
	return Result{Truth: No, Against: hit}
}

// Count counts Chinese characters, and words of letters and digits.
func Count(text string) (n int) {
	within := false
	for _, r := range text {
		switch {
		case hanzi.Is(r):
			n, within = n+1, false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !within {
				n++
			}
			within = true
		default:
			within = false
		}
	}
	return n
}

func (s *Speed) check(c *checker, path string) {
	if s.By != qa.LaneAgent && s.By != qa.LaneCustomer {
		c.say(path+".by", "A lane is agent or customer, not \"{{.Have}}\".", map[string]any{"Have": string(s.By)})
	}
	if s.Above <= 0 && s.Below <= 0 || s.Above < 0 || s.Below < 0 || s.Above > 100 || s.Below > 100 {
		c.say(path, "Give above or below: characters or words a second, up to 100.", nil)
	}
}
