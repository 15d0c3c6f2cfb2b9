-- Posts say what people are looked for. A care report is what somebody says of a
-- hard call of their own: theirs alone until sent_at, when they sent the note.
-- +goose Up
CREATE TABLE ability_posts (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  content TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL
);

CREATE TABLE care_reports (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  call_id TEXT NOT NULL REFERENCES calls (id),
  at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  note TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  reply TEXT NOT NULL,
  replied_by TEXT NOT NULL,
  replied_at BIGINT NOT NULL,
  UNIQUE (person_id, call_id)
);
