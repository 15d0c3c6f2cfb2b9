package review

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
)

// readOthers reads whose call it is and what has been made of it.
func (o *opened) readOthers(ctx context.Context, d *desk.Desk) (err error) {
	if o.others, err = d.Quality.Evaluations(ctx, d.Actor, qa.Find{CallID: o.call.ID}, mostOthers); err != nil || o.call.AgentID == "" {
		return err
	}
	o.agent, err = d.People.Person(ctx, d.Actor, o.call.AgentID)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden) {
		err = nil // the person may hear the call and not know its agent
	}
	return err
}

// judged says whether others have submitted an evaluation and the person has
// none: it is read then, not begun anew.
func (o *opened) judged(by people.Actor) bool {
	own := slices.ContainsFunc(o.others, func(e qa.Evaluation) bool { return e.ReviewerID == by.PersonID && e.Purpose.ByRight() })
	done := slices.ContainsFunc(o.others, func(e qa.Evaluation) bool {
		return e.Purpose == qa.Ordinary && e.State != qa.Draft && e.State != qa.Voided
	})
	return done && !own
}

// beginning is an evaluation that the person may begin beside the one shown.
type beginning struct {
	purpose qa.Purpose
	word    string
}

// The keys of what may be begun: at the most two things.
var (
	beginBy   = []fyne.KeyName{fyne.KeyB, fyne.KeyG}
	beginKeys = []string{"Ctrl B", "Ctrl G"}
)

// beginnings are what the person may begin for this call.
func (r *Room) beginnings() []beginning {
	if r.o == nil || r.chosen >= 0 {
		return nil
	}
	by, shown := r.d.Actor, qa.Evaluation{}
	if r.sheet != nil {
		shown = r.sheet.e
	}
	mine := shown.ReviewerID == by.PersonID
	var all []beginning
	switch {
	case qa.MayBegin(by, r.o.agent, qa.Self, "") == nil && !(mine && shown.Purpose == qa.Self):
		all = append(all, beginning{qa.Self, lang.L("Evaluate myself")})
	case qa.MayBegin(by, r.o.agent, qa.Joint, "") == nil && !(mine && shown.Purpose == qa.Joint):
		all = append(all, beginning{qa.Joint, lang.L("Score with the mentee")})
	}
	if r.o.judged(by) && qa.MayScore(by, r.o.agent, "") == nil {
		all = append(all, beginning{qa.Ordinary, lang.L("Score it too")})
	}
	return all
}

// begin opens the room anew on an evaluation of the call for a purpose.
func (r *Room) begin(p qa.Purpose) {
	r.d.Go(desk.Route{Place: desk.Room, ID: r.o.call.ID, Start: qa.Start{Purpose: p}})
}

func (r *Room) otherActions() []desk.Action {
	var all []desk.Action
	for i, b := range r.beginnings() {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: b.word, Key: beginBy[i], Mod: ctrl,
			Do: func() { r.begin(b.purpose) }, GapBefore: i == 0})
	}
	if len(r.conflicted()) > 0 {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Allow a reviewer to score this call"), Key: fyne.KeyG, Mod: ctrl | shift, Do: r.askAllow, GapBefore: len(all) == 0})
	}
	return all
}

// purposeName is the word for what an evaluation was made for.
func purposeName(p qa.Purpose) string {
	switch p {
	case qa.Double:
		return lang.L("Second reviewer")
	case qa.Self:
		return lang.L("Self-evaluation")
	case qa.Joint:
		return lang.L("Joint evaluation")
	case qa.Session:
		return lang.L("Calibration")
	case qa.Rescore:
		return lang.L("Blind re-score")
	}
	return lang.L("Evaluation")
}

// otherLinks name the other evaluations of the call, each a link, and what may
// be begun; nil for nothing.
func (v *roomView) otherLinks() fyne.CanvasObject {
	r := v.r
	row := parts.Row(10)
	if r.sheet == nil || !hides(r.sheet.e) {
		for _, e := range r.o.others {
			if (r.sheet == nil || e.ID != r.sheet.e.ID) && e.State != qa.Draft {
				word := purposeName(e.Purpose) + " " + desk.ScoreText(e.Final)
				row.Add(parts.NewLink(word, func() { r.d.Go(desk.Route{Place: desk.Room, ID: e.CallID, Evaluation: e.ID}) }))
			}
		}
	}
	for i, b := range r.beginnings() {
		row.Add(parts.NewButton(b.word, parts.Plain, func() { r.begin(b.purpose) }).AsSmall().WithKey(beginKeys[i]))
	}
	if len(row.Objects) == 0 {
		return nil
	}
	return row
}

// hides says whether an evaluation is made blind: nothing of others is shown.
func hides(e qa.Evaluation) bool {
	return e.Purpose == qa.Session || e.Purpose == qa.Rescore || e.State == qa.Draft && e.Purpose.ByRight() && e.Edition == 1
}

// conflicted are the ids of those who may not score this call unless a lead
// allows it; nil for whoever may not allow it.
func (r *Room) conflicted() []string {
	if r.o == nil || !r.d.Actor.May(people.ReleaseScores) {
		return nil
	}
	var ids []string
	for _, id := range []string{r.o.agent.ID, r.o.agent.MentorID, r.o.agent.ManagerID} {
		if id != "" && id != r.d.Actor.PersonID && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// askAllow asks whom the lead allows to score the call, and why.
func (r *Room) askAllow() {
	ids := r.conflicted()
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) ([]people.Person, error) {
		var ps []people.Person
		for _, id := range ids {
			p, err := r.d.People.Person(ctx, r.d.Actor, id)
			if err != nil {
				return nil, err
			}
			if p.Has(people.Reviewer) || p.Has(people.QualityLead) {
				ps = append(ps, p)
			}
		}
		return ps, nil
	}, func(ps []people.Person, err error) {
		if r.d.Fail(err); err == nil {
			r.showAllow(ps)
		}
	})
}

func (r *Room) showAllow(ps []people.Person) {
	if len(ps) == 0 {
		parts.Ask(r.d.Window.Canvas(), parts.Question{Title: lang.L("Nobody needs an allowance here"),
			Text: lang.L("Only the agent, the mentor and the manager may not score this call, and none of them is a reviewer."), Safe: lang.L("Close")})
		return
	}
	names := make([]string, len(ps))
	for i, p := range ps {
		names[i] = p.Name
	}
	who := parts.NewSelect(names, 0, func(int) {}).Wide(220)
	why := parts.NewEntry(lang.L("Why nobody else can score it")).Wide(440)
	parts.Ask(r.d.Window.Canvas(), parts.Question{Title: lang.L("Allow a reviewer to score this call?"),
		Text:    lang.L("Nobody scores themselves, their mentee or their report. You allow it for this call only; the reason goes into the audit log."),
		Content: parts.Stack(8, who, why), Safe: lang.L("Cancel"), Act: lang.L("Allow"), Kind: parts.Main, Width: look.Scaled(480),
		Check: func() bool { why.SetWrong(why.Text() == ""); return why.Text() != "" },
		OnAct: func() { r.allow(ps[who.Chosen], why.Text()) }})
}

func (r *Room) allow(p people.Person, why string) {
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, r.d.Queue.Allow(ctx, r.d.Actor, r.o.call.ID, p.ID, why)
	}, func(_ struct{}, err error) {
		if r.d.Fail(err); err == nil {
			r.d.Toast(lang.L("{{.Name}} may score this call", map[string]any{"Name": p.Name}), nil)
			r.d.Trace("allowed", map[string]any{"reviewer": p.ID})
		}
	})
}
