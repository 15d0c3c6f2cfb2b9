package store_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/calibration"
	"shifu/qa/indicators"
	"shifu/qa/insight"
	"shifu/qa/proposal"
	"shifu/qa/revision"
	"shifu/qa/rules"
	"shifu/qa/sampling"
	"shifu/qa/severity"
	"shifu/recordings"
	"shifu/training/knowledge"
)

// foreignIDs are what an actor must neither learn of nor change.
type foreignIDs struct {
	persons, teams, orgs, calls, evaluations, tasks, versions, drafts, sessions, plans []string
}

func (f foreignIDs) all() []string {
	return slices.Concat(f.persons, f.teams, f.orgs, f.calls, f.evaluations, f.tasks, f.versions, f.drafts, f.sessions, f.plans)
}

// crowd is a town in which everybody has something: evaluations, released and
// not, and tasks.
type crowd struct {
	*town
	ownReleased, matesReleased, othersEval string
	othersTask, secondTask                 string
	othersVersion                          string
	othersSession, othersProposal          string
	drafts                                 []string // and scales
	othersAppeal                           string
	plans                                  []string // and draws
}

func newCrowd(t *testing.T) *crowd {
	v := &crowd{town: newTown(t)}
	str := must[string](t)
	v.matesReleased = v.scored(t, v.rev, v.mates).ID
	if _, err := v.Quality().Advance(ctx, v.lead, v.matesReleased, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	v.ownReleased = v.scored(t, v.rev, v.own).ID
	v.othersEval = v.scored(t, v.foreignRev, v.others).ID
	v.othersAppeal = v.appealed(t, v.foreign, v.others)
	tasks := []qa.Task{{CallID: v.others, VersionID: v.version, ReviewerID: v.second.PersonID}, {CallID: v.mates, VersionID: v.version, ReviewerID: v.second.PersonID}}
	if _, err := v.Quality().Deal(ctx, v.lead, tasks); err != nil {
		t.Fatal(err)
	}
	ts, err := v.Quality().Tasks(ctx, v.second)
	if err != nil || len(ts) != 2 {
		t.Fatal(ts, err)
	}
	v.othersTask, v.secondTask = ts[0].ID, ts[1].ID
	lead := v.person(t, v.other, "", "otherlead", people.QualityLead)
	version, err := v.Quality().Version(ctx, v.lead, v.version)
	if err != nil {
		t.Fatal(err)
	}
	version.RubricID = ""
	v.othersVersion = str(v.Quality().Publish(ctx, lead, version))
	v.drafts = []string{v.drafted(t, lead, v.othersVersion), v.drafted(t, v.lead, v.version),
		str(v.Revisions().SaveScale(ctx, lead, twoSteps("others")))}
	v.othersSession, v.othersProposal = v.calibrated(t), v.proposed(t)
	v.plans = v.planned(t)
	v.assist(t, lead)
	v.written(t, lead)
	if err := v.Calls().SetTranscript(ctx, people.Program(), v.others, []recordings.Utterance{{Text: "secret " + v.others}}); err != nil {
		t.Fatal(err)
	}
	if err := v.Calls().SetDerived(ctx, people.Program(), v.others, v.others, []byte("peaks of "+v.others)); err != nil {
		t.Fatal(err)
	}
	v.figures(t)
	v.examined(t)
	v.retrained(t)
	v.certified(t)
	v.asked(t)
	for _, settle := range settlers {
		settle(v, t)
	}
	return v
}

// figures gives everybody a day, a shift, a complaint and a work order.
func (v *crowd) figures(t *testing.T) {
	t.Helper()
	all := []indicators.Batch{{Kind: indicators.DayKind}, {Kind: indicators.ShiftKind}, {Kind: indicators.ComplaintKind}, {Kind: indicators.OrderKind}}
	for _, a := range []people.Actor{v.agent, v.mate, v.foreign, v.rev} {
		all[0].Days = append(all[0].Days, day(march, a, a.PersonID, 10, 9))
		all[1].Shifts = append(all[1].Shifts, indicators.Shift{Who: whoIs(a), Date: march, Start: v.clock.at, End: v.clock.at.Add(time.Hour), Duty: a.PersonID})
		all[2].Complaints = append(all[2].Complaints, indicators.Complaint{Who: whoIs(a), Date: march, Reason: a.PersonID})
		all[3].Orders = append(all[3].Orders, indicators.Order{Who: whoIs(a), Date: march, Number: a.PersonID, Faulty: true})
	}
	for _, b := range all {
		b.Source = v.othersEval // a source's name is foreign too
		if _, err := v.Figures().Import(ctx, v.lead, b); err != nil {
			t.Fatal(err)
		}
	}
}

func (v *crowd) toVendor() foreignIDs {
	return foreignIDs{persons: []string{v.foreign.PersonID, v.foreignRev.PersonID, v.rev.PersonID, v.admin.PersonID}, teams: []string{v.teamO},
		orgs: []string{v.other, v.client}, calls: []string{v.others, v.ours}, evaluations: []string{v.othersEval, v.othersAppeal},
		tasks: []string{v.othersTask, v.secondTask}, versions: []string{v.othersVersion}, drafts: v.drafts,
		sessions: []string{v.othersSession, v.othersProposal}, plans: v.plans}
}

func (v *crowd) toAgent() foreignIDs {
	f := v.toVendor()
	f.persons = append(f.persons, v.mate.PersonID, v.vendorRev.PersonID, v.vendorAdmin.PersonID)
	f.calls = append(f.calls, v.mates)
	f.evaluations = append(f.evaluations, v.matesReleased, v.ownReleased) // the latter was submitted, not released
	return f
}

// What a subject's rights_SUBJECT_test.go adds: keepers, what fits them, what
// is foreign to whom, and the foreign values of their methods.
var (
	fitting  []func(v *crowd) any
	settlers []func(v *crowd, t *testing.T)
	foreigns []func(f foreignIDs, id string, variant int) map[reflect.Type]any
)

var keepers = []reflect.Type{reflect.TypeFor[knowledge.Reader](), reflect.TypeFor[knowledge.Keeper](), reflect.TypeFor[knowledge.MustReads](),
	reflect.TypeFor[rules.Keeper](), reflect.TypeFor[proposal.Keeper](),
	reflect.TypeFor[people.Keeper](), reflect.TypeFor[recordings.Keeper](), reflect.TypeFor[qa.Keeper](),
	reflect.TypeFor[qa.Queue](), reflect.TypeFor[qa.Trends](), reflect.TypeFor[sampling.Keeper](), reflect.TypeFor[sampling.Drawer](),
	reflect.TypeFor[calibration.Keeper](), reflect.TypeFor[calibration.Rulebook](), reflect.TypeFor[revision.Keeper](), reflect.TypeFor[revision.Scales](),
	reflect.TypeFor[severity.Keeper](),
	reflect.TypeFor[indicators.Keeper](), reflect.TypeFor[indicators.Aims](),
	reflect.TypeFor[indicators.Intake](), reflect.TypeFor[indicators.Corrections](),
	reflect.TypeFor[appeal.Keeper](), reflect.TypeFor[appeal.Rules](),
	reflect.TypeFor[insight.Keeper]()}

func TestRights_NoKeeperMethodShowsOrChangesWhatIsOutsideTheScope(t *testing.T) {
	v := newCrowd(t)
	changed := watch(t, v.Dir())
	changed()
	for name, c := range map[string]struct {
		by people.Actor
		f  foreignIDs
	}{"the vendor's administrator and lead": {v.vendorAdmin, v.toVendor()}, "the vendor's reviewer": {v.vendorRev, v.toVendor()}, "the agent": {v.agent, v.toAgent()}} {
		for _, keeper := range keepers {
			target := v.keeper(keeper)
			for i := range keeper.NumMethod() {
				m := keeper.Method(i)
				for _, args := range arguments(m.Type, c.by, c.f, v.version) {
					what := fmt.Sprintf("%s: %s.%s", name, keeper, m.Name)
					examine(t, what, target.MethodByName(m.Name).Call(args), c.f)
					if changed() {
						t.Fatalf("%s(%v) changed something", what, args[2:])
					}
				}
			}
		}
	}
}

func (v *crowd) keeper(k reflect.Type) reflect.Value {
	for _, value := range []any{v.Knowledge(), v.Rules(), v.Proposals(), v.People(), v.Calls(), v.Quality(), v.Sampling(), v.Revisions(), v.Calibration(), v.Figures(), v.Appeals(), v.Severity(), v.Insight(), v.Cards()} {
		if reflect.TypeOf(value).Implements(k) {
			return reflect.ValueOf(value)
		}
	}
	for _, value := range []any{v.Exams(), v.Cuts(), v.Bank(), v.Retrain(), v.JointPlans(), v.Certificates(), v.Retention()} {
		if reflect.TypeOf(value).Implements(k) {
			return reflect.ValueOf(value)
		}
	}
	for _, f := range fitting {
		if value := f(v); reflect.TypeOf(value).Implements(k) {
			return reflect.ValueOf(value)
		}
	}
	panic("nobody fits " + k.String())
}

// examine fails on any trace of what is foreign, and on any number above none
// where the question was about foreign things only.
func examine(t *testing.T, what string, results []reflect.Value, f foreignIDs) {
	t.Helper()
	for _, r := range results {
		if err, ok := r.Interface().(error); ok {
			if k := fault.KindOf(err); k == fault.Unexpected {
				t.Errorf("%s: %v", what, err)
			}
			continue
		}
		b, err := json.Marshal(r.Interface())
		if err != nil {
			t.Fatal(what, err)
		}
		for _, id := range f.all() {
			if strings.Contains(string(b), id) {
				t.Errorf("%s showed %s", what, id)
			}
		}
		if n := numbers(r); n != 0 {
			t.Errorf("%s counted %d", what, n)
		}
	}
}

// numbers finds what counts rows: plain numbers, and those of days and months.
func numbers(r reflect.Value) int {
	switch v := r.Interface().(type) {
	case int:
		return v
	case []recordings.Day:
		n := 0
		for _, d := range v {
			n += d.Hits
		}
		return n
	case []qa.Month:
		n := 0
		for _, m := range v {
			n += m.N
		}
		return n
	case []indicators.Line:
		n := 0
		for _, l := range v {
			if l.Group == "" { // of everybody: the question was about foreign people only
				n++
			}
		}
		return n
	case sampling.Count:
		return v.Calls
	case sampling.Moved:
		return v.Dealt + v.Left
	case *insight.Board:
		if v != nil {
			return v.N()
		}
	case []qa.WeakPoint:
		return len(v)
	}
	return 0
}

// watch returns a function that tells whether anything was committed since it
// was called last (SQLite's data_version, seen from a connection of its own).
func watch(t testing.TB, dir string) func() bool {
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "shifu.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	last := 0
	return func() bool {
		t.Helper()
		before := last
		if err := db.QueryRow("PRAGMA data_version").Scan(&last); err != nil {
			t.Fatal(err)
		}
		return last != before
	}
}

func TestWatch_SeesACommit(t *testing.T) {
	v := newTown(t)
	changed := watch(t, v.Dir())
	changed()
	if changed() {
		t.Error("saw a change where there was none")
	}
	if err := v.SetPreference(ctx, v.agent, "x", []byte("1")); err != nil || !changed() {
		t.Error("missed a change", err)
	}
}

func TestRights_SoundAndTranscriptNeedTheConfirmation(t *testing.T) {
	v := newCrowd(t)
	p, err := v.People().Person(ctx, v.vendorAdmin, v.vendorRev.PersonID)
	if err != nil {
		t.Fatal(err)
	}
	p.ConfidentialAt = time.Time{}
	by := people.As(p, people.Vendor)
	for name, err := range map[string]error{
		"transcript": second(v.Calls().Transcript(ctx, by, v.own)), "derived": second(v.Calls().Derived(ctx, by, v.own, "peaks")),
		"opened": v.Calls().Opened(ctx, by, v.own), "audio": second(v.Calls().Audio(ctx, by, v.own)), "begin": second(v.Quality().Begin(ctx, by, qa.Start{CallID: v.own, VersionID: v.version})),
	} {
		if !fault.Is(err, fault.Forbidden) {
			t.Error(name, err)
		}
	}
	if _, err := v.Calls().Transcript(ctx, v.vendorRev, v.own); err != nil {
		t.Error("after the confirmation", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestRights_WhoMaySeeNoCallsSeesNone(t *testing.T) {
	v := newTown(t)
	nobody := people.As(people.Person{ID: v.agent.PersonID, OrganisationID: v.acme}, people.Vendor)
	if _, err := v.Calls().List(ctx, nobody, recordings.Filter{}, recordings.Order{}, 0, 9); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	if _, err := v.Quality().Evaluations(ctx, nobody, qa.Find{}, 9); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
}
