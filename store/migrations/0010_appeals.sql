-- What follows the release of a score: when it was released and acknowledged
-- for the first time, questions about it, appeals with their points, and
-- leave of people.
-- +goose Up
CREATE TABLE releases (
  evaluation_id TEXT PRIMARY KEY,
  released_at BIGINT NOT NULL,
  acknowledged_at BIGINT NOT NULL
);
INSERT INTO releases (evaluation_id, released_at, acknowledged_at)
  SELECT subject_id, min(at), 0 FROM audit
  WHERE act = 'advance' AND subject = 'evaluation' AND detail LIKE '%"to":"released"%' GROUP BY subject_id;
UPDATE releases SET acknowledged_at = coalesce((SELECT min(a.at) FROM audit AS a
  WHERE a.act = 'advance' AND a.subject = 'evaluation' AND a.subject_id = evaluation_id AND a.detail LIKE '%"to":"acknowledged"%'), 0);
CREATE INDEX releases_at ON releases (released_at);

-- points holds the questions with what was answered, proposed and decided.
CREATE TABLE appeals (
  id TEXT PRIMARY KEY,
  evaluation_id TEXT NOT NULL,
  edition INTEGER NOT NULL,
  nth INTEGER NOT NULL,
  call_id TEXT NOT NULL REFERENCES calls (id),
  rubric_id TEXT NOT NULL,
  version_id TEXT NOT NULL REFERENCES rubric_versions (id),
  agent_id TEXT NOT NULL,
  agent_name TEXT NOT NULL,
  reviewer_id TEXT NOT NULL,
  reviewer_name TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  state TEXT NOT NULL,
  points TEXT NOT NULL,
  filed_at BIGINT NOT NULL,
  decide_by BIGINT NOT NULL,
  decider_id TEXT NOT NULL,
  decider_name TEXT NOT NULL,
  blind INTEGER NOT NULL,
  decided_at BIGINT NOT NULL,
  UNIQUE (evaluation_id, nth)
);
CREATE UNIQUE INDEX appeals_open ON appeals (evaluation_id) WHERE state IN ('filed', 'taken');
CREATE INDEX appeals_state ON appeals (state, decide_by);
CREATE INDEX appeals_agent ON appeals (agent_id);

-- Appeals of the time before points were kept have none.
INSERT INTO appeals
  SELECT e.id, e.id, e.edition, 1, e.call_id, e.rubric_id, e.version_id, e.agent_id, c.agent_name, e.reviewer_id, e.reviewer_name,
    e.organisation_id, 'filed', '[]', e.saved_at, 0, '', '', 0, 0
  FROM evaluations AS e JOIN calls AS c ON c.id = e.call_id WHERE e.newest = 1 AND e.state IN ('appealed', 'in-review');

CREATE TABLE appeal_points (
  appeal_id TEXT NOT NULL REFERENCES appeals (id),
  ref TEXT NOT NULL,
  rubric_id TEXT NOT NULL,
  version_id TEXT NOT NULL,
  reviewer_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  overturned INTEGER NOT NULL,
  PRIMARY KEY (appeal_id, ref)
);
CREATE INDEX appeal_points_question ON appeal_points (rubric_id, ref, decided_at);

CREATE TABLE score_messages (
  id TEXT PRIMARY KEY,
  evaluation_id TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  person_id TEXT NOT NULL,
  person_name TEXT NOT NULL,
  by_agent INTEGER NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX score_messages_evaluation ON score_messages (evaluation_id);

CREATE TABLE leaves (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL,
  name TEXT NOT NULL
);
CREATE INDEX leaves_person ON leaves (person_id);

CREATE INDEX evaluations_state ON evaluations (state) WHERE newest = 1;
