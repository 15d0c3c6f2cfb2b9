-- found is what the detector found, packed, before anybody corrected it; what
-- came out of the corrections lies in derived, where everybody reads it.
-- +goose Up
CREATE TABLE speech_corrections (
  call_id TEXT PRIMARY KEY REFERENCES calls (id),
  found BLOB NOT NULL,
  content TEXT NOT NULL
);
