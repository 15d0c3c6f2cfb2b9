package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/cards"
)

// Cards keeps everybody's deck. It fits cards.Keeper.
type Cards struct{ w *Workspace }

var _ cards.Keeper = (*Cards)(nil)

// Cards returns the keeper of decks.
func (w *Workspace) Cards() *Cards { return &Cards{w: w} }

type cardRow struct {
	bun.BaseModel `bun:"table:cards,alias:k"`

	ID           string  `bun:"id,pk"`
	PersonID     string  `bun:"person_id"`
	Mark         string  `bun:"mark"` // what makes it the same card again
	Source       string  `bun:"source"`
	Point        string  `bun:"point"`
	ExamID       string  `bun:"exam_id"` // the exam that holds what it asks
	QuestionID   string  `bun:"question_id"`
	EntryID      string  `bun:"entry_id"`
	ArticleID    string  `bun:"article_id"`
	EvaluationID string  `bun:"evaluation_id"`
	AttemptID    string  `bun:"attempt_id"`
	CallID       string  `bun:"call_id"`
	Content      string  `bun:"content"`
	AddedAt      int64   `bun:"added_at"`
	AddedBy      string  `bun:"added_by"`
	ReadyAt      int64   `bun:"ready_at"` // an exam may not tell its answers before
	State        string  `bun:"state"`
	Step         int     `bun:"step"`
	Stability    float64 `bun:"stability"`
	Difficulty   float64 `bun:"difficulty"`
	Days         int     `bun:"days"`
	DueAt        int64   `bun:"due_at"`
	SeenAt       int64   `bun:"seen_at"`
	Reviews      int     `bun:"reviews"`
	Lapses       int     `bun:"lapses"`
	Takes        int64   `bun:"takes"`
	Aside        string  `bun:"aside"`
	AsideUntil   int64   `bun:"aside_until"`
}

func (r *cardRow) card(zone *time.Location) cards.Card {
	return cards.Card{Memory: cards.Memory{Stability: r.Stability, Difficulty: r.Difficulty}, State: cards.State(r.State), Step: r.Step, Interval: r.Days,
		Due: local(r.DueAt, zone), Seen: local(r.SeenAt, zone), Reviews: r.Reviews, Lapses: r.Lapses}
}

func (r *cardRow) put(c cards.Card) {
	r.State, r.Step, r.Stability, r.Difficulty, r.Days = string(c.State), c.Step, c.Stability, c.Difficulty, c.Interval
	r.DueAt, r.SeenAt, r.Reviews, r.Lapses = micros(c.Due), micros(c.Seen), c.Reviews, c.Lapses
}

// local is an instant in the zone in which a person's days begin and end.
func local(us int64, zone *time.Location) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).In(zone)
}

// entry is the card without what it says.
func (r *cardRow) entry(zone *time.Location) cards.Entry {
	e := cards.Entry{ID: r.ID, PersonID: r.PersonID, Card: r.card(zone), Source: cards.Source(r.Source), Point: r.Point, EntryID: r.EntryID, ArticleID: r.ArticleID,
		EvaluationID: r.EvaluationID, CallID: r.CallID, AddedAt: local(r.AddedAt, zone), AddedBy: r.AddedBy, Takes: time.Duration(r.Takes) * time.Microsecond,
		Aside: cards.Aside(r.Aside), AsideTil: local(r.AsideUntil, zone)}
	return e
}

// holds reports whether a card waits until an article is in force again.
func (e expired) holds(r *cardRow) bool {
	return e.articles[r.ArticleID] || e.entries[r.EntryID] || e.entries[r.QuestionID]
}

// learner checks that the actor is somebody who learns.
func learner(by people.Actor) error {
	if err := by.Require(people.SitExams); err != nil {
		return err
	}
	if by.PersonID == "" {
		return errNoCard
	}
	return nil
}

var errNoCard = fault.New(fault.NotFound, "This card is not in your deck.", nil)

// deck selects a person's cards that they may know of by now.
func (k *Cards) deck(db bun.IDB, rows *[]cardRow, personID string) *bun.SelectQuery {
	return db.NewSelect().Model(rows).Where("k.person_id = ? AND k.ready_at <= ?", personID, micros(k.w.now()))
}

// own returns one of the actor's cards.
func (k *Cards) own(ctx context.Context, db bun.IDB, by people.Actor, id string) (cardRow, error) {
	if err := learner(by); err != nil {
		return cardRow{}, err
	}
	var rows []cardRow
	if err := k.deck(db, &rows, by.PersonID).Where("k.id = ?", id).Scan(ctx); err != nil {
		return cardRow{}, fmt.Errorf("reading a card: %w", err)
	}
	if len(rows) == 0 {
		return cardRow{}, errNoCard
	}
	return rows[0], nil
}

// entries are cards with what they say; those whose question is frozen stand aside.
func (k *Cards) entries(ctx context.Context, db bun.IDB, rows []cardRow) ([]cards.Entry, error) {
	ex, err := expiredArticles(ctx, db, k.w.now())
	if err != nil {
		return nil, err
	}
	byExam := map[string][]string{}
	for _, r := range rows {
		if r.ExamID != "" {
			byExam[r.ExamID] = append(byExam[r.ExamID], r.QuestionID)
		}
	}
	questions := map[string]bank.Question{}
	for examID, ids := range byExam {
		some, err := questionsOf(ctx, db, examID, ids...)
		if err != nil {
			return nil, err
		}
		for id, q := range some {
			questions[examID+id] = q
		}
	}
	out := make([]cards.Entry, len(rows))
	for i := range rows {
		out[i] = rows[i].entry(k.w.zone)
		if ex.holds(&rows[i]) {
			out[i].Aside = cards.Frozen
		}
		if err := say(&out[i], &rows[i], questions[rows[i].ExamID+rows[i].QuestionID]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// say puts onto a card what it says: the question of its exam, or its content.
func say(e *cards.Entry, r *cardRow, q bank.Question) error {
	if r.ExamID != "" {
		e.Front, e.Back, e.Clip = q.Text, q.Feedback, q.Clip
		if q.Chosen() {
			e.Question = &q
		} else {
			e.Back = cards.Solution(&q)
		}
		return nil
	}
	var n cards.Note
	if err := json.Unmarshal([]byte(r.Content), &n); err != nil {
		return fmt.Errorf("reading card %s: %w", r.ID, err)
	}
	e.Front, e.Back, e.Question, e.Clip = n.Front, n.Back, n.Question, n.Clip
	if q := n.Question; q != nil {
		e.Front, e.Back = q.Text, q.Feedback
	}
	return nil
}
