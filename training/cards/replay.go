package cards

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"shifu/internal/fault"
)

// Log is a card's history as a file holds it. Weights, steps and retention may
// be absent.
type Log struct {
	Retention *float64  `json:"retention"`
	Weights   []float64 `json:"weights"`
	Steps     *[]string `json:"steps"`
	Again     *[]string `json:"relearning_steps"`
	Reviews   []struct {
		Rating int       `json:"rating"`
		At     time.Time `json:"at"`
	} `json:"reviews"`
}

// Replayed is the card after each review.
type Replayed struct {
	Reviews []Reviewed `json:"reviews"`
}

// Reviewed is the card after one review; IntervalDays is 0 while in steps.
type Reviewed struct {
	Stability    float64   `json:"stability"`
	Difficulty   float64   `json:"difficulty"`
	Due          time.Time `json:"due"`
	IntervalDays int       `json:"interval_days"`
	State        State     `json:"state"`
}

// ReadLog reads a history. It refuses what is no JSON of that form.
func ReadLog(file string, raw []byte) (Log, error) {
	var l Log
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&l); err != nil {
		return l, fault.New(fault.Invalid, "{{.File}} is no log of reviews: {{.Why}}", fault.Values{"File": file, "Why": err.Error()})
	}
	return l, nil
}

// Plan is how the log schedules.
func (l Log) Plan() (Plan, error) {
	p := StandardPlan()
	var err error
	if l.Retention != nil {
		p.Retention = *l.Retention
		if !(p.Retention > 0 && p.Retention < 1) {
			return p, fault.New(fault.Invalid, "The retention {{.Have}} does not lie between 0 and 1.", fault.Values{"Have": p.Retention})
		}
	}
	if len(l.Weights) > 0 {
		if p.Weights, err = WeightsOf(l.Weights); err != nil {
			return p, err
		}
	}
	for _, s := range []struct {
		texts *[]string
		steps *[]time.Duration
	}{{l.Steps, &p.Steps}, {l.Again, &p.Again}} {
		if s.texts == nil {
			continue
		}
		if *s.steps, err = parseSteps(*s.texts); err != nil {
			return p, err
		}
	}
	return p, nil
}

func parseSteps(texts []string) ([]time.Duration, error) {
	steps := make([]time.Duration, len(texts))
	for i, text := range texts {
		d, err := step(text)
		if err != nil || d <= 0 || d > 365*24*time.Hour {
			return nil, fault.New(fault.Invalid, "{{.Have}} is no step: write 1m, 10m, 1h or 1d.", fault.Values{"Have": text})
		}
		steps[i] = d
	}
	return steps, nil
}

func step(text string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		if err != nil || !(n >= 0 && n < 1e4) {
			return 0, fmt.Errorf("no days: %s", text)
		}
		return time.Duration(n * 24 * float64(time.Hour)), nil
	}
	return time.ParseDuration(text)
}

// Replay answers the reviews of a log one after another, without fuzz. It
// refuses a grade that doesn't exist and a review before the one before it.
func Replay(l Log) (Replayed, error) {
	p, err := l.Plan()
	if err != nil {
		return Replayed{}, err
	}
	out, c := Replayed{Reviews: []Reviewed{}}, Card{}
	for i, r := range l.Reviews {
		switch {
		case r.Rating < int(Again) || r.Rating > int(Easy):
			return Replayed{}, fault.New(fault.Invalid, "Review {{.N}}: the rating {{.Have}} is none of 1, 2, 3 and 4.", fault.Values{"N": i + 1, "Have": r.Rating})
		case r.At.IsZero() || r.At.Before(c.Seen):
			return Replayed{}, fault.New(fault.Invalid, "Review {{.N}} has no time, or one before the review in front of it.", fault.Values{"N": i + 1})
		}
		c = p.Answer(c, Grade(r.Rating), r.At)
		out.Reviews = append(out.Reviews, Reviewed{c.Stability, c.Difficulty, c.Due, c.Interval, c.State})
	}
	return out, nil
}
