-- Practice sessions as they were played, with review, answers and the coach's
-- comment; and the scenarios of an organisation.
-- +goose Up
CREATE TABLE practice_sessions (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  scenario TEXT NOT NULL,
  name TEXT NOT NULL,
  kept_at BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  record TEXT NOT NULL,
  review TEXT NOT NULL,
  regret TEXT NOT NULL,
  answers TEXT NOT NULL,
  comment TEXT NOT NULL,
  coach_id TEXT NOT NULL,
  commented_at BIGINT NOT NULL,
  plan_id TEXT NOT NULL
);
CREATE INDEX practice_sessions_person ON practice_sessions (person_id, kept_at);
CREATE INDEX practice_sessions_organisation ON practice_sessions (organisation_id, kept_at);

CREATE TABLE practice_scenarios (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT NOT NULL
);
CREATE INDEX practice_scenarios_organisation ON practice_scenarios (organisation_id, removed_at);
