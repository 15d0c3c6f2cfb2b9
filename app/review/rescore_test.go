package review

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/appeal"
)

func TestRoom_BlindRescoreShowsNothingOfTheFirstScore(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	fill(r)
	e := stored(t, o, o.Town.Stereo.ID)
	e.Answers["3.1"] = qa.Answer{Options: []int{1}, Comment: "first verdict", Moments: []qa.Moment{{Note: "first moment"}}}
	e, err := o.Store.Quality().Submit(ctx, o.Town.Reviewer, e)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Store.Quality().Advance(ctx, o.Town.Lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	a, err := o.Store.Appeals().File(ctx, o.Town.Agent, e.ID, []appeal.Point{{Ref: "3.1", Proposed: qa.Choose(0), Reason: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Store.Appeals().Take(ctx, o.Town.Lead, a.ID, true); err != nil {
		t.Fatal(err)
	}
	start := qa.Start{CallID: e.CallID, VersionID: e.VersionID, Purpose: qa.Rescore, For: a.ID}
	blind := enterBy(t, o, o.As(o.Town.Lead), desk.Route{Place: desk.Room, ID: e.CallID, Start: start})
	if blind.sheet == nil || blind.sheet.e.Purpose != qa.Rescore || !blind.open() {
		t.Fatal("no blind sheet is open")
	}
	for _, text := range desktest.Found[*parts.Text](blind.Content()) {
		if strings.Contains(text.Value, "first ") || text.Value == desk.ScoreText(e.Final) {
			t.Errorf("the room shows %q", text.Value)
		}
	}
	fill(blind)
	o.Went = nil
	desktest.Shortcut(blind, fyne.KeyReturn, fyne.KeyModifierShortcutDefault)
	if len(o.Went) != 1 || o.Went[0].Place != desk.Appeals || o.Went[0].ID != a.ID {
		t.Errorf("went %+v, refused %q", o.Went, blind.refusal)
	}
}
