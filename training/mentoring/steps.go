package mentoring

import (
	"cmp"
	"math"
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/interval"
	"shifu/training/contract"
)

// Act is what a step or a point of an agenda opens.
type Act string

// The acts.
const (
	ActNone     Act = ""
	ActListen   Act = "listen"   // ID: a call
	ActCalls    Act = "calls"    // the mentee's evaluations
	ActMore     Act = "more"     // the mentee's calls that nobody has scored
	ActCase     Act = "case"     // ID: a case of retraining
	ActExams    Act = "exams"    // the mentee's exams
	ActCards    Act = "cards"    // the mentee's cards
	ActRolePlay Act = "roleplay" // ID: a scenario
	ActFigures  Act = "figures"  // ID: an indicator
	ActMeasure  Act = "measure"  // ID: a measure
	ActContract Act = "contract"
)

// Step is what to do next about a skill.
type Step struct {
	Text words.Text
	Act  Act
	ID   string
	From time.Duration // into the call
}

// Next is what to do next about a line. Days are written as on a calendar.
func (l *Line) Next() Step {
	switch l.Source.Kind {
	case contract.RubricQuestion, contract.WholeRubric:
		return l.nextCalls()
	case contract.Exam:
		return l.nextExam()
	case Cards:
		return l.nextCards()
	case RolePlay:
		return l.nextRolePlay()
	case contract.Certificate:
		if l.Passed {
			return keep()
		}
		return Step{Text: words.T("Pass the exam that certifies", nil), Act: ActExams}
	}
	if l.Met() || l.Goal == nil {
		return keep()
	}
	return Step{Text: words.T("Not there yet: look at the figures together", nil), Act: ActFigures, ID: l.Source.Ref}
}

func keep() Step { return Step{Text: words.T("Keep it up, nothing to do", nil)} }

// points writes a gap as whole points, and one below a point as one.
func points(gap float64) int { return max(int(math.Round(gap)), 1) }

func (l *Line) nextCalls() Step {
	missing := interval.Enough - l.N
	switch {
	case missing > 0 && l.Met():
		return Step{Text: words.T("Goal met, {{.N}} more calls to prove it", fault.Values{"N": missing}), Act: ActCalls}
	case missing > 0:
		return Step{Text: words.T("Ask the reviewers to score {{.N}} more calls", fault.Values{"N": missing}), Act: ActMore}
	case l.Met(), l.Goal == nil && l.Now > 99.5:
		return keep()
	case l.Loss != nil && (l.Effect.Verdict != Rose || !l.Effect.Told()):
		return Step{Text: words.T("Listen together to the call of {{.Day}}", fault.Values{"Day": calendar(l.Loss.At)}), Act: ActListen, ID: l.Loss.CallID, From: l.Loss.From}
	case l.Goal == nil:
		return Step{Text: words.T("Set a goal for it in the contract", nil), Act: ActContract}
	}
	return Step{Text: words.T("{{.N}} short: go on like this, then look at {{.Calls}} calls", fault.Values{"N": points(l.short()), "Calls": interval.Enough}), Act: ActCalls}
}

// calendar writes a day as a calendar does.
func calendar(at time.Time) string { return at.Format("01-02") }

func (l *Line) nextExam() Step {
	switch {
	case len(l.Points) == 0:
		return Step{Text: words.T("Not sat yet", nil), Act: ActExams}
	case l.Passed:
		return keep()
	case !l.Resit.IsZero() && l.Missed > 0:
		return Step{Text: words.T("Learn what is missing ({{.N}}), resit on {{.Day}}", fault.Values{"N": l.Missed, "Day": calendar(l.Resit)}), Act: ActCase, ID: l.CaseID}
	case !l.Resit.IsZero():
		return Step{Text: words.T("All learned, resit on {{.Day}}", fault.Values{"Day": calendar(l.Resit)}), Act: ActCase, ID: l.CaseID}
	case l.CaseID != "":
		return Step{Text: words.T("Learn what is missing ({{.N}}), no resit planned yet", fault.Values{"N": l.Missed}), Act: ActCase, ID: l.CaseID}
	}
	return Step{Text: words.T("Go through the wrong questions together", nil), Act: ActExams}
}

func (l *Line) nextCards() Step {
	switch {
	case !l.Known:
		return Step{Text: words.T("No card learned yet: begin with ten a day", nil), Act: ActCards}
	case l.short() == 0:
		return keep()
	case l.Daily < 1:
		return Step{Text: words.T("Not learned for a week: ten cards a day", nil), Act: ActCards}
	}
	return Step{Text: words.T("{{.N}} short: go on like this", fault.Values{"N": points(l.short())})}
}

func (l *Line) nextRolePlay() Step {
	switch {
	case !l.Known:
		return Step{Text: words.T("Not played yet", nil), Act: ActRolePlay, ID: l.Source.Ref}
	case l.short() == 0:
		return keep()
	case l.Level < 3:
		return Step{Text: words.T("Play it again with fewer hints", nil), Act: ActRolePlay, ID: l.Source.Ref}
	}
	return Step{Text: words.T("Play it once more", nil), Act: ActRolePlay, ID: l.Source.Ref}
}

// renewDays is from how many days before its end a contract is talked about.
const renewDays = 14

// Ground is what an agenda is proposed from.
type Ground struct {
	Plan  Plan
	Lines []Line
	Times []Time
	Last  *Session // the one before; nil: this is the first
}

// Propose makes an agenda: what became of the last next step, at most two calls
// to listen to where the skill is farthest from its goal, exams to come, what is
// overdue, and the end of the contract. The first session begins with the goals.
func (g *Ground) Propose(now time.Time) []Item {
	var out []Item
	add := func(minutes int, act Act, id string, from time.Duration, key string, v fault.Values) {
		out = append(out, Item{Text: words.T(key, v), Minutes: minutes, Act: act, ID: id, From: from.Milliseconds()})
	}
	if g.Last == nil {
		add(15, ActContract, "", 0, "Go through goals and measures of the contract", nil)
	} else if g.Last.Next != "" {
		add(5, ActNone, "", 0, "What became of: {{.Next}}", fault.Values{"Next": g.Last.Next})
	}
	for _, l := range g.weakest() {
		add(15, ActListen, l.Loss.CallID, l.Loss.From, "Listen together, {{.Day}} {{.Call}}: {{.Skill}}", fault.Values{"Day": calendar(l.Loss.At), "Call": l.Loss.Call, "Skill": l.Name})
	}
	for i := range g.Lines {
		if l := &g.Lines[i]; l.Source.Kind == contract.Exam && !l.Passed && l.Resit.After(now) {
			add(10, ActCase, l.CaseID, 0, "Before the resit: what is missing for {{.Exam}} ({{.N}})", fault.Values{"Exam": l.Name, "N": l.Missed})
		}
	}
	for _, m := range g.Plan.Terms.Measures {
		switch n := g.late(m.ID, now); {
		case n > 1:
			add(5, ActMeasure, m.ID, 0, "Overdue {{.N}} times: {{.Measure}}", fault.Values{"N": n, "Measure": m.What})
		case n == 1:
			add(5, ActMeasure, m.ID, 0, "Overdue: {{.Measure}}", fault.Values{"Measure": m.What})
		}
	}
	if left := g.Plan.Left(now); left > 0 && left <= renewDays {
		add(5, ActContract, "", 0, "The contract ends in {{.N}} days: go on with it or not", fault.Values{"N": left})
	}
	return out[:min(len(out), MostItems)]
}

// late is how often a measure is overdue.
func (g *Ground) late(measureID string, now time.Time) (n int) {
	for i := range g.Times {
		if t := &g.Times[i]; t.Measure.ID == measureID && t.Late(now) {
			n++
		}
	}
	return n
}

// weakest are at most two lines of evaluations with a call to listen to, those
// farthest from their goal first; a goal that is reached needs none.
func (g *Ground) weakest() []Line {
	all := slices.DeleteFunc(slices.Clone(g.Lines), func(l Line) bool {
		return !l.Source.Calls() || l.Loss == nil || l.Met()
	})
	slices.SortStableFunc(all, func(a, b Line) int { return cmp.Compare(b.short(), a.short()) })
	return all[:min(len(all), 2)]
}
