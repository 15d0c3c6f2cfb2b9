package library

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
)

// askFacts asks for facts of the marked calls; what is left empty stays.
func (s *Screen) askFacts() {
	ids := s.markedIDs()
	if len(ids) == 0 || !s.mayImport() {
		return
	}
	field := func(hint string) *parts.Entry { return parts.NewEntry(hint).Wide(ask.Wide) }
	agent, project, line, queue := field(lang.L("Name or staff number")), field(""), field(""), field("")
	fields := parts.Stack(8, ask.Labelled(lang.L("Agent"), agent), ask.Labelled(lang.L("Project"), project),
		ask.Labelled(lang.L("Business line"), line), ask.Labelled(lang.L("Queue"), queue))
	q := parts.Question{Title: lang.L("Which facts do the {{.N}} marked calls get?", map[string]any{"N": chart.Count(len(ids))}),
		Text: lang.L("What you leave empty stays as it is. It can be undone as one step."), Act: lang.L("Set the facts"), Kind: parts.Main, Width: look.Scaled(ask.Wide + 40)}
	ask.Form(s.d, q, agent, fields, func(done func(error)) {
		f := recordings.Facts{Project: strings.TrimSpace(project.Text()), BusinessLine: strings.TrimSpace(line.Text()), Queue: strings.TrimSpace(queue.Text())}
		background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (recordings.Facts, error) {
			return s.withAgent(ctx, f, strings.TrimSpace(agent.Text()))
		},
			func(f recordings.Facts, err error) {
				if done(err); err == nil {
					s.setFacts(ids, f)
				}
			})
	})
}

// withAgent finds the agent who is named.
func (s *Screen) withAgent(ctx context.Context, f recordings.Facts, named string) (recordings.Facts, error) {
	if named == "" {
		if f.IsZero() {
			return f, fault.New(fault.Invalid, "Write at least one fact.", nil)
		}
		return f, nil
	}
	ps, err := s.d.People.Persons(ctx, s.d.Actor, people.Find{Text: named})
	if err != nil {
		return f, err
	}
	n := 0
	for _, p := range ps {
		if p.Name == named || p.StaffNumber == named {
			f.Agent, n = &p, n+1
		}
	}
	switch n {
	case 0:
		return f, fault.New(fault.NotFound, "There is nobody called {{.Name}}.", fault.Values{"Name": named})
	case 1:
		return f, nil
	}
	return f, fault.New(fault.Conflict, "{{.N}} persons are called {{.Name}}. Write the staff number.", fault.Values{"N": n, "Name": named})
}

func (s *Screen) setFacts(ids []string, f recordings.Facts) {
	d := s.d
	s.doBulk(ids, bulk{title: lang.L("Setting facts"), said: counted("{{.N}} calls changed."),
		each: func(ctx context.Context, id string) (work, error) {
			was, err := d.Calls.Call(ctx, d.Actor, id)
			if err != nil {
				return nil, err
			}
			if err := d.Calls.SetFacts(ctx, d.Actor, f.On(was.Call)); err != nil {
				return nil, err
			}
			return func(ctx context.Context) error {
				now, err := d.Calls.Call(ctx, d.Actor, id)
				if err != nil {
					return err
				}
				return d.Calls.SetFacts(ctx, d.Actor, f.Off(now.Call, was.Call))
			}, nil
		}})
}
