-- The year of a pair: sessions, evidence for measures, and the pulse of both.
-- at and *_at are microseconds, 0: not yet; minutes are minutes.
-- +goose Up
CREATE TABLE mentor_sessions (
  id TEXT PRIMARY KEY,
  pair_id TEXT NOT NULL REFERENCES mentor_pairs (id),
  at BIGINT NOT NULL,
  minutes INTEGER NOT NULL,
  agenda TEXT NOT NULL,
  number INTEGER NOT NULL,
  held BOOLEAN NOT NULL,
  said TEXT NOT NULL,
  listened TEXT NOT NULL,
  next TEXT NOT NULL,
  side TEXT NOT NULL,
  ok_at BIGINT NOT NULL,
  objected TEXT NOT NULL,
  off TEXT NOT NULL
);
CREATE INDEX mentor_sessions_pair ON mentor_sessions (pair_id, at);

CREATE TABLE mentor_deeds (
  id TEXT PRIMARY KEY,
  pair_id TEXT NOT NULL REFERENCES mentor_pairs (id),
  measure_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  at BIGINT NOT NULL,
  note TEXT NOT NULL,
  proof TEXT NOT NULL,
  proof_id TEXT NOT NULL,
  side TEXT NOT NULL,
  ok_at BIGINT NOT NULL,
  UNIQUE (pair_id, measure_id, n)
);

CREATE TABLE mentor_pulses (
  id TEXT PRIMARY KEY,
  pair_id TEXT NOT NULL REFERENCES mentor_pairs (id),
  side TEXT NOT NULL,
  at BIGINT NOT NULL,
  value INTEGER NOT NULL,
  note TEXT NOT NULL
);
CREATE INDEX mentor_pulses_pair ON mentor_pulses (pair_id, at);
