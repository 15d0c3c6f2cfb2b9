-- The knowledge base. n numbers the newest versions of articles in the order
-- in which they were saved; it is the row of the full-text index.
-- +goose Up
CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  n BIGINT NOT NULL UNIQUE,
  organisation_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  category TEXT NOT NULL,
  organisation TEXT NOT NULL,
  keywords TEXT NOT NULL,
  faq INTEGER NOT NULL,
  body TEXT NOT NULL,
  region TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  vendors INTEGER NOT NULL,
  owner_id TEXT NOT NULL,
  verifier_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  every TEXT NOT NULL,
  fixed_at BIGINT NOT NULL,
  verified_at BIGINT NOT NULL,
  verified_by TEXT NOT NULL,
  doubted_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  archived INTEGER NOT NULL,
  related TEXT NOT NULL,
  questions TEXT NOT NULL,
  note TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by TEXT NOT NULL,
  views INTEGER NOT NULL,
  opened_at BIGINT NOT NULL
);
CREATE INDEX articles_category ON articles (category);

CREATE TABLE article_versions (
  article_id TEXT NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  note TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by TEXT NOT NULL,
  PRIMARY KEY (article_id, number)
);

CREATE TABLE must_reads (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL,
  why TEXT NOT NULL,
  quiz TEXT NOT NULL,
  organisations TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  due_at BIGINT NOT NULL
);
CREATE INDEX must_reads_article ON must_reads (article_id);

-- read_at 0: tried and not passed.
CREATE TABLE receipts (
  must_read_id TEXT NOT NULL REFERENCES must_reads (id),
  person_id TEXT NOT NULL,
  read_at BIGINT NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (must_read_id, person_id)
);

CREATE TABLE article_searches (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  organisation_id TEXT NOT NULL,
  words TEXT NOT NULL,
  hits INTEGER NOT NULL,
  opened INTEGER NOT NULL
);
CREATE INDEX article_searches_at ON article_searches (at);

INSERT INTO counters (name, n) VALUES ('articles', 0);
