// Package practice lets a trainee run a shift of a hotline with ten projects
// beside 95598: the same simulated centre that the core runs, people who can be
// lent, rested, kept longer or called in, callers who can be told or called
// back, an instructor who lets things happen, and a review that compares what
// was done with what a rule, a look ahead and perfect knowledge would have done.
//
// Times are durations since the session began, whole seconds. The same
// scenario, seed and acts give the same session.
package practice

import "time"

// Intervals of a session.
const (
	Check   = 5 * time.Minute  // at which the load is looked at
	Quarter = 15 * time.Minute // of the charts
	Ahead   = 30 * time.Minute // of the load ratio and of forecasts
	Day     = 24 * time.Hour
)

// Target is the share of their time in which agents are planned to work.
const Target = 0.85

// Thresholds of the load ratio: who is called at them.
var thresholds = [tiers]float64{1: 1.2, 2: 1.5, 3: 2.0}

// tiers counts step 0 and the three tiers.
const tiers = 4
