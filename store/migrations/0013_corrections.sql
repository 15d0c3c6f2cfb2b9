-- Complaints and work orders get an id, what the table told (told), and why it
-- was corrected (empty: it was not). figure_lists holds the stretches of days
-- that lists cover; whole: right work orders are listed too; projects: every
-- row names one.
-- +goose Up
CREATE TABLE complaints_new (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  day INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  number TEXT NOT NULL,
  attitude INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  told TEXT NOT NULL,
  correction TEXT NOT NULL,
  call_id TEXT NOT NULL,
  reason TEXT NOT NULL
);
INSERT INTO complaints_new (id, source, day, person_id, organisation_id, team_id, number, attitude, outcome, told, correction, call_id, reason)
  SELECT 'complaint-' || row_number() OVER (ORDER BY day, person_id, number), source, day, person_id, organisation_id, team_id, number, attitude,
    outcome, outcome, '', call_id, reason FROM figure_complaints;
DROP TABLE figure_complaints;
ALTER TABLE complaints_new RENAME TO figure_complaints;
CREATE INDEX figure_complaints_day ON figure_complaints (day, person_id);
CREATE INDEX figure_complaints_number ON figure_complaints (number, person_id);

CREATE TABLE orders_new (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  day INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  number TEXT NOT NULL,
  project TEXT NOT NULL,
  faulty INTEGER NOT NULL,
  told INTEGER NOT NULL,
  correction TEXT NOT NULL,
  reason TEXT NOT NULL
);
INSERT INTO orders_new (id, source, day, person_id, organisation_id, team_id, number, project, faulty, told, correction, reason)
  SELECT 'order-' || row_number() OVER (ORDER BY day, person_id, number), source, day, person_id, organisation_id, team_id, number, project,
    faulty, faulty, '', reason FROM figure_orders;
DROP TABLE figure_orders;
ALTER TABLE orders_new RENAME TO figure_orders;
CREATE INDEX figure_orders_day ON figure_orders (day, person_id);
CREATE INDEX figure_orders_number ON figure_orders (number, person_id);

CREATE TABLE figure_lists (
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  whole INTEGER NOT NULL,
  projects INTEGER NOT NULL,
  PRIMARY KEY (kind, source, first_day)
);
INSERT INTO figure_lists (kind, source, first_day, last_day, whole, projects)
  SELECT 'complaints', source, min(day), max(day), 0, 0 FROM figure_complaints GROUP BY source;
INSERT INTO figure_lists (kind, source, first_day, last_day, whole, projects)
  SELECT 'orders', source, min(day), max(day), max(1 - told), min(CASE WHEN project = '' THEN 0 ELSE 1 END) FROM figure_orders GROUP BY source;
