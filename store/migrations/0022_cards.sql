-- A card is one person's. What it says stands in its content, or in the exam
-- whose question it asks. Every review is a row, so that other schedulers can
-- replay it.
-- +goose Up
CREATE TABLE cards (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  mark TEXT NOT NULL,
  source TEXT NOT NULL,
  point TEXT NOT NULL,
  exam_id TEXT NOT NULL,
  question_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  evaluation_id TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  content TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by TEXT NOT NULL,
  ready_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  step INTEGER NOT NULL,
  stability DOUBLE PRECISION NOT NULL,
  difficulty DOUBLE PRECISION NOT NULL,
  days INTEGER NOT NULL,
  due_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  reviews INTEGER NOT NULL,
  lapses INTEGER NOT NULL,
  takes BIGINT NOT NULL,
  aside TEXT NOT NULL,
  aside_until BIGINT NOT NULL,
  UNIQUE (person_id, mark)
);
CREATE INDEX cards_due ON cards (person_id, due_at);
CREATE INDEX cards_entry ON cards (entry_id, person_id);

CREATE TABLE card_reviews (
  id TEXT PRIMARY KEY,
  card_id TEXT NOT NULL REFERENCES cards (id),
  person_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  day INTEGER NOT NULL,
  grade INTEGER NOT NULL,
  took BIGINT NOT NULL,
  attempt_id TEXT NOT NULL,
  before TEXT NOT NULL,
  state_before TEXT NOT NULL,
  stability DOUBLE PRECISION NOT NULL,
  difficulty DOUBLE PRECISION NOT NULL
);
CREATE INDEX card_reviews_person ON card_reviews (person_id, at);
CREATE INDEX card_reviews_card ON card_reviews (card_id, at);

CREATE TABLE card_wishes (
  person_id TEXT PRIMARY KEY REFERENCES persons (id),
  content TEXT NOT NULL
);
