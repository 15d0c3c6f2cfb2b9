-- Who may score a call although it is their own, their mentee's or their
-- report's: allowed by a lead for that call, in writing.
-- +goose Up
CREATE TABLE allowances (
  call_id TEXT NOT NULL REFERENCES calls (id),
  reviewer_id TEXT NOT NULL REFERENCES persons (id),
  allowed_by TEXT NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (call_id, reviewer_id)
);
