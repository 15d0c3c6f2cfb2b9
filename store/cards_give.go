package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/cards"
)

// Give adds a card to people's decks.
func (k *Cards) Give(ctx context.Context, by people.Actor, n cards.Note, personIDs []string) (given int, err error) {
	if err := by.Require(people.KeepArticles); err != nil {
		return 0, err
	}
	if err := n.Check(); err != nil {
		return 0, err
	}
	if len(personIDs) == 0 {
		return 0, fault.New(fault.Invalid, "Choose who gets the card.", nil)
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := k.refers(ctx, c, by, n); err != nil {
			return err
		}
		scope := people.Scope{All: by.May(people.SeeAllCompanies), OrganisationID: by.OrganisationID}
		for _, id := range personIDs {
			p, err := personBy(ctx, c, scope, id)
			if err != nil {
				return err
			}
			r, err := c.noted(n, p.ID)
			if err != nil {
				return err
			}
			added, err := c.addCard(ctx, r)
			if err != nil {
				return err
			}
			if added {
				given++
			}
		}
		c.record("give", "card", n.ArticleID, map[string]any{"people": len(personIDs), "new": given})
		c.tell(notice.Cards, "")
		return nil
	})
	return given, err
}

// Standing returns how the cards of questions stand with a person.
func (k *Cards) Standing(ctx context.Context, by people.Actor, personID string, entryIDs []string, at time.Time) ([]cards.Standing, error) {
	if personID != by.PersonID || by.PersonID == "" {
		s, err := examScope(by)
		if err != nil {
			return nil, err
		}
		if _, err := personBy(ctx, k.w.read, s, personID); err != nil {
			return nil, k.w.explain(err)
		}
	} else if err := learner(by); err != nil {
		return nil, err
	}
	out, err := standing(ctx, k.w.read, personID, entryIDs, time.Time{}, at.In(k.w.zone), k.w.now())
	return out, k.w.explain(err)
}

// standing is for whoever has checked that the actor may ask; days count since an
// instant, recall is that at another, in whose zone days begin. A card that is
// not ready yet counts too: it can't have been learned.
func standing(ctx context.Context, db bun.IDB, personID string, entryIDs []string, since, at, now time.Time) ([]cards.Standing, error) {
	out := []cards.Standing{}
	if len(entryIDs) == 0 {
		return out, nil
	}
	var rows []cardRow
	if err := db.NewSelect().Model(&rows).ExcludeColumn("content").Where("k.person_id = ? AND k.entry_id IN (?)", personID, bun.List(entryIDs)).OrderExpr("k.entry_id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading cards: %w", err)
	}
	var days []struct {
		CardID string
		N      int
	}
	err := db.NewRaw(`SELECT v.card_id, count(DISTINCT v.day) AS n FROM card_reviews AS v JOIN cards AS k ON k.id = v.card_id
		WHERE k.person_id = ? AND k.entry_id IN (?) AND v.grade > 1 AND v.at >= ? GROUP BY v.card_id`, personID, bun.List(entryIDs), micros(since)).Scan(ctx, &days)
	if err != nil {
		return nil, fmt.Errorf("counting days: %w", err)
	}
	ex, err := expiredArticles(ctx, db, now)
	if err != nil {
		return nil, err
	}
	plan := cards.StandardPlan()
	for i := range rows {
		s := cards.Standing{EntryID: rows[i].EntryID, Frozen: ex.holds(&rows[i]), Recall: plan.RecallAt(rows[i].card(at.Location()), at), Seen: local(rows[i].SeenAt, at.Location())}
		if n := slices.IndexFunc(days, func(d struct {
			CardID string
			N      int
		}) bool {
			return d.CardID == rows[i].ID
		}); n >= 0 {
			s.RightDays = days[n].N
		}
		out = append(out, s)
	}
	return out, nil
}
