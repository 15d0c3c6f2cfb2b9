-- +goose Up
-- organisation_id is that of who leads the session. figures are reckoned when
-- the review begins.
CREATE TABLE calibration_sessions (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  title TEXT NOT NULL,
  rubric_id TEXT NOT NULL,
  version_id TEXT NOT NULL REFERENCES rubric_versions (id),
  state TEXT NOT NULL,
  threshold DOUBLE PRECISION NOT NULL,
  due_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  scoring_at BIGINT NOT NULL,
  review_at BIGINT NOT NULL,
  resolved_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  figures TEXT NOT NULL
);

CREATE TABLE calibration_calls (
  session_id TEXT NOT NULL REFERENCES calibration_sessions (id),
  call_id TEXT NOT NULL REFERENCES calls (id),
  place INTEGER NOT NULL,
  PRIMARY KEY (session_id, call_id)
);

CREATE TABLE calibration_members (
  session_id TEXT NOT NULL REFERENCES calibration_sessions (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  expert INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (session_id, person_id)
);
CREATE INDEX calibration_members_person ON calibration_members (person_id);

-- taken_at is when the proposed wording went into a draft of the rubric.
CREATE TABLE calibration_rulings (
  session_id TEXT NOT NULL REFERENCES calibration_sessions (id),
  call_id TEXT NOT NULL,
  ref TEXT NOT NULL,
  agreed TEXT NOT NULL,
  text TEXT NOT NULL,
  precedent INTEGER NOT NULL,
  wording INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  taken_at BIGINT NOT NULL,
  PRIMARY KEY (session_id, call_id, ref)
);

-- A question that should be calibrated. It is open while closed_at is 0.
CREATE TABLE calibration_proposals (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  rubric_id TEXT NOT NULL,
  version_id TEXT NOT NULL REFERENCES rubric_versions (id),
  ref TEXT NOT NULL,
  call_id TEXT NOT NULL,
  why TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  session_id TEXT NOT NULL,
  closed_why TEXT NOT NULL
);
CREATE INDEX calibration_proposals_open ON calibration_proposals (rubric_id, ref) WHERE closed_at = 0;
