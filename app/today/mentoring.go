package today

import (
	"context"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// mentoring reads the pairs that one is in or looks after.
func (r *reader) mentoring(ctx context.Context) (err error) {
	if r.d.Mentors.Years == nil || r.by.PersonID == "" {
		return nil
	}
	r.f.pairs, err = r.d.Mentors.Years.Pairs(ctx, r.by, mentoring.Find{Own: !r.by.May(people.KeepMentoring)})
	return err
}

// toMentor is what waits for the two of a pair, and for who looks after it.
func (s *Screen) toMentor() []item {
	var out []item
	var stalled []mentoring.Pair
	for i := range s.f.pairs {
		p := &s.f.pairs[i]
		if p.Health.Stalled && p.Side == "" {
			stalled = append(stalled, *p)
		}
		if p.Side != "" && p.State == contract.Running {
			out = append(out, s.ofPair(p)...)
		}
	}
	if n := len(stalled); n > 0 {
		worst := stalled[0]
		out = append(out, item{icon: "people", title: lang.L("Stalled pairs: {{.N}}", map[string]any{"N": chart.Count(n)}), rank: rankOthers, verb: lang.L("Look into it"),
			note: lang.L("{{.Mentor}} and {{.Mentee}}: {{.Why}}", map[string]any{"Mentor": worst.Mentor, "Mentee": worst.Mentee, "Why": worst.Health.In(s.d.Settings.Language)}),
			to:   desk.Route{Place: desk.Mentoring}})
	}
	return out
}

// mostOfPair is how many things one pair asks for at once.
const mostOfPair = 2

// soon is how long before a session one is reminded of it.
const soon = 48 * time.Hour

// ofPair are the reminders of one pair, the most urgent first.
func (s *Screen) ofPair(p *mentoring.Pair) []item {
	name, now := p.Mentee, s.d.Now()
	if p.Side == mentoring.OfMentee {
		name = p.Mentor
	}
	who := map[string]any{"Name": name}
	var out []item
	add := func(is bool, rank int, due time.Time, title, note, verb string) {
		if is && len(out) < mostOfPair {
			out = append(out, item{icon: "chat", title: title, note: note, verb: verb, due: due, rank: rank, to: desk.Route{Place: desk.Mentees, ID: p.ID}})
		}
	}
	next, lasts := time.Time{}, 0
	if p.Next != nil {
		next, lasts = p.Next.At, p.Next.Minutes
	}
	add(!next.IsZero() && next.Before(now), rankDue, next, lang.L("Write up the session with {{.Name}}", who), lang.L("Its time has passed"), lang.L("Write up"))
	add(next.After(now) && next.Before(now.Add(soon)), rankDue, next, lang.L("Session with {{.Name}}", who), lang.L("{{.N}} minutes", map[string]any{"N": lasts}), lang.L("Prepare"))
	add(p.Waits > 0, rankOthers, time.Time{}, lang.L("To confirm with {{.Name}}: {{.N}}", map[string]any{"Name": name, "N": p.Waits}), lang.L("Sessions and measures count once both confirm"), lang.L("Confirm"))
	add(next.IsZero() && p.Health.Stalled, rankDue, time.Time{}, lang.L("No session with {{.Name}} for {{.N}} days", map[string]any{"Name": name, "N": p.Health.Days}), lang.L("The agenda is proposed already"), lang.L("Plan one"))
	add(p.Overdue > 0, rankOthers, time.Time{}, lang.L("Measures overdue with {{.Name}}: {{.N}}", map[string]any{"Name": name, "N": p.Overdue}), lang.L("Do them, or note the evidence"), lang.L("See"))
	add(next.IsZero() && !p.Health.Stalled && p.Plan.Every > 0 && time.Duration(p.Health.Days)*24*time.Hour >= p.Plan.Every, rankOthers, time.Time{},
		lang.L("Plan a session with {{.Name}}", who), lang.L("The last one was {{.N}} days ago", map[string]any{"N": p.Health.Days}), lang.L("Plan one"))
	add(p.Feels && p.Health.Days > 6, rankRest, time.Time{}, lang.L("How is it going with {{.Name}}?", who), lang.L("One number, seen by the coordinator only"), lang.L("Say how"))
	return out
}
