package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/hanzi"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/cards"
)

// mostDeck is how many cards a list shows unless it asks for fewer.
const mostDeck = 1000

// Deck returns the actor's cards that match, those due first, then new ones.
func (k *Cards) Deck(ctx context.Context, by people.Actor, f cards.Find) ([]cards.Entry, error) {
	if err := learner(by); err != nil {
		return nil, err
	}
	var rows []cardRow
	q := k.deck(k.w.read, &rows, by.PersonID)
	for column, value := range map[string]string{"source": string(f.Source), "point": f.Point} {
		if value != "" {
			q = q.Where("k."+column+" = ?", value)
		}
	}
	switch f.State {
	case "":
	case cards.New:
		q = q.Where("k.state = ''")
	default:
		q = q.Where("k.state = ?", string(f.State))
	}
	if !f.Until.IsZero() {
		q = q.Where("k.due_at > 0 AND k.due_at < ?", micros(f.Until))
	}
	if err := q.OrderExpr("k.due_at = 0, k.due_at, k.added_at, k.id").Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading a deck: %w", err))
	}
	all, err := k.entries(ctx, k.w.read, rows)
	if err != nil {
		return nil, k.w.explain(err)
	}
	now, text := k.w.now(), hanzi.Fold(strings.TrimSpace(f.Text))
	all = slices.DeleteFunc(all, func(e cards.Entry) bool {
		return f.Aside != "" && e.Stands(now) != f.Aside || text != "" && !strings.Contains(hanzi.Fold(e.Front+" "+e.Back+" "+e.Point), text)
	})
	most := mostDeck
	if f.Most > 0 {
		most = f.Most
	}
	return all[:min(len(all), most)], nil
}

// markOf makes the same note the same card.
func markOf(n cards.Note) string {
	if n.Question != nil && n.Question.EntryID != "" {
		return "entry:" + n.Question.EntryID
	}
	text := n.Front
	if n.Question != nil {
		text = n.Question.Text
	}
	sum := sha256.Sum256([]byte(n.ArticleID + "\n" + text))
	return "note:" + hex.EncodeToString(sum[:12])
}

// noted is a new card of a note for a person.
func (c *change) noted(n cards.Note, personID string) (cardRow, error) {
	n.Front, n.Back = strings.TrimSpace(n.Front), strings.TrimSpace(n.Back)
	text, err := asJSON(n)
	r := cardRow{ID: newID(), PersonID: personID, Mark: markOf(n), Source: string(cards.FromArticle), Point: n.Point, ArticleID: n.ArticleID, Content: text,
		AddedAt: micros(c.now), AddedBy: c.by.Name}
	if n.Clip != nil {
		r.Source, r.CallID = string(cards.FromClip), n.Clip.CallID
	}
	if n.Question != nil {
		r.EntryID = n.Question.EntryID
	}
	return r, err
}

// addCard adds a card unless its person has it.
func (c *change) addCard(ctx context.Context, r cardRow) (added bool, err error) {
	res, err := c.NewInsert().Model(&r).On("CONFLICT (person_id, mark) DO NOTHING").Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("adding a card: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Write adds a card of the actor's own or changes one.
func (k *Cards) Write(ctx context.Context, by people.Actor, cardID string, n cards.Note) (string, error) {
	if err := learner(by); err != nil {
		return "", err
	}
	if err := n.Check(); err != nil {
		return "", err
	}
	id := cardID
	return keptID(cardID, k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := k.refers(ctx, c, by, n); err != nil {
			return err
		}
		next, err := c.noted(n, by.PersonID)
		if err != nil {
			return err
		}
		if cardID == "" {
			cardID = next.ID
			added, err := c.addCard(ctx, next)
			if err == nil && !added {
				err = fault.New(fault.Conflict, "This card is in your deck already.", nil)
			}
			c.record("add", "card", next.ID, map[string]any{"article": n.ArticleID})
			return err
		}
		r, err := k.own(ctx, c, by, id)
		if err != nil {
			return err
		}
		if r.ExamID != "" || r.EvaluationID != "" {
			return fault.New(fault.Conflict, "What this card says stands in an exam or an evaluation. Only cards that somebody wrote can be changed.", nil)
		}
		r.Content, r.Point = next.Content, next.Point
		if r.Aside == string(cards.LeechOut) {
			r.Aside = "" // written anew, it gets another chance
		}
		c.record("change", "card", r.ID, nil)
		return c.putCard(ctx, &r)
	}))
}

// refers checks that the actor may know of what a card refers to.
func (k *Cards) refers(ctx context.Context, c *change, by people.Actor, n cards.Note) error {
	if n.ArticleID != "" {
		if _, err := k.w.Knowledge().articleBy(ctx, c, by, n.ArticleID); err != nil {
			return err
		}
	}
	for _, clip := range []*bank.Clip{n.Clip, questionClip(n)} {
		if clip == nil {
			continue
		}
		if err := k.w.mayHear(ctx, c, by, clip); err != nil {
			return err
		}
	}
	return nil
}

// mayHear checks that the actor knows of the call of a clip, or of the benchmark
// call that it is.
func (w *Workspace) mayHear(ctx context.Context, db bun.IDB, by people.Actor, clip *bank.Clip) error {
	if clip.BenchmarkID != "" {
		b, err := w.Benchmarks().one(ctx, db, by, clip.BenchmarkID)
		if err == nil && (!b.Usable(w.now()) || clip.From < b.From || clip.Until > b.Until || clip.CallID != b.CallID) {
			err = errNoBenchmark
		}
		return err
	}
	s, err := callScope(by)
	if err != nil {
		return err
	}
	_, err = callBy(ctx, db, s, clip.CallID)
	return err
}

func questionClip(n cards.Note) *bank.Clip {
	if n.Question == nil {
		return nil
	}
	return n.Question.Clip
}

// SetAside takes a card out of the queue or puts it back.
func (k *Cards) SetAside(ctx context.Context, by people.Actor, cardID string, a cards.Aside) error {
	switch a {
	case "", cards.Suspended, cards.LeechOut, cards.Buried:
	default:
		return fault.New(fault.Invalid, "A card can be suspended, buried or marked as a leech.", nil)
	}
	if err := learner(by); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := k.own(ctx, c, by, cardID)
		if err != nil {
			return err
		}
		r.Aside, r.AsideUntil = string(a), 0
		if a == cards.Buried {
			r.AsideUntil = micros(cards.DayEnds(c.now.In(k.w.zone)))
		}
		c.record("set aside", "card", r.ID, map[string]any{"how": string(a)})
		return c.putCard(ctx, &r)
	})
}

// Diary returns what was learned on each local day.
func (k *Cards) Diary(ctx context.Context, by people.Actor, from, until time.Time) ([]cards.Learned, error) {
	if err := learner(by); err != nil {
		return nil, err
	}
	var rows []struct{ Day, Reviews, Good, Took int64 }
	err := k.w.read.NewRaw(`SELECT day, count(*) AS reviews, sum(grade > 1) AS good, sum(took) AS took FROM card_reviews
		WHERE person_id = ? AND at >= ? AND at < ? AND attempt_id = '' GROUP BY day ORDER BY day`, by.PersonID, micros(from), micros(until)).Scan(ctx, &rows)
	if err != nil {
		return nil, k.w.explain(fmt.Errorf("reading reviews: %w", err))
	}
	out := make([]cards.Learned, len(rows))
	for i, r := range rows {
		out[i] = cards.Learned{Day: cards.DayStart(int(r.Day), k.w.zone), Reviews: int(r.Reviews), Right: int(r.Good), Took: time.Duration(r.Took) * time.Microsecond}
	}
	return out, nil
}
