-- +goose Up
-- n numbers the calls in the order of their import; changed grows with each
-- change, so that a reader can ask for what is new since it last looked.
-- state, score and fail_all are those of the newest ordinary evaluation, the
-- shown_ ones of the newest that the agent may see.
CREATE TABLE calls (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  changed BIGINT NOT NULL,
  external_id TEXT NOT NULL,
  source TEXT NOT NULL,
  title TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  duration BIGINT NOT NULL,
  agent_id TEXT NOT NULL,
  agent_name TEXT NOT NULL,
  staff_number TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  project TEXT NOT NULL,
  business_line TEXT NOT NULL,
  queue TEXT NOT NULL,
  direction TEXT NOT NULL,
  caller TEXT NOT NULL,
  satisfaction INTEGER NOT NULL,
  audio_hash TEXT NOT NULL,
  file_name TEXT NOT NULL,
  container TEXT NOT NULL,
  codec TEXT NOT NULL,
  channels INTEGER NOT NULL,
  sample_rate INTEGER NOT NULL,
  frames BIGINT NOT NULL,
  agent_lane INTEGER NOT NULL,
  problem TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  score DOUBLE PRECISION,
  fail_all INTEGER NOT NULL,
  shown_state TEXT NOT NULL,
  shown_score DOUBLE PRECISION,
  shown_fail_all INTEGER NOT NULL
);
CREATE UNIQUE INDEX calls_external ON calls (external_id, source) WHERE external_id <> '';
CREATE UNIQUE INDEX calls_audio ON calls (audio_hash) WHERE audio_hash <> '';
CREATE INDEX calls_changed ON calls (changed);

-- derived holds what was made from audio and can be made again.
CREATE TABLE derived (
  call_id TEXT NOT NULL REFERENCES calls (id),
  kind TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (call_id, kind)
);

CREATE TABLE transcripts (
  call_id TEXT PRIMARY KEY REFERENCES calls (id),
  utterances TEXT NOT NULL
);
