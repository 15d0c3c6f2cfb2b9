package knowledge

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/bank"
	"shifu/training/cards"
)

// group is who can be given a card.
type group struct {
	word string
	ids  []string
}

// audience is what the question who gets a card is asked with.
type audience struct {
	groups []group
	quiz   []bank.Question // of the article's newest must-read
}

// learns tells whether the actor has a deck.
func (s *Screen) learns() bool { return s.d.Actor.May(people.SitExams) }

// askCard makes a card of the open article: for a group, by who keeps articles;
// otherwise for one's own deck.
func (s *Screen) askCard() {
	if s.open == nil {
		return
	}
	if !s.keeps() {
		s.askCardFor(audience{groups: []group{{word: lang.L("My own deck")}}})
		return
	}
	id := s.open.a.ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (audience, error) { return s.audience(ctx, id) }, func(a audience, err error) {
		if s.d.Fail(err); err == nil && s.open != nil {
			s.askCardFor(a)
		}
	})
}

// audience reads the people who learn, by organisation and team.
func (s *Screen) audience(ctx context.Context, articleID string) (a audience, err error) {
	ps, err := s.d.People.Persons(ctx, s.d.Actor, people.Find{})
	if err != nil {
		return a, err
	}
	all, fresh := group{word: lang.L("All agents and trainees")}, group{word: lang.L("All trainees")}
	by := map[string][]string{}
	for _, p := range ps {
		if !p.Has(people.Agent) && !p.Has(people.Trainee) {
			continue
		}
		all.ids = append(all.ids, p.ID)
		if p.Has(people.Trainee) {
			fresh.ids = append(fresh.ids, p.ID)
		}
		by[p.OrganisationID] = append(by[p.OrganisationID], p.ID)
		by[p.TeamID] = append(by[p.TeamID], p.ID)
	}
	a.groups = []group{all, fresh}
	os, err := s.d.People.Organisations(ctx, s.d.Actor)
	if err != nil {
		return a, err
	}
	ts, err := s.d.People.Teams(ctx, s.d.Actor)
	if err != nil {
		return a, err
	}
	for _, o := range os {
		a.groups = append(a.groups, group{o.Name, by[o.ID]})
	}
	for _, t := range ts {
		a.groups = append(a.groups, group{t.Name, by[t.ID]})
	}
	boards, err := s.d.MustReads.Boards(ctx, s.d.Actor, articleID)
	if len(boards) > 0 {
		a.quiz = boards[0].Quiz
	}
	return a, err
}

func (s *Screen) askCardFor(a audience) {
	article := s.open.a
	front, back, point := parts.NewNote(lang.L("What it asks"), 3), parts.NewNote(lang.L("The answer"), 4), parts.NewEntry(lang.L("Knowledge point, if you like"))
	point.SetText(article.Category)
	words := make([]string, len(a.groups))
	for i, g := range a.groups {
		words[i] = g.word
		if g.ids != nil {
			words[i] = lang.L("{{.Group}}: {{.N}} people", map[string]any{"Group": g.word, "N": len(g.ids)})
		}
	}
	who := parts.NewSelect(words, 0, nil).Wide(360)
	column := parts.Stack(8, front, back, point, who)
	quiz := parts.NewCheck(lang.L("Also the quiz of its must-read: {{.N}} questions", map[string]any{"N": len(a.quiz)}), false, nil)
	if len(a.quiz) > 0 {
		column.Add(quiz)
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("A card from this article"), Text: lang.L("It stands aside by itself when the article expires."), Content: column, Width: look.Scaled(480),
		Safe: lang.L("Leave it"), Act: lang.L("Add the card"), Kind: parts.Main, First: front.Typing(), OnAct: func() {
			notes := []cards.Note{{Front: front.Text(), Back: back.Text(), Point: strings.TrimSpace(point.Text()), ArticleID: article.ID}}
			if quiz.Checked {
				for _, q := range a.quiz {
					notes = append(notes, cards.Note{Point: notes[0].Point, Question: &q, ArticleID: article.ID})
				}
			}
			s.giveCards(notes, a.groups[max(who.Chosen, 0)].ids)
		}})
}

// giveCards adds cards to decks: to one's own without people.
func (s *Screen) giveCards(notes []cards.Note, ids []string) {
	given := 0
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (int, error) {
		for _, n := range notes {
			if !s.keeps() {
				if _, err := s.d.Decks.Write(ctx, s.d.Actor, "", n); err != nil {
					return given, err
				}
				given++
				continue
			}
			to, err := s.d.Decks.Give(ctx, s.d.Actor, n, ids)
			if err != nil {
				return given, err
			}
			given += to
		}
		return given, nil
	}, func(given int, err error) {
		if s.d.Fail(err); err == nil {
			s.d.Toast(lang.L("Cards added: {{.N}}", map[string]any{"N": given}), nil)
		}
	})
}
