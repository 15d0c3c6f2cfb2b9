-- The bank of questions, a row for each version; newest marks one of an entry.
-- +goose Up
CREATE TABLE bank_questions (
  id TEXT PRIMARY KEY,
  entry_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  newest INTEGER NOT NULL,
  organisation_id TEXT NOT NULL,
  vendors INTEGER NOT NULL,
  state TEXT NOT NULL,
  content TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  why TEXT NOT NULL,
  UNIQUE (entry_id, number)
);
CREATE INDEX bank_questions_organisation ON bank_questions (organisation_id, newest);

CREATE INDEX exam_questions_question ON exam_questions (question_id);
CREATE INDEX articles_until ON articles (until_at);
