// Package notice carries typed notices ("evaluation 12 changed") from those who
// committed a change to those who show it. Listeners read again.
package notice

import "sync"

// Subject is what a notice is about.
type Subject string

// The subjects.
const (
	Calls       Subject = "calls"
	Evaluations Subject = "evaluations"
	Rubrics     Subject = "rubrics"
	Persons     Subject = "persons"
	Settings    Subject = "settings"
	Rules       Subject = "rules"
	Calibration Subject = "calibration"
	Figures     Subject = "figures" // of operations; the ID is a kind or an indicator
	Appeals     Subject = "appeals"
	Sampling    Subject = "sampling"
	Benchmarks  Subject = "benchmarks"
	Coaching    Subject = "coaching" // plans
	Analyses    Subject = "analyses" // joint listening
	Articles    Subject = "articles"
	Exams       Subject = "exams"      // and attempts
	Retraining  Subject = "retraining" // cases, their rules and joint plans
	Bank        Subject = "bank"       // the ID is an entry

	Certificates Subject = "certificates"
	Cards        Subject = "cards"
	Mentoring    Subject = "mentoring" // pairs, their contracts and rounds of pairing
	Scenarios    Subject = "scenarios" // of routing, and studies of them; the ID is a scenario
	Contests     Subject = "contests"  // and the best pairs

	RolePlays Subject = "role-plays" // attempts and scenarios
	Ability   Subject = "ability"    // posts and care
	Watched   Subject = "watched"    // folders
	Practice  Subject = "practice"   // sessions and own scenarios
)

// Notice says that something changed. An empty ID means many.
type Notice struct {
	Subject Subject
	ID      string
}

// Hub passes notices on. The zero value is ready for use by several goroutines.
type Hub struct {
	mu     sync.Mutex
	next   int
	listen map[int]func(Notice)
}

// Listen calls f for every notice until the returned function is called.
// f is called by the sender, after its commit, and must not block.
func (h *Hub) Listen(f func(Notice)) (stop func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.listen == nil {
		h.listen = map[int]func(Notice){}
	}
	id := h.next
	h.next++
	h.listen[id] = f
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.listen, id)
	}
}

// Send passes n to everybody who listens now.
func (h *Hub) Send(n Notice) {
	h.mu.Lock()
	fs := make([]func(Notice), 0, len(h.listen))
	for _, f := range h.listen {
		fs = append(fs, f)
	}
	h.mu.Unlock()
	for _, f := range fs {
		f(n)
	}
}
