-- How long recordings are kept. What a hold covers can't be deleted until it
-- is lifted; a tombstone says that there was a recording. file_gone turns 1
-- when nothing of it is left on the disk.
-- +goose Up
CREATE TABLE retention_rules (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  project TEXT NOT NULL,
  business_line TEXT NOT NULL,
  days INTEGER NOT NULL,
  scored_days INTEGER NOT NULL
);

CREATE TABLE retention_holds (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  lifted_by TEXT NOT NULL,
  lifted_at BIGINT NOT NULL,
  why TEXT NOT NULL
);

CREATE TABLE retention_held (
  hold_id TEXT NOT NULL REFERENCES retention_holds (id),
  call_id TEXT NOT NULL REFERENCES calls (id),
  PRIMARY KEY (hold_id, call_id)
);
CREATE INDEX retention_held_call ON retention_held (call_id);

CREATE TABLE tombstones (
  call_id TEXT PRIMARY KEY REFERENCES calls (id),
  hash TEXT NOT NULL,
  file_gone INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  why TEXT NOT NULL
);
CREATE INDEX tombstones_hash ON tombstones (hash);
CREATE INDEX calls_started ON calls (started_at);
