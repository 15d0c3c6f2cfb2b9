package store

import (
	"context"
	"encoding/json"
	"fmt"

	"shifu/internal/people"
	"shifu/recordings"
)

// Holds returns the holds that the recorder told of a call.
func (k *Calls) Holds(ctx context.Context, by people.Actor, callID string) ([]recordings.Hold, error) {
	s, err := hearing(by)
	if err != nil {
		return nil, err
	}
	if _, err := callBy(ctx, k.w.read, s, callID); err != nil {
		return nil, k.w.explain(err)
	}
	text, err := k.w.value(ctx, `SELECT content FROM call_holds WHERE call_id = ?`, callID)
	if err != nil || text == nil {
		return nil, err
	}
	var holds []recordings.Hold
	if err := json.Unmarshal(text, &holds); err != nil {
		return nil, fmt.Errorf("reading the holds of a call: %w", err)
	}
	return holds, nil
}

// addHolds keeps the holds of the call that was added last.
func (a *importer) addHolds(ctx context.Context, callID string, holds []recordings.Hold) error {
	text, err := asJSON(holds)
	if err != nil {
		return err
	}
	if _, err := a.ExecContext(ctx, `INSERT INTO call_holds (call_id, content) VALUES (?, ?)`, callID, text); err != nil {
		return fmt.Errorf("keeping the holds of a call: %w", err)
	}
	return nil
}
