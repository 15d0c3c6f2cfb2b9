-- Pairs of mentor and mentee, the versions of their contracts, who signed which
-- text, and objections. at and *_at are microseconds, 0: not yet.
-- +goose Up
CREATE TABLE mentor_pairs (
  id TEXT PRIMARY KEY,
  mentor_id TEXT NOT NULL REFERENCES persons (id),
  mentee_id TEXT NOT NULL REFERENCES persons (id),
  round_id TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ended_by TEXT NOT NULL,
  ended_at BIGINT NOT NULL,
  ended_why TEXT NOT NULL
);
CREATE INDEX mentor_pairs_mentor ON mentor_pairs (mentor_id);
CREATE INDEX mentor_pairs_mentee ON mentor_pairs (mentee_id);

CREATE TABLE mentor_contracts (
  pair_id TEXT NOT NULL REFERENCES mentor_pairs (id),
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (pair_id, number)
);

CREATE TABLE mentor_signatures (
  pair_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  party TEXT NOT NULL,
  hash TEXT NOT NULL,
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (pair_id, number, party, hash),
  FOREIGN KEY (pair_id, number) REFERENCES mentor_contracts (pair_id, number)
);

CREATE TABLE mentor_objections (
  id TEXT PRIMARY KEY,
  pair_id TEXT NOT NULL REFERENCES mentor_pairs (id),
  number INTEGER NOT NULL,
  party TEXT NOT NULL,
  by_id TEXT NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL,
  settled_by TEXT NOT NULL,
  settled_at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  ends BOOLEAN NOT NULL
);
CREATE INDEX mentor_objections_pair ON mentor_objections (pair_id);
