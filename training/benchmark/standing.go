package benchmark

import "time"

// Article is the rule that a call explains, as far as its life goes.
type Article struct {
	Title    string
	Until    time.Time // expires then; zero: never
	Archived bool
}

// Standing is a call with what stands around it.
type Standing struct {
	Call
	Organisation string // whose call it is
	Agent        string // empty for those who may not see the call
	Shared       []string
	SharedNames  []string
	Article      *Article // nil: it explains none
	Plays        int
	Hearers      int
	Copies       int
}

// Soon is how long before its end a call is said to end soon.
const Soon = 30 * 24 * time.Hour

// Expired reports whether the rule that the call explains is in force no more.
func (s *Standing) Expired(now time.Time) bool {
	a := s.Article
	return a != nil && (a.Archived || !a.Until.IsZero() && !a.Until.After(now))
}

// Overdue reports whether nobody has looked at the call by the day of its review.
func (s *Standing) Overdue(now time.Time) bool {
	return s.State == Approved && !s.Expired(now) && !s.ReviewAt.After(now)
}

// Usable reports whether the call may be heard by those with whom it is shared.
func (s *Standing) Usable(now time.Time) bool { return s.State == Approved && !s.Expired(now) }

// Ends is when the call expires or is to be reviewed, whichever comes first.
func (s *Standing) Ends() (at time.Time, expires bool) {
	if s.Article != nil && !s.Article.Until.IsZero() && s.Article.Until.Before(s.ReviewAt) {
		return s.Article.Until, true
	}
	return s.ReviewAt, false
}

// EndsSoon reports whether a usable call expires or is to be reviewed within Soon.
func (s *Standing) EndsSoon(now time.Time) bool {
	at, _ := s.Ends()
	return s.Usable(now) && at.Sub(now) <= Soon
}
