package demo

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/demo/spoken"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa"
)

//go:embed tasks.yaml
var tasksFile []byte

// planTasks deals the recorded calls yesterday evening: those that were scored
// today, those that were begun, and those that still wait.
func (m *maker) planTasks(rs []review) error {
	var waiting map[string][]string
	if err := yaml.Unmarshal(tasksFile, &waiting); err != nil {
		return fmt.Errorf("reading the tasks: %w", err)
	}
	var ts []deal
	for _, r := range rs {
		if r.Day != nil && *r.Day == 0 {
			ts = append(ts, deal{r.By, r.Call, 0})
		}
	}
	for _, row := range m.cast.with("reviewer") {
		for i, id := range waiting[row.Name] {
			ts = append(ts, deal{row.Name, id, i / 5})
		}
	}
	m.at(m.midnight(-1).Add(18*time.Hour+30*time.Minute), "dealing", func(ctx context.Context) error {
		var tasks []qa.Task
		for _, d := range ts {
			t, err := m.task(d)
			if err != nil {
				return err
			}
			tasks = append(tasks, t)
		}
		_, err := m.ws.Queue.Deal(ctx, m.cast.as("吴清和"), tasks)
		return err
	})
	return nil
}

// deal is a call for a reviewer, due so many days from today.
type deal struct {
	reviewer, call string
	days           int
}

func (m *maker) task(d deal) (qa.Task, error) {
	s, ok := m.script(d.call)
	if !ok {
		return qa.Task{}, fmt.Errorf("the tasks name %s: there is no such call", d.call)
	}
	v := m.rubric
	if s.Language == "en" {
		v = m.english
	}
	why, risk := reason(s)
	due := m.midnight(d.days).Add(18 * time.Hour).UTC()
	if !due.After(m.now) {
		due = due.Add(24 * time.Hour)
	}
	return qa.Task{CallID: m.recorded[d.call].ID, VersionID: v.ID, ReviewerID: m.cast.people[d.reviewer].ID,
		Why: why, Risk: risk, DueAt: due}, nil
}

var complaintWords = []string{"投诉", "赔偿", "领导", "踢皮球", "complaint", "compensation"}

// reason says why a call was chosen: what is risky in it, else chance.
func reason(s spoken.Call) (why words.Text, risk bool) {
	n := 0
	for _, u := range s.Utterances {
		if u.Lane == 1 {
			for _, w := range complaintWords {
				n += strings.Count(u.Text, w)
			}
		}
	}
	gap := s.Longest(spoken.Silence)
	seconds := int((gap.EndMS - gap.StartMS) / 1000)
	switch {
	case n > 0 && seconds >= 10:
		return words.T("Complaint words {{.N}}, silence {{.Seconds}} s", fault.Values{"N": n, "Seconds": seconds}), true
	case n > 0:
		return words.T("Complaint words {{.N}}", fault.Values{"N": n}), true
	case seconds >= 10:
		return words.T("Silence {{.Seconds}} s", fault.Values{"Seconds": seconds}), true
	case s.Satisfaction > 0 && s.Satisfaction <= 2:
		return words.T("Low satisfaction: {{.Value}}", fault.Values{"Value": s.Satisfaction}), true
	case slices.ContainsFunc(s.Spans, func(x spoken.Span) bool { return x.Kind == spoken.Over }):
		return words.T("Talk-over", nil), true
	}
	return words.T("Random sample", nil), false
}
