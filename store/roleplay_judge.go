package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/score"
	"shifu/training/roleplay"
)

// reviewsOf are the reviews of an attempt, the oldest first.
func reviewsOf(ctx context.Context, db bun.IDB, attemptID string) ([]roleplay.Review, error) {
	var rows []struct {
		VersionID, Rubric, ReviewerID, Reviewer, Answers, Comment string
		At                                                        int64
		Score                                                     *float64
		FailAll                                                   bool
	}
	err := db.NewRaw(`SELECT r.version_id, coalesce(v.title, '') AS rubric, r.reviewer_id, p.name AS reviewer, r.answers, r.comment, r.at, r.score, r.fail_all
		FROM roleplay_reviews AS r JOIN persons AS p ON p.id = r.reviewer_id LEFT JOIN rubric_versions AS v ON v.id = r.version_id
		WHERE r.attempt_id = ? ORDER BY r.at, r.id`, attemptID).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading reviews of a role-play: %w", err)
	}
	out := make([]roleplay.Review, len(rows))
	for i, r := range rows {
		out[i] = roleplay.Review{VersionID: r.VersionID, Rubric: r.Rubric, ReviewerID: r.ReviewerID, Reviewer: r.Reviewer, At: instant(r.At), Comment: r.Comment, Score: r.Score, FailAll: r.FailAll}
		if err := json.Unmarshal([]byte(r.Answers), &out[i].Answers); err != nil {
			return nil, fmt.Errorf("reading a review: %w", err)
		}
	}
	return out, nil
}

// Judge keeps a review of somebody else's attempt.
func (k *RolePlays) Judge(ctx context.Context, by people.Actor, id string, v roleplay.Review) error {
	if !by.May(people.KeepPractice) {
		if err := by.Require(people.ScoreCalls); err != nil {
			return err
		}
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := k.attemptBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		switch {
		case r.PersonID == by.PersonID:
			return fault.New(fault.Forbidden, "Nobody reviews their own role-play.", nil)
		case r.OverAt == 0:
			return fault.New(fault.Conflict, "The call goes on. Review it when it is over.", nil)
		}
		if err := c.mayAssess(ctx, r); err != nil {
			return err
		}
		version, err := versionBy(ctx, c, by, v.VersionID)
		if err != nil {
			return err
		}
		return c.keepReview(ctx, id, version, v)
	})
}

// mayAssess keeps an exam to two assessors, who don't see each other's review
// before their own: nobody gives two, nobody comes third.
func (c *change) mayAssess(ctx context.Context, r *roleplayRow) error {
	if r.Level != string(roleplay.Exam) {
		return nil
	}
	all, err := reviewsOf(ctx, c, r.ID)
	if err != nil {
		return err
	}
	for _, v := range all {
		if v.ReviewerID == c.by.PersonID {
			return fault.New(fault.Conflict, "You have assessed this exam. The second review is somebody else's.", nil)
		}
	}
	if len(all) >= roleplay.Assessors {
		return fault.New(fault.Conflict, "Two have assessed this exam: its mark stands.", nil)
	}
	return nil
}

// keepReview checks the answers, scores them and keeps both.
func (c *change) keepReview(ctx context.Context, id string, version qa.Version, v roleplay.Review) error {
	if err := v.Answers.Check(&version); err != nil {
		return err
	}
	result := score.Score(&version, v.Answers)
	if !result.Complete {
		return fault.New(fault.Invalid, "Answer every question of the rubric first.", nil)
	}
	answers, err := asJSON(v.Answers)
	if err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, `INSERT INTO roleplay_reviews (id, attempt_id, version_id, reviewer_id, at, answers, comment, score, fail_all) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		newID(), id, version.ID, c.by.PersonID, micros(c.now), answers, strings.TrimSpace(v.Comment), result.Final.Ptr(), result.FailAll)
	if err != nil {
		return fmt.Errorf("keeping a review: %w", err)
	}
	c.record("review", "role-play", id, map[string]any{"rubric": version.Title})
	c.tell(notice.RolePlays, id)
	return nil
}

// Bring adds the scenario of a file, or replaces the one of its ID.
func (k *RolePlays) Bring(ctx context.Context, by people.Actor, name string, data []byte) (string, error) {
	if err := by.Require(people.KeepPractice); err != nil {
		return "", err
	}
	s, err := roleplay.Parse(name, data)
	if err != nil {
		return "", err
	}
	for _, p := range s.Blind() {
		return "", p.Fault
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		hash, err := c.keepSource(ctx, data)
		if err != nil {
			return err
		}
		if err := c.retireScenario(ctx, s.ID); err != nil {
			return err
		}
		_, err = c.ExecContext(ctx, `INSERT INTO roleplay_scenarios (id, organisation_id, hash, brought_by, brought_at, retired) VALUES (?, ?, ?, ?, ?, ?)`,
			newID(), by.OrganisationID, hash, by.PersonID, micros(c.now), false)
		c.record("bring", "scenario", s.ID, map[string]any{"file": name})
		c.tell(notice.RolePlays, "")
		return err
	})
	if err != nil {
		return "", err
	}
	return s.ID, nil
}

// retireScenario takes those of an ID out of the organisation's offers.
func (c *change) retireScenario(ctx context.Context, id string) error {
	all, err := playable(ctx, c, c.by)
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.own && p.s.ID == id {
			if _, err := c.ExecContext(ctx, `UPDATE roleplay_scenarios SET retired = ? WHERE organisation_id = ? AND hash = ?`, true, c.by.OrganisationID, sourceHash(p.source)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Retire takes a scenario of the actor's organisation out of the offers.
func (k *RolePlays) Retire(ctx context.Context, by people.Actor, id string) error {
	if err := by.Require(people.KeepPractice); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		all, err := playable(ctx, c, by)
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.own && p.s.ID == id {
				c.record("retire", "scenario", id, nil)
				c.tell(notice.RolePlays, "")
				return c.retireScenario(ctx, id)
			}
		}
		return fault.New(fault.NotFound, "Your organisation has no scenario of its own by that ID.", nil)
	})
}
