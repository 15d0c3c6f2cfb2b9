package retrain

import (
	"slices"
	"time"

	"shifu/internal/fault"
)

// Facts are what a person has done since the last failure.
type Facts struct {
	Read  map[string]time.Duration // by article: how long it was open
	Cards map[string]Learned       // by entry of the bank
	Gone  []string                 // articles that can't be read any more, entries that have no card
}

// Learned is how well a card is known.
type Learned struct {
	Recall float64 // predicted at the time of the resit, 0…1
	Days   int     // different local days on which it was answered rightly
}

// Gate is what lets a person in to the next sitting, and how far each part is.
type Gate struct {
	Articles  int       `json:"articles"`
	Read      int       `json:"read"`
	Unread    []string  `json:"unread,omitempty"` // IDs
	Cards     int       `json:"cards"`
	Recall    float64   `json:"recall"` // mean of the cards; 1 without any
	Right     int       `json:"right"`  // answered rightly on enough days
	Wrong     []string  `json:"wrong,omitempty"`
	CoolUntil time.Time `json:"cool_until,omitzero"`
	Cool      bool      `json:"cool"` // the cool-down is over
}

// Gate tells how far a person is.
func (c *Case) Gate(f Facts, r Rules, now time.Time) Gate {
	g := Gate{Recall: 1, CoolUntil: c.CoolUntil(r)}
	g.Cool = !now.Before(g.CoolUntil)
	for _, id := range c.Set.Articles {
		if slices.Contains(f.Gone, id) {
			continue
		}
		if g.Articles++; f.Read[id] > 0 && f.Read[id] >= r.MinRead {
			g.Read++
		} else {
			g.Unread = append(g.Unread, id)
		}
	}
	sum := 0.0
	for _, id := range c.Set.Cards {
		if slices.Contains(f.Gone, id) {
			continue
		}
		l := f.Cards[id]
		g.Cards++
		if sum += l.Recall; l.Days >= Days {
			g.Right++
		} else {
			g.Wrong = append(g.Wrong, id)
		}
	}
	if g.Cards > 0 {
		g.Recall = sum / float64(g.Cards)
	}
	return g
}

// Recalled reports whether the cards will be remembered well enough.
func (g Gate) Recalled() bool { return g.Recall >= Recall-1e-9 }

// Open reports whether nothing is missing.
func (g Gate) Open() bool { return g.Stands() == nil }

// Stands is a Conflict fault for the first thing that is missing.
func (g Gate) Stands() error {
	switch {
	case g.Read < g.Articles:
		return refuse("Read the remedial articles first: {{.N}} of {{.Of}} are read.", fault.Values{"N": g.Read, "Of": g.Articles})
	case g.Right < g.Cards:
		return refuse("Answer every card of the wrong questions rightly on {{.Days}} different days: {{.N}} of {{.Of}} are there.", fault.Values{"Days": Days, "N": g.Right, "Of": g.Cards})
	case !g.Recalled():
		return refuse("Predicted recall at the resit is {{.Have}} %; {{.Want}} % are needed. Learn the cards again.", fault.Values{"Have": int(100 * g.Recall), "Want": int(100 * Recall)})
	case !g.Cool:
		return refuse("The cool-down lasts until {{.Time}}.", fault.Values{"Time": clockText(g.CoolUntil)})
	}
	return nil
}
