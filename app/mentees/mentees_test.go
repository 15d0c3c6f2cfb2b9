package mentees

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/indicators"
	"shifu/recordings"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

const hand = "a long password"

// office is one with a pair whose contract began 84 days ago.
type office struct {
	*desktest.Office
	mentor, mentee people.Actor
	pair           string
}

const day = 24 * time.Hour

// paired is an office with a pair in it, at work for 84 days.
func paired(t testing.TB) *office {
	t.Helper()
	o := &office{Office: desktest.NewOffice(t)}
	now := o.Desk.Now()
	o.Pass(-84 * day)
	str := must[string](t)
	id := str(o.Store.People().SavePerson(t.Context(), people.Program(), people.Person{OrganisationID: o.Town.Spruce, TeamID: o.Town.SpruceTeam, Login: "mentor", Name: "沈立夏", StaffNumber: "60299",
		Roles: []people.Role{people.Agent, people.Mentor}, JoinedAt: o.Desk.Now().AddDate(-2, 0, 0)}))
	o.mentor = must[people.Actor](t)(o.Store.People().Confirm(t.Context(), people.As(people.Person{ID: id, OrganisationID: o.Town.Spruce, Name: "沈立夏", Roles: []people.Role{people.Agent, people.Mentor}}, people.Vendor)))
	o.mentee = o.Town.Agent
	for _, a := range []people.Actor{o.mentor, o.mentee, o.Town.Supervisor} {
		if err := o.Store.People().SetPassword(t.Context(), people.Program(), a.PersonID, "", hand); err != nil {
			t.Fatal(err)
		}
	}
	coordinator := o.Trainer(t)
	o.pair = str(o.Store.Pairs().MakePair(t.Context(), coordinator, o.mentor.PersonID, o.mentee.PersonID))
	must[contract.Contract](t)(o.Store.Pairs().Write(t.Context(), coordinator, o.pair, 0, o.terms(t)))
	for _, by := range []people.Actor{o.mentor, o.mentee, o.Town.Supervisor} {
		p := must[contract.Pair](t)(o.Store.Pairs().Pair(t.Context(), by, o.pair))
		if err := o.Store.Pairs().SignContract(t.Context(), by, o.pair, 1, p.Newest().Hash(), by.Name, hand); err != nil {
			t.Fatal(err)
		}
	}
	o.Pass(now.Sub(o.Desk.Now()))
	return o
}

func (o *office) terms(t testing.TB) contract.Terms {
	rubric := must[qa.Version](t)(o.Store.Quality().Version(t.Context(), o.Town.Lead, o.Town.Version)).RubricID
	goal := func(ref, skill string, base, target float64) contract.Goal {
		return contract.Goal{Skill: skill, Baseline: &base, Target: target, Source: contract.Source{Kind: contract.RubricQuestion, Ref: rubric + "/" + ref, Name: ref}}
	}
	begins := indicators.DateOf(o.Desk.Now().In(o.Desk.Zone))
	return contract.Terms{Begins: begins, Ends: contract.Last(begins, 90), Period: 90, SessionEvery: 11, SessionMinutes: 45, MentorDuties: "教", MenteeDuties: "学", Ending: "协商", Objection: 30,
		Goals:    []contract.Goal{goal("3.1", "重复并确认关键信息", 58, 90), goal("2.2", "耐心倾听，不打断客户", 72, 90), goal("4.2", "答复正确", 80, 92), goal("6.2", "工单完整、正确", 75, 95)},
		Measures: []contract.Measure{{What: "每周一起听 2 通录音", Rhythm: contract.Weekly, Times: 1, Evidence: "听音记录", Weight: 3}, {What: "写一页复盘：停电两小时那通", Rhythm: contract.Monthly, Times: 1, Evidence: "复盘文稿", Weight: 1}}}
}

// scored gives somebody an evaluation so many days ago, losing all on the questions.
func (o *office) scored(t testing.TB, agent people.Actor, ago int, lost ...string) string {
	t.Helper()
	now := o.Desk.Now()
	o.Pass(-time.Duration(ago) * day)
	defer func() { o.Pass(now.Sub(o.Desk.Now())) }()
	id := fmt.Sprintf("c-%s-%d-%d", agent.Login, ago, len(o.Events))
	o.Events = append(o.Events, desktest.Event{})
	must[[]bool](t)(o.Store.Calls().Add(t.Context(), people.Program(), []recordings.Call{{ID: id, ExternalID: id, Title: "故障报修：家里没电", StartedAt: o.Desk.Now(), Duration: 3 * time.Minute, AgentID: agent.PersonID}}))
	by := o.Town.Reviewer
	e := must[qa.Evaluation](t)(o.Store.Quality().Begin(t.Context(), by, qa.Start{CallID: id, VersionID: o.Town.Version}))
	v := must[qa.Version](t)(o.Store.Quality().Version(t.Context(), by, o.Town.Version))
	e.Answers = qa.Answers{}
	for _, q := range v.All {
		a := qa.Choose(0)
		if slices.Contains(lost, q.Ref) {
			a = qa.Choose(len(q.Choices()) - 1)
			a.Comment, a.Moments = "漏了", []qa.Moment{{At: 78 * time.Second}}
		}
		e.Answers[q.Ref] = a
	}
	e = must[qa.Evaluation](t)(o.Store.Quality().Submit(t.Context(), by, e))
	if _, err := o.Store.Quality().Advance(t.Context(), o.Town.Lead, e.ID, qa.Released, ""); err != nil {
		t.Fatal(err)
	}
	return id
}

// held lets the pair have a session so many days ago, which both confirm.
func (o *office) held(t testing.TB, ago int) {
	t.Helper()
	k := o.Store.Mentoring()
	id := must[string](t)(k.SaveSession(t.Context(), o.mentor, mentoring.Session{PairID: o.pair, At: o.Desk.Now().Add(-time.Duration(ago) * day), Minutes: 45, Held: true, Said: "听了两通，练复述地址", Next: "每通都复述一遍地址"}))
	if err := k.Confirm(t.Context(), o.mentee, id, ""); err != nil {
		t.Fatal(err)
	}
}

// busy is a pair with a year behind it: it becomes better at 3.1, stays at 4.2.
func busy(t testing.TB) *office {
	o := paired(t)
	for i := range 12 {
		o.scored(t, o.mentee, 90+5*i, "3.1", "4.2")
		lost := []string{"4.2"}
		if i%3 == 0 {
			lost = nil
		}
		o.scored(t, o.mentee, 2*i+1, lost...)
		if i < 8 {
			o.scored(t, o.mentee, 30+6*i, map[bool][]string{true: {"3.1"}, false: nil}[i%2 == 0]...)
		}
	}
	for i, ago := range []int{77, 64, 50, 35, 21, 5} {
		o.held(t, ago)
		_ = i
	}
	return o
}

func (o *office) open(t *testing.T, by people.Actor, id string) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{ID: id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 740)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func shown(o fyne.CanvasObject) string {
	all := []string{desktest.Texts(o)}
	for _, f := range desktest.Found[*parts.FaceTab](o) {
		all = append(all, f.Name, f.Note)
	}
	return strings.Join(all, "\n")
}

// TestShot paints the place for the eye; it holds that nothing is refused.
func TestShot(t *testing.T) {
	if os.Getenv("SHIFU_PAINT") == "" {
		t.Skip("set SHIFU_PAINT to paint")
	}
	o := busy(t)
	s := o.open(t, o.mentor, "")
	paint := func(name string) {
		must[int](t)(0, os.MkdirAll("../../build", 0o755))
		f := must[*os.File](t)(os.Create(filepath.Join("../../build", name+".png")))
		defer f.Close()
		if err := png.Encode(f, o.Desk.Window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
	paint("mentees")
	desktest.Press(s, fyne.KeyN)
	paint("mentees-sheet")
	desktest.Press(s, fyne.KeyEscape)
	desktest.Press(s, fyne.KeyM)
	paint("mentees-measures")
	desktest.Press(s, fyne.KeyEscape)
	desktest.Press(s, fyne.KeyS)
	paint("mentees-sessions")
	desktest.Press(s, fyne.KeyEscape)
	desktest.Press(s, fyne.KeyE)
	paint("mentees-deed")
	desktest.Wear(t, look.ModeDark, 100, words.English)
	o.Desk.Settings.Language = words.English
	e := New(o.Desk, desk.Route{}).(*Screen)
	defer e.Close()
	o.Show(e, 1736, 1020)
	paint("mentees-dark-en")
}
