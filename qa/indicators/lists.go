package indicators

import (
	"slices"
	"strings"
	"time"
)

// Day is what one agent did on one day in one project.
type Day struct {
	Date    Date
	Who     Who
	Project string
	Figures
}

// Who is a person with the place they had at that time.
type Who struct{ PersonID, OrganisationID, TeamID string }

// Shift is one person's turn of duty.
type Shift struct {
	Who        Who
	Start, End time.Time
	Date       Date // the day to which the shift counts: that of its start on the clock there
	Project    string
	Duty       string   // 早班, 中班, 夜班, 培训 ...
	NotReady   []string // reasons to be not ready within it: "培训 14:00-14:30"
}

// Outcome of a complaint.
type Outcome string

// The outcomes.
const (
	OpenOutcome Outcome = "open"
	Upheld      Outcome = "upheld" // 属实
	Rejected    Outcome = "rejected"
)

// Complaint is one complaint about an agent's service.
type Complaint struct {
	ID         string // given when it is kept
	Number     string // of the complaint; may be empty
	Date       Date
	Who        Who
	Attitude   bool // about attitude; otherwise about something else
	Outcome    Outcome
	Told       Outcome // what the imported table told
	Correction string  // why the outcome was corrected; empty: it was not
	CallID     string  // the telephone system's id; may be empty
	Reason     string
}

// Order is one work order that an agent wrote.
type Order struct {
	ID         string // given when it is kept
	Number     string
	Date       Date
	Who        Who
	Project    string
	Faulty     bool
	Told       bool   // what the imported table told
	Correction string // why the verdict was corrected; empty: it was not
	Reason     string // why it is faulty
}

// Reasons reads the reasons to be not ready: divided by semicolons or commas
// of either script.
func Reasons(text string) []string {
	var out []string
	for _, r := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";,；，、", r) }) {
		if r = strings.TrimSpace(r); r != "" && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// Kind is one of the tables that can be imported.
type Kind string

// The kinds.
const (
	DayKind       Kind = "days"
	ShiftKind     Kind = "shifts"
	ComplaintKind Kind = "complaints"
	OrderKind     Kind = "orders"
)

// Kinds lists every kind in the order in which screens show them.
var Kinds = []Kind{DayKind, ShiftKind, ComplaintKind, OrderKind}

// Batch is what one table brings: the rows of its kind.
type Batch struct {
	Kind       Kind
	Source     string            // the system it comes from; a second import of a day replaces its rows
	Columns    map[string]string // which column (by its header) held what; remembered for the source
	Days       []Day
	Shifts     []Shift
	Complaints []Complaint
	Orders     []Order
}

// Len is how many rows there are.
func (b Batch) Len() int {
	return len(b.Days) + len(b.Shifts) + len(b.Complaints) + len(b.Orders)
}

// Dates are the days that the rows belong to, each once, in order.
func (b Batch) Dates() []Date {
	seen := map[Date]bool{}
	for _, d := range b.Days {
		seen[d.Date] = true
	}
	for _, s := range b.Shifts {
		seen[s.Date] = true
	}
	for _, c := range b.Complaints {
		seen[c.Date] = true
	}
	for _, o := range b.Orders {
		seen[o.Date] = true
	}
	out := make([]Date, 0, len(seen))
	for d := range seen {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

// Taken is what an import did.
type Taken struct {
	Added    int
	Replaced int // rows of the same source and days that were there before
	Dates    []Date
}
