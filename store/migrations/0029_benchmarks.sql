-- Benchmark calls: a stretch of a call that others learn from. content holds
-- what is said of it, its redaction and approvals.
-- +goose Up
CREATE TABLE benchmarks (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  call_id TEXT NOT NULL REFERENCES calls (id),
  evaluation_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  state TEXT NOT NULL,
  by_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  line TEXT NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX benchmarks_call ON benchmarks (call_id);

CREATE TABLE benchmark_shares (
  benchmark_id TEXT NOT NULL REFERENCES benchmarks (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  PRIMARY KEY (benchmark_id, organisation_id)
);

-- Every time that one was heard, or copied out.
CREATE TABLE benchmark_plays (
  benchmark_id TEXT NOT NULL REFERENCES benchmarks (id),
  person_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  copied INTEGER NOT NULL
);
CREATE INDEX benchmark_plays_of ON benchmark_plays (benchmark_id, person_id);
