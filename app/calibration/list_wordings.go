package calibration

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/calibration"
)

// keepsRubrics tells whether proposed wordings concern whoever works.
func keepsRubrics(d *desk.Desk) bool { return d.Actor.May(people.KeepRubrics) }

// wordings are the rules that were proposed for the text of a rubric.
func (l *list) wordings() fyne.CanvasObject {
	box := parts.Stack(0, parts.Strong(lang.L("Proposed for the rubric")), parts.Room(0, 4))
	for i, w := range l.k.wordings {
		take := parts.NewButton(lang.L("Copy into a draft"), parts.Plain, func() { l.copyOver(w) }).AsSmall()
		if i == 0 {
			take.WithKey("W")
		}
		text := parts.NewParagraph(w.Text, look.TextLabel, look.Ink2)
		text.Width = look.Scaled(sideWidth - 24)
		title := parts.Row(8, parts.Strong(w.Ref).Toned(look.Accent), parts.Grow(parts.Body(w.Question).Cutting()))
		box.Add(parts.Stack(0, parts.Inset(6, 0, 0, 0, title), text, parts.Inset(6, 0, 8, 0, parts.Row(6, take)), parts.NewHairline()))
	}
	return box
}

// copyOver puts a wording behind the help of its question in the draft of the
// rubric's next version, and opens the draft.
func (l *list) copyOver(w calibration.Wording) {
	background.Run(l.ctx, l.d.Stage, func(ctx context.Context) (string, error) { return l.intoDraft(ctx, w) }, func(id string, err error) {
		if err != nil {
			l.d.Fail(err)
			return
		}
		l.d.Trace("copied", map[string]any{"draft": id, "ref": w.Ref})
		l.d.Go(desk.Route{Place: desk.Editor, ID: id})
	})
}

func (l *list) intoDraft(ctx context.Context, w calibration.Wording) (string, error) {
	d, by := l.d, l.d.Actor
	active, err := d.Quality.Rubrics(ctx, by)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(active, func(v qa.Version) bool { return v.RubricID == w.RubricID })
	if i < 0 {
		return "", fault.New(fault.Conflict, "No version of this rubric is active any more.", nil)
	}
	draft, err := d.Revisions.Revise(ctx, by, active[i].ID)
	if err != nil {
		return "", err
	}
	q, _, ok := draft.Version.Find(w.Ref)
	if !ok {
		return "", fault.New(fault.Conflict, "There is no question \"{{.Ref}}\" in this rubric.", fault.Values{"Ref": w.Ref})
	}
	if !strings.Contains(q.Help, w.Text) {
		q.Help = strings.TrimSpace(q.Help + " " + w.Text)
		if _, err = d.Revisions.Save(ctx, by, draft); err != nil {
			return "", err
		}
	}
	return draft.ID, d.Rulebook.Take(ctx, by, w)
}
