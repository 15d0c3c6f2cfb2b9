-- Certificates: what is asked (programmes), of whom (holdings), what was issued
-- and on which attempts it rests, and when it does not count (suspensions).
-- Days are counted from 1970-01-01; 0: none. A certificate is valid on the day
-- of its expiry; a suspension ends before until_day.
-- +goose Up
INSERT INTO counters (name, n) VALUES ('certificates', 0);

CREATE TABLE certificate_programmes (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  wide INTEGER NOT NULL,
  duty INTEGER NOT NULL,
  since_day INTEGER NOT NULL,
  content TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  retired_at BIGINT NOT NULL
);

CREATE TABLE certificate_holdings (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL REFERENCES certificate_programmes (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  assigned_day INTEGER NOT NULL,
  due_day INTEGER NOT NULL,
  released_day INTEGER NOT NULL,
  UNIQUE (person_id, programme_id)
);
CREATE INDEX certificate_holdings_programme ON certificate_holdings (programme_id);

CREATE TABLE certificates (
  number TEXT PRIMARY KEY,
  holding_id TEXT NOT NULL REFERENCES certificate_holdings (id),
  issued_day INTEGER NOT NULL,
  opens_day INTEGER NOT NULL,
  expires_day INTEGER NOT NULL,
  renewal INTEGER NOT NULL,
  record TEXT NOT NULL,
  hash TEXT NOT NULL,
  why TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  doubt TEXT NOT NULL,
  doubt_at BIGINT NOT NULL
);
CREATE INDEX certificates_holding ON certificates (holding_id, issued_day);

CREATE TABLE certificate_passes (
  number TEXT NOT NULL REFERENCES certificates (number),
  attempt_id TEXT NOT NULL REFERENCES exam_attempts (id),
  PRIMARY KEY (number, attempt_id)
);
CREATE INDEX certificate_passes_attempt ON certificate_passes (attempt_id);

CREATE TABLE certificate_suspensions (
  id TEXT PRIMARY KEY,
  holding_id TEXT NOT NULL REFERENCES certificate_holdings (id),
  from_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,
  why TEXT NOT NULL,
  complaint TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  lifted TEXT NOT NULL,
  lifted_by TEXT NOT NULL,
  lifted_at BIGINT NOT NULL,
  by_verdict INTEGER NOT NULL
);
CREATE INDEX certificate_suspensions_holding ON certificate_suspensions (holding_id);
