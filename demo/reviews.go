package demo

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/demo/spoken"
	"shifu/qa"
	"shifu/recordings"
)

//go:embed reviews.yaml
var reviewsFile []byte

// review is how a call with sound was scored.
type review struct {
	Call    string            `yaml:"call"`
	By      string            `yaml:"by"`
	Day     *int              `yaml:"day"` // before today; none: the day after the call
	To      qa.State          `yaml:"to"`
	Why     string            `yaml:"why"`
	Answers map[string]ruling `yaml:"answers"`
	Comment string            `yaml:"comment"`
	Notes   []struct {
		At   string `yaml:"at"`
		Note string `yaml:"note"`
	} `yaml:"notes"`
}

type ruling struct {
	Is      string `yaml:"is"` // full, part, none, na
	At      string `yaml:"at"` // words of the call
	Comment string `yaml:"comment"`
}

func (m *maker) readReviews() ([]review, error) {
	var out []review
	if err := yaml.UnmarshalWithOptions(reviewsFile, &out, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("reading the reviews: %w", err)
	}
	return out, nil
}

func (m *maker) planReviews(rs []review) error {
	for i, r := range rs {
		s, ok := m.script(r.Call)
		if !ok {
			return fmt.Errorf("the review of %s: there is no such call", r.Call)
		}
		c := m.recorded[r.Call]
		answers, err := m.rule(r, s, c)
		if err != nil {
			return fmt.Errorf("the review of %s: %w", r.Call, err)
		}
		e := qa.Evaluation{Answers: answers, Comment: r.Comment, Listened: c.Duration * 11 / 10}
		for _, n := range r.Notes {
			at, err := moment(s, n.At)
			if err != nil {
				return fmt.Errorf("the review of %s: %w", r.Call, err)
			}
			at.Note = n.Note
			e.Moments = append(e.Moments, at)
		}
		m.life(c, r.By, e, m.reviewedAt(r, c, i, len(rs)), r.To, r.Why)
	}
	return nil
}

func (m *maker) script(id string) (spoken.Call, bool) {
	for _, s := range m.spoken {
		if s.ID == id {
			return s, true
		}
	}
	return spoken.Call{}, false
}

// reviewedAt spreads what was done today over the last hours, so that it is
// today at any time of the day.
func (m *maker) reviewedAt(r review, c recordings.Call, i, n int) time.Time {
	if r.Day == nil {
		day := c.StartedAt.In(m.now.Location())
		at := time.Date(day.Year(), day.Month(), day.Day()+1, 10+i%6, 7*(i%8), 0, 0, m.now.Location())
		if !at.Before(m.midnight(0)) {
			at = m.midnight(0).Add(-5 * time.Hour)
		}
		return at
	}
	from := m.midnight(-*r.Day)
	if recent := m.now.Add(-4 * time.Hour); recent.After(from) {
		from = recent
	}
	return from.Add(m.now.Sub(from) * time.Duration(i) / time.Duration(n))
}

// rule answers the form: as written, else full, or N/A where the question does
// not apply to the kind of call. A draft holds only what is written.
func (m *maker) rule(r review, s spoken.Call, c recordings.Call) (qa.Answers, error) {
	out := qa.Answers{}
	for _, q := range m.drawn.All {
		written, is := r.Answers[q.Ref]
		switch {
		case is:
			a, err := written.answer(q, s)
			if err != nil {
				return nil, fmt.Errorf("question %s: %w", q.Ref, err)
			}
			out[q.Ref] = a
		case r.To == qa.Draft:
		case q.NA && applies[q.Ref][c.BusinessLine] < 0.5:
			out[q.Ref] = qa.NotApplicable()
		default:
			a := qa.Choose(0)
			a.Spent = time.Duration(5+m.chance.IntN(15)) * time.Second
			out[q.Ref] = a
		}
	}
	return out, nil
}

func (w ruling) answer(q *qa.Question, s spoken.Call) (qa.Answer, error) {
	last := len(q.Choices()) - 1
	choice, known := map[string]int{"full": 0, "part": 1, "none": last}[w.Is]
	switch {
	case w.Is == "na":
		return qa.NotApplicable(), nil
	case !known || w.Is == "part" && last < 2:
		return qa.Answer{}, fmt.Errorf("there is no answer %q", w.Is)
	}
	a := qa.Choose(choice)
	a.Comment, a.Spent = w.Comment, 25*time.Second
	if w.At == "" {
		return a, nil
	}
	at, err := moment(s, w.At)
	if err != nil {
		return a, err
	}
	a.Moments = []qa.Moment{at}
	if len(q.RootCauses) > 0 && choice > 0 {
		a.Cause = q.RootCauses[0]
	}
	return a, nil
}

// moment is where the words are said.
func moment(s spoken.Call, words string) (qa.Moment, error) {
	u, ok := s.Find(words)
	if !ok {
		return qa.Moment{}, fmt.Errorf("nobody says %q", words)
	}
	lane := qa.LaneAgent
	if u.Lane == 1 {
		lane = qa.LaneCustomer
	}
	return qa.Moment{At: msec(u.StartMS), Until: msec(u.EndMS), Lane: lane}, nil
}
