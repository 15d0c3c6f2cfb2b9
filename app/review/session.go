package review

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/calibration"
)

// forSession tells that what is open belongs to a calibration session: it is
// blind, stands in no queue, and leads back to the session.
func (o *opened) forSession() bool { return o != nil && o.e.Purpose == qa.Session }

// session is where to go after what is open in a calibration session.
func (o *opened) session() desk.Route {
	return desk.Route{Place: desk.Calibration, ID: o.e.For}
}

// alone takes what is open out of the queue, where it doesn't belong to it, and
// away from what others made of the call.
func (o *opened) alone(s qa.Start) {
	if s.Purpose == qa.Session {
		o.tasks, o.here, o.next.ID, o.others = nil, -1, "", nil
	}
}

// readRulings reads the rulings that stand at the questions of the rubric;
// without them the call can be scored all the same.
func (o *opened) readRulings(ctx context.Context, d *desk.Desk) error {
	if d.Rulebook == nil || o.version.ID == "" {
		return nil
	}
	var err error
	if o.rulings, err = d.Rulebook.Precedents(ctx, d.Actor, o.version.ID); fault.Is(err, fault.Forbidden) {
		return nil
	}
	return err
}

// rule lays the rulings on a question into its row.
func (s *sheet) rule(row *parts.FormRow, q *qa.Question, zone func(calibration.Precedent) string) {
	for _, p := range s.rulings {
		if p.Ref != q.Ref {
			continue
		}
		r := parts.FormRuling{Text: p.Text, Answer: p.Agreed, Whence: zone(p), Tone: parts.StatePlain}
		for _, o := range q.Choices() {
			if o.Label == p.Agreed {
				r.Tone = optionTone(o)
			}
		}
		if p.NA {
			r.Answer, r.Tone = lang.L("N/A"), parts.StateNA
		}
		row.Rulings = append(row.Rulings, r)
	}
	if n := len(row.Rulings); n > 0 {
		row.Ruling = lang.L("Rulings: {{.N}}", map[string]any{"N": n})
	}
}

// whence says from which session a ruling comes, as far as one may know.
func (r *Room) whence(p calibration.Precedent) string {
	day := r.d.Day(p.At)
	if p.Session == "" {
		return day
	}
	return p.Session + ", " + day
}

// blindBanner says that everybody scores this call for themselves.
func (v *roomView) blindBanner() fyne.CanvasObject {
	say := lang.L("Calibration: you score blind, like all others. It counts in no average, and the agent never sees it.")
	return v.note(parts.TintInfo, say, lang.L("Session"), func() { v.r.d.Go(v.r.o.session()) })
}
