package intake

import (
	"context"
	"strconv"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
)

// Problem is a row or a file that was not taken in, or was with a reservation.
type Problem struct {
	File   string // the file, or "table:line"
	Reason *fault.Fault
	Taken  bool // it was taken in all the same
}

// staff finds persons, teams and organisations by what tables call them.
type staff struct {
	byNumber map[string]people.Person
	byName   map[string][]people.Person
	teams    map[string]people.Team
	orgs     map[string]people.Organisation
	own      string // the importer's organisation
}

func newStaff(by people.Actor, ps []people.Person, ts []people.Team, os []people.Organisation) *staff {
	s := &staff{byNumber: map[string]people.Person{}, byName: map[string][]people.Person{},
		teams: map[string]people.Team{}, orgs: map[string]people.Organisation{}, own: by.OrganisationID}
	for _, p := range ps {
		if p.StaffNumber != "" {
			s.byNumber[p.StaffNumber] = p
		}
		s.byName[p.Name] = append(s.byName[p.Name], p)
	}
	for _, t := range ts {
		s.teams[t.Name] = t
	}
	for _, o := range os {
		s.orgs[o.Name] = o
	}
	if s.own == "" && len(os) == 1 {
		s.own = os[0].ID
	}
	return s
}

// readStaff reads everybody whom the importer may know of.
func readStaff(ctx context.Context, by people.Actor, k people.Keeper) (*staff, error) {
	ps, err := k.Persons(ctx, by, people.Find{WithLeft: true})
	if err != nil {
		return nil, err
	}
	ts, err := k.Teams(ctx, by)
	if err != nil {
		return nil, err
	}
	os, err := k.Organisations(ctx, by)
	if err != nil {
		return nil, err
	}
	return newStaff(by, ps, ts, os), nil
}

// reader turns the rows of one table into calls.
type reader struct {
	table   Table
	columns map[Field]int
	staff   *staff
	zone    *time.Location
	source  string
	seen    map[string]int // call id → line
}

func newReader(t Table, m Mapping, st *staff, zone *time.Location, source string) *reader {
	return &reader{table: t, columns: Places(m, t.Header), staff: st, zone: zone, source: source, seen: map[string]int{}}
}

// useless says why no call can be made of the table, nil if it can.
func (r *reader) useless() *fault.Fault {
	for _, f := range []Field{FileName, CallID, Start} {
		if _, ok := r.columns[f]; ok {
			return nil
		}
	}
	return fault.New(fault.Invalid, "No column of {{.File}} holds a file name, a call id or a start time. Say which column is what.",
		fault.Values{"File": r.table.Name})
}

func (r *reader) cell(l Line, f Field) string {
	i, ok := r.columns[f]
	if !ok || i >= len(l.Cells) {
		return ""
	}
	return l.Cells[i]
}

func (r *reader) refuse(l Line, f Field, key string) *fault.Fault {
	return fault.New(fault.Invalid, key, fault.Values{"Line": l.Number, "File": r.table.Name,
		"Column": r.header(f), "Value": r.cell(l, f)})
}

func (r *reader) header(f Field) string {
	if i, ok := r.columns[f]; ok {
		return r.table.Header[i]
	}
	return string(f)
}

// call reads one row. The returned note, if any, says what was left open
// although the row was taken.
func (r *reader) call(l Line) (c recordings.Call, note, refused *fault.Fault) {
	c = recordings.Call{Source: r.source, ExternalID: r.cell(l, CallID), Project: r.cell(l, Project),
		BusinessLine: r.cell(l, BusinessLine), Queue: r.cell(l, Queue), Caller: r.cell(l, Caller),
		Title: r.cell(l, Title), Direction: direction(r.cell(l, Direction))}
	if first, twice := r.seen[c.ExternalID]; twice && c.ExternalID != "" {
		f := r.refuse(l, CallID, "Line {{.Line}} of {{.File}}: the call id {{.Value}} stands in line {{.First}} already.")
		f.Values["First"] = first
		return c, nil, f
	}
	for _, read := range []func(Line, *recordings.Call) *fault.Fault{r.start, r.length, r.satisfaction, r.lane, r.place} {
		if f := read(l, &c); f != nil {
			return c, nil, f
		}
	}
	if c.ExternalID != "" {
		r.seen[c.ExternalID] = l.Number
	}
	return c, r.agent(l, &c), nil
}

func (r *reader) start(l Line, c *recordings.Call) *fault.Fault {
	text := r.cell(l, Start)
	if text == "" {
		return nil
	}
	at, ok := Instant(text, r.zone)
	if !ok {
		return r.refuse(l, Start, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is no date and time. Write it as 2026-11-21 17:05:00.")
	}
	c.StartedAt = at
	return nil
}

func (r *reader) length(l Line, c *recordings.Call) *fault.Fault {
	text := r.cell(l, Length)
	if text == "" {
		return nil
	}
	d, ok := Duration(text)
	if !ok {
		return r.refuse(l, Length, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is no length. Write seconds or minutes:seconds.")
	}
	c.Duration = d
	return nil
}

func (r *reader) satisfaction(l Line, c *recordings.Call) *fault.Fault {
	text := r.cell(l, Satisfaction)
	if text == "" {
		return nil
	}
	if words := map[string]int{"很不满": 1, "非常不满意": 1, "不满意": 2, "一般": 3, "满意": 4, "很满意": 5, "非常满意": 5}; words[text] > 0 {
		c.Satisfaction = words[text]
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 5 {
		return r.refuse(l, Satisfaction, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is no satisfaction from 1 to 5.")
	}
	c.Satisfaction = n
	return nil
}

func (r *reader) lane(l Line, c *recordings.Call) *fault.Fault {
	switch fold(r.cell(l, AgentLane)) {
	case "", "left", "l", "0", "左", "左声道":
	case "right", "r", "1", "右", "右声道":
		c.Audio.AgentLane = 1
	default:
		return r.refuse(l, AgentLane, "Line {{.Line}} of {{.File}}: “{{.Value}}” in column {{.Column}} is neither left nor right.")
	}
	return nil
}

// tags are those of a row. What is no tag doesn't keep a call out.
func (r *reader) tags(l Line) ([]string, *fault.Fault) {
	tags, err := recordings.ParseTags(r.cell(l, Tags))
	if err == nil && len(tags) <= recordings.MostTags {
		return tags, nil
	}
	f := r.refuse(l, Tags, "Line {{.Line}} of {{.File}}: its tags can't be taken, so the call comes without. Write at most {{.Most}}, of {{.Longest}} characters each, with commas between.")
	f.Values["Most"], f.Values["Longest"] = recordings.MostTags, recordings.LongestTag
	return nil, f.Because(err)
}

// place finds organisation and team.
func (r *reader) place(l Line, c *recordings.Call) *fault.Fault {
	c.OrganisationID = r.staff.own
	if name := r.cell(l, Organisation); name != "" {
		o, ok := r.staff.orgs[name]
		if !ok {
			return r.refuse(l, Organisation, "Line {{.Line}} of {{.File}}: the organisation {{.Value}} is not known. Add it under People first.")
		}
		c.OrganisationID = o.ID
	}
	if t, ok := r.staff.teams[r.cell(l, Team)]; ok {
		c.TeamID, c.OrganisationID = t.ID, t.OrganisationID
	}
	return nil
}

// agent finds who took the call. An unknown agent does not keep a call out: the
// name is kept as it was given, and the note says so.
func (r *reader) agent(l Line, c *recordings.Call) *fault.Fault {
	number, name := r.cell(l, StaffNumber), r.cell(l, Agent)
	c.StaffNumber, c.AgentName = number, name
	p, ok := r.staff.byNumber[number]
	if !ok && len(r.staff.byName[name]) == 1 {
		p, ok = r.staff.byName[name][0], true
	}
	if ok {
		c.AgentID, c.AgentName, c.StaffNumber = p.ID, p.Name, p.StaffNumber
		c.OrganisationID, c.TeamID = p.OrganisationID, p.TeamID
		return nil
	}
	if number == "" && name == "" {
		return nil
	}
	f := r.refuse(l, Agent, "Line {{.Line}} of {{.File}}: the agent {{.Value}} is not known here. The call is listed under the name as given; add the person under People to link it.")
	f.Values["Value"] = strings.TrimSpace(name + " " + number)
	return f
}

func direction(text string) recordings.Direction {
	switch fold(text) {
	case "outbound", "out", "呼出", "外呼", "呼出电话":
		return recordings.Outbound
	case "online", "chat", "在线", "在线会话", "文字", "im":
		return recordings.Online
	case "":
		return "" // the file decides
	}
	return recordings.Inbound
}
