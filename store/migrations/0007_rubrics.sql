-- Drafts stand beside the versions: a row of rubric_versions never changes but
-- for its state.
-- +goose Up
CREATE TABLE rubric_drafts (
  id TEXT PRIMARY KEY,
  rubric_id TEXT NOT NULL UNIQUE,
  organisation_id TEXT NOT NULL,
  base_id TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by TEXT NOT NULL
);

CREATE TABLE rubric_scales (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  options TEXT NOT NULL,
  UNIQUE (organisation_id, name)
);

-- The published versions that use a kept scale, which locks it.
CREATE TABLE rubric_scale_uses (
  scale_id TEXT NOT NULL REFERENCES rubric_scales (id),
  version_id TEXT NOT NULL REFERENCES rubric_versions (id),
  PRIMARY KEY (scale_id, version_id)
);

CREATE INDEX evaluations_version ON evaluations (version_id);
