package certificates

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/certificate"
)

// certified is an office in which the agent, the mate and the mentee hold a
// certificate that duty asks.
func certified(t *testing.T) (*desktest.Office, string) {
	t.Helper()
	o := desktest.NewOffice(t)
	k := o.Store.Certificates()
	id, err := k.SaveProgramme(t.Context(), o.Town.Lead, certificate.Programme{Name: "95598 普通话务", English: "General calls", Skill: "普通话务", Method: certificate.FromExpiry, Duty: true,
		Attitude: true, Active: certificate.Period{N: 12, Unit: certificate.Months}, Window: certificate.Period{N: 60, Unit: certificate.Days}})
	if err != nil {
		t.Fatal(err)
	}
	for i, by := range []people.Actor{o.Town.Agent, o.Town.Mate, o.Town.Mentee} {
		day := indicators.On(2025, time.December, 1).Add(0, 0, 150*i)
		if _, err := k.Issue(t.Context(), o.Town.Lead, id, by.PersonID, day, "纸质证书补录"); err != nil {
			t.Fatal(err)
		}
	}
	return o, id
}

func open(t *testing.T, o *desktest.Office, by people.Actor, r desk.Route) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	o.Desk.Reports = fakeReports{}
	s := New(o.Desk, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

type fakeReports struct{ desk.Reports }

func (fakeReports) Certificate(_ context.Context, _ people.Actor, number string, _ words.Language, w io.Writer) error {
	_, err := io.WriteString(w, "%PDF "+number)
	return err
}

// answer fills the fields of the dialog that is open and takes its act.
func answer(t *testing.T, o *desktest.Office, texts ...string) {
	t.Helper()
	entries := desktest.Found[*parts.Entry](dialog(t, o))
	for i, text := range texts {
		entries[i].SetText(text)
	}
	buttons := desktest.Found[*parts.Button](dialog(t, o))
	test.Tap(buttons[len(buttons)-1])
}

func dialog(t *testing.T, o *desktest.Office) fyne.CanvasObject {
	t.Helper()
	sheet := o.Desk.Window.Canvas().Overlays().Top()
	if sheet == nil {
		t.Fatal("no dialog is open")
	}
	return sheet
}

func TestCertificates_TraineeSeesOwnAloneAndSavesItAsPDF(t *testing.T) {
	o, _ := certified(t)
	s := open(t, o, o.Town.Agent, desk.Route{})
	if len(s.shown) != 1 || len(s.mine) != 1 || s.chosen() == nil {
		t.Fatal(s.shown, len(s.mine))
	}
	number := s.mine[0].Issues[0].Record.Number
	if text := desktest.Texts(s.side); !strings.Contains(text, number) || !strings.Contains(text, "还有") {
		t.Error("the sheet does not tell:", text)
	}
	if desktest.Press(s, fyne.KeyS) || desktest.Press(s, fyne.KeyI) {
		t.Error("an agent can suspend or issue")
	}
	if !desktest.Shortcut(s, fyne.KeyP, ctrl) {
		t.Fatal("no key saves it")
	}
	path := filepath.Join(t.TempDir(), "c.pdf")
	answer(t, o, path)
	if got, err := os.ReadFile(path); err != nil || string(got) != "%PDF "+number {
		t.Error(string(got), err)
	}
}

func TestCertificates_LeadSuspendsAndLiftsByKeysWithReason(t *testing.T) {
	o, _ := certified(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	if s.tab != tabHolders || len(s.rows) != 3 || s.rows[0].Person != "林小满" {
		t.Fatal("who expires first does not stand first", s.tab, len(s.rows))
	}
	if !desktest.Press(s, fyne.KeyS) {
		t.Fatal("S does not suspend")
	}
	answer(t, o, " ")
	if !strings.Contains(desktest.Texts(dialog(t, o)), "原因") {
		t.Fatal("suspended without a reason")
	}
	answer(t, o, "长期离岗")
	if h := s.chosen(); h.Suspended(s.today()) == nil || !strings.Contains(desktest.Texts(s.side), "长期离岗") {
		t.Fatal("not suspended, or the sheet does not say why")
	}
	if desktest.Press(s, fyne.KeyS) || !desktest.Press(s, fyne.KeyL) {
		t.Fatal("L does not lift")
	}
	answer(t, o, "回岗")
	if h := s.chosen(); !h.InForce(s.today()) || !strings.Contains(desktest.Texts(s.side), "恢复：回岗") {
		t.Error("not lifted, or the history is silent")
	}
}

func TestCertificates_FiltersByWhatExpiresAndByName(t *testing.T) {
	o, _ := certified(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	for w, want := range map[which]int{everybody: 3, inForce: 3, within30: 1, windowOpen: 1, within90: 1, suspended: 0, expired: 0, underway: 0, doubtful: 0} {
		if s.find.which = w; true {
			s.narrow()
		}
		if len(s.rows) != want {
			t.Errorf("%s: %d, want %d", whichNames()[w], len(s.rows), want)
		}
	}
	s.showAll()
	s.search.SetText("谷雨")
	if len(s.rows) != 1 || s.rows[0].Person != "周谷雨" {
		t.Error(len(s.rows))
	}
	number := s.rows[0].Issues[0].Record.Number
	s = open(t, o, o.Town.Lead, desk.Route{ID: number})
	if len(s.rows) != 1 || s.chosen().Issues[0].Record.Number != number {
		t.Error("the route does not lead to its certificate")
	}
}

func TestCertificates_VendorsSupervisorSeesTheirOwnPeopleAndChangesNothing(t *testing.T) {
	o, _ := certified(t)
	s := open(t, o, o.Town.Supervisor, desk.Route{})
	if len(s.rows) != 1 || s.rows[0].Person != "林小满" {
		t.Fatal(len(s.rows))
	}
	for _, key := range []fyne.KeyName{fyne.KeyA, fyne.KeyI, fyne.KeyS, fyne.KeyR} {
		if desktest.Press(s, key) {
			t.Error(key, "does something")
		}
	}
	s.turn(tabRate)
	if len(s.rate.lines) != 1 {
		t.Error("other organisations' rates are shown")
	}
}

func TestCertificates_AProgrammeIsMadeAndAWindowThatIsTooLongRefused(t *testing.T) {
	o, _ := certified(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.turn(tabProgrammes)
	if !desktest.Press(s, fyne.KeyN) || s.edit == nil {
		t.Fatal("N makes no new one")
	}
	s.edit.first.SetText("投诉处理")
	s.edit.p.Skill, s.edit.p.Window = "投诉处理", certificate.Period{N: 13, Unit: certificate.Months}
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	if s.edit == nil || !strings.Contains(desktest.Texts(s.edit.banner), "续证窗口比证书有效期还长") {
		t.Fatal("a window longer than the period was taken")
	}
	s.edit.p.Window.N = 2
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	if s.edit != nil || len(s.programmes) != 2 {
		t.Fatal("not saved", len(s.programmes))
	}
	desktest.Press(s, fyne.KeyReturn)
	if s.edit == nil || s.edit.p.ID == "" {
		t.Fatal("Enter does not edit")
	}
	desktest.Press(s, fyne.KeyEscape)
	if s.edit != nil {
		t.Error("Escape does not leave the form")
	}
}

func TestCertificates_AskedOfAWholeTeamAndOfNobodyUnknown(t *testing.T) {
	o, _ := certified(t)
	if _, err := o.Store.Certificates().SaveProgramme(t.Context(), o.Town.Lead, certificate.Programme{Name: "投诉处理", Skill: "投诉处理", Method: certificate.FromCompletion,
		Active: certificate.Period{N: 6, Unit: certificate.Months}}); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.find.programme = s.programmes[1].ID
	desktest.Press(s, fyne.KeyA)
	answer(t, o, "没有这个人")
	if !strings.Contains(desktest.Texts(dialog(t, o)), "找不到") {
		t.Fatal("somebody unknown was asked", desktest.Texts(dialog(t, o)))
	}
	answer(t, o, "云杉（外包）", "2026-13-01")
	if !strings.Contains(desktest.Texts(dialog(t, o)), "2026-13-01") {
		t.Fatal("an impossible day was taken")
	}
	answer(t, o, "云杉（外包）", "2026-12-31")
	if len(s.rows) != 1 || s.rows[0].Person != "林小满" || s.rows[0].Due != indicators.On(2026, time.December, 31) || s.rows[0].On(s.today()) != certificate.Assigned {
		t.Fatal(len(s.rows))
	}
}

func TestCertificates_TheRateOfAnyDayByKey(t *testing.T) {
	o, _ := certified(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	s.turn(tabRate)
	if s.rate.day != s.today()-1 || len(s.rate.lines[0].Shares) != 7*weeks {
		t.Fatal(s.rate.day)
	}
	if desktest.Press(s, fyne.KeyLeft); s.rate.day != s.today()-2 {
		t.Error("← does not go a day back")
	}
	desktest.Press(s, fyne.KeyRight)
	desktest.Press(s, fyne.KeyRight)
	if desktest.Press(s, fyne.KeyRight); s.rate.day != s.today() {
		t.Error("→ goes beyond today")
	}
	if len(s.rate.on) != 3 || s.rate.on[0].Shares[0].Certified != 1 || !strings.Contains(s.rateCell(s.rate.on[0], 3).Text, "太少") {
		t.Errorf("%+v", s.rate.on)
	}
}

func TestCertificates_DigitsOpenThePages(t *testing.T) {
	o, _ := certified(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	at := slices.Index(s.shown, tabProgrammes)
	if !desktest.Press(s, fyne.KeyName(strconv.Itoa(at+1))) || s.tab != tabProgrammes || !desktest.Press(s, fyne.Key1) || s.tab != s.shown[0] {
		t.Error(s.tab, s.shown)
	}
}
