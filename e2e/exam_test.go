package e2e

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/store"
	"shifu/training/bank"
	"shifu/training/exam"
)

// classroom is a small workspace with an exam of two essays and somebody who
// sits it.
type classroom struct {
	t      *testing.T
	dir    string
	agent  people.Actor
	examID string
}

func newClassroom(t *testing.T) *classroom {
	c := &classroom{t: t, dir: filepath.Join(t.TempDir(), "Shifu")}
	c.within(func(ctx context.Context, w *store.Workspace) {
		org, err := w.People().SaveOrganisation(ctx, people.Program(), people.Organisation{Name: "Grid", Kind: people.InHouse})
		c.must(err)
		somebody := func(login string, role people.Role) people.Actor {
			p := people.Person{OrganisationID: org, Login: login, Name: login, Roles: []people.Role{role}, JoinedAt: time.Now()}
			p.ID, err = w.People().SavePerson(ctx, people.Program(), p)
			c.must(err)
			c.must(w.People().SetPassword(ctx, people.Program(), p.ID, "", "shifu-demo"))
			a, err := w.People().Confirm(ctx, people.As(p, people.InHouse))
			c.must(err)
			return a
		}
		trainer := somebody("trainer", people.Trainer)
		c.agent = somebody("agent", people.Agent)
		essay := bank.Question{Kind: bank.Essay, State: bank.Active, Mark: 5, Text: "What do you say?"}
		_, err = w.Bank().Import(ctx, trainer, []bank.Question{essay, essay})
		c.must(err)
		e := exam.Exam{Name: "Manners", PassShare: .6, Blueprint: exam.Blueprint{{Kind: bank.Essay, Count: 2, Mark: 5}}, Rules: exam.Rules{Limit: time.Hour}}
		c.examID, err = w.Exams().Save(ctx, trainer, e)
		c.must(err)
		c.must(w.Exams().Publish(ctx, trainer, c.examID, true))
	})
	return c
}

func (c *classroom) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// within opens the workspace while no window has it.
func (c *classroom) within(do func(ctx context.Context, w *store.Workspace)) {
	c.t.Helper()
	ctx := context.Background()
	w, err := store.Open(ctx, c.dir, store.Options{})
	c.must(err)
	defer w.Close()
	do(ctx, w)
}

// enter signs the agent in where nobody has signed in before: the caret stands
// in the first field.
func (p *program) enter() {
	p.t.Helper()
	p.await("shown", map[string]any{"place": "sign-in"})
	p.rest()
	p.write("agent")
	p.key("Return")
	p.write("shifu-demo")
	p.key("Return")
	p.await("entered", nil)
}

func TestExam_KilledWhileTypingGoesOnAtTheSameQuestion(t *testing.T) {
	c := newClassroom(t)
	s := newScreen(t, 1280, 800)
	p := s.start(nil, "--workspace", c.dir, "--lang", "en")
	p.enter()
	p.visit("exams")
	p.await("exams", nil)
	p.rest()
	p.key("ctrl+Return")
	p.rest()
	p.key("Tab", "Return") // the dialog's act
	p.await("sitting", map[string]any{"here": 0})
	p.rest()
	p.key("ctrl+Next")
	p.await("kept", map[string]any{"here": 1, "waiting": 0})
	p.rest()
	p.write("I am sorry that nobody came. ")
	p.await("kept", map[string]any{"here": 1, "characters": 29, "waiting": 0})
	p.write("I will call you back within the ho") // and the power goes
	p.kill()
	c.within(func(ctx context.Context, w *store.Workspace) {
		sat, err := w.Exams().Begin(ctx, c.agent, c.examID)
		c.must(err)
		text := sat.Attempt.Answers[1].Text
		if sat.Attempt.Here != 1 || !strings.HasPrefix(text, "I am sorry that nobody came. ") {
			t.Errorf("at question %d: %q", sat.Attempt.Here+1, text)
		}
	})
	p = s.start(nil, "--workspace", c.dir, "--lang", "en")
	p.enter()
	p.visit("exams")
	p.await("exams", nil)
	p.rest()
	p.key("ctrl+Return") // it goes on without a question
	p.await("sitting", map[string]any{"here": 1})
	s.shot("tour", "exam-again")
}
