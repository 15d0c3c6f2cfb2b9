-- origin says whence a transcript comes, as JSON; empty: nobody said. What a
-- server answered to a piece of sound is kept under what was asked.
-- +goose Up
ALTER TABLE transcripts ADD COLUMN origin TEXT NOT NULL DEFAULT '';

CREATE TABLE transcribe_answers (
  call_id TEXT NOT NULL REFERENCES calls (id),
  ask TEXT NOT NULL,
  at BIGINT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (call_id, ask)
);
