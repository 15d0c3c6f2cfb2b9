// Package benchmark keeps exemplary calls: a stretch of a call that a reviewer
// proposes, without what names the customer, approved by two people, shared
// with chosen organisations until the rule that it explains expires.
package benchmark

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"shifu/internal/fault"
	"shifu/training/bank"
)

// State is where a benchmark call stands.
type State string

// The states. A call that is sent back can be proposed again.
const (
	Proposed  State = "proposed" // waits for the redaction check
	Checked   State = "checked"  // waits for approvals
	Approved  State = "approved"
	Returned  State = "returned"
	Withdrawn State = "withdrawn"
)

// States lists the states in the order of a call's life.
var States = []State{Proposed, Checked, Approved, Returned, Withdrawn}

// Difficulty is how hard the call was.
type Difficulty int

// The difficulties.
const (
	Easy   Difficulty = 1
	Medium Difficulty = 2
	Hard   Difficulty = 3
)

// Needed is how many people must approve.
const Needed = 2

// The most that fits.
const (
	MostTitle = 80 // characters
	MostWhy   = 600
	MostClip  = 10 * time.Minute
	LeastClip = 3 * time.Second
)

// Account is what a proposal says of the call.
type Account struct {
	Title      string        `json:"title"`
	Why        string        `json:"why"` // why it is good
	Line       string        `json:"line"`
	Skill      string        `json:"skill"`
	Difficulty Difficulty    `json:"difficulty"`
	From       time.Duration `json:"from"` // the clip
	Until      time.Duration `json:"until"`
	ArticleID  string        `json:"article_id,omitempty"` // the rule that it explains
	ReviewAt   time.Time     `json:"review_at"`            // when somebody looks whether it is still good
}

// Redaction is who made sure that the clip names nobody, and what is silenced.
type Redaction struct {
	ByID  string    `json:"by_id"`
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Marks []Mark    `json:"marks"`
}

// Approval is one person's.
type Approval struct {
	ByID string    `json:"by_id"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Note string    `json:"note,omitempty"`
}

// Call is one benchmark call.
type Call struct {
	Account
	ID             string     `json:"-"`
	OrganisationID string     `json:"-"` // whose call it is
	CallID         string     `json:"-"`
	EvaluationID   string     `json:"-"` // that it was proposed from; empty: none
	State          State      `json:"-"`
	ByID           string     `json:"by_id"`
	By             string     `json:"by"`
	At             time.Time  `json:"at"`
	Redaction      *Redaction `json:"redaction,omitempty"`
	Approvals      []Approval `json:"approvals,omitempty"`
	Reason         string     `json:"reason,omitempty"` // of the last return or withdrawal
	ReviewedBy     string     `json:"reviewed_by,omitempty"`
	ReviewedAt     time.Time  `json:"reviewed_at,omitzero"`
}

// Check tidies the account and returns an Invalid fault for what it lacks;
// length is the call's.
func (a *Account) Check(length time.Duration, now time.Time) error {
	for _, s := range []*string{&a.Title, &a.Why, &a.Line, &a.Skill} {
		*s = strings.TrimSpace(*s)
	}
	refuse := func(key string, v fault.Values) error { return fault.New(fault.Invalid, key, v) }
	switch {
	case a.Title == "":
		return refuse("Give the benchmark call a title.", nil)
	case utf8.RuneCountInString(a.Title) > MostTitle:
		return refuse("A title has at most {{.N}} characters.", fault.Values{"N": MostTitle})
	case a.Why == "":
		return refuse("Write why the call is good: that is what others learn from it.", nil)
	case utf8.RuneCountInString(a.Why) > MostWhy:
		return refuse("The reason has at most {{.N}} characters.", fault.Values{"N": MostWhy})
	case a.Line == "":
		return refuse("Name the business line.", nil)
	case a.Skill == "":
		return refuse("Name the skill that the call shows.", nil)
	case a.Difficulty < Easy || a.Difficulty > Hard:
		return refuse("Choose a difficulty: easy, medium or hard.", nil)
	case a.From < 0 || a.Until-a.From < LeastClip:
		return refuse("The clip must last {{.N}} seconds at the least.", fault.Values{"N": int(LeastClip.Seconds())})
	case length > 0 && a.Until > length:
		return refuse("The clip would end after the call does.", nil)
	case a.Until-a.From > MostClip:
		return refuse("The clip may last {{.N}} minutes at the most. Choose the passage that matters.", fault.Values{"N": int(MostClip.Minutes())})
	case !a.ReviewAt.After(now):
		return refuse("The day of the next review must lie ahead.", nil)
	}
	return nil
}

// Clip is the stretch as questions and cards hold it.
func (c *Call) Clip() *bank.Clip {
	return &bank.Clip{CallID: c.CallID, From: c.From, Until: c.Until, BenchmarkID: c.ID}
}

// Rewrite takes over a new account: the call is looked at again from the beginning.
func (c *Call) Rewrite(a Account, length time.Duration, now time.Time) error {
	if c.State == Approved || c.State == Withdrawn {
		return fault.New(fault.Conflict, "An approved call isn't changed. Withdraw it, and propose it anew.", nil)
	}
	if err := a.Check(length, now); err != nil {
		return err
	}
	c.Account, c.State, c.Redaction, c.Approvals, c.Reason = a, Proposed, nil, nil, ""
	return nil
}

// Confirm takes over the marks that somebody made sure of by listening.
// Approvals that were given for other marks are void.
func (c *Call) Confirm(r Redaction) error {
	if c.State != Proposed && c.State != Checked {
		return c.wrong()
	}
	for i, m := range r.Marks {
		if m.From < c.From || m.Until > c.Until || m.Until <= m.From {
			return fault.New(fault.Invalid, "Mark {{.N}} does not lie within the clip.", fault.Values{"N": i + 1})
		}
	}
	slices.SortFunc(r.Marks, func(a, b Mark) int { return int(a.From - b.From) })
	c.Redaction, c.State, c.Approvals = &r, Checked, nil
	return nil
}

// Approve adds one person's approval; with the second the call is in use.
func (c *Call) Approve(a Approval) error {
	switch {
	case c.State == Proposed:
		return fault.New(fault.Conflict, "Nobody has checked the redaction yet. Listen to the clip and confirm it first.", nil)
	case c.State != Checked:
		return c.wrong()
	case a.ByID == c.ByID:
		return fault.New(fault.Forbidden, "Who proposed the call doesn't approve it. Ask two others.", nil)
	case slices.ContainsFunc(c.Approvals, func(x Approval) bool { return x.ByID == a.ByID }):
		return fault.New(fault.Conflict, "You have approved this call already. The second approval comes from somebody else.", nil)
	}
	c.Approvals = append(c.Approvals, a)
	if len(c.Approvals) >= Needed {
		c.State = Approved
	}
	return nil
}

// Return sends a proposal back with a reason.
func (c *Call) Return(why string) error {
	if c.State != Proposed && c.State != Checked {
		return c.wrong()
	}
	return c.end(Returned, why)
}

// Withdraw takes a call out of use for good.
func (c *Call) Withdraw(why string) error {
	if c.State == Withdrawn {
		return c.wrong()
	}
	return c.end(Withdrawn, why)
}

func (c *Call) end(to State, why string) error {
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "Give a reason.", nil)
	}
	c.State, c.Reason, c.Approvals = to, why, nil
	return nil
}

// Renew says that the call is still good until the next review.
func (c *Call) Renew(by string, next, now time.Time) error {
	switch {
	case c.State != Approved:
		return c.wrong()
	case !next.After(now):
		return fault.New(fault.Invalid, "The day of the next review must lie ahead.", nil)
	}
	c.ReviewAt, c.ReviewedBy, c.ReviewedAt = next, by, now
	return nil
}

func (c *Call) wrong() error {
	return fault.New(fault.Conflict, "The benchmark call has moved on meanwhile. Look at it again.", nil)
}
