package learn

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/training/cards"
)

func noDay(text string) error {
	return fault.New(fault.Invalid, "{{.Have}} is no time. Write it like 2026-11-27 14:00.", fault.Values{"Have": text})
}

func (s *Screen) askNew() { s.askCard(nil, nil) }

// askCard asks what a card says; nil for a new one. after, if given, follows
// the change in a run.
func (s *Screen) askCard(e *cards.Entry, after func()) {
	front, back, point := parts.NewNote(lang.L("What it asks"), 3), parts.NewNote(lang.L("The answer"), 4), parts.NewEntry(lang.L("Knowledge point, if you like"))
	title, act, n, id := lang.L("A card of your own"), lang.L("Add the card"), cards.Note{}, ""
	if e != nil {
		title, act, id = lang.L("What should the card say?"), lang.L("Keep it"), e.ID
		n = cards.Note{ArticleID: e.ArticleID, Clip: e.Clip}
		front.SetText(e.Front)
		back.SetText(e.Back)
		point.SetText(e.Point)
	}
	column := parts.Stack(8, front, back, point)
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: title, Content: column, Width: look.Scaled(480), Safe: lang.L("Leave it"), Act: act, Kind: parts.Main, First: front.Typing(),
		OnAct: func() {
			n.Front, n.Back, n.Point = front.Text(), back.Text(), strings.TrimSpace(point.Text())
			work := func(ctx context.Context) error { _, err := s.d.Decks.Write(ctx, s.d.Actor, id, n); return err }
			if after != nil && s.drill != nil {
				s.drill.keep(work, func() {})
				return
			}
			s.does(work, "")
		}})
}

// askLimits asks how many cards a day may have.
func (s *Screen) askLimits() {
	fresh, reviews := parts.NewEntry("").Wide(120), parts.NewEntry("").Wide(120)
	fresh.SetText(itoa(s.k.wishes.New))
	reviews.SetText(itoa(s.k.wishes.Reviews))
	line := func(word string, e *parts.Entry) fyne.CanvasObject {
		return parts.Row(8, parts.Fix(look.Scaled(180), 0, parts.Second(word)), e)
	}
	column := parts.Stack(8, line(lang.L("New cards a day"), fresh), line(lang.L("Reviews a day"), reviews))
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("How much do you learn in a day?"), Text: lang.L("Fewer new cards mean fewer reviews later: each new card comes back about ten times."), Content: column,
		Width: look.Scaled(400), Safe: lang.L("Leave it"), Act: lang.L("Keep it"), Kind: parts.Main, First: fresh.Typing(), OnAct: func() {
			w := s.k.wishes
			var errs [2]error
			w.New, errs[0] = strconv.Atoi(strings.TrimSpace(fresh.Text()))
			w.Reviews, errs[1] = strconv.Atoi(strings.TrimSpace(reviews.Text()))
			if errs[0] != nil || errs[1] != nil {
				w.New = -1 // refused below with a sentence
			}
			s.does(func(ctx context.Context) error { return s.d.Decks.SetWishes(ctx, s.d.Actor, w) }, "")
		}})
}

// readDeck reads the cards that match.
func (s *Screen) readDeck() {
	find := s.deck.find
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]cards.Entry, error) { return s.d.Decks.Deck(ctx, s.d.Actor, find) }, func(es []cards.Entry, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.deck.show(es)
	})
}
