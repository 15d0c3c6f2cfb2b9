-- A contest is its rule and its period. What a result rests on is kept with its
-- hash once the period is over; a granted appeal adds another keeping and leaves
-- the one before. organisation_id is whose people compete; empty: all.
-- Days are counted from 1970-01-01.
-- +goose Up
CREATE TABLE contests (
  id TEXT PRIMARY KEY,
  series TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,
  rule TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  withdrawn_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX contests_series ON contests (series, first_day) WHERE withdrawn_at = 0;

CREATE TABLE contest_freezes (
  contest_id TEXT NOT NULL REFERENCES contests (id),
  number INTEGER NOT NULL,
  at BIGINT NOT NULL,
  by_id TEXT NOT NULL,
  why TEXT NOT NULL,
  input TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  result_hash TEXT NOT NULL,
  PRIMARY KEY (contest_id, number)
);

CREATE TABLE contest_appeals (
  id TEXT PRIMARY KEY,
  contest_id TEXT NOT NULL REFERENCES contests (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  text TEXT NOT NULL,
  at BIGINT NOT NULL,
  granted INTEGER NOT NULL,
  answer TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at BIGINT NOT NULL
);
CREATE INDEX contest_appeals_contest ON contest_appeals (contest_id);
