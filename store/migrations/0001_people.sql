-- Ids are UUIDv7 text, instants microseconds of UTC (0: none), lists and
-- documents JSON or words between spaces. No vendor's types.
-- +goose Up
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- counters number what must be in order: audit entries, calls, changes of calls.
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  n BIGINT NOT NULL
);
INSERT INTO counters (name, n) VALUES ('audit', 0), ('calls', 0), ('changes', 0), ('people', 0);

CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL
);

CREATE TABLE teams (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  name TEXT NOT NULL,
  UNIQUE (organisation_id, name)
);

CREATE TABLE persons (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  team_id TEXT REFERENCES teams (id),
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  staff_number TEXT NOT NULL,
  roles TEXT NOT NULL,
  granted TEXT NOT NULL,
  withdrawn TEXT NOT NULL,
  manager_id TEXT REFERENCES persons (id),
  mentor_id TEXT REFERENCES persons (id),
  joined_at BIGINT NOT NULL,
  left_at BIGINT NOT NULL,
  confidential_at BIGINT NOT NULL,
  password TEXT NOT NULL
);
CREATE UNIQUE INDEX persons_login ON persons (login) WHERE login <> '';
CREATE UNIQUE INDEX persons_staff_number ON persons (organisation_id, staff_number) WHERE staff_number <> '';

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE preferences (
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, name)
);

CREATE TABLE audit (
  n BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  person_id TEXT NOT NULL,
  person_name TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  detail TEXT NOT NULL,
  before TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
);
