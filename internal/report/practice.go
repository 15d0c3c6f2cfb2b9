package report

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// mostActs is how many lines of the ledger a report shows.
const mostActs = 20

// WritePractice writes a kept practice session as a PDF in language l: what it
// came to, the critical tasks, the references with their intervals, the acts by
// regret, the four answers and the coach's comment.
func WritePractice(w io.Writer, l words.Language, s logbook.Session, stamp Stamp) error {
	sc, err := s.Record.Played()
	if err != nil {
		return err
	}
	p, err := newLetter(l, stamp)
	if err != nil {
		return err
	}
	o := &s.Outcome
	p.title(p.say("Review of a practice session", nil), p.say(s.Name, nil))
	p.pairs([][2]string{{p.say("Who", nil), s.Person}, {p.say("Unit", nil), orNone(s.Organisation)}, {p.say("When", nil), p.instant(s.KeptAt)}, {p.say("Played", nil), played(o.Played)},
		{p.say("Callers lost", nil), strconv.Itoa(o.Lost)}, {p.say("The rule of tiers", nil), strconv.Itoa(o.Their)}, {p.say("Points left", nil), number(o.Points) + " / 100"},
		{p.say("Critical tasks", nil), fmt.Sprintf("%d / %d", o.Met, o.Tasks)}, {p.say("Spent", nil), p.say("{{.N}} yuan", fault.Values{"N": number(float64(o.Spent) / 100)})}, {p.say("Seed", nil), strconv.FormatUint(o.Seed, 10)}})
	if r := s.Review; r != nil {
		p.tasks(r)
		p.references(r)
		p.acts(sc, r)
	}
	a := &s.Answers
	for _, x := range [][2]string{{"What was planned?", a.Planned}, {"What happened?", a.Happened}, {"Why?", a.Why}, {"What next time?", a.Next}, {"Note", a.Note}, {"The coach", s.Comment}} {
		if x[1] == "" {
			continue
		}
		p.block(p.say(x[0], nil), 2*p.body.line())
		p.flow(left, width, p.body, x[1])
	}
	if s.Comment != "" {
		p.flow(left, width, p.fine, s.Coach+"  "+p.instant(s.CommentedAt))
	}
	return p.finish(w, p.say("Review of a practice session", nil)+" - "+p.say(s.Name, nil), s.ID)
}

func played(d time.Duration) string {
	return fmt.Sprintf("%d:%02d", int(d.Hours()), int(d.Minutes())%60)
}

var standingWords = map[practice.Standing]string{practice.Passed: "met", practice.Failed: "missed", practice.NotCalled: "not called for", practice.Pending: "still open"}

func (p *letter) tasks(r *practice.Review) {
	p.block(p.say("Critical tasks", nil), 3*p.body.line())
	for _, t := range r.Tasks {
		p.row([]float64{0, 380}, p.say(t.Task.Name, nil), p.say(standingWords[t.Standing], nil))
		if t.Standing == practice.Failed && t.Task.Feedback != "" {
			p.flow(left, width, p.note, p.say(t.Task.Feedback, nil))
		}
	}
}

// ranged is a mean with its interval.
func ranged(f practice.Figure, times float64, decimals int) string {
	return chart.Number(times*f.Mean, decimals) + " ±" + chart.Number(times*f.Half, decimals)
}

func (p *letter) references(r *practice.Review) {
	p.block(p.say("You and the references, {{.N}} re-runs each", fault.Values{"N": r.Reruns}), 4*p.body.line())
	at := []float64{0, 130, 210, 300, 390}
	p.row(at, "", p.say("Lost, these calls", nil), p.say("Lost on average", nil), p.say("95598 answers", nil), p.say("Your regret", nil))
	for _, s := range r.Results {
		regret := none
		if s.Reference != practice.Mine {
			regret = ranged(s.Regret, 1, 0)
		}
		p.row(at, s.Reference.Text().In(p.l), number(s.Lost.Actual), ranged(s.Lost, 1, 0), ranged(s.Rates[practice.Emergency], 100, 1)+" %", regret)
	}
}

func (p *letter) acts(sc *practice.Scenario, r *practice.Review) {
	if len(r.Ledger) == 0 {
		return
	}
	p.block(p.say("What each act and each missed moment was worth", nil), 3*p.body.line())
	at := []float64{0, 90, 300, 370, 440}
	p.row(at, p.say("Time", nil), p.say("Act", nil), p.say("It saved", nil), p.say("Regret", nil), p.say("Re-runs", nil))
	for _, e := range r.Ledger[:min(len(r.Ledger), mostActs)] {
		text := e.Order.Text().In(p.l)
		if e.Missed {
			text += "  " + p.say("missed", nil)
		}
		regret := none
		if e.Regret > 0 {
			regret = ranged(practice.Figure{Mean: e.Regret, Half: e.RegretHalf}, 1, 0)
		}
		clock := sc.Begins + e.At
		p.row(at, p.say("day {{.N}}", fault.Values{"N": int(clock/practice.Day) + 1})+" "+played(clock%practice.Day), text, ranged(e.Gain, 1, 0), regret, number(float64(e.Runs)))
	}
}
