-- Role-plays: scenarios of organisations, attempts with all their moves, and
-- reviews of attempts. A source is kept as it was played, by its hash.
-- +goose Up
CREATE TABLE roleplay_sources (
  hash TEXT PRIMARY KEY,
  source TEXT NOT NULL
);

CREATE TABLE roleplay_scenarios (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  hash TEXT NOT NULL REFERENCES roleplay_sources (hash),
  brought_by TEXT NOT NULL,
  brought_at BIGINT NOT NULL,
  retired BOOLEAN NOT NULL
);
CREATE INDEX roleplay_scenarios_organisation ON roleplay_scenarios (organisation_id);

CREATE TABLE roleplay_attempts (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  scenario_id TEXT NOT NULL,
  hash TEXT NOT NULL REFERENCES roleplay_sources (hash),
  level TEXT NOT NULL,
  language TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  over_at BIGINT NOT NULL,
  of_id TEXT NOT NULL,
  from_turn INTEGER NOT NULL,
  ending TEXT NOT NULL,
  overall DOUBLE PRECISION NOT NULL,
  raw DOUBLE PRECISION NOT NULL,
  failed BOOLEAN NOT NULL,
  moves TEXT NOT NULL
);
CREATE INDEX roleplay_attempts_person ON roleplay_attempts (person_id, begun_at);
CREATE INDEX roleplay_attempts_organisation ON roleplay_attempts (organisation_id, begun_at);

CREATE TABLE roleplay_reviews (
  id TEXT PRIMARY KEY,
  attempt_id TEXT NOT NULL REFERENCES roleplay_attempts (id),
  version_id TEXT NOT NULL,
  reviewer_id TEXT NOT NULL REFERENCES persons (id),
  at BIGINT NOT NULL,
  answers TEXT NOT NULL,
  comment TEXT NOT NULL,
  score DOUBLE PRECISION,
  fail_all BOOLEAN NOT NULL
);
CREATE INDEX roleplay_reviews_attempt ON roleplay_reviews (attempt_id);
