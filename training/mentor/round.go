package mentor

import (
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
)

// RoundState says how far a round of pairing is.
type RoundState string

// The states of a round: 准备, 审核中, 已发布, 已放弃.
const (
	Preparing RoundState = "preparing" // people, wishes and rules are put together
	Reviewing RoundState = "reviewing" // pairs are proposed
	Published RoundState = "published" // and made
	Dropped   RoundState = "dropped"
)

// Round (一轮结对) pairs mentees with mentors: rules, who takes part with which
// wishes, the pairs that must be, and what was proposed.
type Round struct {
	ID             string     `json:"-"`
	OrganisationID string     `json:"-"` // who keeps it
	Edition        int        `json:"-"` // of the last change
	State          RoundState `json:"-"`
	Name           string     `json:"name"`
	Method         Method     `json:"method"`
	Rules          Rules      `json:"rules"`
	Mentors        []Person   `json:"mentors"`
	Mentees        []Person   `json:"mentees"`
	Obligatory     []Pair     `json:"obligatory,omitempty"` // by ID
	Window         Window     `json:"window"`
	Proposed       []Proposed `json:"proposed,omitempty"`
	MadeBy         string     `json:"-"` // name
	MadeAt         time.Time  `json:"-"`
	DoneAt         time.Time  `json:"-"` // published or dropped
}

// Proposed is what a round proposes for one mentee.
type Proposed struct {
	MenteeID   string  `json:"mentee"`
	MentorID   string  `json:"mentor"` // empty: stays without
	Score      float64 `json:"score"`
	Obligatory bool    `json:"obligatory,omitempty"`
	ByHand     bool    `json:"by_hand,omitempty"` // changed in the review
	RunnerUp   string  `json:"runner_up"`         // the best other mentor who may be; empty: none
	RunnerUps  float64 `json:"runner_up_score"`
}

// MostRoundName is how many characters the name of a round has at the most.
const MostRoundName = 60

// Mentor returns a mentor of the round, nil if the ID is none.
func (r *Round) Mentor(id string) *Person { return find(r.Mentors, id) }

// Mentee returns a mentee of the round, nil if the ID is none.
func (r *Round) Mentee(id string) *Person { return find(r.Mentees, id) }

func find(all []Person, id string) *Person {
	i := slices.IndexFunc(all, func(p Person) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// Leave takes somebody out of the round, with every wish for them.
func (r *Round) Leave(id string) {
	is := func(p Person) bool { return p.ID == id }
	r.Mentors, r.Mentees = slices.DeleteFunc(r.Mentors, is), slices.DeleteFunc(r.Mentees, is)
	r.Obligatory = slices.DeleteFunc(r.Obligatory, func(p Pair) bool { return p.Mentor == id || p.Mentee == id })
	for _, side := range [][]Person{r.Mentors, r.Mentees} {
		for i := range side {
			side[i].Wishes = slices.DeleteFunc(slices.Clone(side[i].Wishes), func(w string) bool { return w == id })
		}
	}
}

// Places is how many mentees can be paired at the most.
func (r *Round) Places() (n int) {
	for _, p := range r.Mentors {
		n += max(r.places(p)-p.Facts.Taken, 0)
	}
	return n
}

// Check returns an Invalid fault for the first thing with which no pairs can be
// proposed.
func (r *Round) Check() error {
	r.Name = strings.TrimSpace(r.Name)
	switch {
	case r.Name == "" || len([]rune(r.Name)) > MostRoundName:
		return fault.New(fault.Invalid, "Give the round a name of {{.N}} characters at the most.", fault.Values{"N": MostRoundName})
	case r.Method != Stable && r.Method != Total && r.Method != Participation:
		return fault.New(fault.Invalid, "There is no method {{.Have}}. Choose stable, total or participation.", fault.Values{"Have": string(r.Method)})
	}
	if err := r.Rules.Check(); err != nil {
		return err
	}
	if err := r.pool().check(); err != nil {
		return err
	}
	if err := r.checkPeople(); err != nil {
		return err
	}
	return r.checkObligatory()
}

// pool is the round as the solvers' pool, by names for the refusals.
func (r *Round) pool() Pool {
	var p Pool
	name := map[string]string{}
	for _, x := range slices.Concat(r.Mentors, r.Mentees) {
		name[x.ID] = x.Label()
	}
	named := func(ids []string) (out []string) {
		for _, id := range ids {
			if n, ok := name[id]; ok {
				id = n
			}
			out = append(out, id)
		}
		return out
	}
	for _, x := range r.Mentors {
		p.Mentors = append(p.Mentors, Mentor{Name: x.Label(), Prefers: named(x.Wishes)})
	}
	for _, x := range r.Mentees {
		p.Mentees = append(p.Mentees, Mentee{Name: x.Label(), Prefers: named(x.Wishes)})
	}
	return p
}

// Label is the name with the staff number, the ID while nothing is known.
func (p *Person) Label() string {
	if p.Facts.Name == "" {
		return p.ID
	}
	return strings.TrimSpace(p.Facts.Name + " " + p.Facts.StaffNumber)
}

func (r *Round) checkPeople() error {
	for _, p := range slices.Concat(r.Mentors, r.Mentees) {
		if p.Capacity < 0 || p.Capacity > 20 {
			return fault.New(fault.Invalid, "A mentor has 1 to 20 places.", nil)
		}
		if p.Roster != "" {
			if _, err := ReadRoster(p.Roster); err != nil {
				return fault.New(fault.Invalid, "The roster of {{.Name}} can't be read: {{.Have}}. Write it as \"1-5 08:00-16:00\".", fault.Values{"Name": p.Label(), "Have": p.Roster}).Because(err)
			}
		}
	}
	for _, p := range r.Mentees {
		if r.Mentor(p.ID) != nil {
			return fault.New(fault.Invalid, "{{.Name}} is mentor and mentee in one round. Take one out.", fault.Values{"Name": p.Label()})
		}
	}
	return nil
}

func (r *Round) checkObligatory() error {
	taken, paired := map[string]int{}, map[string]bool{}
	for _, p := range r.Obligatory {
		mentor, mentee := r.Mentor(p.Mentor), r.Mentee(p.Mentee)
		switch {
		case mentor == nil || mentee == nil:
			return fault.New(fault.Invalid, "An obligatory pair names somebody who is not in the round.", nil)
		case paired[p.Mentee]:
			return fault.New(fault.Invalid, "{{.Name}} has two obligatory mentors. Take one out.", fault.Values{"Name": mentee.Label()})
		}
		paired[p.Mentee] = true
		if taken[p.Mentor]++; taken[p.Mentor] > max(r.places(*mentor)-mentor.Facts.Taken, 0) {
			return fault.New(fault.Invalid, "{{.Name}} has more obligatory mentees than places. Give more places, or take one out.", fault.Values{"Name": mentor.Label()})
		}
	}
	return nil
}
