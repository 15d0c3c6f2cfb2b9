package routing

// Novices are a share of a group's people who take longer, by Factor, until
// they have learned.
type Novices struct{ Share, Factor float64 }

// Fatigue lets handling times grow, evenly up to Factor after so many seconds
// without a rest.
type Fatigue struct{ After, Factor float64 }

// Late is the share of people who come late to their shift, and by how much.
type Late struct {
	Share float64
	By    Dist
}

// Break is time off the phone by the schedule: from At seconds on, People of
// the group for as long as For, each as soon as the agent is free.
type Break struct {
	At, For float64 // seconds
	People  int
	Reason  OffPhone
}

// OffPhone is why people are off the phone by the schedule.
type OffPhone string

// The reasons.
const (
	AtRest     OffPhone = "break"
	InTraining OffPhone = "training"
	InMeeting  OffPhone = "meeting"
	AtPaper    OffPhone = "paper" // work orders and other work off the phone
)

// OffPhones lists them.
var OffPhones = []OffPhone{AtRest, InTraining, InMeeting, AtPaper}

// Overload is what a crowd of callers does to the work, a switch that is off
// unless a scenario gives it: handling times are multiplied by Factor while the
// group was occupied for more than Above of the last quarter of an hour, by
// Slack while for less than Below; Unsettled is added to the share of matters
// that one call does not settle while it is above.
type Overload struct {
	Above, Factor float64
	Below, Slack  float64
	Unsettled     float64
}

// Overloaded is what the practice reports of overloaded centres suggest: a
// third more handling time and 20 points less first contact resolution above
// 90 % occupancy, a tenth more time where there is hardly anything to do.
var Overloaded = Overload{Above: 0.9, Factor: 1.3, Below: 0.7, Slack: 1.1, Unsettled: 0.2}

// Times is by what handling times are multiplied at an occupancy.
func (o *Overload) Times(occupancy float64) float64 {
	switch {
	case occupancy > o.Above:
		return o.Factor
	case occupancy < o.Below:
		return o.Slack
	}
	return 1
}
