package store

import (
	"net/url"
	"path/filepath"
	"strings"

	// The driver registers itself as sqlite3.
	_ "github.com/mattn/go-sqlite3"
)

// Every pragma stands in the DSN, so that each connection of a pool has them
// all; the busy timeout comes first, so that the others wait as well.
const pragmas = "_busy_timeout=10000&_foreign_keys=on&_synchronous=FULL&_stmt_cache_size=64"

func writeDSN(path string) string {
	return fileURI(path) + "?" + pragmas + "&_txlock=immediate&_journal_mode=WAL&_cache_size=-65536"
}

// copyDSN is for copies, which SQLite makes from writing connections only.
func copyDSN(path string) string { return fileURI(path) + "?" + pragmas + "&_cache_size=-8192" }

// A source is how a database is read: its DSN without the ban on writing.
type source string

// query is the DSN of connections that can only ask.
func (s source) query() string { return string(s) + "&_query_only=on" }

// live is a database that others may be writing.
func live(path string) source { return source(copyDSN(path)) }

// closed is one beside which no file can be made, but a journal may lie.
func closed(path string) source { return live(path) + "&mode=ro" }

// still is one that can't change at all.
func still(path string) source { return closed(path) + "&immutable=1" }

// fileURI escapes what SQLite would read as the end of the path.
func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
