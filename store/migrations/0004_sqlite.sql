-- What can't be portable: full-text search and the guard of the audit log.
-- +goose Up
CREATE VIRTUAL TABLE call_text USING fts5 (title, content = '', contentless_delete = 1, tokenize = 'unicode61');

-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
  SELECT raise(ABORT, 'the audit log only grows');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
  SELECT raise(ABORT, 'the audit log only grows');
END;
-- +goose StatementEnd
