-- States of a role-play in which something was missed before and to which the
-- caller comes again, a blank between.
-- +goose Up
ALTER TABLE roleplay_attempts ADD COLUMN replays TEXT NOT NULL DEFAULT '';
