-- Scenarios that a workspace keeps, and what was found with them.
-- +goose Up
CREATE TABLE scenarios (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  content TEXT NOT NULL,
  revision INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT NOT NULL
);
CREATE INDEX scenarios_organisation ON scenarios (organisation_id);

CREATE TABLE scenario_studies (
  id TEXT PRIMARY KEY,
  scenario_id TEXT NOT NULL REFERENCES scenarios (id),
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  result TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX scenario_studies_scenario ON scenario_studies (scenario_id);
