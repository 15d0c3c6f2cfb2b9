package certificate

import (
	"shifu/qa/interval"
)

// Worker is somebody on duty on a day.
type Worker struct{ PersonID, OrganisationID string }

// Share is the certified rate (持证上岗率) of one day: of those on duty, how many
// are certified.
type Share struct {
	Day       Day
	Certified int
	OnDuty    int
	Told      bool // figures or shifts tell who was on duty; otherwise everybody employed counts
}

// Value is the rate, 0 without anybody on duty.
func (s Share) Value() float64 {
	if s.OnDuty == 0 {
		return 0
	}
	return float64(s.Certified) / float64(s.OnDuty)
}

// Interval is the 95 % interval of the rate by Wilson.
func (s Share) Interval() (low, high float64) { return interval.Wilson(s.Certified, s.OnDuty) }

// Few reports whether fewer than ten were on duty: too few to tell.
func (s Share) Few() bool { return s.OnDuty < interval.Enough }

// Rate counts on a day those on duty and of them the certified.
//
// With skill empty everybody on duty counts, and is certified who holds in
// force every certificate that is asked of them for duty, and at least one.
// With a skill those count of whom a certificate of that skill is asked on that
// day, and are certified who hold one in force. Nobody counts before anything
// is asked.
func Rate(d Day, skill string, duty []Worker, programmes []Programme, holdings []Holding) Share {
	s := Share{Day: d}
	of, begun := map[string]*Programme{}, skill != ""
	for i := range programmes {
		of[programmes[i].ID] = &programmes[i]
		begun = begun || programmes[i].asksOn(d)
	}
	if !begun {
		return s
	}
	by := map[string][]*Holding{}
	for i := range holdings {
		h := &holdings[i]
		if p := of[h.ProgrammeID]; p != nil && h.Asked(d) && (skill == "" && p.asksOn(d) || skill != "" && p.Skill == skill) {
			by[h.PersonID] = append(by[h.PersonID], h)
		}
	}
	for _, w := range duty {
		asked := by[w.PersonID]
		if skill != "" && len(asked) == 0 {
			continue
		}
		s.OnDuty++
		if certified(asked, d, skill == "") {
			s.Certified++
		}
	}
	return s
}

// asksOn reports whether nobody is to be on duty without it on that day: from
// Since on until it is retired.
func (p *Programme) asksOn(d Day) bool {
	return p.Duty && p.Since <= d && (p.RetiredAt.IsZero() || d < DayOf(p.RetiredAt))
}

// certified tells whether all (or one) of what is asked is in force.
func certified(asked []*Holding, d Day, all bool) bool {
	in := 0
	for _, h := range asked {
		if h.InForce(d) {
			in++
		}
	}
	return in > 0 && (in == len(asked) || !all)
}
