package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/recordings"
	"shifu/recordings/retention"
)

func init() { keepers = append(keepers, reflect.TypeFor[retention.Keeper]()) }

// retentionArguments are the foreign values of the methods that keep retention.
func retentionArguments(id string) map[reflect.Type]any {
	return map[reflect.Type]any{reflect.TypeFor[retention.Rule](): retention.Rule{ID: id, Name: "x", Days: 1, ScoredDays: 1}}
}

// aged keeps a rule by which all calls are due 31 days from now.
func aged(t *testing.T) *town {
	t.Helper()
	v := newTown(t)
	must[string](t)(v.Retention().SaveRule(ctx, v.admin, retention.Rule{Name: "30 days", Days: 30, ScoredDays: 30}))
	for _, id := range []string{v.own, v.mates, v.others, v.ours} {
		c := must[recordings.Row](t)(v.Calls().Call(ctx, v.lead, id)).Call
		c.StartedAt = v.clock.at
		path := filepath.Join(t.TempDir(), "a.wav")
		if err := os.WriteFile(path, []byte("sound of "+id), 0o600); err != nil {
			t.Fatal(err)
		}
		c.Audio = recordings.Audio{Hash: must[string](t)(v.Shelf().Put(ctx, path)), Channels: 1, SampleRate: 8000, Frames: 8}
		if err := errors.Join(v.Calls().SetFacts(ctx, v.lead, c),
			v.Calls().SetTranscript(ctx, v.lead, id, []recordings.Utterance{{Text: "said in " + id}}),
			v.Calls().SetDerived(ctx, v.lead, id, "peaks", []byte("peaks"))); err != nil {
			t.Fatal(err)
		}
	}
	v.clock.at = v.clock.at.AddDate(0, 0, 31)
	return v
}

func (v *town) due(t *testing.T, by people.Actor) map[string][]retention.Block {
	t.Helper()
	all := map[string][]retention.Block{}
	for _, d := range must[[]retention.Due](t)(v.Retention().Due(ctx, by, 100)) {
		all[d.Call.ID] = d.Blocks
	}
	return all
}

func TestDue_IsWhatARuleLetsGoWithinTheAskersScope(t *testing.T) {
	v := aged(t)
	if got := v.due(t, v.admin); len(got) != 4 {
		t.Errorf("%v are due", got)
	}
	vendorLead := v.person(t, v.acme, "", "acmelead", people.QualityLead)
	if got := v.due(t, vendorLead); len(got) != 2 {
		t.Errorf("a vendor's lead sees %v", got)
	}
	v.clock.at = v.clock.at.AddDate(0, 0, -2)
	if got := v.due(t, v.admin); len(got) != 0 {
		t.Errorf("before their time %v are due", got)
	}
}

func TestDelete_LeavesATombstoneAndNothingThatWasSaid(t *testing.T) {
	v := aged(t)
	row := must[recordings.Row](t)(v.Calls().Call(ctx, v.lead, v.own))
	path := must[string](t)(v.Calls().Audio(ctx, v.lead, v.own))
	sound := must[[]byte](t)(os.ReadFile(path))
	if err := v.Retention().Delete(ctx, v.admin, []string{v.own}, "30 days"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("the file is still there", err)
	}
	now := must[recordings.Row](t)(v.Calls().Call(ctx, v.lead, v.own))
	if now.Audio.HasSound() || now.Audio.Problem.IsZero() || now.Caller != "" || now.AgentID != row.AgentID {
		t.Errorf("what is left of the call: %+v", now)
	}
	if us := must[[]recordings.Utterance](t)(v.Calls().Transcript(ctx, v.lead, v.own)); len(us) > 0 {
		t.Error("the transcript is still there")
	}
	if _, err := v.Calls().Derived(ctx, v.lead, v.own, "peaks"); !fault.Is(err, fault.NotFound) {
		t.Error("the waveform is still there", err)
	}
	stones := must[[]retention.Tombstone](t)(v.Retention().Tombstones(ctx, v.admin, 10))
	if len(stones) != 1 || stones[0].CallID != v.own || stones[0].Hash != row.Audio.Hash || stones[0].Why != "30 days" || stones[0].By != v.admin.Name {
		t.Errorf("tombstones: %+v", stones)
	}
	again := filepath.Join(t.TempDir(), "again.wav")
	if err := os.WriteFile(again, sound, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Shelf().Put(ctx, again); !errors.Is(err, recordings.Deleted) {
		t.Error("the deleted recording was taken in again", err)
	}
	if got := v.due(t, v.admin); len(got) != 3 {
		t.Errorf("still due: %v", got)
	}
}

func TestDelete_RefusesAllIfSomethingStandsBeforeOne(t *testing.T) {
	v := aged(t)
	hold := must[string](t)(v.Retention().Hold(ctx, v.lead, "case 7", []string{v.ours}))
	v.scored(t, v.rev, v.own)
	task := []qa.Task{{CallID: v.mates, VersionID: v.version, ReviewerID: v.rev.PersonID}}
	if _, err := v.Quality().Deal(ctx, v.lead, task); err != nil {
		t.Fatal(err)
	}
	got := v.due(t, v.admin)
	for id, want := range map[string][]retention.Block{v.ours: {retention.Held}, v.own: {retention.Evaluated}, v.mates: {retention.Evaluated}, v.others: nil} {
		if !slices.Equal(got[id], want) {
			t.Errorf("before %s stands %v, want %v", id, got[id], want)
		}
		err := v.Retention().Delete(ctx, v.admin, []string{v.others, id}, "x")
		if want != nil && !fault.Is(err, fault.Conflict) {
			t.Errorf("%s was deleted: %v", id, err)
		}
	}
	if err := v.Retention().Lift(ctx, v.lead, hold, "case closed"); err != nil {
		t.Fatal(err)
	}
	if err := v.Retention().Delete(ctx, v.admin, []string{v.ours}, "x"); err != nil {
		t.Error("what was lifted still holds", err)
	}
	if holds := must[[]retention.Hold](t)(v.Retention().Holds(ctx, v.lead)); len(holds) != 1 || holds[0].LiftedBy != v.lead.Name || holds[0].Calls != 1 {
		t.Errorf("holds: %+v", holds)
	}
}

func TestDelete_SparesABenchmarkCallAndAPlannedJointListening(t *testing.T) {
	v := aged(t)
	must[string](t)(v.Benchmarks().Propose(ctx, v.rev, "", v.own, "", v.exemplary()))
	boss := v.person(t, v.acme, v.teamA, "boss", people.Supervisor)
	session := v.gathered(t, boss, v.mates, v.mate)
	got := v.due(t, v.admin)
	for id, want := range map[string]retention.Block{v.own: retention.Exemplified, v.mates: retention.Analysed} {
		if !slices.Contains(got[id], want) {
			t.Errorf("before %s stands %v, want %s", id, got[id], want)
		}
		if err := v.Retention().Delete(ctx, v.admin, []string{id}, "x"); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s was deleted: %v", id, err)
		}
	}
	if err := v.Analyses().Cancel(ctx, boss, session); err != nil {
		t.Fatal(err)
	}
	if err := v.Retention().Delete(ctx, v.admin, []string{v.mates}, "x"); err != nil {
		t.Error("a cancelled joint listening still holds:", err)
	}
}

func TestHoldAll_HoldsWhatTheListShows(t *testing.T) {
	v := aged(t)
	_, n, err := v.Retention().HoldAll(ctx, v.lead, "case 8", recordings.Filter{OrganisationIDs: []string{v.acme}})
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	if got := v.due(t, v.admin); !slices.Equal(got[v.own], []retention.Block{retention.Held}) || got[v.others] != nil {
		t.Errorf("held: %v", got)
	}
}

func TestRetention_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := aged(t)
	k := v.Retention()
	for _, by := range []people.Actor{v.agent, v.rev, v.vendorRev} {
		for name, err := range map[string]error{
			"reads rules": second(k.Rules(ctx, by)), "saves": second(k.SaveRule(ctx, by, retention.Rule{Name: "x", Days: 1, ScoredDays: 1})),
			"drops": k.DropRule(ctx, by, "x"), "sees what is due": second(k.Due(ctx, by, 9)), "deletes": k.Delete(ctx, by, []string{v.own}, "x"),
			"holds": second(k.Hold(ctx, by, "x", []string{v.own})), "lifts": k.Lift(ctx, by, "x", "x"), "lists": second(k.Holds(ctx, by)),
			"reads tombstones": second(k.Tombstones(ctx, by, 9)),
		} {
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s %s: %v", by.Name, name, err)
			}
		}
	}
	if err := k.Delete(ctx, v.lead, []string{v.own}, "x"); !fault.Is(err, fault.Forbidden) {
		t.Error("a lead deletes", err)
	}
}

func TestOpen_RemovesWhatADeletionLeftWhenThePowerFailed(t *testing.T) {
	v := aged(t)
	path := must[string](t)(v.Calls().Audio(ctx, v.lead, v.own))
	if err := v.Retention().Delete(ctx, v.admin, []string{v.own}, "x"); err != nil {
		t.Fatal(err)
	}
	v.exec(t, `UPDATE tombstones SET file_gone = 0`)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, []byte("left"), 0o600), v.Close()); err != nil {
		t.Fatal(err)
	}
	open(t, filepath.Dir(filepath.Dir(filepath.Dir(path))), options(v.clock))
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("the file is still there", err)
	}
}

func TestRelease_OneCallGoesAndTheOthersStayHeld(t *testing.T) {
	v := aged(t)
	k := v.Retention()
	hold := must[string](t)(k.Hold(ctx, v.lead, "case 7", []string{v.ours, v.own}))
	if _, err := k.Release(ctx, v.lead, v.mates, "x"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a call that nothing holds: %v", err)
	}
	ids := must[[]string](t)(k.Release(ctx, v.lead, v.ours, "not part of it"))
	if got := v.due(t, v.admin); !slices.Equal(ids, []string{hold}) || len(got[v.ours]) != 0 || len(got[v.own]) != 1 {
		t.Errorf("let go of %v: %v", ids, got)
	}
	if holds := must[[]retention.Hold](t)(k.Holds(ctx, v.lead)); holds[0].Calls != 1 {
		t.Errorf("the hold has %d calls", holds[0].Calls)
	}
	if err := k.HoldAgain(ctx, v.lead, v.ours, ids); err != nil {
		t.Fatal(err)
	}
	if got := v.due(t, v.admin); !slices.Equal(got[v.ours], []retention.Block{retention.Held}) || v.traces(t, "release", v.ours) != 1 {
		t.Errorf("held again: %v", got)
	}
	if err := k.Lift(ctx, v.lead, hold, "over"); err != nil {
		t.Fatal(err)
	}
	if err := k.HoldAgain(ctx, v.lead, v.ours, ids); !fault.Is(err, fault.NotFound) {
		t.Errorf("a lifted hold holds again: %v", err)
	}
}
