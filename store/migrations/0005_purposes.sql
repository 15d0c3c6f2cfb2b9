-- for_id is the calibration session or the appeal that an evaluation belongs to.
-- +goose Up
ALTER TABLE evaluations ADD COLUMN for_id TEXT NOT NULL DEFAULT '';
DROP INDEX evaluations_once;
CREATE UNIQUE INDEX evaluations_once ON evaluations (call_id, rubric_id, reviewer_id, purpose, for_id) WHERE newest = 1 AND state <> 'voided';
CREATE INDEX evaluations_for ON evaluations (for_id) WHERE for_id <> '';
ALTER TABLE tasks ADD COLUMN purpose TEXT NOT NULL DEFAULT 'ordinary';
