-- Moments of practice sessions that others begin from.
-- +goose Up
CREATE TABLE practice_starts (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  name TEXT NOT NULL,
  scenario TEXT NOT NULL,
  scenario_name TEXT NOT NULL,
  weekday BIGINT NOT NULL,
  clock BIGINT NOT NULL,
  record TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT NOT NULL
);
CREATE INDEX practice_starts_organisation ON practice_starts (organisation_id, removed_at);
