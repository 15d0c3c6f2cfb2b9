-- +goose Up
-- content is the text of the file; the version that is active is in force.
CREATE TABLE rule_sets (
  id TEXT PRIMARY KEY,
  set_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  active INTEGER NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by TEXT NOT NULL,
  UNIQUE (set_id, number)
);

-- What rules and models proposed for an evaluation. rank 0 is the proposal of
-- its source for the question; blind ones were not shown to the reviewer.
CREATE TABLE proposals (
  id TEXT PRIMARY KEY,
  evaluation_id TEXT NOT NULL,
  rubric_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  ref TEXT NOT NULL,
  source TEXT NOT NULL,
  maker TEXT NOT NULL,
  title TEXT NOT NULL,
  rank INTEGER NOT NULL,
  answer TEXT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  reason TEXT NOT NULL,
  evidence TEXT NOT NULL,
  void TEXT NOT NULL,
  blind INTEGER NOT NULL,
  decision TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  decided_at BIGINT NOT NULL
);
CREATE INDEX proposals_evaluation ON proposals (evaluation_id);
CREATE INDEX proposals_rubric ON proposals (rubric_id, source, made_at);
