-- Settings of cut scores: judges rate the questions of an exam in two rounds.
-- +goose Up
CREATE TABLE exam_cuts (
  id TEXT PRIMARY KEY,
  exam_id TEXT NOT NULL REFERENCES exams (id),
  stage TEXT NOT NULL,
  items TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  share DOUBLE PRECISION NOT NULL,
  why TEXT NOT NULL
);
CREATE INDEX exam_cuts_exam ON exam_cuts (exam_id);

CREATE TABLE exam_cut_judges (
  cut_id TEXT NOT NULL REFERENCES exam_cuts (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  expects TEXT NOT NULL,
  done_first BIGINT NOT NULL,
  done_second BIGINT NOT NULL,
  PRIMARY KEY (cut_id, person_id)
);
CREATE INDEX exam_cut_judges_person ON exam_cut_judges (person_id);

CREATE TABLE exam_cut_ratings (
  cut_id TEXT NOT NULL REFERENCES exam_cuts (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  round INTEGER NOT NULL,
  question_id TEXT NOT NULL,
  p DOUBLE PRECISION NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (cut_id, person_id, round, question_id)
);
