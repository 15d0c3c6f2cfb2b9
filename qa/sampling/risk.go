package sampling

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings"
)

// Signals are the hits of one call by which risk is weighed.
type Signals struct {
	Complaint int           // complaint words of the customer
	Silence   time.Duration // the longest in which nobody speaks
	Repeat    int           // earlier calls of the same number within 7 days
	Transfer  bool          // the call was passed on
	Satisfied int           // 1 (worst) to 5; 0: not given
}

// RepeatWithin is how soon after another call of the same number a call is a repeat.
const RepeatWithin = 7 * 24 * time.Hour

// LongSilence is from when on a silence is a sign of risk.
const LongSilence = 10 * time.Second

// Weights say how many points each kind of hit gives.
type Weights struct {
	Complaint float64 `json:"complaint"` // per word
	Silence   float64 `json:"silence"`
	Repeat    float64 `json:"repeat"` // per earlier call
	Transfer  float64 `json:"transfer"`
	LowScore  float64 `json:"low_score"` // satisfaction of 1 or 2
}

// Usual are the weights with which a plan begins.
func Usual() Weights { return Weights{Complaint: 3, Silence: 2, Repeat: 2, Transfer: 1, LowScore: 4} }

// mostWords caps what one kind of hit gives, so that one word said over and
// over does not hide every other call.
const mostWords = 5

// Points is the weighted sum of the hits.
func (w Weights) Points(s Signals) float64 {
	points := w.Complaint*float64(min(s.Complaint, mostWords)) + w.Repeat*float64(min(s.Repeat, mostWords))
	if s.Silence >= LongSilence {
		points += w.Silence
	}
	if s.Transfer {
		points += w.Transfer
	}
	if s.low() {
		points += w.LowScore
	}
	return points
}

func (s Signals) low() bool { return s.Satisfied == 1 || s.Satisfied == 2 }

// DrawRisk chooses the n calls with most points, fewer if fewer have any; equal
// ones by seed. It is no random sample: its scores never enter an average.
func DrawRisk(calls []Candidate, w Weights, n int, seed int64) (Sample, error) {
	if err := checkN(n, max(n, len(calls))); err != nil || len(calls) == 0 {
		return Sample{}, cmp.Or(err, checkN(n, len(calls)))
	}
	mixed := slices.Clone(calls)
	shuffle(mixed, seed, "")
	slices.SortStableFunc(mixed, func(a, b Candidate) int { return cmp.Compare(w.Points(b.Signals), w.Points(a.Signals)) })
	hits := slices.IndexFunc(mixed, func(c Candidate) bool { return w.Points(c.Signals) <= 0 })
	if hits < 0 {
		hits = len(mixed)
	}
	if hits == 0 {
		return Sample{}, fault.New(fault.Invalid, "No call shows a sign of risk. Widen the filter, or draw at random.", nil)
	}
	out := Sample{Candidates: len(calls), Strata: []Stratum{{Size: len(calls), N: min(n, hits)}}}
	for _, c := range mixed[:min(n, hits)] {
		out.Picks = append(out.Picks, Pick{ID: c.ID, AgentID: c.AgentID, Why: w.why(c.Signals)})
	}
	return out, nil
}

// why names the hits that count, the heaviest first.
func (w Weights) why(s Signals) words.Text {
	type hit struct {
		points float64
		text   words.Text
	}
	var hits []hit
	add := func(points float64, key string, values fault.Values) {
		if points > 0 {
			hits = append(hits, hit{points, words.T(key, values)})
		}
	}
	if s.Complaint > 0 {
		add(w.Complaint*float64(min(s.Complaint, mostWords)), "Complaint words {{.N}}", fault.Values{"N": s.Complaint})
	}
	if s.Silence >= LongSilence {
		add(w.Silence, "Silence {{.Seconds}} s", fault.Values{"Seconds": int(s.Silence / time.Second)})
	}
	if s.Repeat > 0 {
		add(w.Repeat*float64(min(s.Repeat, mostWords)), "Called {{.N}} times within 7 days", fault.Values{"N": s.Repeat + 1})
	}
	if s.Transfer {
		add(w.Transfer, "Passed on", nil)
	}
	if s.low() {
		add(w.LowScore, "Low satisfaction: {{.Value}}", fault.Values{"Value": s.Satisfied})
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.points, a.points) })
	text := hits[len(hits)-1].text
	for i := len(hits) - 2; i >= 0; i-- {
		text = words.T("{{.First}}, {{.Rest}}", fault.Values{"First": hits[i].text, "Rest": text})
	}
	return text
}

// complaintWords and transferWords are what customers and agents say then.
var (
	complaintWords = []string{"投诉", "举报", "曝光", "赔偿", "赔我", "领导", "踢皮球", "推诿", "态度", "12398", "媒体", "律师", "起诉",
		"complaint", "complain", "compensation", "supervisor", "lawyer", "disgrace"}
	transferWords = []string{"为您转接", "帮您转接", "给您转接", "转接到", "转到人工", "转给专席", "transfer you", "put you through"}
)

// Listen finds the signals in what was said. agentLane is the agent's lane; a
// word of an unknown lane counts.
func (s *Signals) Listen(us []recordings.Utterance, agentLane int) {
	var end time.Duration
	for i, u := range us {
		text := strings.ToLower(u.Text)
		if u.Lane != agentLane || u.Lane < 0 {
			s.Complaint += count(text, complaintWords)
		}
		s.Transfer = s.Transfer || count(text, transferWords) > 0
		if i > 0 {
			s.Silence = max(s.Silence, u.Start-end)
		}
		end = max(end, u.End)
	}
}

func count(text string, words []string) (n int) {
	for _, w := range words {
		n += strings.Count(text, w)
	}
	return n
}
