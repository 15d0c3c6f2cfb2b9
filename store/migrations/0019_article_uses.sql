-- Articles that were opened for a call: what the knowledge base is good for.
-- +goose Up
CREATE TABLE article_uses (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id),
  call_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX article_uses_at ON article_uses (at);
