package review

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
)

func TestTags_AreShownSetByTheKeyAndUndone(t *testing.T) {
	o := desktest.NewOffice(t)
	r := enter(t, o, o.Town.Stereo.ID)
	if !desktest.Shortcut(r, fyne.KeyG, ctrl|alt) {
		t.Fatal("there is no key for tags")
	}
	o.Answer(t, "好例子，待讨论")
	kept := func() []string {
		row, err := o.Store.Calls().Call(ctx, o.Town.Lead, o.Town.Stereo.ID)
		if err != nil {
			t.Fatal(err)
		}
		return row.Tags
	}
	if len(kept()) != 2 || !strings.Contains(desktest.Texts(r.Content()), "好例子") {
		t.Fatalf("kept %q, shown %q", kept(), desktest.Texts(r.view.facts))
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if len(kept()) != 0 || strings.Contains(desktest.Texts(r.Content()), "好例子") {
		t.Errorf("undone, %q are left", kept())
	}
}

func TestTags_AnAgentReadsNone(t *testing.T) {
	o := desktest.NewOffice(t)
	row, err := o.Store.Calls().Call(ctx, o.Town.Agent, o.Town.Stereo.ID)
	if err != nil || len(row.Tags) > 0 {
		t.Fatal(row.Tags, err)
	}
	d := o.As(o.Town.Agent)
	r := enterBy(t, o, d, desk.Route{Place: desk.Room, ID: o.Town.Stereo.ID})
	acts := r.Actions()
	if i := slices.IndexFunc(acts, func(a desk.Action) bool { return a.Key == fyne.KeyG && a.Mod == ctrl|alt }); i >= 0 && !acts[i].Off {
		t.Error("an agent can tag the own call")
	}
}
