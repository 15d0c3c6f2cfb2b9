-- Rounds of pairing: content holds who takes part with what was known of them,
-- the rules, and what was proposed.
-- +goose Up
CREATE TABLE mentor_rounds (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  edition INTEGER NOT NULL,
  state TEXT NOT NULL,
  content TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  done_at BIGINT NOT NULL
);
