-- Tags stand with the call, sorted, a line each: a call has few, and the
-- library reads them with its other facts. A call can be let go of a hold
-- without lifting the whole.
-- +goose Up
ALTER TABLE calls ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE retention_held ADD COLUMN released_at BIGINT NOT NULL DEFAULT 0;
