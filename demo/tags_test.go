package demo_test

import (
	"encoding/json"
	"slices"
	"testing"

	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/speech"
	"shifu/recordings/watch"
)

func TestMake_SomeCallsHaveTheirRecordersHolds(t *testing.T) {
	told := 0
	yes := true
	for _, c := range shared.calls(t, recordings.Filter{WithSound: &yes}) {
		holds, err := shared.Calls().Holds(ctx, shared.actors["吴清和"], c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(holds) == 0 {
			continue
		}
		told++
		blob, err := shared.Calls().Derived(ctx, shared.actors["吴清和"], c.ID, speech.Kind)
		if err != nil {
			t.Fatal(err)
		}
		a, err := speech.Unmarshal(blob)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range holds {
			if !slices.ContainsFunc(a.Hold, func(s speech.Span) bool { return s.From <= h.From && s.To >= h.To }) {
				t.Errorf("%s: hold %v is not in %v", c.Title, h, a.Hold)
			}
		}
	}
	if told != 4 {
		t.Errorf("%d calls with holds", told)
	}
}

func TestMake_TagsAndTheViewsThatAskForThemFindCalls(t *testing.T) {
	by := shared.actors["吴清和"]
	if tags, err := shared.Calls().Tags(ctx, by); err != nil || len(tags) != 5 {
		t.Fatal(tags, err)
	}
	for _, name := range []string{"吴清和", "贺霜降"} {
		blob, err := shared.Preference(ctx, shared.actors[name], "library")
		if err != nil {
			t.Fatal(err)
		}
		var kept struct {
			Views []struct {
				Name string
				Asks recordings.Filter
			}
		}
		if err := json.Unmarshal(blob, &kept); err != nil || len(kept.Views) != 2 {
			t.Fatal(kept, err)
		}
		for _, v := range kept.Views {
			if n, err := shared.Calls().Count(ctx, shared.actors[name], v.Asks); err != nil || n == 0 {
				t.Errorf("%s, %s: %d calls, %v", name, v.Name, n, err)
			}
		}
	}
}

func TestMake_TheWatchedFolderIsThereAndItsFilesStandAsTheyShould(t *testing.T) {
	folders, err := shared.Watched().Folders(ctx, people.Program())
	if err != nil || len(folders) != 1 || folders[0].LookedAt.IsZero() || !folders[0].MissingSince.IsZero() {
		t.Fatalf("%+v, %v", folders, err)
	}
	files, err := shared.Watched().Files(ctx, people.Program(), folders[0].ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]watch.State{"c05.wav": watch.Taken, "c33.wav": watch.Taken, "话单.csv": watch.Taken, "转写不全.vtt": watch.Refused}
	for _, f := range files {
		if want[f.Path] != f.State || (f.State == watch.Refused) == f.Why.IsZero() {
			t.Errorf("%s is %s: %v", f.Path, f.State, f.Why)
		}
		delete(want, f.Path)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	if n := folders[0].Counts[watch.Taken]; n != 0 {
		t.Errorf("%d calls came in twice", n)
	}
}
