-- +goose Up
-- call_said is what was said in each call, by its number. said_waiting are the
-- calls whose transcripts were kept before there was such an index.
CREATE VIRTUAL TABLE call_said USING fts5 (said, content = '', contentless_delete = 1, tokenize = 'unicode61');

CREATE TABLE said_waiting (
  call_id TEXT PRIMARY KEY
);
INSERT INTO said_waiting SELECT call_id FROM transcripts;
