-- A case is its events; its row holds what lists are narrowed by. A joint plan
-- has versions; what was signed of one stays. A reading is how long a person had
-- an article open.
-- +goose Up
CREATE TABLE retrain_rules (
  exam_id TEXT PRIMARY KEY REFERENCES exams (id),
  content TEXT NOT NULL,
  by_id TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE retrain_cases (
  id TEXT PRIMARY KEY,
  exam_id TEXT NOT NULL REFERENCES exams (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  mentor_id TEXT NOT NULL,
  state TEXT NOT NULL,
  off_duty INTEGER NOT NULL,
  opened_at BIGINT NOT NULL,
  failed_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL
);
CREATE INDEX retrain_cases_person ON retrain_cases (person_id, exam_id);
CREATE UNIQUE INDEX retrain_cases_open ON retrain_cases (exam_id, person_id) WHERE closed_at = 0;

CREATE TABLE retrain_events (
  case_id TEXT NOT NULL REFERENCES retrain_cases (id),
  n INTEGER NOT NULL,
  at BIGINT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (case_id, n)
);

CREATE TABLE article_readings (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  article_id TEXT NOT NULL REFERENCES articles (id),
  at BIGINT NOT NULL,
  took BIGINT NOT NULL
);
CREATE INDEX article_readings_person ON article_readings (person_id, at);

CREATE TABLE joint_plans (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  month TEXT NOT NULL,
  number INTEGER NOT NULL,
  UNIQUE (organisation_id, month)
);

CREATE TABLE joint_plan_versions (
  plan_id TEXT NOT NULL REFERENCES joint_plans (id),
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  note TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (plan_id, number)
);

CREATE TABLE joint_plan_signatures (
  plan_id TEXT NOT NULL REFERENCES joint_plans (id),
  number INTEGER NOT NULL,
  party TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES persons (id),
  name TEXT NOT NULL,
  at BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (plan_id, number, party)
);

CREATE TABLE joint_plan_done (
  plan_id TEXT NOT NULL REFERENCES joint_plans (id),
  item_id TEXT NOT NULL,
  days DOUBLE PRECISION NOT NULL,
  people INTEGER NOT NULL,
  note TEXT NOT NULL,
  by_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (plan_id, item_id)
);
