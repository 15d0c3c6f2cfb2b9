-- Joint listening: content holds members, findings, decisions and minutes.
-- +goose Up
CREATE TABLE analyses (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL REFERENCES calls (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  state TEXT NOT NULL,
  at BIGINT NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX analyses_call ON analyses (call_id);

CREATE TABLE analysis_members (
  analysis_id TEXT NOT NULL REFERENCES analyses (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  PRIMARY KEY (analysis_id, person_id)
);
CREATE INDEX analysis_members_person ON analysis_members (person_id);
