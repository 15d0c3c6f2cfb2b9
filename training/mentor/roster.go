package mentor

import (
	"strconv"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/qa/indicators"
)

// Roster is a pattern of shifts that repeats itself.
type Roster struct {
	days  int // of one turn
	first Day // a day on which a turn begins
	lines []rosterLine
}

type rosterLine struct{ from, until, begins, ends int } // days of the turn; minutes of the day, ends may be past midnight

// The limits of an entered roster.
const (
	mostTurn  = 60
	mostLines = 40
)

var errRoster = fault.New(fault.Invalid, "This is no roster. Write days of the week and hours, \"1-5 08:00-16:00; 6 20:00-08:00\", or a turn of shifts with its first day, \"8@2026-11-01: 1-2 08:00-16:00; 3-4 16:00-24:00\".", nil)

// ReadRoster reads a roster as people enter it: days of the week (1 is Monday)
// with hours, lines apart by semicolons; a turn of another length says so, with
// the day on which one begins, before a colon. It is refused (Invalid) otherwise.
func ReadRoster(text string) (Roster, error) {
	r := Roster{days: 7, first: indicators.On(2024, time.January, 1)}
	text = strings.NewReplacer("；", ";", "：", ":", "－", "-", "–", "-").Replace(text)
	if turn, rest, ok := strings.Cut(text, "@"); ok {
		day, lines, ok := strings.Cut(rest, ":")
		var err error
		if r.days, err = strconv.Atoi(strings.TrimSpace(turn)); err != nil || !ok || r.days < 1 || r.days > mostTurn {
			return Roster{}, errRoster
		}
		if r.first, err = indicators.ParseDate(strings.TrimSpace(day)); err != nil {
			return Roster{}, errRoster
		}
		text = lines
	}
	for line := range strings.SplitSeq(text, ";") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		l, ok := r.line(line)
		if !ok || len(r.lines) == mostLines {
			return Roster{}, errRoster
		}
		r.lines = append(r.lines, l)
	}
	if len(r.lines) == 0 {
		return Roster{}, errRoster
	}
	return r, nil
}

func (r *Roster) line(text string) (l rosterLine, ok bool) {
	parts := strings.Fields(text)
	if len(parts) != 2 {
		return l, false
	}
	first, last, many := strings.Cut(parts[0], "-")
	if !many {
		last = first
	}
	begins, ends, ok := strings.Cut(parts[1], "-")
	var err [4]error
	l.from, err[0] = strconv.Atoi(first)
	l.until, err[1] = strconv.Atoi(last)
	l.begins, err[2] = clock(begins)
	l.ends, err[3] = clock(ends)
	if !ok || err != [4]error{} || l.from < 1 || l.until < l.from || l.until > r.days || l.begins == 24*60 {
		return l, false
	}
	if l.ends <= l.begins {
		l.ends += 24 * 60
	}
	return l, true
}

// clock reads 08:00 as minutes; 24:00 is the end of the day.
func clock(text string) (int, error) {
	h, m, _ := strings.Cut(text, ":")
	hours, err := strconv.Atoi(h)
	minutes, err2 := strconv.Atoi(m)
	if err != nil || err2 != nil || len(m) != 2 || hours < 0 || hours > 24 || minutes < 0 || minutes > 59 || hours == 24 && minutes > 0 {
		return 0, errRoster
	}
	return hours*60 + minutes, nil
}

// spans are the shifts of the roster that begin in the window.
func (r Roster) spans(w Window, zone *time.Location) []Span {
	var out []Span
	for d := w.From; d < w.Until; d++ {
		at := int((d-r.first)%Day(r.days)+Day(r.days))%r.days + 1
		for _, l := range r.lines {
			if l.from <= at && at <= l.until {
				midnight := d.In(zone).Unix() / 60
				out = append(out, Span{midnight + int64(l.begins), midnight + int64(l.ends)})
			}
		}
	}
	return Joined(out)
}
