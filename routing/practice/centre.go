package practice

import (
	"math"
	"time"

	"shifu/routing"
)

// Emergency is the project for which the tiers are kept.
const Emergency = "95598"

// Kind is one sort of work of a project.
type Kind struct {
	Key      string
	Business routing.Business
	Daily    float64 // calls on a day of mean volume
	Talk     float64 // seconds
	WrapUp   float64 // seconds
	Outbound bool    // a task of ours that can wait, not a caller
}

// Project is one of the centre's clients.
type Project struct {
	Key        string
	Name       string // a text of the catalogue
	Business   routing.Business
	Kinds      []Kind
	Floor      float64 // answer rate of the contract
	Complexity float64 // 0.8 to 1.5, of the conversion coefficient
	Factor     float64 // of its people's handling times in 95598's calls
	Tier       int     // in which they are called: 1 or 2
	Share      float64 // of its people who are trained for it
}

// Projects are 95598 and the ten others. Insurance is 88.25 % of the volume of
// calls of the ten; call-backs come on top, as work of the centre's own.
var Projects = []Project{
	{Key: Emergency, Name: "95598", Business: routing.Inquiry, Floor: 0.97, Complexity: 1, Factor: 1, Kinds: []Kind{
		{Key: "fault_report", Business: routing.Inquiry, Daily: 3600, Talk: 210, WrapUp: 30},
		{Key: "bill_enquiry", Business: routing.Inquiry, Daily: 3150, Talk: 160, WrapUp: 20},
		{Key: "password_reset", Business: routing.Inquiry, Daily: 900, Talk: 80, WrapUp: 10},
		{Key: "complaint", Business: routing.Complaint, Daily: 1350, Talk: 300, WrapUp: 60}}},
	{Key: "property", Name: "Property insurance", Business: routing.Insurance, Floor: 0.97, Complexity: 1.3, Factor: 1.15, Tier: 1, Share: 0.5, Kinds: calls("property", routing.Insurance, 3200, 240, 60)},
	{Key: "life", Name: "Life insurance", Business: routing.Insurance, Floor: 0.97, Complexity: 1.4, Factor: 1.25, Tier: 2, Share: 0.4, Kinds: calls("life", routing.Insurance, 1900, 270, 60)},
	{Key: "broker", Name: "Insurance brokerage", Business: routing.Insurance, Floor: 0.97, Complexity: 1.3, Factor: 1.25, Tier: 2, Share: 0.4, Kinds: calls("broker", routing.Insurance, 1078, 240, 60)},
	{Key: "shop", Name: "E-commerce", Business: routing.Inquiry, Floor: 0.97, Complexity: 0.9, Factor: 1.2, Tier: 2, Share: 0.6, Kinds: blended("shop", routing.Inquiry, 300, 800)},
	{Key: "staff", Name: "Human resources", Business: routing.Inquiry, Floor: 0.97, Complexity: 0.9, Factor: 1.15, Tier: 1, Share: 0.6, Kinds: blended("staff", routing.Inquiry, 110, 500)},
	{Key: "trading", Name: "Power trading", Business: routing.Inquiry, Floor: 0.97, Complexity: 1.2, Factor: 1.1, Tier: 2, Share: 0.7, Kinds: blended("trading", routing.Inquiry, 100, 400)},
	{Key: "finance", Name: "Finance", Business: routing.Inquiry, Floor: 0.97, Complexity: 1.2, Factor: 1.25, Tier: 2, Share: 0.5, Kinds: blended("finance", routing.Inquiry, 90, 400)},
	{Key: "estate", Name: "Real estate", Business: routing.CallBack, Floor: 0.97, Complexity: 0.8, Factor: 1.15, Tier: 1, Share: 0.8, Kinds: blended("estate", routing.Inquiry, 80, 900)},
	{Key: "equipment", Name: "Electrical equipment", Business: routing.Complaint, Floor: 0.97, Complexity: 1.1, Factor: 1.1, Tier: 2, Share: 0.6, Kinds: blended("equipment", routing.Complaint, 72, 400)},
	{Key: "followup", Name: "Combined call-backs", Business: routing.CallBack, Floor: 0.97, Complexity: 0.8, Factor: 1.1, Tier: 1, Share: 0.8, Kinds: blended("followup", routing.Inquiry, 70, 1800)},
}

func calls(key string, b routing.Business, daily, talk, wrapUp float64) []Kind {
	return []Kind{{Key: key, Business: b, Daily: daily, Talk: talk, WrapUp: wrapUp}}
}

func blended(key string, b routing.Business, daily, tasks float64) []Kind {
	return []Kind{{Key: key, Business: b, Daily: daily, Talk: 210, WrapUp: 30},
		{Key: key + "_callback", Business: routing.CallBack, Daily: tasks, Talk: 130, WrapUp: 20, Outbound: true}}
}

// Handling is the mean handling time of a project's calls, in seconds.
func (p *Project) Handling() float64 {
	work, calls := 0.0, 0.0
	for _, k := range p.Kinds {
		if !k.Outbound {
			work += k.Daily * (k.Talk + k.WrapUp)
			calls += k.Daily
		}
	}
	return work / calls
}

// Deferrable is the share of a project's work that can wait.
func (p *Project) Deferrable() float64 {
	all, waits := 0.0, 0.0
	for _, k := range p.Kinds {
		w := k.Daily * (k.Talk + k.WrapUp)
		if all += w; k.Outbound {
			waits += w
		}
	}
	return waits / all
}

// Conversion is the coefficient by which calls of a project count in pay and
// ranking: (handling time / that of 95598) × complexity.
func (p *Project) Conversion() float64 {
	return p.Handling() / Projects[0].Handling() * p.Complexity
}

// months is the index of volume by month, mean 1: highest in July, August,
// November and December, then March and April, lowest in February.
var months = [12]float64{0.923, 0.700, 1.030, 1.030, 0.923, 0.923, 1.166, 1.147, 0.923, 0.923, 1.166, 1.147}

// weekdays is the index of volume from Sunday on, mean 1.
var weekdays = [7]float64{0.90, 1.12, 1.04, 1.00, 1.00, 1.02, 0.92}

// hours is the share of a day's calls by hour, in thousandths.
var hours = [24]float64{13, 9, 7, 6, 6, 9, 16, 32, 58, 72, 76, 66, 52, 54, 66, 71, 67, 61, 56, 55, 53, 44, 31, 20}

// office is the share of a day's tasks by hour, in thousandths.
var office = [24]float64{9: 130, 10: 140, 11: 120, 12: 60, 13: 90, 14: 140, 15: 140, 16: 120, 17: 60}

// share is the part of a day's volume that falls on an hour of the day, from
// numbers in thousandths; between hours it runs straight.
func share(of *[24]float64, at time.Duration) float64 {
	sum := 0.0
	for _, x := range of {
		sum += x
	}
	h := math.Mod(at.Hours(), 24)
	if h < 0 {
		h += 24
	}
	x := h - 0.5 // an hour's number holds at its middle
	i := int(math.Floor(x))
	part := x - math.Floor(x)
	return ((1-part)*of[(i+24)%24] + part*of[(i+25)%24]) / sum
}

// rate is calls a minute at a time of day, on a day of a volume.
func (k *Kind) rate(at time.Duration, volume float64) float64 {
	shape := &hours
	if k.Outbound {
		shape = &office
	}
	return k.Daily * volume * share(shape, at) / 60
}
