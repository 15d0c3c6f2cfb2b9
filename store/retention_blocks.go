package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/recordings/retention"
)

// standsBefore are the questions for what stands before a deletion; each returns
// calls of those asked for.
var standsBefore = []struct {
	block retention.Block
	query string
}{
	{retention.Held, `SELECT h.call_id FROM retention_held AS h JOIN retention_holds AS o ON o.id = h.hold_id WHERE o.lifted_at = 0 AND h.released_at = 0 AND h.call_id IN (?)`},
	{retention.Evaluated, `SELECT call_id FROM evaluations WHERE newest = 1 AND state IN ('draft', 'submitted') AND call_id IN (?)
		UNION SELECT call_id FROM tasks WHERE done_at = 0 AND skipped = '' AND call_id IN (?)`},
	{retention.Appealed, `SELECT call_id FROM evaluations WHERE newest = 1 AND state IN ('appealed', 'in-review') AND call_id IN (?)`},
	{retention.Calibrated, `SELECT c.call_id FROM calibration_calls AS c JOIN calibration_sessions AS s ON s.id = c.session_id
		WHERE s.state <> 'closed' AND c.call_id IN (?)`},
	{retention.Exemplified, `SELECT call_id FROM benchmarks WHERE state IN ('proposed', 'checked', 'approved') AND call_id IN (?)`},
	{retention.Analysed, `SELECT call_id FROM analyses WHERE state = 'planned' AND call_id IN (?)`},
}

// blocks are what stands before the deletion of each of these calls.
func blocks(ctx context.Context, db bun.IDB, ids []string) (map[string][]retention.Block, error) {
	all := map[string][]retention.Block{}
	if len(ids) == 0 {
		return all, nil
	}
	for _, s := range standsBefore {
		args := slices.Repeat([]any{bun.List(ids)}, countOf(s.query, '?'))
		var found []string
		if err := db.NewRaw(s.query, args...).Scan(ctx, &found); err != nil {
			return nil, fmt.Errorf("looking for what stands before a deletion: %w", err)
		}
		for _, id := range found {
			all[id] = append(all[id], s.block)
		}
	}
	played, err := playedByBank(ctx, db)
	for _, id := range ids {
		if played[id] {
			all[id] = append(all[id], retention.Examined)
		}
	}
	return all, err
}

func countOf(s string, r rune) (n int) {
	for _, c := range s {
		if c == r {
			n++
		}
	}
	return n
}

// playedByBank are the calls that questions in use play.
func playedByBank(ctx context.Context, db bun.IDB) (map[string]bool, error) {
	var rows []bankRow
	err := db.NewSelect().Model(&rows).Where("b.newest = 1 AND b.state <> 'retired' AND b.content LIKE '%call_id%'").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading what questions play: %w", err)
	}
	played := map[string]bool{}
	for _, r := range rows {
		q, err := r.question()
		if err != nil {
			return nil, err
		}
		if q.Clip != nil {
			played[q.Clip.CallID] = true
		}
	}
	return played, nil
}

// withBlocks says of each call what stands before its deletion.
func withBlocks(ctx context.Context, db bun.IDB, all []retention.Due) error {
	ids := make([]string, len(all))
	for i, d := range all {
		ids[i] = d.Call.ID
	}
	found, err := blocks(ctx, db, ids)
	for i := range all {
		all[i].Blocks = found[all[i].Call.ID]
	}
	return err
}
