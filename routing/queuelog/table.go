package queuelog

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/hanzi"
)

// Load reads a queue_log, or a CSV of its table or of calls, told apart by the
// first line.
func Load(path string) (*History, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "There is no file {{.File}}.", fault.Values{"File": path}).Because(err)
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "The file {{.File}} can't be read.", fault.Values{"File": path}).Because(err)
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<16)
	start, _ := in.Peek(512)
	line, _, _ := bytes.Cut(start, []byte("\n"))
	if bytes.Count(line, []byte("|")) >= 4 || len(start) == 0 {
		return Read(filepath.Base(path), in)
	}
	return ReadTable(filepath.Base(path), in)
}

// columns are the names under which a table may hold a field: those of
// Asterisk's table queue_log, of a list of calls, and their Chinese ones.
var columns = map[string][]string{
	"time": {"time", "eventtime", "时间"}, "callid": {"callid", "call", "通话编号", "流水号"}, "queue": {"queuename", "queue", "队列", "技能组"},
	"agent": {"agent", "坐席", "工号"}, "event": {"event", "verb", "事件"},
	"data1": {"data1"}, "data2": {"data2"}, "data3": {"data3"}, "data4": {"data4"}, "data5": {"data5"},
	"caller":  {"caller", "callerid", "主叫", "主叫号码", "来电号码"},
	"arrived": {"arrived", "entered", "呼入时间", "进线时间"}, "answered": {"answered", "应答时间", "接通时间"}, "ended": {"ended", "结束时间", "挂机时间"},
}

// table reads rows of a CSV by the names of its columns.
type table struct {
	*reader
	at  map[string]int // field → column
	row []string
	log []told // of a table of events
}

// told is an event and the line in which it stands.
type told struct {
	record
	line int
}

// ReadTable reads a CSV with a header: either Asterisk's table (time, callid,
// queuename, agent, event, data1 …), or a list of calls (queue, arrived,
// answered, ended, agent), where a call without an answer was abandoned when it
// ended. Times are seconds since 1970 or as 2026-01-05 08:00:00.
func ReadTable(name string, in io.Reader) (*History, error) {
	raw, err := io.ReadAll(in)
	if err != nil {
		return nil, fault.New(fault.Invalid, "The file {{.File}} can't be read.", fault.Values{"File": name}).Because(err)
	}
	text, _, err := hanzi.Decode(raw)
	if err != nil {
		return nil, fault.New(fault.Invalid, "The encoding of {{.File}} is neither UTF-8, UTF-16 nor GB18030. Save it as CSV UTF-8 and import it again.", fault.Values{"File": name}).Because(err)
	}
	rows := csv.NewReader(bytes.NewReader(text))
	rows.ReuseRecord, rows.FieldsPerRecord, rows.LazyQuotes = true, -1, true
	head, _, _ := bytes.Cut(text, []byte("\n"))
	for _, comma := range ";\t" {
		if bytes.ContainsRune(head, comma) && !bytes.ContainsRune(head, ',') {
			rows.Comma = comma
		}
	}
	t := &table{reader: newReader(name), at: map[string]int{}}
	return t.read(rows)
}

func (t *table) read(rows *csv.Reader) (*History, error) {
	header, err := rows.Read()
	if err != nil {
		return nil, fault.New(fault.Invalid, "{{.File}} is empty.", fault.Values{"File": t.name})
	}
	t.line = 1
	take, err := t.columns(header)
	if err != nil {
		return nil, err
	}
	for {
		t.row, err = rows.Read()
		t.line, _ = rows.FieldPos(0)
		if errors.Is(err, io.EOF) {
			return t.close()
		}
		if err != nil {
			return nil, t.broken("line", "This line can't be read as CSV.", nil)
		}
		if err := take(); err != nil {
			return nil, err
		}
	}
}

// columns finds the fields and tells which of both tables it is.
func (t *table) columns(header []string) (take func() error, err error) {
	for i, title := range header {
		title = strings.ToLower(strings.TrimSpace(title))
		for field, names := range columns {
			for _, name := range names {
				if title == name {
					t.at[field] = i
				}
			}
		}
	}
	for _, kind := range []struct {
		needs []string
		take  func() error
	}{{[]string{"time", "callid", "queue", "event"}, t.event}, {[]string{"queue", "arrived", "ended"}, t.visit}} {
		if t.has(kind.needs) {
			return kind.take, nil
		}
	}
	return nil, t.broken("header", "The columns are neither those of queue_log (time, callid, queuename, agent, event, data1 …) nor those of a list of calls (queue, arrived, answered, ended, agent).", nil)
}

func (t *table) has(fields []string) bool {
	for _, f := range fields {
		if _, ok := t.at[f]; !ok {
			return false
		}
	}
	return true
}

func (t *table) cell(field string) string {
	if i, ok := t.at[field]; ok && i < len(t.row) {
		return strings.TrimSpace(t.row[i])
	}
	return ""
}

func (t *table) event() error {
	at, err := t.clock("time")
	if err != nil {
		return err
	}
	e := record{at: at, call: []byte(t.cell("callid")), queue: []byte(t.cell("queue")), agent: []byte(t.cell("agent")), event: []byte(t.cell("event"))}
	for i, field := range []string{"data1", "data2", "data3", "data4", "data5"} {
		e.parameters[i] = []byte(t.cell(field))
	}
	t.log = append(t.log, told{e, t.line})
	return nil
}

// close takes the events in the order of their times.
func (t *table) close() (*History, error) {
	settle(t.log, func(e told) int64 { return e.at })
	for _, e := range t.log {
		t.line = e.line
		if err := t.take(&e.record); err != nil {
			return nil, err
		}
	}
	return t.finish()
}

func (t *table) visit() error {
	arrived, err := t.clock("arrived")
	if err != nil {
		return err
	}
	e := record{at: arrived, call: []byte("row"), queue: []byte(t.cell("queue")), agent: []byte(t.cell("agent")), event: []byte("ENTERQUEUE")}
	e.parameters[1] = []byte(t.cell("caller"))
	if err := t.take(&e); err != nil {
		return err
	}
	v := &t.history.Visits[len(t.history.Visits)-1]
	delete(t.open, string(t.key))
	if t.cell("ended") == "" {
		return nil
	}
	ended, err := t.later("ended", arrived)
	if err != nil {
		return err
	}
	t.history.Until = max(t.history.Until, ended)
	if v.Outcome, v.Wait = Abandoned, int32(ended-arrived); t.cell("answered") == "" {
		return nil
	}
	answered, err := t.later("answered", arrived)
	if err == nil && answered > ended {
		err = t.broken("answered", "The call is answered after it ended.", nil)
	}
	v.Outcome, v.Wait, v.Talk, v.Agent = Answered, int32(answered-arrived), int32(ended-answered), t.agent(&e)
	return err
}

func (t *table) later(field string, than int64) (int64, error) {
	at, err := t.clock(field)
	if err == nil && (at < than || at-than > 1<<30) {
		err = t.broken(field, "This is before the call arrived, or years after.", nil)
	}
	return at, err
}

var layouts = []string{time.DateTime, "2006-01-02T15:04:05Z07:00", "2006/1/2 15:04:05", "2006-01-02 15:04", "2006/1/2 15:04"}

func (t *table) clock(field string) (int64, error) {
	text := t.cell(field)
	if at, ok := number([]byte(text)); ok {
		return at, nil
	}
	for _, layout := range layouts {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Unix(), nil
		}
	}
	return 0, t.broken(field, "\"{{.Have}}\" is no time: write seconds since 1970 or 2026-01-05 08:00:00.", fault.Values{"Have": text})
}
