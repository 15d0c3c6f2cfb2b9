-- What the centre did in a shift of calls is kept when it ends: a later
-- version of the routing core need not bring the same calls.
-- +goose Up
ALTER TABLE roleplay_shifts ADD COLUMN record TEXT NOT NULL DEFAULT '{}';
