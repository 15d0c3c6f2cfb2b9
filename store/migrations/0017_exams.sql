-- An exam keeps the questions that it draws from as they were. An attempt is
-- its paper and its events, one row each; marks have editions.
-- +goose Up
CREATE TABLE exams (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  wide INTEGER NOT NULL,
  state TEXT NOT NULL,
  content TEXT NOT NULL,
  forms TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  published_at BIGINT NOT NULL
);

CREATE TABLE exam_questions (
  exam_id TEXT NOT NULL REFERENCES exams (id),
  question_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  replaces TEXT NOT NULL,
  content TEXT NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (exam_id, question_id)
);

CREATE TABLE exam_concessions (
  exam_id TEXT NOT NULL REFERENCES exams (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  extra BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (exam_id, person_id)
);

CREATE TABLE exam_attempts (
  id TEXT PRIMARY KEY,
  exam_id TEXT NOT NULL REFERENCES exams (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  n INTEGER NOT NULL,
  state TEXT NOT NULL,
  late INTEGER NOT NULL,
  paper TEXT NOT NULL,
  form INTEGER NOT NULL,
  began_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  points DOUBLE PRECISION NOT NULL,
  most DOUBLE PRECISION NOT NULL,
  UNIQUE (exam_id, person_id, n)
);
CREATE INDEX exam_attempts_person ON exam_attempts (person_id);

CREATE TABLE exam_events (
  attempt_id TEXT NOT NULL REFERENCES exam_attempts (id),
  n INTEGER NOT NULL,
  deed TEXT NOT NULL,
  place INTEGER NOT NULL,
  here INTEGER NOT NULL,
  answer TEXT NOT NULL,
  used BIGINT NOT NULL,
  wall BIGINT NOT NULL,
  mono BIGINT NOT NULL,
  run TEXT NOT NULL,
  PRIMARY KEY (attempt_id, n)
);

CREATE TABLE exam_uses (
  attempt_id TEXT NOT NULL REFERENCES exam_attempts (id),
  entry_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  PRIMARY KEY (attempt_id, entry_id)
);
CREATE INDEX exam_uses_entry ON exam_uses (entry_id, person_id);

CREATE TABLE exam_marks (
  attempt_id TEXT NOT NULL REFERENCES exam_attempts (id),
  place INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  newest INTEGER NOT NULL,
  question_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  fraction DOUBLE PRECISION NOT NULL,
  points DOUBLE PRECISION NOT NULL,
  known INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (attempt_id, place, edition)
);
CREATE INDEX exam_marks_entry ON exam_marks (entry_id, newest);

CREATE TABLE exam_judgements (
  attempt_id TEXT NOT NULL REFERENCES exam_attempts (id),
  place INTEGER NOT NULL,
  marker_id TEXT NOT NULL REFERENCES persons (id),
  points DOUBLE PRECISION NOT NULL,
  note TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (attempt_id, place, marker_id)
);
