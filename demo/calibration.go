package demo

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/demo/spoken"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/calibration"
	"shifu/recordings"
)

//go:embed calibration.yaml
var calibrationFile []byte

// sitting is a calibration session as calibration.yaml writes it.
type sitting struct {
	Title   string                       `yaml:"title"`
	Call    string                       `yaml:"call"`
	Line    string                       `yaml:"line"`
	Begun   int                          `yaml:"begun"`
	Review  int                          `yaml:"review"`
	To      calibration.State            `yaml:"to"`
	Expert  string                       `yaml:"expert"`
	Who     []string                     `yaml:"who"`
	Absent  []string                     `yaml:"absent"`
	All     map[string]ruling            `yaml:"all"`
	Own     map[string]map[string]ruling `yaml:"own"`
	Rulings map[string]settled           `yaml:"rulings"`
}

// settled is what a session agreed on a question.
type settled struct {
	Is        string `yaml:"is"`
	Text      string `yaml:"text"`
	Precedent bool   `yaml:"precedent"`
	Wording   bool   `yaml:"wording"`
}

// chair leads every session.
const chair = "吴清和"

// planCalibration plans the sessions: three that were closed, one whose answers
// are being discussed, one in which people still score, and two questions that
// somebody puts up.
func (m *maker) planCalibration(context.Context) error {
	var all []sitting
	if err := yaml.UnmarshalWithOptions(calibrationFile, &all, yaml.Strict()); err != nil {
		return fmt.Errorf("reading the calibration sessions: %w", err)
	}
	for _, s := range all {
		if err := m.planSitting(s); err != nil {
			return fmt.Errorf("the session %s: %w", s.Title, err)
		}
	}
	m.at(m.midnight(-1).Add(16*time.Hour), "putting a question up", func(ctx context.Context) error {
		return m.ws.Rulebook.Propose(ctx, m.cast.as("冯清明"), calibration.Proposal{VersionID: m.rubric.ID, Ref: "4.5",
			Why: words.T("What counts as giving a reason while the system names none?", nil)})
	})
	return nil
}

// seat is a session on its way.
type seat struct {
	*maker
	sitting
	call   recordings.Call
	script spoken.Call
	id     string
}

func (m *maker) planSitting(s sitting) error {
	x := &seat{maker: m, sitting: s}
	if err := x.findCall(); err != nil {
		return err
	}
	begun := m.midnight(-s.Begun).Add(9*time.Hour + 30*time.Minute)
	m.at(begun, "beginning the session "+s.Title, x.begin)
	for i, name := range x.members() {
		if slices.Contains(s.Absent, name) {
			continue
		}
		answers, err := x.answers(name)
		if err != nil {
			return err
		}
		m.at(begun.Add(time.Duration(90+37*i)*time.Minute), name+" scores in the session", func(ctx context.Context) error { return x.score(ctx, name, answers) })
	}
	if s.To == calibration.Scoring {
		return nil
	}
	review := m.midnight(-s.Review).Add(18 * time.Hour)
	m.at(review, "reviewing the session "+s.Title, x.review)
	if s.To == calibration.Closed {
		m.at(review.Add(70*time.Minute), "closing the session "+s.Title, x.close)
	}
	return nil
}

// findCall is the recorded call, or the last old one of the line that was in the
// library when scoring began.
func (x *seat) findCall() error {
	if x.Call != "" {
		s, ok := x.maker.script(x.Call)
		if !ok {
			return fmt.Errorf("there is no call %s", x.Call)
		}
		x.script, x.call = s, x.recorded[x.Call]
		return nil
	}
	for _, c := range slices.Backward(x.history) {
		if c.BusinessLine == x.Line && c.StartedAt.Before(x.midnight(-x.Begun)) {
			x.call = c
			return nil
		}
	}
	return fmt.Errorf("there is no old call of %s", x.Line)
}

func (x *seat) members() []string {
	if x.Expert == "" {
		return x.Who
	}
	return append([]string{x.Expert}, x.Who...)
}

// answers are one member's: their own line, else what everybody answers, else full.
func (x *seat) answers(name string) (qa.Answers, error) {
	out := qa.Answers{}
	for _, q := range x.drawn.All {
		w, is := x.Own[name][q.Ref]
		if !is {
			w, is = x.All[q.Ref]
		}
		if !is {
			w.Is = "full"
		}
		a, err := w.answer(q, x.script)
		if err != nil {
			return nil, fmt.Errorf("%s, question %s: %w", name, q.Ref, err)
		}
		out[q.Ref] = a
	}
	return out, nil
}

func (x *seat) begin(ctx context.Context) error {
	s := calibration.Session{Title: x.Title, VersionID: x.rubric.ID, Calls: []calibration.Call{{ID: x.call.ID}}, Threshold: calibration.DefaultThreshold,
		DueAt: x.midnight(-x.Review).Add(18 * time.Hour).UTC()}
	if x.To == calibration.Scoring {
		s.DueAt = x.midnight(1).Add(18 * time.Hour).UTC()
	}
	for _, name := range x.members() {
		s.Members = append(s.Members, calibration.Member{PersonID: x.cast.people[name].ID, Name: name, Expert: name == x.Expert})
	}
	var err error
	if x.id, err = x.ws.Calibration.Save(ctx, x.cast.as(chair), s); err != nil {
		return err
	}
	return x.ws.Calibration.Advance(ctx, x.cast.as(chair), x.id, calibration.Scoring)
}

func (x *seat) score(ctx context.Context, name string, answers qa.Answers) error {
	by := x.cast.as(name)
	e, err := x.ws.Scores.Begin(ctx, by, qa.Start{CallID: x.call.ID, VersionID: x.rubric.ID, Purpose: qa.Session, For: x.id})
	if err != nil {
		return err
	}
	e.Answers, e.Listened = answers, x.call.Duration*11/10
	_, err = x.ws.Scores.Submit(ctx, by, e)
	return err
}

func (x *seat) review(ctx context.Context) error {
	if err := x.ws.Calibration.Advance(ctx, x.cast.as(chair), x.id, calibration.Review); err != nil {
		return err
	}
	for _, q := range x.drawn.All {
		r, ok := x.Rulings[q.Ref]
		if !ok {
			continue
		}
		a, err := ruling{Is: r.Is}.answer(q, x.script)
		if err != nil {
			return err
		}
		err = x.ws.Calibration.Rule(ctx, x.cast.as(chair), calibration.Ruling{SessionID: x.id, CallID: x.call.ID, Ref: q.Ref, Agreed: a,
			Text: r.Text, Precedent: r.Precedent, Wording: r.Wording})
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *seat) close(ctx context.Context) error {
	for _, to := range []calibration.State{calibration.Resolved, calibration.Closed} {
		if err := x.ws.Calibration.Advance(ctx, x.cast.as(chair), x.id, to); err != nil {
			return err
		}
	}
	return nil
}
