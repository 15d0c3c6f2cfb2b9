-- Figures of operations. Days are counted from 1970-01-01; times are seconds;
-- a fact that no table told is NULL. known is the set of facts that are told.
-- +goose Up
CREATE TABLE figure_days (
  source TEXT NOT NULL,
  day INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  project TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  known INTEGER NOT NULL,
  offered INTEGER,
  answered INTEGER,
  in_target INTEGER,
  talk INTEGER,
  hold INTEGER,
  wrap_up INTEGER,
  ready INTEGER,
  not_ready INTEGER,
  help INTEGER,
  back_due INTEGER,
  back_made INTEGER,
  orders INTEGER,
  faulty INTEGER,
  attitude INTEGER,
  asked INTEGER,
  rated INTEGER,
  satisfied INTEGER,
  first_asked INTEGER,
  first_done INTEGER,
  PRIMARY KEY (day, person_id, project, source)
);
CREATE INDEX figure_days_person ON figure_days (person_id, day);

CREATE TABLE figure_shifts (
  source TEXT NOT NULL,
  day INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  project TEXT NOT NULL,
  duty TEXT NOT NULL,
  not_ready TEXT NOT NULL
);
CREATE INDEX figure_shifts_day ON figure_shifts (day, person_id);

CREATE TABLE figure_complaints (
  source TEXT NOT NULL,
  day INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  number TEXT NOT NULL,
  attitude INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  call_id TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX figure_complaints_day ON figure_complaints (day, person_id);

CREATE TABLE figure_orders (
  source TEXT NOT NULL,
  day INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  number TEXT NOT NULL,
  project TEXT NOT NULL,
  faulty INTEGER NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX figure_orders_day ON figure_orders (day, person_id);

-- value NULL: no target from that day on.
CREATE TABLE figure_targets (
  indicator TEXT NOT NULL,
  day INTEGER NOT NULL,
  value DOUBLE PRECISION,
  PRIMARY KEY (indicator, day)
);

-- columns is the JSON of which column held what when the source was imported last.
CREATE TABLE figure_sources (
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  columns TEXT NOT NULL,
  PRIMARY KEY (kind, source)
);
