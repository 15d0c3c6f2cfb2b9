-- Folders into which recorders write, and what is known of their files: one
-- that looks the same at two looks is imported.
-- +goose Up
CREATE TABLE watched_folders (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  by_id TEXT NOT NULL,
  path TEXT NOT NULL,
  source TEXT NOT NULL,
  agent_lane INTEGER NOT NULL,
  mapping TEXT NOT NULL,
  done TEXT NOT NULL,
  paused INTEGER NOT NULL,
  looked_at BIGINT NOT NULL,
  missing_since BIGINT NOT NULL,
  taken BIGINT NOT NULL
);

CREATE TABLE watched_files (
  folder_id TEXT NOT NULL REFERENCES watched_folders (id),
  path TEXT NOT NULL,
  size BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (folder_id, path)
);
