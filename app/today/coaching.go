package today

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/people"
	"shifu/training/analysis"
	"shifu/training/benchmark"
	"shifu/training/coaching"
)

// coaching reads what coaching, joint listening and benchmark calls may ask of
// somebody.
func (r *reader) coaching(ctx context.Context) (err error) {
	if r.d.Coaching == nil || r.by.PersonID == "" || !r.by.May(people.ListenCalls) {
		return nil
	}
	if r.f.coaching, err = r.d.Coaching.Plans(ctx, r.by, coaching.Find{Open: true}); err != nil {
		return err
	}
	if r.f.sessions, err = r.d.Analyses.Sessions(ctx, r.by); err != nil {
		return err
	}
	if r.by.May(people.KeepBenchmarks) {
		r.f.benchmarks, err = r.d.Benchmarks.Benchmarks(ctx, r.by, benchmark.Find{})
	}
	return err
}

// soonIs how long before a session it stands under Today.
const soonIs = 3 * 24 * time.Hour

// coached is what waits in coaching: a plan to read, a session that is near, a
// follow-up that is over.
func (s *Screen) coached() []item {
	var out []item
	now, me := s.d.Now(), s.d.Actor.PersonID
	for _, p := range s.f.coaching {
		it := item{icon: "chat", title: lang.L("Coaching: {{.What}}", map[string]any{"What": p.Goal.Question}), note: p.Coach, verb: lang.L("Open"), rank: rankOthers, to: desk.Route{Place: desk.Coaching, ID: p.ID}}
		if p.CoachID == me {
			it.note = p.Person
		}
		switch next := p.Next(); {
		case p.PersonID == me && p.AcknowledgedAt.IsZero():
			it.verb = lang.L("Read")
		case p.PersonID != me && p.CoachID != me:
			continue
		case !next.IsZero() && next.Sub(now) < soonIs:
			it.due = next
		case p.CoachID == me && p.State == coaching.FollowUp && now.Sub(p.FollowAt) > coaching.Window:
			it.note, it.verb = lang.L("{{.Name}}: the follow-up is over", map[string]any{"Name": p.Person}), lang.L("Decide")
		default:
			continue
		}
		out = append(out, it)
	}
	return append(append(out, s.listened()...), s.exemplary()...)
}

// listened are sessions that are near and decisions to carry out.
func (s *Screen) listened() []item {
	var out []item
	now, me := s.d.Now(), s.d.Actor.PersonID
	for _, a := range s.f.sessions {
		to := desk.Route{Place: desk.Coaching, ID: a.ID}
		if a.State == analysis.Planned && a.Takes(me) && a.At.Sub(now) < soonIs {
			out = append(out, item{icon: "headset", title: a.Title, note: lang.L("Joint listening, led by {{.Name}}", map[string]any{"Name": a.Lead}), verb: lang.L("Open"), due: a.At, rank: rankOthers, to: to})
		}
		for _, d := range a.Decisions {
			if d.OwnerID == me && d.DoneAt.IsZero() {
				out = append(out, item{icon: "check", title: d.Text, note: a.Title, verb: lang.L("Open"), due: d.Due, rank: rankOthers, to: to})
			}
		}
	}
	return out
}

// exemplary are benchmark calls that wait for the actor, and those that end soon.
func (s *Screen) exemplary() []item {
	waiting, soon, me := 0, 0, s.d.Actor.PersonID
	for i := range s.f.benchmarks {
		b := &s.f.benchmarks[i]
		approved := slices.ContainsFunc(b.Approvals, func(a benchmark.Approval) bool { return a.ByID == me })
		switch {
		case b.State == benchmark.Proposed, b.State == benchmark.Checked && b.ByID != me && !approved:
			waiting++
		case b.EndsSoon(s.d.Now()):
			soon++
		}
	}
	var out []item
	if waiting > 0 {
		out = append(out, item{icon: "star", title: lang.L("Benchmark calls to approve: {{.N}}", map[string]any{"N": waiting}), verb: lang.L("Open"), rank: rankOthers, to: desk.Route{Place: desk.Benchmarks, ID: "waiting"}})
	}
	if soon > 0 {
		out = append(out, item{icon: "star", title: lang.L("Benchmark calls that end soon: {{.N}}", map[string]any{"N": soon}), note: lang.L("within {{.N}} days", map[string]any{"N": soonDays}), verb: lang.L("Open"), rank: rankRest, to: desk.Route{Place: desk.Benchmarks}})
	}
	return out
}
