package contracts

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/contract"
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

// office is one with a pair of the vendor whose contract nobody has signed.
type office struct {
	*desktest.Office
	mentor, trainer people.Actor
	id              string
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{Office: desktest.NewOffice(t)}
	add := func(login, name string, roles ...people.Role) people.Actor {
		p := people.Person{OrganisationID: o.Town.Spruce, TeamID: o.Town.SpruceTeam, Login: login, Name: name, StaffNumber: "9" + login, Roles: roles, ConfidentialAt: o.Desk.Now()}
		p.ID = must[string](t)(o.Store.People().SavePerson(t.Context(), people.Program(), p))
		return people.As(p, people.Vendor)
	}
	o.mentor, o.trainer = add("m", "沈立夏", people.Agent, people.Mentor), add("t", "温秋分", people.Trainer)
	for _, a := range []people.Actor{o.mentor, o.trainer, o.Town.Agent} {
		if err := o.Store.People().SetPassword(t.Context(), people.Program(), a.PersonID, "", hand); err != nil {
			t.Fatal(err)
		}
	}
	o.id = must[string](t)(o.Store.Pairs().MakePair(t.Context(), o.trainer, o.mentor.PersonID, o.Town.Agent.PersonID))
	base, begins := 58.0, indicators.DateOf(o.Desk.Now().In(o.Desk.Zone))
	must[contract.Contract](t)(o.Store.Pairs().Write(t.Context(), o.trainer, o.id, 0, contract.Terms{Begins: begins, Ends: contract.Last(begins, 90), Period: 90,
		Goals: []contract.Goal{{Skill: "重复并确认关键信息", Baseline: &base, Target: 90, Source: contract.Source{Kind: contract.RubricQuestion, Ref: "r/3.1", Name: "3.1 重复并确认关键信息"}},
			{Skill: "抄表与计量", Target: 1, Source: contract.Source{Kind: contract.Certificate, Ref: "c", Name: "抄表与计量专项"}}},
		Measures:     []contract.Measure{{What: "一起听 2 通录音", Rhythm: contract.Weekly, Times: 2, Evidence: "听音记录，写明通话编号", Weight: 3}, {What: "写一页复盘", Rhythm: contract.Monthly, Times: 1, Evidence: "复盘文稿", Weight: 2}},
		SessionEvery: 10, SessionMinutes: 45, MentorDuties: "按计划面谈和同听录音，示范标准话术；每周看一次徒弟的评价和错题。", MenteeDuties: "按时参加面谈，完成每项措施并留下凭证。", Assessment: "期满按目标达成评定。", Ending: "协商一致、单位批准。", Allowance: 300_00, Objection: 30}))
	return o
}

func (o *office) open(t testing.TB, by people.Actor) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{ID: o.id}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

// sign signs by the keys, as somebody would.
func (o *office) sign(t testing.TB, s *Screen, name, password string) {
	t.Helper()
	if !desktest.Press(s, fyne.KeyS) {
		t.Fatal("S does not sign")
	}
	fields := desktest.Found[*parts.Entry](o.Window.Canvas().Overlays().Top())
	fields[0].SetText(name)
	fields[1].SetText(password)
	fields[1].OnSubmitted(password)
}

func (o *office) pair(t testing.TB) contract.Pair {
	t.Helper()
	return must[contract.Pair](t)(o.Store.Pairs().Pair(t.Context(), o.trainer, o.id))
}

func TestContract_AllPartiesSignByKeys(t *testing.T) {
	o := newOffice(t)
	s := o.open(t, o.Town.Agent)
	o.sign(t, s, o.Town.Agent.Name, "another password")
	if p := o.pair(t); len(p.Versions[0].Signatures) != 0 || o.Traced("refused") != 1 {
		t.Fatal("signed with a wrong password")
	}
	for _, by := range []people.Actor{o.Town.Agent, o.mentor, o.trainer} {
		o.sign(t, o.open(t, by), by.Name, hand)
	}
	p := o.pair(t)
	if p.State(s.today()) != contract.Running {
		t.Fatalf("%+v", p.Versions[0].Signatures)
	}
	s = o.open(t, o.Town.Agent)
	if desktest.Press(s, fyne.KeyS) {
		t.Error("who has signed is asked again")
	}
}

func TestContract_AnObjectionIsAnsweredHere(t *testing.T) {
	o := newOffice(t)
	for _, by := range []people.Actor{o.Town.Agent, o.mentor, o.trainer} {
		o.sign(t, o.open(t, by), by.Name, hand)
	}
	s := o.open(t, o.Town.Agent)
	if !desktest.Press(s, fyne.KeyO) {
		t.Fatal("O does not object")
	}
	o.Answer(t, "排班不重叠")
	if p := o.pair(t); p.Objection() == nil {
		t.Fatal("no objection is kept")
	}
	if desktest.Press(o.open(t, o.mentor), fyne.KeyA) {
		t.Error("the mentor answers an objection")
	}
	s = o.open(t, o.trainer)
	if !desktest.Press(s, fyne.KeyA) {
		t.Fatal("A does not answer")
	}
	o.Answer(t, "已调班")
	if p := o.pair(t); p.Objection() != nil || p.Objections[0].Answer != "已调班" || p.State(s.today()) != contract.Running {
		t.Errorf("%+v", p.Objections)
	}
}

func TestContract_AChangeSaysWhyAndIsSignedAgain(t *testing.T) {
	o := newOffice(t)
	for _, by := range []people.Actor{o.Town.Agent, o.mentor, o.trainer} {
		o.sign(t, o.open(t, by), by.Name, hand)
	}
	if desktest.Press(o.open(t, o.Town.Agent), fyne.KeyE) {
		t.Error("the mentee changes the contract")
	}
	s := o.open(t, o.mentor)
	if !desktest.Press(s, fyne.KeyE) || s.edit == nil {
		t.Fatal("E does not write")
	}
	if len(s.edit.choices[contract.RubricQuestion]) == 0 || len(s.edit.choices[contract.Indicator]) == 0 {
		t.Error("there is nothing that could measure a goal")
	}
	desktest.Shortcut(s, fyne.KeyG, ctrl)
	s.edit.terms.Goals[2] = contract.Goal{Skill: "满意率", Target: .95, Source: s.edit.choices[contract.Indicator][0]}
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	if s.edit == nil || s.edit.wrong == nil || len(o.pair(t).Versions) != 1 {
		t.Fatal("a change without a reason was kept")
	}
	s.edit.terms.Change = "加一个目标"
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	p := o.pair(t)
	if len(p.Versions) != 2 || p.InForce().Number != 1 || len(p.Pending().Missing()) != 3 || s.edit != nil {
		t.Fatalf("%d versions", len(p.Versions))
	}
}

func TestContract_OneWithoutAPairIsTold(t *testing.T) {
	o := newOffice(t)
	o.id = ""
	if s := o.open(t, o.Town.Mate); !s.none || len(s.acts()) != 0 {
		t.Error("somebody in no pair reads a contract")
	}
	if s := o.open(t, o.Town.Agent); s.pair.ID == "" {
		t.Error("one's own contract is not found")
	}
}

func TestContract_FitsTheSmallWindowInBothLanguages(t *testing.T) {
	o := newOffice(t)
	for _, x := range []struct {
		name string
		l    words.Language
		mode look.Mode
	}{{"zh-light", words.Chinese, look.ModeLight}, {"en-dark", words.English, look.ModeDark}} {
		desktest.Wear(t, x.mode, 100, x.l)
		o.Desk = o.As(o.mentor)
		o.Desk.Settings.Language = x.l
		s := New(o.Desk, desk.Route{ID: o.id}).(*Screen)
		paint(t, o.Office, s, "contract-"+x.name)
		desktest.Press(s, fyne.KeyE)
		paint(t, o.Office, s, "contract-edit-"+x.name)
		s.Close()
	}
}

// paint draws the screen as it would stand in the window, and looks for words
// that have no room.
func paint(t *testing.T, o *desktest.Office, s desk.Screen, name string) {
	t.Helper()
	w := o.Show(s, 1096, 772)
	for _, text := range desktest.Found[*parts.Text](s.Content()) {
		if strings.HasPrefix(text.Value, "{{") || text.Value != "" && text.Size().Width < 1 {
			t.Errorf("%s: %q has no room", name, text.Value)
		}
	}
	if dir := os.Getenv("SHIFU_KEEP"); dir != "" {
		f := must[*os.File](t)(os.Create(filepath.Join(dir, name+".png")))
		defer f.Close()
		if err := png.Encode(f, w.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
}
