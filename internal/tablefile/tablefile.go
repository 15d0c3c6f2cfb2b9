// Package tablefile holds a table on its way into a file: what stands in it, and
// the file that it becomes. Screens fill it, reports write it.
package tablefile

import (
	"io"
	"iter"

	"shifu/internal/words"
)

// Format is a kind of table file; its text is the ending of the file's name.
type Format string

// The formats.
const (
	Excel Format = "xlsx"
	CSV   Format = "csv"
)

// Formats lists them in the order in which people are asked.
var Formats = []Format{Excel, CSV}

// Table is what stands in a file. The values of a row are string, int,
// float64, time.Time, time.Duration, or nil for none.
type Table struct {
	Name    string   // of what it holds, in the reader's language
	Columns []string // titles, in the reader's language
	Count   int      // of rows
	Rows    iter.Seq[[]any]
}

// File is a table file while it is written.
type File struct {
	io.Writer
	Format   Format // empty: Excel
	Language words.Language
	Move     func(done, total int) // hears of the rows written; nil: nobody does
}
