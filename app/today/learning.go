package today

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/cards"
	"shifu/training/exam"
	"shifu/training/knowledge"
	"shifu/training/retrain"
)

// learning is what concerns whoever learns.
type learning struct {
	queue  cards.Queue
	deck   []cards.Entry
	musts  []knowledge.MustRead
	offers []exam.Offer
	trails []trail
	cases  []retrain.Standing // of failed exams, open
}

// learns tells who has cards of their own: agents and trainees.
func learns(by people.Actor) bool { return by.May(people.SitExams) && by.PersonID != "" }

const mostDeck = 5000

// learning reads today's cards, what must be read, the exams, and how far the
// weak points have come.
func (r *reader) learning(ctx context.Context) (err error) {
	if !learns(r.by) {
		return nil
	}
	l := &r.f.learning
	if l.queue, err = r.d.Decks.Today(ctx, r.by); err != nil {
		return err
	}
	if l.musts, err = r.d.MustReads.Mine(ctx, r.by); err != nil {
		return err
	}
	if l.offers, err = r.d.Sitter.Offers(ctx, r.by); err != nil && !fault.Is(err, fault.Forbidden) {
		return err
	}
	if !r.by.Has(people.Trainee) {
		return nil
	}
	if l.deck, err = r.d.Decks.Deck(ctx, r.by, cards.Find{Most: mostDeck}); err != nil {
		return err
	}
	return r.trails(ctx)
}

// toLearn is what a learner has to do: cards first, then what is due.
func (s *Screen) toLearn() []item {
	if !learns(s.d.Actor) {
		return nil
	}
	l := &s.f.learning
	var out []item
	if q := l.queue; len(q.Cards) > 0 {
		out = append(out, s.cards(q))
	}
	for _, m := range l.musts {
		note := m.Why
		if n := len(m.Quiz); n > 0 {
			note = strings.TrimSpace(note + "  " + lang.L("with {{.N}} questions", map[string]any{"N": n}))
		}
		out = append(out, s.dueItem(item{icon: "document", title: lang.L("Must read: {{.Title}}", map[string]any{"Title": m.Title}), note: note, due: m.DueAt, verb: lang.L("Read"), to: desk.Route{Place: desk.Knowledge, ID: m.ArticleID}}))
	}
	out = append(out, s.toRetrain()...)
	for _, o := range l.offers {
		if it, ok := s.toSit(o); ok {
			out = append(out, it)
		}
	}
	return out
}

// cards are a trainee's first work; an agent learns them in between.
func (s *Screen) cards(q cards.Queue) item {
	it := item{icon: "cards", title: lang.L("Today's cards: {{.N}}, about {{.Minutes}} min", map[string]any{"N": len(q.Cards), "Minutes": max(int(q.Takes.Minutes()+.5), 1)}),
		verb: lang.L("Begin"), rank: rankRest, to: desk.Route{Place: desk.Learn, ID: "drill"}}
	if s.d.Actor.Has(people.Trainee) {
		it.rank, it.shares = rankCards, cardShares(q)
	}
	return it
}

// dueItem ranks an item by its date.
func (s *Screen) dueItem(it item) item {
	it.rank = rankOthers
	if !it.due.IsZero() && it.due.Before(s.d.Midnight().AddDate(0, 0, 1)) {
		it.rank = rankDue
	}
	return it
}

// toSit is an exam that can be sat, or opens soon.
func (s *Screen) toSit(o exam.Offer) (item, bool) {
	now := s.d.Now()
	running := false
	for _, a := range o.Attempts {
		running = running || !a.State.Ended()
		if a.Known && a.Passed {
			return item{}, false
		}
	}
	coming := o.Rules.Opens.After(now)
	if !coming && o.Stands != nil || !o.Rules.Closes.IsZero() && !o.Rules.Closes.After(now) {
		return item{}, false
	}
	it := item{icon: "edit", title: lang.L("Exam: {{.Name}}", map[string]any{"Name": o.Name}), due: o.Rules.Closes, verb: lang.L("Sit it"), to: desk.Route{Place: desk.Exams, ID: o.ExamID}}
	it.note = lang.L("{{.N}} questions, pass mark {{.Pass}}", map[string]any{"N": o.Questions, "Pass": chart.Percent(o.PassShare, 0)})
	switch {
	case coming:
		it.due, it.verb = o.Rules.Opens, lang.L("Prepare")
	case running:
		it.verb = lang.L("Go on")
	}
	return s.dueItem(it), true
}

func cardShares(q cards.Queue) []parts.Share {
	count := func(key string, n int, tone look.Token) parts.Share {
		return parts.Share{Word: lang.L(key, map[string]any{"N": n}), Count: n, Tone: tone}
	}
	return []parts.Share{count("Mistakes {{.N}}", q.Mistakes, look.BadM), count("Due {{.N}}", q.Due, look.Fill), count("New {{.N}}", q.New, look.NaM)}
}

// aimBlock is how the exam in view is expected to go.
func (s *Screen) aimBlock() fyne.CanvasObject {
	o := s.f.learning.queue.Aim
	if o == nil || !o.Known {
		return nil
	}
	head := parts.Row(8, parts.Grow(parts.PanelHead(lang.L("{{.Exam}}, expected", map[string]any{"Exam": o.Name})).Cutting()), parts.NewLink(lang.L("How it is reckoned"), func() { s.d.Go(desk.Route{Place: desk.Learn}) }))
	percent := func(x float64) string { return chart.Number(100*x, 0) }
	values := map[string]any{"Low": percent(o.Low), "High": percent(o.High), "Pass": percent(o.PassShare)}
	say := lang.L("likely {{.Low}} to {{.High}}, pass mark {{.Pass}}: not safe yet", values)
	switch {
	case o.Low >= o.PassShare:
		say = lang.L("likely {{.Low}} to {{.High}}, above {{.Pass}}", values)
	case o.High < o.PassShare:
		say = lang.L("likely {{.Low}} to {{.High}}, below {{.Pass}}", values)
	}
	strip := parts.NewInterval(chart.Scale{Low: .4, High: 1}, o.Score, o.Low, o.High)
	strip.Marked, strip.Mark, strip.Thick = true, o.PassShare, 6
	box := parts.Stack(6, head, parts.Row(8, parts.Figure(percent(o.Score)), parts.Second(say)), strip)
	if len(o.By) > 0 && o.By[0].Ready > 0 {
		p := o.By[0]
		box.Add(parts.Row(4, parts.Second(lang.L("Review \"{{.Point}}\" first, {{.N}} cards, pays most:", map[string]any{"Point": p.Point, "N": p.Ready})),
			parts.NewText(lang.L("{{.Points}} points", map[string]any{"Points": chart.Signed(100*p.Gain, 1)}), look.TextLabel, look.Good, true)))
	}
	return box
}

// lastSeen is when the cards of a point were last reviewed.
func lastSeen(es []cards.Entry) (at time.Time) {
	for _, e := range es {
		if e.Seen.After(at) {
			at = e.Seen
		}
	}
	return at
}
