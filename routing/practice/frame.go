package practice

import (
	"math"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/sim"
)

// Frame is a session as it stands, to be shown. It does not change, and shares
// nothing with the session.
type Frame struct {
	At       time.Duration // since the session began
	Clock    time.Duration // time of the day
	Weekday  time.Weekday
	Day      int // from 1
	Over     bool
	Points   float64 // of 100
	Aborted  bool
	Lost     int // callers, in all
	Their    int // callers that the reference has lost by now, on the same calls
	Spent    int // fen
	Ratio    float64
	Rows     []Row
	Tiers    [tiers]Tier
	Tasks    []Result
	Log      []Line // the latest first, at most LogLines
	Preset   string
	Services bool // the systems work
}

// LogLines is how many lines of the log a frame holds.
const LogLines = 50

// Tone says how a verdict is to be taken.
type Tone string

// The tones.
const (
	Steady Tone = "steady"
	Able   Tone = "able" // can give
	Warn   Tone = "warn"
	Bad    Tone = "bad"
)

// Row is a project.
type Row struct {
	Key        string
	Name       words.Text
	Business   routing.Business
	Forecast   float64 // callers planned in the last quarter of an hour
	Actual     float64
	Waiting    int
	BackLater  int           // callers who wait to be called back
	Longest    time.Duration // wait of the first
	AnswerRate float64       // so far
	Landing    float64       // expected at the end of the day
	Occupancy  float64       // of its own people, in the last quarter of an hour
	Staffed    int           // at their desks, resting or not
	LentIn     int
	LentOut    int
	Travelling int
	Ratio      float64
	Undone     int // call-backs that wait
	PutOff     bool
	Urgent     bool
	Notice     bool
	Offered    bool // call-backs are offered
	Lendable   int  // to 95598
	Tone       Tone
	Verdict    words.Text
}

// Tier is step 0 or a tier of 95598.
type Tier struct {
	Open     bool
	Due      bool // its threshold is reached
	From     float64
	Since    time.Duration // of the last opening
	Parts    []Part
	People   int
	Lead     time.Duration // until the first come
	PerHour  int           // fen, of all its people
	Cooldown time.Duration // until it may be opened or closed again
}

// Part is who a tier takes from where.
type Part struct {
	Name    words.Text
	Project string // empty: the reserve, or step 0
	People  int
	Seated  int
	Lead    time.Duration
}

// Frame shows the session now.
func (x *Session) Frame() *Frame {
	f := x.floor
	clock := f.c.scenario.Begins + f.now
	day := int(clock / Day)
	out := &Frame{At: f.now, Clock: clock % Day, Day: day + 1, Weekday: time.Weekday((f.c.scenario.Weekday + day) % 7), Over: f.ended(),
		Points: f.measures.points(), Aborted: f.measures.aborted >= 0, Lost: f.allLost(), Their: x.other.allLost(), Spent: int(f.cost), Ratio: f.ratio(0),
		Tasks: f.results(), Preset: f.rules.preset, Services: f.rules.slow == 1}
	rates := x.landings()
	for p := range Projects {
		out.Rows = append(out.Rows, f.row(p, rates[p]))
	}
	for n := range out.Tiers {
		out.Tiers[n] = f.tierView(n)
	}
	for i := len(f.log) - 1; i >= 0 && len(out.Log) < LogLines; i-- {
		out.Log = append(out.Log, f.log[i])
	}
	return out
}

func (f *floor) row(p int, landing float64) Row {
	project := &Projects[p]
	r := Row{Key: project.Key, Name: name(project.Key), Business: project.Business, AnswerRate: f.answerRate(p), Landing: landing, Ratio: f.ratio(p),
		Undone: f.undone(p), PutOff: f.rules.postponed>>p&1 == 1, Notice: f.now < f.notice[p], Offered: f.offered[p], Lendable: f.lendable(p, 0)}
	q := max(0, int(f.now/Quarter)-1) // the last full one
	for k := f.c.first[p]; k < len(f.c.kinds) && f.c.kinds[k].project == p; k++ {
		if f.c.kinds[k].outbound {
			continue
		}
		t := f.run.Count(q, k)
		r.Actual += float64(t.Offered + t.Deflected)
		r.Forecast += f.c.kinds[k].base[q] * Quarter.Minutes()
		r.Urgent = r.Urgent || f.rules.urgent>>k&1 == 1
	}
	waiting, backs, longest := f.queue(p)
	r.Waiting, r.BackLater, r.Longest = waiting, backs, time.Duration(longest*float64(time.Second))
	var spent sim.Times
	for g := range f.c.seats {
		x := &f.c.seats[g]
		switch {
		case x.work == p:
			n, way := f.run.Present(g)
			r.Staffed, r.Travelling = r.Staffed+n-way, r.Travelling+way
			if x.home != p {
				r.LentIn += f.lent[g]
			}
			for s, t := range f.run.Lately(g) {
				spent[s] += t
			}
		case x.home == p:
			r.LentOut += f.lent[g]
		}
	}
	if all := spent.Occupied(); all > 0 {
		r.Occupancy = float64(spent.Busy()) / float64(all)
	}
	r.Tone, r.Verdict = f.verdict(p, &r)
	return r
}

// verdict says in a few words how a project stands.
func (f *floor) verdict(p int, r *Row) (Tone, words.Text) {
	if p == 0 {
		return f.emergency(r)
	}
	switch {
	case r.LentOut > 0 && f.ratio(p) >= 1.05:
		return Bad, words.T("Needs its {{.Count}} people back", fault.Values{"Count": r.LentOut})
	case r.Ratio >= 1.2:
		return Bad, words.T("Can't cope, lend to it", nil)
	case r.LentOut > 0 && f.surgeDay(p) > 0:
		return Warn, words.T("Give {{.Count}} back within {{.Hours}} h", fault.Values{"Count": r.LentOut, "Hours": int(math.Ceil((f.surgeDay(p) - f.now).Hours()))})
	case r.Landing < Projects[p].Floor:
		return Warn, words.T("Will end below {{.Percent}} %", fault.Values{"Percent": int(Projects[p].Floor*100 + 0.5)})
	case r.Lendable > 0 && Projects[p].Deferrable() > 0 && !r.PutOff:
		return Able, words.T("Can lend {{.Count}}, can put off", fault.Values{"Count": r.Lendable})
	case r.Lendable > 0:
		return Able, words.T("Can lend {{.Count}}", fault.Values{"Count": r.Lendable})
	}
	return Steady, words.T("Steady", nil)
}

func (f *floor) emergency(r *Row) (Tone, words.Text) {
	for n := tiers - 1; n > 0; n-- {
		if r.Ratio >= thresholds[n] && !f.tierOpen[n] {
			return Bad, words.T("Can't cope, open tier {{.Tier}}", fault.Values{"Tier": n})
		}
	}
	switch {
	case r.Ratio >= thresholds[1]:
		return Bad, words.T("Can't cope, all tiers called are open", nil)
	case r.Ratio >= 1.05 && !f.tierOpen[0]:
		return Warn, words.T("Getting full, open step 0", nil)
	case r.Landing < Projects[0].Floor:
		return Warn, words.T("Will end below {{.Percent}} %", fault.Values{"Percent": int(Projects[0].Floor*100 + 0.5)})
	}
	return Steady, words.T("Steady", nil)
}

// surgeDay is when an announced surge of a project begins to need its people, 0
// if none does in the next five days.
func (f *floor) surgeDay(p int) time.Duration {
	for at := f.now; at <= f.now+5*Day; at += time.Hour {
		if f.size(f.known, f.c.first[p], at) > 1.25 {
			return max(at, time.Minute)
		}
	}
	return 0
}

func (f *floor) tierView(n int) Tier {
	t := Tier{Open: f.tierOpen[n], Since: f.tierAt[n], From: thresholds[n], Lead: seatChange}
	r := f.ratio(0)
	if t.Due = r >= thresholds[n]; n == 0 {
		t.From, t.Due = 1.05, r >= 1.05
		t.Parts = f.stepZero()
	} else {
		t.Parts, t.PerHour = f.tierParts(n)
	}
	deed := OpenTier
	if t.Open {
		deed = CloseTier
	}
	t.Cooldown = max(0, f.cool[f.cooling(Order{Deed: deed, Project: Emergency, Tier: n})]-f.now)
	for _, p := range t.Parts {
		t.People += p.People
	}
	return t
}

// stepZero is what the own project can do: recall who rests and learns, and keep
// people longer.
func (f *floor) stepZero() []Part {
	return []Part{{Name: words.T("Recall breaks", nil), People: f.resting[0], Lead: terms[RecallBreaks].Lead},
		{Name: words.T("Put off training", nil), People: f.learning[0], Lead: terms[PutOffStudy].Lead},
		{Name: words.T("Extend the shift", nil), People: max(f.longer[0], min(max(1, f.roster(0)/8), f.mayStay(0))), Seated: f.longer[0], Lead: terms[KeepLonger].Lead}}
}

// tierParts are the people of a tier: those who came while it is open, those who
// could come otherwise, and what an hour of them costs.
func (f *floor) tierParts(n int) (all []Part, perHour int) {
	could := map[int]int{}
	for _, x := range f.tier(n) {
		could[x.group] = x.people
	}
	for g := range f.c.seats {
		x := &f.c.seats[g]
		if x.work != 0 || x.tier != n {
			continue
		}
		p := Part{Name: words.T("Dormitory", nil), People: could[g], Lead: x.lead}
		if x.lead == fromHome {
			p.Name = words.T("At home", nil)
		}
		if x.home >= 0 {
			p.Project, p.Name = Projects[x.home].Key, name(Projects[x.home].Key)
		}
		if f.tierOpen[n] {
			present, way := f.run.Present(g)
			p.People, p.Seated = f.lent[g], present-way
		}
		if p.People > 0 {
			all = append(all, p)
			perHour += p.People * x.fee
		}
	}
	return all, perHour
}
