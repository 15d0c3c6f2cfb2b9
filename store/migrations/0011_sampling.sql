-- A draw keeps the plan as it was then, so that it can be made again. mark is
-- the SHA-256 of the candidates and what was known of them. risk marks an
-- evaluation of a call that was chosen for its risk: it enters no average.
-- +goose Up
CREATE TABLE sampling_plans (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  wide INTEGER NOT NULL,
  content TEXT NOT NULL,
  until_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  closed INTEGER NOT NULL
);

CREATE TABLE sampling_draws (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES sampling_plans (id),
  seed BIGINT NOT NULL,
  whole INTEGER NOT NULL,
  n INTEGER NOT NULL,
  content TEXT NOT NULL,
  candidates INTEGER NOT NULL,
  strata TEXT NOT NULL,
  outlooks TEXT NOT NULL,
  mark TEXT NOT NULL,
  drawn_by TEXT NOT NULL,
  drawn_by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX sampling_draws_plan ON sampling_draws (plan_id, at);

CREATE TABLE sampling_picks (
  plan_id TEXT NOT NULL REFERENCES sampling_plans (id),
  call_id TEXT NOT NULL REFERENCES calls (id),
  draw_id TEXT NOT NULL REFERENCES sampling_draws (id),
  place INTEGER NOT NULL,
  agent_id TEXT NOT NULL,
  stratum TEXT NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL,
  task_id TEXT NOT NULL,
  double_id TEXT NOT NULL,
  unusable TEXT NOT NULL,
  unusable_at BIGINT NOT NULL,
  replaces TEXT NOT NULL,
  PRIMARY KEY (plan_id, call_id)
);
CREATE INDEX sampling_picks_call ON sampling_picks (call_id);

ALTER TABLE evaluations ADD COLUMN risk INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sampling_evaluations ON evaluations (call_id, started_at);
CREATE INDEX sampling_tasks ON tasks (call_id, dealt_at);
CREATE INDEX sampling_calls ON calls (started_at);
