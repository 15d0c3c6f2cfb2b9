package store

import (
	"context"
	"fmt"
	"strings"

	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/recordings"
)

var _ recordings.Tagger = (*Calls)(nil)

// readTags undoes keptTags.
func readTags(kept string) []string {
	if kept == "" {
		return nil
	}
	return strings.Split(kept, "\n")
}

func keptTags(tags []string) string { return strings.Join(tags, "\n") }

// tagging is the scope of who may see and change tags.
func tagging(by people.Actor) (people.Scope, error) {
	s, err := callScope(by)
	if err == nil && !by.May(people.ImportCalls) {
		err = by.Require(people.ScoreCalls)
	}
	return s, err
}

// Tags returns the tags in use in the actor's scope.
func (k *Calls) Tags(ctx context.Context, by people.Actor) ([]string, error) {
	if _, err := tagging(by); err != nil {
		return nil, err
	}
	x, q, err := k.ask(ctx, by, recordings.Filter{})
	if err != nil {
		return nil, err
	}
	return x.Tags(q), nil
}

// Tag changes the tags of a call and returns what made a difference.
func (k *Calls) Tag(ctx context.Context, by people.Actor, callID string, t recordings.Tagging) (done recordings.Tagging, err error) {
	s, err := tagging(by)
	if err != nil {
		return done, err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		r, err := callBy(ctx, c, s, callID)
		if err != nil {
			return err
		}
		var now []string
		if now, done = t.On(readTags(r.Tags)); done.IsZero() {
			return nil
		}
		if err := recordings.CheckTags(now); err != nil && len(done.Add) > 0 {
			return err
		}
		changed, err := c.next(ctx, "changes", 1)
		if err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `UPDATE calls SET tags = ?, changed = ? WHERE n = ?`, keptTags(now), changed, r.N); err != nil {
			return fmt.Errorf("tagging a call: %w", err)
		}
		c.record("tag", "call", callID, map[string]any{"add": done.Add, "drop": done.Drop})
		c.tell(notice.Calls, callID)
		return nil
	})
	if err != nil {
		return recordings.Tagging{}, err
	}
	return done, nil
}
