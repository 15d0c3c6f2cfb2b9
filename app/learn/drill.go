package learn

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/recordings"
	"shifu/training/bank"
	"shifu/training/cards"
)

// drill is a run through today's cards: one card at a time, first its front,
// then its back and a grade.
type drill struct {
	s       *Screen
	plan    cards.Plan
	card    *cards.Entry // nil: the run is over
	shown   bool         // the back, or what was chosen with its ruling
	order   []int        // of the options, as they stand
	chosen  []int        // of the question's own numbers
	right   bool
	began   time.Time     // the front was shown
	thought time.Duration // until the back was
	skipped map[string]bool
	busy    bool // a grade is being kept

	start     time.Time
	done, got int
	before    float64 // expected score of the exam in view when the run began
}

// begin starts a run.
func (s *Screen) begin() {
	if len(s.k.queue.Cards) == 0 {
		return
	}
	g := &drill{s: s, plan: cards.StandardPlan(), skipped: map[string]bool{}, start: s.d.Now()}
	if a := s.k.queue.Aim; a != nil {
		g.before = a.Score
	}
	s.drill = g
	g.next()
}

// end leaves the run.
func (g *drill) end() {
	g.s.ear.Close()
	g.s.lent.Close()
	g.s.drill = nil
	g.s.load()
	g.s.show()
	g.s.d.Changed()
}

// next takes the next card: one that waits in its steps only if there is
// nothing else, those that were passed by last.
func (g *drill) next() {
	g.s.ear.Close()
	g.s.lent.Close()
	g.card, g.shown, g.chosen, g.right = nil, false, nil, false
	now, queue := g.s.d.Now(), g.s.k.queue.Cards
	best := -1
	for i := range queue {
		if best < 0 || g.rank(&queue[i], now) < g.rank(&queue[best], now) {
			best = i
		}
	}
	if best >= 0 {
		g.take(queue[best])
	}
	g.s.show()
	g.s.d.Changed()
	g.s.d.Trace("card", map[string]any{"left": len(queue), "over": g.card == nil})
}

func (g *drill) rank(e *cards.Entry, now time.Time) int {
	rank := 0
	if e.State != cards.Review && e.State != "" && e.Due.After(now) {
		rank = 1
	}
	if g.skipped[e.ID] {
		rank = 2
	}
	return rank
}

func (g *drill) take(e cards.Entry) {
	g.card, g.began = &e, g.s.d.Now()
	g.order = nil
	if q := e.Question; q != nil {
		for i := range q.Options {
			g.order = append(g.order, i)
		}
		if q.Shuffle {
			r := rand.New(rand.NewPCG(uint64(e.Reviews), uint64(e.AddedAt.UnixMicro())))
			r.Shuffle(len(g.order), func(i, j int) { g.order[i], g.order[j] = g.order[j], g.order[i] })
		}
	}
}

// show turns the card over, or hands several choices in.
func (g *drill) show() {
	switch {
	case g.card == nil || g.busy:
	case g.shown && g.card.Question != nil:
		g.grade(g.ruled())
	case g.shown:
	case g.card.Question != nil && len(g.chosen) == 0:
	default:
		g.reveal()
	}
}

func (g *drill) reveal() {
	g.shown, g.thought = true, g.s.d.Now().Sub(g.began)
	if q := g.card.Question; q != nil {
		f, _ := q.Fraction(bank.Answer{Options: slices.Sorted(slices.Values(g.chosen))})
		g.right = f >= 1
	}
	g.s.show()
	g.s.d.Changed()
}

// choose picks the option at a place; a single choice is handed in by it.
func (g *drill) choose(place int) {
	if g.card == nil || g.shown || place >= len(g.order) {
		return
	}
	o := g.order[place]
	if g.card.Question.Kind != bank.Multiple {
		g.chosen = []int{o}
		g.reveal()
		return
	}
	if i := slices.Index(g.chosen, o); i >= 0 {
		g.chosen = slices.Delete(g.chosen, i, i+1)
	} else {
		g.chosen = append(g.chosen, o)
	}
	g.s.show()
	g.s.d.Changed()
}

// ruled is the grade of a question by the rule.
func (g *drill) ruled() cards.Grade {
	return cards.GradeOf(g.right, g.thought, g.s.k.queue.Usual)
}

// grade keeps a grade and takes the next card. Of a question only Easy can be
// said, and only if it was got right.
func (g *drill) grade(grade cards.Grade) {
	if g.card == nil || !g.shown || g.busy || g.card.Question != nil && grade != g.ruled() && !(grade == cards.Easy && g.right) {
		return
	}
	id, took := g.card.ID, g.thought
	g.keep(func(ctx context.Context) error {
		_, err := g.s.d.Decks.Review(ctx, g.s.d.Actor, id, grade, took)
		return err
	}, func() {
		g.done++
		if grade > cards.Again {
			g.got++
		}
	})
}

// keep does something with the cards and goes on with the queue as it is then.
func (g *drill) keep(work func(context.Context) error, after func()) {
	g.busy = true
	s := g.s
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (kept, error) {
		if err := work(ctx); err != nil {
			return kept{}, err
		}
		return s.read(ctx)
	}, func(k kept, err error) {
		if g.busy = false; err != nil {
			s.d.Fail(err)
			return
		}
		s.k = k
		if after(); s.drill == g {
			g.next()
		}
	})
}

func (g *drill) skip() {
	if g.card != nil && !g.busy {
		g.skipped[g.card.ID] = true
		g.next()
	}
}

// aside takes the card out of the queue.
func (g *drill) aside(how cards.Aside, said string) {
	if g.card == nil || g.busy {
		return
	}
	id, s := g.card.ID, g.s
	g.keep(func(ctx context.Context) error { return s.d.Decks.SetAside(ctx, s.d.Actor, id, how) }, func() {
		s.d.Toast(said, func() {
			s.does(func(ctx context.Context) error { return s.d.Decks.SetAside(ctx, s.d.Actor, id, "") }, "")
		})
	})
}

// undo takes the last review back and asks that card again.
func (g *drill) undo() {
	if g.busy || g.s.k.queue.Done.All == 0 {
		return
	}
	g.keep(func(ctx context.Context) error { _, err := g.s.d.Decks.Undo(ctx, g.s.d.Actor); return err }, func() {
		g.done = max(g.done-1, 0)
		g.s.d.Toast(lang.L("The last review is undone"), nil)
	})
}

// hear plays the moment that the card is about.
func (g *drill) hear() {
	if g.card == nil || g.card.Clip == nil {
		return
	}
	clip, s := *g.card.Clip, g.s
	if clip.BenchmarkID != "" {
		s.lent.Play(clip.BenchmarkID)
		return
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (recordings.Call, error) {
		row, err := s.d.Calls.Call(ctx, s.d.Actor, clip.CallID)
		return row.Call, err
	}, func(c recordings.Call, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.ear.Play(c, clip.From)
		s.d.Stage.After(s.ctx, clip.Until-clip.From, func() { s.stopAt(clip) })
	})
}

// stopAt ends a moment once it has been heard.
func (s *Screen) stopAt(clip bank.Clip) {
	if at, ok := s.ear.Heard(); ok && at >= clip.Until-time.Second {
		s.ear.Close()
	}
}

// source opens the article or the evaluation that the card comes from.
func (g *drill) source() {
	if g.card == nil {
		return
	}
	switch e := g.card; {
	case e.ArticleID != "":
		g.s.d.Go(desk.Route{Place: desk.Knowledge, ID: e.ArticleID})
	case e.EvaluationID != "":
		g.s.d.Go(desk.Route{Place: desk.Scores, ID: e.EvaluationID})
	}
}
