package cards

import (
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/training/bank"
)

// Source says where a card comes from.
type Source string

// The sources: a wrong answer in an exam, a question of the rubric that an
// evaluation found wanting, an article, a benchmark clip.
const (
	FromExam       Source = "exam"
	FromEvaluation Source = "evaluation"
	FromArticle    Source = "article"
	FromClip       Source = "clip"
)

// Sources lists the sources in the order in which screens show them.
var Sources = []Source{FromExam, FromEvaluation, FromArticle, FromClip}

// Mistake reports whether the card comes from something done wrong.
func (s Source) Mistake() bool { return s == FromExam || s == FromEvaluation }

// Entry is one card in a person's deck. A card with a Question is answered by
// choosing and graded by the rule; any other is graded by the person.
type Entry struct {
	ID       string
	PersonID string
	Card
	Source   Source
	Point    string // knowledge point, or what the rubric asks about
	Front    string // Markdown
	Back     string
	Question *bank.Question

	EntryID      string // of the question's entry in the bank
	ArticleID    string
	EvaluationID string
	CallID       string
	Clip         *bank.Clip // the moment to hear

	AddedAt  time.Time
	AddedBy  string        // empty: made by itself
	Takes    time.Duration // a review, as this card has shown; 0: never seen
	Aside    Aside
	AsideTil time.Time // of a buried card
}

// Aside says why a card is not asked.
type Aside string

// The reasons: put aside by the person, set aside after too many lapses (see
// LeechFrom), buried until the next day, or frozen since its article has
// expired or its question is frozen.
const (
	Suspended Aside = "suspended"
	LeechOut  Aside = "leech"
	Buried    Aside = "buried"
	Frozen    Aside = "frozen"
)

// Usual is how long a review is taken to last before any was seen.
const Usual = 20 * time.Second

// Seconds is how long a review of the card lasts, as far as is known.
func (e *Entry) Seconds() time.Duration {
	if e.Takes > 0 {
		return e.Takes
	}
	return Usual
}

// Hold is whether the card is a mistake that has not been learned yet.
func (e *Entry) Hold() bool { return e.Source.Mistake() && e.State != Review }

// Note is what somebody writes on a card.
type Note struct {
	Front     string
	Back      string
	Point     string
	Question  *bank.Question // from the article's quiz; nil: front and back
	ArticleID string         // where it comes from; empty: from nowhere else
	Clip      *bank.Clip     // of a benchmark call
}

// MostNote is how many characters a side of a card has at the most.
const MostNote = 2000

// Check returns an Invalid fault for a card that asks or answers nothing.
func (n *Note) Check() error {
	if n.Question != nil {
		if err := n.Question.Check(); err != nil {
			return err
		}
		if !n.Question.Chosen() {
			return fault.New(fault.Invalid, "Only a question with options can be a card that the program marks. Write question and answer instead.", nil)
		}
		return nil
	}
	switch {
	case strings.TrimSpace(n.Front) == "":
		return fault.New(fault.Invalid, "Write what the card asks.", nil)
	case strings.TrimSpace(n.Back) == "" && n.Clip == nil:
		return fault.New(fault.Invalid, "Write what the card answers.", nil)
	case len([]rune(n.Front)) > MostNote || len([]rune(n.Back)) > MostNote:
		return fault.New(fault.Invalid, "A side of a card has at most {{.N}} characters.", fault.Values{"N": MostNote})
	}
	return nil
}
