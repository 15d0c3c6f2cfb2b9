package store

import (
	"context"
	"encoding/json"
	"fmt"

	"shifu/internal/people"
	"shifu/qa/rules"
	"shifu/recordings/speech"
)

// Heard returns the newest calls with a transcript, for trying rules out.
func (k *Rules) Heard(ctx context.Context, by people.Actor, limit int) ([]rules.Heard, error) {
	s, err := hearing(by)
	if err == nil {
		err = mayReadRules(by)
	}
	if err != nil {
		return nil, err
	}
	var rows []heardRow
	q := within(k.w.read.NewSelect().Model(&rows), s).ColumnExpr("c.*").ColumnExpr("t.utterances AS utterances, d.content AS speech").
		Join("JOIN transcripts AS t ON t.call_id = c.id").Join("LEFT JOIN derived AS d ON d.call_id = c.id AND d.kind = ?", speech.Kind)
	if err := q.OrderExpr("c.started_at DESC, c.id DESC").Limit(int64(limit)).Scan(ctx); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading transcripts: %w", err))
	}
	out := make([]rules.Heard, len(rows))
	for i, r := range rows {
		out[i] = rules.Heard{Call: r.call(), Speech: r.Speech}
		if err := json.Unmarshal([]byte(r.Utterances), &out[i].Said); err != nil {
			return nil, fmt.Errorf("reading the transcript of %s: %w", r.ID, err)
		}
	}
	return out, nil
}
