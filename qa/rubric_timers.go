package qa

import "shifu/internal/fault"

// Timers are the dates in the life of an evaluation, in working days, and how
// often it may be appealed. 0 switches a timer off.
type Timers struct {
	ReleaseAfter      int `json:"release_after"`      // submission → release by itself; 0: by hand
	AcknowledgeWithin int `json:"acknowledge_within"` // release → the agent is reminded, then it closes
	AppealWithin      int `json:"appeal_within"`      // first release → end of the window; 0: no appeals
	DecideWithin      int `json:"decide_within"`      // filing → decision
	Appeals           int `json:"appeals"`            // at most, of one evaluation
}

// DefaultTimers are those of a rubric that names none.
var DefaultTimers = Timers{AcknowledgeWithin: 5, AppealWithin: 2, DecideWithin: 3, Appeals: 2}

// Limits of timers.
const (
	MaxWorkdays = 250
	MaxAppeals  = 10
)

// TimersInForce returns the timers of v, the default ones if it names none.
func (v *Version) TimersInForce() Timers {
	if v.Timers == nil {
		return DefaultTimers
	}
	return *v.Timers
}

// Fields returns the timers by their key in rubric files, in the order of life.
func (t *Timers) Fields() []TimerField {
	return []TimerField{{"release_after", &t.ReleaseAfter, MaxWorkdays}, {"acknowledge_within", &t.AcknowledgeWithin, MaxWorkdays},
		{"appeal_within", &t.AppealWithin, MaxWorkdays}, {"decide_within", &t.DecideWithin, MaxWorkdays}, {"appeals", &t.Appeals, MaxAppeals}}
}

// TimerField is one timer: its key, its value, and the most that it may be.
type TimerField struct {
	Key   string
	Value *int
	Most  int
}

func (c *checker) timers() {
	if c.v.Timers == nil {
		return
	}
	for _, f := range c.v.Timers.Fields() {
		if *f.Value < 0 || *f.Value > f.Most {
			c.say("timers."+f.Key, "The timer {{.Field}} is {{.Have}}. It has to be a whole number from 0 to {{.Limit}}.",
				fault.Values{"Field": f.Key, "Have": *f.Value, "Limit": f.Most})
		}
	}
}
