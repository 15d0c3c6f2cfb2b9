package sim

// Statistics are what Asterisk keeps of a queue, in whole seconds.
type Statistics struct {
	Hold, Talk           int64 // exponential averages
	Completed, Abandoned int64
	InTime               int64 // of the completed
}

// Average is Asterisk's: (3 × old + x) >> 2 in whole numbers; the first value is
// taken as it is.
func Average(old, x int64, first bool) int64 {
	if first {
		return x
	}
	return (3*old + x) >> 2
}

// ServiceLevel is answered within the limit over completed, in per cent.
func (s Statistics) ServiceLevel() float64 {
	if s.Completed == 0 {
		return 0
	}
	return 100 * float64(s.InTime) / float64(s.Completed)
}

// completes counts a call that has ended.
func (s *Statistics) completes(r *Run, c *call, a *agent) {
	answered := a.began
	if r.plan.types[c.callType].parted {
		answered -= c.spent
	}
	first := s.Completed == 0 && s.Abandoned == 0
	hold, talk := answered/micro-c.arrived/micro, r.now/micro-answered/micro
	s.Hold, s.Talk = Average(s.Hold, hold, first), Average(s.Talk, talk, s.Completed == 0)
	s.Completed++
	if hold <= r.plan.types[c.callType].within/micro {
		s.InTime++
	}
}

// Statistics are Asterisk's of a type's queue; zero in other presets.
func (r *Run) Statistics(callType int) Statistics { return r.notes[callType] }
