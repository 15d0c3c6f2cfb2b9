package practice

import (
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing"
)

// Deed is a sort of act.
type Deed uint8

// The deeds.
const (
	OpenTier     Deed = iota + 1 // Tier 0 to 3 of 95598
	CloseTier                    // its people go back
	Lend                         // Count people of From work for Project
	GiveBack                     // Count people lent by From to Project go back
	RecallBreaks                 // nobody of Project rests for an hour; the rest is given afterwards
	MoveBreaks                   // rests of Project come For later
	PutOffStudy                  // nobody of Project learns for two hours
	KeepLonger                   // Count people of Project stay, and those who come help, for For
	PutOff                       // call-backs of Project wait (On), or are taken again
	Announce                     // a notice to callers of Project, for two hours
	CallBacks                    // callers of Project are offered to be called back (On), or no more
	Preset                       // another routing preset
	Urgent                       // calls of Kind come first (On), or no more
	deeds
)

// Deeds lists them in the order of the action bar.
var Deeds = []Deed{OpenTier, CloseTier, Lend, GiveBack, RecallBreaks, MoveBreaks, PutOffStudy, KeepLonger, PutOff, Announce, CallBacks, Preset, Urgent}

// Order is an act that is asked for.
type Order struct {
	Deed    Deed
	Project string // whom it is for; 95598 for tiers
	From    string // who lends
	Kind    string
	Preset  string
	Count   int
	Tier    int
	For     time.Duration
	On      bool
}

// Act is an order that was given.
type Act struct {
	At    time.Duration
	Order Order
}

// Terms are what an act asks for beside people.
type Terms struct {
	Lead     time.Duration // until it takes effect; of a tier, of its first people
	Cooldown time.Duration // until the same may be done again
	Cost     int           // fen expected, for what is known when it is ordered
}

// noticeFor is how long a notice stays out.
const noticeFor = 2 * time.Hour

var terms = [deeds]Terms{
	OpenTier: {Lead: seatChange, Cooldown: 15 * time.Minute}, CloseTier: {Lead: seatChange, Cooldown: 15 * time.Minute},
	Lend: {Lead: seatChange, Cooldown: 5 * time.Minute}, GiveBack: {Lead: seatChange, Cooldown: 5 * time.Minute},
	RecallBreaks: {Lead: 2 * time.Minute, Cooldown: 90 * time.Minute}, MoveBreaks: {Lead: 5 * time.Minute, Cooldown: 30 * time.Minute},
	PutOffStudy: {Lead: 5 * time.Minute, Cooldown: time.Hour}, KeepLonger: {Lead: 30 * time.Minute, Cooldown: 30 * time.Minute},
	PutOff: {Lead: time.Minute, Cooldown: 15 * time.Minute}, Announce: {Lead: 5 * time.Minute, Cooldown: time.Hour},
	CallBacks: {Lead: time.Minute, Cooldown: 15 * time.Minute}, Preset: {Lead: 2 * time.Minute, Cooldown: 30 * time.Minute}, Urgent: {Lead: time.Minute, Cooldown: 10 * time.Minute},
}

// Presets are the routing presets that a session may switch to.
var Presets = []string{routing.OwnProject, routing.InsuranceShared, routing.CallBackByAll, routing.EmergencyTiers}

// Index is the number of a project among Projects, −1 if there is none.
func Index(key string) int {
	return slices.IndexFunc(Projects, func(p Project) bool { return p.Key == key })
}

func (c *centre) kind(key string) int {
	return slices.IndexFunc(c.kinds, func(k kindOf) bool { return k.kind.Key == key })
}

// allows refuses an order that can't be given now, with the reason.
func (f *floor) allows(o Order) error {
	p := Index(o.Project)
	if o.Deed == 0 || o.Deed >= deeds || p < 0 {
		return refuse("There is no such act.", nil)
	}
	if f.ended() {
		return refuse("The session is over.", nil)
	}
	if wait := f.cool[f.cooling(o)] - f.now; wait > 0 {
		return refuse("This was done a moment ago; it can be done again in {{.Minutes}} min.", fault.Values{"Minutes": minutes(wait)})
	}
	switch o.Deed {
	case OpenTier, CloseTier:
		return f.allowsTier(o)
	case Lend:
		return f.allowsLend(o, p)
	case GiveBack:
		return f.allowsGiveBack(o, p)
	case KeepLonger, MoveBreaks:
		return f.allowsStaff(o)
	case PutOff:
		return f.allowsPutOff(o, p)
	}
	return f.allowsRest(o, p)
}

func refuse(key string, values fault.Values) error { return fault.New(fault.Invalid, key, values) }

func minutes(d time.Duration) int { return int((d + time.Minute - 1) / time.Minute) }

func (f *floor) allowsTier(o Order) error {
	switch {
	case o.Project != Emergency || o.Tier < 0 || o.Tier >= tiers:
		return refuse("There is no such tier.", nil)
	case f.tierOpen[o.Tier] == (o.Deed == OpenTier):
		return refuse("The tier is so already.", nil)
	case o.Deed == OpenTier && o.Tier > 0 && len(f.tier(o.Tier)) == 0:
		return refuse("Nobody of the tier can be spared now.", nil)
	}
	return nil
}

func (f *floor) allowsLend(o Order, to int) error {
	from := Index(o.From)
	if from < 0 || f.c.pair[from][to] < 0 || from == to {
		return refuse("{{.From}} has nobody who is trained for {{.To}}.", fault.Values{"From": name(o.From), "To": name(o.Project)})
	}
	if most := f.lendable(from, to); o.Count < 1 || o.Count > most {
		return refuse("{{.From}} can lend between {{.Least}} and {{.Most}} people now.", fault.Values{"From": name(o.From), "Least": min(1, most), "Most": most})
	}
	return nil
}

func (f *floor) allowsGiveBack(o Order, to int) error {
	from := Index(o.From)
	if from < 0 || f.c.pair[from][to] < 0 || from == to || f.lent[f.c.pair[from][to]] == 0 {
		return refuse("{{.From}} has lent nobody to {{.To}}.", fault.Values{"From": name(o.From), "To": name(o.Project)})
	}
	if most := f.lent[f.c.pair[from][to]]; o.Count < 1 || o.Count > most {
		return refuse("{{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": o.Count, "Least": 1, "Most": most})
	}
	return nil
}

func (f *floor) allowsStaff(o Order) error {
	most := f.mayStay(Index(o.Project))
	switch {
	case o.For < 15*time.Minute || o.For > 4*time.Hour:
		return refuse("The time must lie between {{.Least}} and {{.Most}} min.", fault.Values{"Least": 15, "Most": 240})
	case o.Deed == KeepLonger && (o.Count < 1 || o.Count > most):
		return refuse("{{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": o.Count, "Least": min(1, most), "Most": most})
	}
	return nil
}

func (f *floor) allowsPutOff(o Order, p int) error {
	switch {
	case Projects[p].Deferrable() == 0:
		return refuse("{{.Project}} has no call-backs that could wait.", fault.Values{"Project": name(o.Project)})
	case (f.rules.postponed>>p&1 == 1) == o.On:
		return refuse("It is so already.", nil)
	}
	return nil
}

func (f *floor) allowsRest(o Order, p int) error {
	already := false
	switch o.Deed {
	case Preset:
		if !slices.Contains(Presets, o.Preset) {
			return refuse("There is no preset \"{{.Name}}\". Known: {{.Words}}.", fault.Values{"Name": o.Preset, "Words": joined(Presets)})
		}
		already = f.rules.preset == o.Preset
	case Urgent:
		k := f.c.kind(o.Kind)
		if k < 0 || f.c.kinds[k].outbound {
			return refuse("There is no such act.", nil)
		}
		already = (f.rules.urgent>>k&1 == 1) == o.On
	case Announce:
		already = f.now < f.notice[p]
	case CallBacks:
		already = f.offered[p] == o.On
	}
	if already {
		return refuse("It is so already.", nil)
	}
	return nil
}

func joined(all []string) string {
	out := ""
	for i, x := range all {
		if i > 0 {
			out += ", "
		}
		out += x
	}
	return out
}

// name is a project's name as a text of the catalogue.
func name(key string) words.Text {
	if i := Index(key); i > 0 {
		return words.T(Projects[i].Name, nil)
	}
	return words.T("{{.Name}}", fault.Values{"Name": key})
}

// cooling is the place of an order's cooldown: of its deed and project, for
// tiers of the tier, for lending of the lender.
func (f *floor) cooling(o Order) int {
	p := Index(o.Project)
	switch o.Deed {
	case OpenTier, CloseTier:
		p = o.Tier
	case Lend, GiveBack:
		p = max(0, Index(o.From))
	}
	return int(o.Deed)*len(Projects) + p
}
