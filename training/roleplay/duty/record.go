package duty

import "time"

// Record is what the centre and the seat did in a shift. It is kept when the
// shift ends, since a later version of the routing core need not bring the same
// calls.
type Record struct {
	Spent    map[State]time.Duration `json:"spent"`
	Missed   []Ring                  `json:"missed"`
	Curve    []Point                 `json:"curve"`
	Answered int                     `json:"answered"` // by all people of the centre
	Lost     int                     `json:"lost"`
	Level    float64                 `json:"level"` // SLb
	Passed   []Passed                `json:"passed,omitempty"`
	GaveUp   int                     `json:"gave_up,omitempty"` // while it rang at the seat
	Helps    int                     `json:"helps,omitempty"`   // each took roleplay.HelpTakes of the lead's time
}

// Record is what is kept of the shift as it stands.
func (c *Centre) Record() Record {
	r := Record{Spent: c.Spent(), Missed: c.Missed(), Curve: c.Curve(), Passed: c.Passed(), GaveUp: c.gaveUp, Helps: c.helps}
	r.Answered, r.Lost, r.Level = c.Figures()
	return r
}
