-- Shifts of calls: a trainee takes one call after another from a simulated
-- centre; what was done at the seat is kept, and the calls are attempts.
-- +goose Up
CREATE TABLE roleplay_shifts (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  plan_id TEXT NOT NULL,
  level TEXT NOT NULL,
  language TEXT NOT NULL,
  seed BIGINT NOT NULL,
  begun_at BIGINT NOT NULL,
  over_at BIGINT NOT NULL,
  acts TEXT NOT NULL,
  taken INTEGER NOT NULL,
  missed INTEGER NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  aht BIGINT NOT NULL
);
CREATE INDEX roleplay_shifts_person ON roleplay_shifts (person_id, begun_at);
CREATE INDEX roleplay_shifts_organisation ON roleplay_shifts (organisation_id, begun_at);
ALTER TABLE roleplay_attempts ADD COLUMN shift_id TEXT NOT NULL DEFAULT '';
ALTER TABLE roleplay_attempts ADD COLUMN variant INTEGER NOT NULL DEFAULT 0;
ALTER TABLE roleplay_attempts ADD COLUMN ease INTEGER NOT NULL DEFAULT 0;
CREATE INDEX roleplay_attempts_shift ON roleplay_attempts (shift_id);
