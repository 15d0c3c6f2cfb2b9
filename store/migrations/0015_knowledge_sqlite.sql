-- +goose Up
-- scope holds what a question may be narrowed to, and who may not see the row.
CREATE VIRTUAL TABLE article_text USING fts5 (title, keywords, body, sounds, scope,
  content = '', contentless_delete = 1, tokenize = 'unicode61');
