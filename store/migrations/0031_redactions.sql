-- +goose Up
-- What was taken out of a call. said is the transcript as it was, for Undo and
-- for who may hear the call whole; the file of before_hash stays for them too.
CREATE TABLE redactions (
  call_id TEXT PRIMARY KEY REFERENCES calls (id),
  marks TEXT NOT NULL,
  fill TEXT NOT NULL,
  before_hash TEXT NOT NULL,
  after_hash TEXT NOT NULL,
  said TEXT NOT NULL,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL
);
