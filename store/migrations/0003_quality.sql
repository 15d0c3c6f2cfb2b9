-- +goose Up
-- organisation_id is who keeps the rubric; empty: Shifu itself.
CREATE TABLE rubric_versions (
  id TEXT PRIMARY KEY,
  rubric_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  UNIQUE (rubric_id, number)
);

-- One row per edition. newest marks the last edition, counts the one that
-- enters averages, shown the one that the agent sees.
CREATE TABLE evaluations (
  id TEXT NOT NULL,
  edition INTEGER NOT NULL,
  call_id TEXT NOT NULL REFERENCES calls (id),
  rubric_id TEXT NOT NULL,
  version_id TEXT NOT NULL REFERENCES rubric_versions (id),
  reviewer_id TEXT NOT NULL,
  reviewer_name TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  state TEXT NOT NULL,
  answers TEXT NOT NULL,
  comment TEXT NOT NULL,
  moments TEXT NOT NULL,
  raw DOUBLE PRECISION,
  final DOUBLE PRECISION,
  fail_all INTEGER NOT NULL,
  listened BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  saved_at BIGINT NOT NULL,
  submitted_at BIGINT NOT NULL,
  why TEXT NOT NULL,
  newest INTEGER NOT NULL,
  counts INTEGER NOT NULL,
  shown INTEGER NOT NULL,
  PRIMARY KEY (id, edition)
);
CREATE UNIQUE INDEX evaluations_once ON evaluations (call_id, rubric_id, reviewer_id, purpose) WHERE newest = 1 AND state <> 'voided';
CREATE INDEX evaluations_agent ON evaluations (agent_id, submitted_at);
CREATE INDEX evaluations_team ON evaluations (team_id, submitted_at);
CREATE INDEX evaluations_reviewer ON evaluations (reviewer_id, submitted_at);
CREATE INDEX evaluations_submitted ON evaluations (submitted_at);

CREATE TABLE evaluation_answers (
  evaluation_id TEXT NOT NULL,
  edition INTEGER NOT NULL,
  ref TEXT NOT NULL,
  version_id TEXT NOT NULL,
  credit DOUBLE PRECISION NOT NULL,
  weight DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (evaluation_id, edition, ref)
);

CREATE TABLE tasks (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL REFERENCES calls (id),
  version_id TEXT NOT NULL REFERENCES rubric_versions (id),
  reviewer_id TEXT NOT NULL REFERENCES persons (id),
  why TEXT NOT NULL,
  risk INTEGER NOT NULL,
  dealt_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  done_at BIGINT NOT NULL,
  skipped TEXT NOT NULL
);
CREATE INDEX tasks_reviewer ON tasks (reviewer_id, done_at, due_at);
