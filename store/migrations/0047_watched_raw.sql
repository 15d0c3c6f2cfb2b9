-- How files without a header are read in a watched folder, as JSON by ending.
-- +goose Up
ALTER TABLE watched_folders ADD COLUMN raw TEXT NOT NULL DEFAULT '{}';
