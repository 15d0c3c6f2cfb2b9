-- The holds that a recorder told of a call, from and to in nanoseconds.
-- +goose Up
CREATE TABLE call_holds (
  call_id TEXT PRIMARY KEY REFERENCES calls (id),
  content TEXT NOT NULL
);
