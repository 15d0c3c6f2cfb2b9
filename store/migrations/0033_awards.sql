-- An award is its rule and its year. Of a vote two things are kept apart: the
-- roll, who is entitled and has voted, and the ballots, which have a random ID,
-- no time and no voter, and are written anew in the order of new IDs with every
-- vote, so that no row tells by its place who gave it.
-- +goose Up
CREATE TABLE awards (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,
  rule TEXT NOT NULL,
  first_exam TEXT NOT NULL,
  last_exam TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  result TEXT NOT NULL,
  hash TEXT NOT NULL
);

CREATE TABLE award_pairs (
  award_id TEXT NOT NULL REFERENCES awards (id),
  pair_id TEXT NOT NULL REFERENCES mentor_pairs (id),
  PRIMARY KEY (award_id, pair_id)
);

CREATE TABLE award_roll (
  award_id TEXT NOT NULL REFERENCES awards (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  voted INTEGER NOT NULL,
  PRIMARY KEY (award_id, person_id)
);

CREATE TABLE award_ballots (
  id TEXT PRIMARY KEY,
  award_id TEXT NOT NULL REFERENCES awards (id),
  content TEXT NOT NULL
);
CREATE INDEX award_ballots_award ON award_ballots (award_id);
