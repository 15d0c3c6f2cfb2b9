package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// csv writes the table as UTF-8 with a byte order mark, which spreadsheets
// need to read Chinese; the last column of every row says who exported it. A
// text that a spreadsheet would take for a formula gets an apostrophe in front.
func (t table) csv(w io.Writer) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return fmt.Errorf("writing a CSV file: %w", err)
	}
	out := csv.NewWriter(w)
	line := make([]string, 0, len(t.columns)+1)
	put := func(values []any, last string) error {
		line = line[:0]
		for _, v := range values {
			line = append(line, plain(v))
		}
		return out.Write(append(line, harmless(last)))
	}
	if err := put(t.titles(), t.say("Exported by")); err != nil {
		return fmt.Errorf("writing a CSV file: %w", err)
	}
	for row, err := range t.rows {
		if err != nil {
			return err
		}
		if err := put(row, t.stamp.By); err != nil {
			return fmt.Errorf("writing a CSV file: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing a CSV file: %w", err)
	}
	return nil
}

func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return harmless(v)
	case time.Time:
		return v.Format("2006-01-02 15:04:05")
	case time.Duration:
		return strconv.FormatFloat(v.Seconds(), 'f', -1, 64)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// harmless keeps a text from being taken for a formula.
func harmless(s string) string {
	if trimmed := strings.TrimLeft(s, " \t\r\n"); trimmed != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(trimmed)[0]) {
		return "'" + s
	}
	if s != "" && (s[0] == '\t' || s[0] == '\r') {
		return "'" + s
	}
	return s
}
