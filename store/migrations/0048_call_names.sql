-- A recorder's later word on a call (its holds) finds it by its recording's name.
-- +goose Up
CREATE INDEX calls_named ON calls (file_name) WHERE file_name <> '';
