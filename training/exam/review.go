package exam

import "time"

// Moment is when a person looks at an attempt of their own.
type Moment string

// The four moments: while sitting, just after handing in, later while the exam
// is open, and after it has closed (Moodle).
const (
	During     Moment = "during"
	JustAfter  Moment = "just_after"
	LaterOpen  Moment = "later_open"
	AfterClose Moment = "after_close"
)

// Moments lists the moments in their order.
var Moments = []Moment{During, JustAfter, LaterOpen, AfterClose}

// View says what a person is shown.
type View struct {
	Response bool `json:"response,omitempty"`
	Mark     bool `json:"mark,omitempty"`
	Right    bool `json:"right,omitempty"`
	Feedback bool `json:"feedback,omitempty"`
}

// just is how long after handing in it is still just after (Moodle: 2 minutes).
const just = 2 * time.Minute

// Moment tells at which moment now is for an attempt that ended at ended (zero:
// it runs).
func (r *Rules) Moment(ended, now time.Time) Moment {
	switch {
	case ended.IsZero():
		return During
	case !r.Closes.IsZero() && !now.Before(r.Closes):
		return AfterClose
	case now.Sub(ended) < just:
		return JustAfter
	}
	return LaterOpen
}

// View is what the person is shown at now. Right answers are never shown
// during an attempt, whatever is set.
func (r *Rules) View(ended, now time.Time) View {
	m := r.Moment(ended, now)
	v := r.Review[m]
	if m == During {
		return View{Response: true}
	}
	return v
}
