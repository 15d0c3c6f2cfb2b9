// Package knowledge holds the knowledge base: articles with an owner and a
// verifier, what makes an article trusted or not, what changed between two
// versions, what everybody must have read, and how articles are looked for.
package knowledge

import (
	"slices"
	"time"
)

// Kind says what an article is.
type Kind string

// The kinds of article. Those on important customers need a right of their own.
const (
	Rule            Kind = "rule"
	CommonQuestion  Kind = "common-question"
	HardQuestion    Kind = "hard-question"
	TypicalCase     Kind = "typical-case"
	LineData        Kind = "line-data"
	KeyCustomer     Kind = "key-customer"
	PhoneList       Kind = "phone-list"
	EmergencyScript Kind = "emergency-script"
)

// Kinds lists the kinds in the order in which screens show them.
var Kinds = []Kind{Rule, CommonQuestion, HardQuestion, TypicalCase, LineData, KeyCustomer, PhoneList, EmergencyScript}

// Interval says how often an article is to be verified anew.
type Interval string

// The intervals. OnDate is verified anew on a day that is fixed, Never after
// the first time never again.
const (
	Weekly    Interval = "week"
	Monthly   Interval = "month"
	Quarterly Interval = "quarter"
	Yearly    Interval = "year"
	OnDate    Interval = "date"
	Never     Interval = "never"
)

// Intervals lists the intervals, shortest first. Quarterly is the ordinary one.
var Intervals = []Interval{Weekly, Monthly, Quarterly, Yearly, OnDate, Never}

var days = map[Interval]int{Weekly: 7, Monthly: 30, Quarterly: 90, Yearly: 365}

// Days is the length of the interval; 0 for OnDate and Never.
func (i Interval) Days() int { return days[i] }

// Verifier is who answers for an article being right: one person, or a group,
// which is a team or an organisation. The zero Verifier is the owner alone.
type Verifier struct {
	PersonID string `json:"person_id,omitempty"`
	GroupID  string `json:"group_id,omitempty"`
}

// Article is one page of the knowledge base, as it stands in its newest version.
type Article struct {
	ID             string
	OrganisationID string
	Number         int // of the version: 1, 2, 3 …
	Kind           Kind
	Title          string
	Category       string // the business category: 电费电价
	Organisation   string // the organisation keyword: who does this work
	Keywords       []string
	FAQ            bool
	Body           string    // Markdown
	Region         string    // empty: everywhere
	From, Until    time.Time // in force; zero: open. After Until the article has expired
	Vendors        bool      // vendors' people read it too

	OwnerID, OwnerName string
	Verifier           Verifier
	VerifierName       string
	Every              Interval
	Fixed              time.Time // of OnDate
	VerifiedAt         time.Time // zero: never
	VerifiedBy         string
	DoubtedAt          time.Time // since when it is unverified; zero: it is verified

	Archived  bool
	Related   []string // IDs of articles
	Questions []string // IDs of questions of the bank that rest on it

	SavedAt  time.Time
	SavedBy  string
	Note     string // what the newest version changed
	Views    int
	OpenedAt time.Time // last
}

// Version is an older or the newest state of an article's text.
type Version struct {
	Number      int
	Title, Body string
	Note        string
	SavedAt     time.Time
	SavedBy     string
}

// Doubt makes the article unverified from now on, unless it is already.
func (a *Article) Doubt(now time.Time) {
	if a.DoubtedAt.IsZero() {
		a.DoubtedAt = now
	}
}

// Verify makes the article verified by name.
func (a *Article) Verify(name string, now time.Time) {
	a.VerifiedAt, a.VerifiedBy, a.DoubtedAt = now, name, time.Time{}
}

// Revise takes over into the next version what an editor wrote. Another
// verifier, or another text, makes the article unverified: nobody has yet
// answered for it.
func (a *Article) Revise(next Article, now time.Time) Article {
	next.ID, next.OrganisationID, next.Number = a.ID, a.OrganisationID, a.Number+1
	next.VerifiedAt, next.VerifiedBy, next.DoubtedAt = a.VerifiedAt, a.VerifiedBy, a.DoubtedAt
	next.Archived, next.Views, next.OpenedAt = a.Archived, a.Views, a.OpenedAt
	if next.Verifier != a.Verifier || next.says() != a.says() || !slices.Equal(next.Keywords, a.Keywords) || !next.Until.Equal(a.Until) || !next.From.Equal(a.From) {
		next.Doubt(now)
	}
	return next
}

func (a *Article) says() [5]string {
	return [5]string{a.Title, a.Body, a.Category, a.Region, a.Organisation}
}
