// Package jointplan holds the training plan that the client and a vendor draw
// up together for a month: courses and shadowing posts by layer, who gives
// them, what both parties signed, and what was done of it.
package jointplan

import (
	"math"
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/training/proof"
)

// Layer says whom an item is for: newcomers of the two sides have different
// courses.
type Layer string

// The layers.
const (
	InHouse Layer = "in-house-newcomers"
	Vendor  Layer = "vendor-newcomers"
	Serving Layer = "serving" // those in service, both sides
)

// Layers lists the layers in the order in which screens show them.
var Layers = []Layer{InHouse, Vendor, Serving}

// Kind says what an item is.
type Kind string

// The kinds: a course, or going along at a post (跟岗).
const (
	Course    Kind = "course"
	Shadowing Kind = "shadowing"
)

// Item is one line of a plan.
type Item struct {
	ID      string  `json:"id"`
	Layer   Layer   `json:"layer"`
	Kind    Kind    `json:"kind"`
	Title   string  `json:"title"` // the course, or the post
	Trainer string  `json:"trainer"`
	Begins  string  `json:"begins"` // the day, 2026-11-03
	Days    float64 `json:"days"`   // whole or half
	People  int     `json:"people"` // how many take part
}

// Done is what became of an item.
type Done struct {
	ItemID string
	Days   float64
	People int
	Note   string
	By     string // name
	At     time.Time
}

// Party is a side that signs.
type Party string

// The parties.
const (
	ClientSide Party = "client"
	VendorSide Party = "vendor"
)

// Parties are both, the client first.
var Parties = []Party{ClientSide, VendorSide}

// Signature is one party's name under one version.
type Signature = proof.Signature[Party]

// Plan is a version of the plan of a vendor and a month.
type Plan struct {
	ID             string
	OrganisationID string
	Organisation   string // the vendor's name
	Month          string // 2026-11
	Number         int    // of the version: 1, 2, 3 …
	Items          []Item
	Note           string
	MadeBy         string // name
	MadeAt         time.Time
	Signatures     []Signature // under this version
	Done           []Done
}

// The limits of a plan.
const (
	MostItems = 100
	mostDays  = 31
	mostTitle = 100
	mostNote  = 1000
)

// Check returns an Invalid fault for the first thing that can't be planned.
func (p *Plan) Check() error {
	month, err := time.Parse("2006-01", p.Month)
	switch {
	case err != nil:
		return fault.New(fault.Invalid, "\"{{.Have}}\" is no month. Write it as 2026-11.", fault.Values{"Have": p.Month})
	case p.OrganisationID == "":
		return fault.New(fault.Invalid, "Choose the vendor of the plan.", nil)
	case len(p.Items) == 0:
		return fault.New(fault.Invalid, "The plan is empty. Add a course or a shadowing post.", nil)
	case len(p.Items) > MostItems:
		return fault.New(fault.Invalid, "A plan has at most {{.N}} lines.", fault.Values{"N": MostItems})
	case len([]rune(p.Note)) > mostNote:
		return fault.New(fault.Invalid, "The note has at most {{.N}} characters.", fault.Values{"N": mostNote})
	}
	for i := range p.Items {
		if err := p.Items[i].check(i+1, month); err != nil {
			return err
		}
	}
	return nil
}

func (it *Item) check(n int, month time.Time) error {
	refuse := func(key string) error { return fault.New(fault.Invalid, key, fault.Values{"N": n}) }
	begins, err := time.Parse(time.DateOnly, it.Begins)
	switch {
	case !slices.Contains(Layers, it.Layer) || it.Kind != Course && it.Kind != Shadowing:
		return refuse("Line {{.N}}: choose whom it is for, and a course or a shadowing post.")
	case strings.TrimSpace(it.Title) == "" || len([]rune(it.Title)) > mostTitle:
		return refuse("Line {{.N}}: name the course or the post.")
	case strings.TrimSpace(it.Trainer) == "" || len([]rune(it.Trainer)) > mostTitle:
		return refuse("Line {{.N}}: say who gives it.")
	case err != nil || begins.Year() != month.Year() || begins.Month() != month.Month():
		return refuse("Line {{.N}}: it begins on a day of the month. Write it as 2026-11-03.")
	case !half(it.Days):
		return refuse("Line {{.N}}: it lasts half a day to 31 days, in half days.")
	case it.People < 1 || it.People > 1000:
		return refuse("Line {{.N}}: 1 to 1000 people take part.")
	}
	return nil
}

func half(days float64) bool {
	return days > 0 && days <= mostDays && days*2 == math.Trunc(days*2)
}

// Check returns an Invalid fault for what can't have been done.
func (d Done) Check() error {
	if !(d.Days >= 0 && d.Days <= mostDays) || d.Days*2 != math.Trunc(d.Days*2) || d.People < 0 || d.People > 1000 || len([]rune(d.Note)) > mostNote {
		return fault.New(fault.Invalid, "Done are 0 to 31 days, in half days, with 0 to 1000 people.", nil)
	}
	return nil
}

// Of is what was done of an item; ok is false if nothing is noted.
func (p *Plan) Of(itemID string) (d Done, ok bool) {
	i := slices.IndexFunc(p.Done, func(d Done) bool { return d.ItemID == itemID })
	if i < 0 {
		return d, false
	}
	return p.Done[i], true
}

// Has reports whether the plan has a line.
func (p *Plan) Has(itemID string) bool {
	return slices.ContainsFunc(p.Items, func(it Item) bool { return it.ID == itemID })
}

// Tally is planned against done.
type Tally struct {
	Items, ItemsDone       int
	PersonDays, PersonDone float64 // days times people
}

// Share is what was done of the person-days, 0…1 and no further: more people
// in one course make up for nobody in another one no more than once.
func (t Tally) Share() float64 {
	if t.PersonDays == 0 {
		return 0
	}
	return min(t.PersonDone/t.PersonDays, 1)
}

// Tally adds up the items of a layer; of all with an empty one. An item counts
// as done once its days are; of no item more is done than was planned.
func (p *Plan) Tally(l Layer) Tally {
	var t Tally
	for _, it := range p.Items {
		if l != "" && it.Layer != l {
			continue
		}
		planned := it.Days * float64(it.People)
		t.Items++
		t.PersonDays += planned
		if d, ok := p.Of(it.ID); ok {
			t.PersonDone += min(d.Days*float64(d.People), planned)
			if d.Days >= it.Days && d.People > 0 {
				t.ItemsDone++
			}
		}
	}
	return t
}
