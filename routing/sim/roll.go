package sim

import (
	"math"

	"shifu/routing"
)

// Roll is what became of a group's schedule in one slot of time, in people ×
// microseconds. Who is scheduled is a number, not a name, so that people of a
// group stand in for each other.
type Roll struct {
	Scheduled int64 // people
	Phones    int64 // of them, to be on the phone
	Kept      int64 // as many people did what as many were scheduled to: the phone, or a break
	Missing   int64 // scheduled people who were not there
}

// Add adds another roll.
func (r *Roll) Add(s *Roll) {
	r.Scheduled += s.Scheduled
	r.Phones += s.Phones
	r.Kept += s.Kept
	r.Missing += s.Missing
}

// roll is how a group stands to its schedule.
type roll struct {
	at               int64 // counted until then
	due, off, absent int32 // scheduled people, of them off the phone; who don't come by a change
	there            int32 // not offline
	phones, resting  int32 // of them, those on the phone, and those off it as the schedule may say
}

// presence tells apart who is away, not ready, and on the phone.
var presence = [states]uint8{Offline: 0, NotReady: 1, Ready: 2, Ringing: 2, Talking: 2, Holding: 2, WrapUp: 2}

// appears counts an agent who comes, goes, or takes up or leaves the phone.
func (r *Run) appears(a *agent, s State) {
	r.lasts(a.group)
	t := &r.teams[a.group].roll
	t.count(a.state, a.reason, -1)
	t.count(s, a.reason, +1)
}

func (t *roll) count(s State, why Reason, n int32) {
	switch {
	case s == Offline:
		return
	case s != NotReady:
		t.phones += n
	case !why.External() && why != Missed:
		t.resting += n
	}
	t.there += n
}

// lasts adds the time since a group's roll was counted last.
func (r *Run) lasts(g int32) {
	t := &r.teams[g].roll
	time := r.now - t.at
	if t.at = r.now; time == 0 || t.due == 0 {
		return
	}
	off := min(t.off, t.due)
	sum := &r.rolls[int(r.slot)*len(r.teams)+int(g)]
	sum.Scheduled += time * int64(t.due)
	sum.Phones += time * int64(t.due-off)
	sum.Kept += time * int64(min(t.phones, t.due-off)+min(t.resting, off))
	sum.Missing += time * int64(max(0, t.due-t.there))
}

// scheduled sets how many people a group's schedule asks for now, and returns
// how many come.
func (r *Run) scheduled(g int32) int32 {
	p, t := &r.plan.groups[g], &r.teams[g]
	r.lasts(g)
	t.roll.due = max(0, p.agents[r.plan.row(r.interval, len(p.agents))]+t.extra)
	missing := int32(math.Round(p.absent*float64(t.roll.due))) + t.roll.absent
	return max(0, t.roll.due-missing)
}

// offPhone changes how many people of a group the schedule has off the phone.
func (r *Run) offPhone(g, people int32) {
	r.lasts(g)
	t := &r.teams[g].roll
	t.off = max(0, t.off+people)
}

// restPlan is a break of a group's schedule.
type restPlan struct {
	group, people int32
	at            int64
	seconds       float64
	reason        Reason
}

func (r *Run) schedulesBreaks() {
	for i, b := range r.plan.breaks {
		r.calendar.add(b.at, restTime, int32(i), 0)
	}
}

// restTime begins a break: of as many people as there are.
func (r *Run) restTime(i int32) {
	b := &r.plan.breaks[i]
	if n := min(b.people, int32(r.Movable(int(b.group)))); n > 0 && !r.closed {
		r.pause(&Change{What: Pause, Group: b.group, Count: n, Reason: b.reason, Seconds: b.seconds})
	}
}

// restOver ends what the schedule has off the phone; each agent comes back when
// the own time is over.
func (r *Run) restOver(g, people int32) { r.offPhone(g, -people) }

var offPhone = map[routing.OffPhone]Reason{routing.AtRest: Break, routing.InTraining: Training, routing.InMeeting: Meeting, routing.AtPaper: Paper}

func (p *Plan) addBreaks(group int32, all []routing.Break) {
	for _, b := range all {
		p.breaks = append(p.breaks, restPlan{group, int32(b.People), ticks(b.At), b.For, offPhone[b.Reason]})
	}
}
