package store_test

import (
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/bank"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[bank.Keeper](), reflect.TypeFor[bank.Exporter]())
}

// asked gives the other vendor and the client questions of their own, which
// nobody shares.
func (v *crowd) asked(t *testing.T) {
	trainer := v.person(t, v.other, "", "othersbank", people.Trainer)
	for _, by := range []people.Actor{trainer, v.lead} {
		q := must[bank.Question](t)(v.Bank().Save(ctx, by, asking("secret?")))
		v.drafts = append(v.drafts, q.ID, q.EntryID)
	}
}

// restingOn are n questions, the last of which rests on article and call id.
func restingOn(id string, n int) []bank.Question {
	out := bankOf(n)
	out[n-1].Tags.ArticleID, out[n-1].Clip = id, &bank.Clip{CallID: id}
	return out
}

func TestBank_WhoHasNotTheRightDoesNothing(t *testing.T) {
	v := newTown(t)
	q := must[bank.Question](t)(v.Bank().Save(ctx, v.trainer(t), asking("?")))
	for _, by := range []people.Actor{v.agent, v.vendorRev} {
		for name, err := range map[string]error{
			"lists":    second(v.Bank().Questions(ctx, by, bank.Filter{})),
			"compares": second(v.Bank().Versions(ctx, by, q.EntryID)),
			"saves":    second(v.Bank().Save(ctx, by, asking("?"))),
			"retires":  second(v.Bank().SetState(ctx, by, []string{q.EntryID}, bank.Retired, "x")),
			"restores": v.Bank().Restore(ctx, by, []bank.Standing{{VersionID: q.ID, State: bank.Active}}),
			"drops":    v.Bank().Drop(ctx, by, []string{q.ID}),
			"imports":  second(v.Bank().Import(ctx, by, bankOf(1))),
			"exports":  second(v.Bank().Export(ctx, by, []string{q.EntryID})),
			"draws":    second(v.Bank().Pool(ctx, by)),
		} {
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s %s: %v", by.Name, name, err)
			}
		}
	}
}

func TestBank_AVendorDrawsWhatIsSharedButChangesOnlyItsOwn(t *testing.T) {
	v := newTown(t)
	shared, secret := asking("shared?"), asking("secret?")
	shared.Vendors, shared.State, secret.State = true, bank.Active, bank.Active
	in := must[[]bank.Question](t)(v.Bank().Import(ctx, v.lead, []bank.Question{shared, secret}))
	own := asking("own?")
	own.State = bank.Active
	must[[]bank.Question](t)(v.Bank().Import(ctx, v.trainer(t), []bank.Question{own}))
	if got := texts(must[[]bank.Question](t)(v.Bank().Pool(ctx, v.trainer(t)))); !reflect.DeepEqual(got, []string{"own?", "shared?"}) {
		t.Error("a vendor draws", got)
	}
	if got := texts(must[[]bank.Question](t)(v.Bank().Pool(ctx, v.lead))); !reflect.DeepEqual(got, []string{"secret?", "shared?"}) {
		t.Error("the client draws", got)
	}
	if all := must[[]bank.Entry](t)(v.Bank().Questions(ctx, v.lead, bank.Filter{})); len(all) != 3 {
		t.Error("the client knows of", len(all))
	}
	if _, err := v.Bank().Export(ctx, v.trainer(t), []string{in[0].EntryID}); !fault.Is(err, fault.Forbidden) {
		t.Error("a vendor took out what is shared:", err)
	}
	if out := must[[]bank.Question](t)(v.Bank().Export(ctx, v.lead, []string{in[1].EntryID, in[0].EntryID})); len(out) != 2 || out[0].Text != "secret?" {
		t.Error("taken out", out)
	}
	for i, want := range []fault.Kind{fault.Forbidden, fault.NotFound} {
		if _, err := v.Bank().SetState(ctx, v.trainer(t), []string{in[i].EntryID}, bank.Retired, "x"); !fault.Is(err, want) {
			t.Error("a vendor retired", in[i].Text, err)
		}
		if err := v.Bank().Restore(ctx, v.trainer(t), []bank.Standing{{VersionID: in[i].ID, State: bank.Draft}}); !fault.Is(err, fault.NotFound) {
			t.Error("a vendor restored", in[i].Text, err)
		}
	}
}
