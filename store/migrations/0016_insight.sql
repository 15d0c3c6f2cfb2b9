-- insight_pages hold what figures read of the evaluations in force: a page an
-- organisation, a team and a week. They are made from the evaluations, and are
-- made again when the workspace is opened while meta says that they are stale.
-- +goose Up
CREATE TABLE insight_pages (
  organisation_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  week INTEGER NOT NULL,
  facts BLOB NOT NULL,
  PRIMARY KEY (organisation_id, team_id, week)
);
INSERT INTO meta (name, value) VALUES ('insight', 'stale');
