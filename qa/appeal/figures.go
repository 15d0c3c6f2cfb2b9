package appeal

import (
	"cmp"
	"slices"
	"time"

	"shifu/internal/fault"
)

// Rate is how often something happened of n.
type Rate struct{ Hits, N int }

// Share is Hits ÷ N, 0 for none.
func (r Rate) Share() float64 {
	if r.N == 0 {
		return 0
	}
	return float64(r.Hits) / float64(r.N)
}

// Limit says when a question is put up for calibration: when more than Share of
// at least Least decided points on it were overturned.
type Limit struct {
	Share float64 `json:"share"`
	Least int     `json:"least"`
	Days  int     `json:"days"` // that are looked back
}

// DefaultLimit is that of a workspace that keeps none.
var DefaultLimit = Limit{Share: .4, Least: 10, Days: 180}

// Check returns nil if l can be kept.
func (l Limit) Check() error {
	if l.Share < 0 || l.Share > 1 || l.Least < 1 || l.Least > 10000 || l.Days < 1 || l.Days > 3660 {
		return fault.New(fault.Invalid, "The limit is a share from 0 to 100 %, of at least 1 decided point, in 1 to 3,660 days.", nil)
	}
	return nil
}

// Over reports whether r is over the limit.
func (l Limit) Over(r Rate) bool { return r.N >= l.Least && r.Share() > l.Share }

// QuestionRate is how often a question was overturned.
type QuestionRate struct {
	RubricID  string
	VersionID string // the newest on which it was decided
	Ref       string
	Text      string
	Title     string // of the rubric
	Rate
	Over       bool      // over the limit
	ProposedAt time.Time // when it was put up for calibration; zero: it was not
}

// ReviewerRate is how often a reviewer's answers were overturned.
type ReviewerRate struct {
	ReviewerID, Name string
	Rate
}

// Funnel counts evaluations released since a day, by how far they came.
type Funnel struct {
	Released     int
	Acknowledged int
	Asked        int
	Appealed     int // evaluations with an appeal
	Decided      int // appeals
	InTime       int // of the decided
	Revised      int // of the decided
}

// Statistics is what was decided, by question and by reviewer; the most often
// overturned first, those of whom there are too few last.
type Statistics struct {
	Funnel    Funnel
	Questions []QuestionRate
	Reviewers []ReviewerRate
	Limit     Limit
}

// Few is under how many decided points a rate tells nothing.
const Few = 10

// Sort puts the most often overturned first, too few last.
func (s *Statistics) Sort() {
	slices.SortStableFunc(s.Questions, func(a, b QuestionRate) int { return a.Rate.before(b.Rate) })
	slices.SortStableFunc(s.Reviewers, func(a, b ReviewerRate) int { return a.Rate.before(b.Rate) })
}

func (r Rate) before(o Rate) int {
	if few, fewToo := r.N < Few, o.N < Few; few != fewToo {
		if few {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(o.Share(), r.Share()), cmp.Compare(o.N, r.N))
}
