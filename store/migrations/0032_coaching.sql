-- Coaching plans; content holds expectation, practice, goal, sessions and words.
-- +goose Up
CREATE TABLE coaching_plans (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  coach_id TEXT NOT NULL REFERENCES persons (id),
  state TEXT NOT NULL,
  rubric_id TEXT NOT NULL,
  ref TEXT NOT NULL,
  goal_by BIGINT NOT NULL,
  begun_at BIGINT NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX coaching_plans_person ON coaching_plans (person_id, state);
CREATE INDEX coaching_plans_coach ON coaching_plans (coach_id, state);

CREATE TABLE coaching_evaluations (
  plan_id TEXT NOT NULL REFERENCES coaching_plans (id),
  evaluation_id TEXT NOT NULL,
  PRIMARY KEY (plan_id, evaluation_id)
);
CREATE INDEX coaching_evaluations_of ON coaching_evaluations (evaluation_id);
