package recordings

import "shifu/internal/people"

// Facts are what is set on many calls at once; what is empty stays as it is.
type Facts struct {
	Agent        *people.Person
	Project      string
	BusinessLine string
	Queue        string
}

// IsZero reports whether nothing is set.
func (f Facts) IsZero() bool {
	return f.Agent == nil && f.Project == "" && f.BusinessLine == "" && f.Queue == ""
}

// On returns a call with the facts set. A call goes with its agent to the
// agent's organisation and team.
func (f Facts) On(c Call) Call {
	if p := f.Agent; p != nil {
		c.AgentID, c.AgentName, c.StaffNumber, c.OrganisationID, c.TeamID = p.ID, p.Name, p.StaffNumber, p.OrganisationID, p.TeamID
	}
	for _, s := range []struct {
		to   *string
		text string
	}{{&c.Project, f.Project}, {&c.BusinessLine, f.BusinessLine}, {&c.Queue, f.Queue}} {
		if s.text != "" {
			*s.to = s.text
		}
	}
	return c
}

// Off returns a call as it was before the facts were set. What somebody has
// changed since stays.
func (f Facts) Off(now, was Call) Call {
	set := f.On(was)
	if f.Agent != nil && now.AgentID == set.AgentID {
		now.AgentID, now.AgentName, now.StaffNumber, now.OrganisationID, now.TeamID = was.AgentID, was.AgentName, was.StaffNumber, was.OrganisationID, was.TeamID
	}
	for _, s := range []struct {
		now      *string
		set, was string
	}{{&now.Project, set.Project, was.Project}, {&now.BusinessLine, set.BusinessLine, was.BusinessLine}, {&now.Queue, set.Queue, was.Queue}} {
		if *s.now == s.set {
			*s.now = s.was
		}
	}
	return now
}
