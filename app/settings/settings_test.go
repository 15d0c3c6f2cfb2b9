package settings

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/player"
)

// keeper is a workspace that can be backed up, or not.
type keeper struct {
	backups []desk.Backup
	refuse  error
	wrong   []words.Text
}

func (k *keeper) Folder() string { return "Shifu" }
func (k *keeper) Backup(context.Context, people.Actor) (string, string, error) {
	if k.refuse != nil {
		return "", "", k.refuse
	}
	k.backups = append(k.backups, desk.Backup{Path: "backups/a.zip", At: time.Unix(1e9, 0), Size: 2e6})
	return "backups/a.zip", "ab", nil
}
func (k *keeper) Backups(context.Context, people.Actor) ([]desk.Backup, error) { return k.backups, nil }
func (k *keeper) Check(context.Context, people.Actor) ([]words.Text, error)    { return k.wrong, nil }
func (k *keeper) Audit(context.Context, people.Actor, int) ([]desk.Entry, string, error) {
	return []desk.Entry{{Who: "管平", What: "save person"}}, "head", nil
}

func open(t *testing.T, o *desktest.Office, by people.Actor, page string, k desk.Keeping) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	o.Desk.Keeping = k
	s := New(o.Desk, desk.Route{ID: page}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 872)
	return s
}

func TestSettings_EveryPageOpens(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, "", &keeper{})
	for i := range s.pages {
		s.Choose(i)
	}
	if len(s.pages) != 9 || len(o.Failed) > 0 {
		t.Errorf("%d pages, failed %v", len(s.pages), o.Failed)
	}
}

func TestSettings_WorkspaceAndAuditAreForThoseWhoMay(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer, pageWorkspace, &keeper{})
	for _, p := range s.pages {
		if p.id == pageWorkspace || p.id == pageAudit {
			t.Errorf("a reviewer is shown %s", p.id)
		}
	}
	if s.pages[s.here].id != pageGeneral {
		t.Error("the route opened what may not be seen")
	}
}

func TestSettings_ChoicesCountAtOnce(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Reviewer, "", nil)
	var got desk.Choices
	s.d.Apply = func(c desk.Choices) { got = c }
	s.apply(func(c *desk.Choices) { c.Language = words.English })
	if got.Language != words.English || got.Percent != 100 || got.SkipSeconds != 5 {
		t.Errorf("applied %+v", got)
	}
}

func TestSettings_BackupIsListedAndSaid(t *testing.T) {
	o := desktest.NewOffice(t)
	k := &keeper{}
	s := open(t, o, o.Town.Admin, pageWorkspace, k)
	if s.keeping.calls != 6 {
		t.Errorf("%d calls", s.keeping.calls)
	}
	if !desktest.Shortcut(s, fyne.KeyB, fyne.KeyModifierShortcutDefault) {
		t.Fatal("Ctrl B does nothing")
	}
	if len(s.keeping.backups) != 1 || len(o.Toasts) != 1 || s.keeping.busy {
		t.Errorf("backups %v, toasts %v", s.keeping.backups, o.Toasts)
	}
	k.refuse = errors.New("disk full")
	s.backUp()
	if len(o.Failed) != 1 || len(s.keeping.backups) != 1 || s.keeping.busy {
		t.Errorf("failed %v", o.Failed)
	}
}

func TestSettings_CheckSaysWhatIsWrong(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, pageWorkspace, &keeper{wrong: []words.Text{words.T("{{.N}} recordings are missing.", fault.Values{"N": 2})}})
	s.check()
	if !s.keeping.checked || len(s.keeping.wrong) != 1 {
		t.Errorf("%+v", s.keeping)
	}
}

func TestSettings_PasswordIsChangedWithTheOldOne(t *testing.T) {
	o := desktest.NewOffice(t)
	k := o.Store.People()
	if err := k.SetPassword(t.Context(), people.Program(), o.Town.Reviewer.PersonID, "", "old-secret"); err != nil {
		t.Fatal(err)
	}
	s := open(t, o, o.Town.Reviewer, pagePassword, nil)
	try := func(old, first, second string) bool {
		s.password.old.SetText(old)
		s.password.first.SetText(first)
		s.password.second.SetText(second)
		s.changePassword()
		return len(s.password.said.Objects) == 0
	}
	for _, c := range [][3]string{{"old-secret", "new-secret", "new-secrets"}, {"wrong", "new-secret", "new-secret"}, {"old-secret", "short", "short"}, {"old-secret", "", ""}} {
		if try(c[0], c[1], c[2]) {
			t.Errorf("%v was taken", c)
		}
	}
	if !s.password.first.Focused() {
		t.Error("the refused field has no focus")
	}
	if !try("old-secret", "new-secret", "new-secret") || s.password.old.Text() != "" {
		t.Fatal("refused, or left in the field")
	}
	if _, err := k.SignIn(t.Context(), "rev", "new-secret"); err != nil {
		t.Error(err)
	}
}

func TestActWord_UnknownActsStandAsTheyWereWritten(t *testing.T) {
	desktest.NewOffice(t)
	if got := actWord("submit evaluation"); got != "提交评价" {
		t.Errorf("%q", got)
	}
	if got := actWord("frobnicate gizmo"); got != "frobnicate gizmo" {
		t.Errorf("%q", got)
	}
}

func TestSettings_OffersTheSoundOutputsOfTheMachine(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Sound.Speakers = []player.Output{{Name: "usb", Title: "Headset"}}
	s := New(o.Desk, desk.Route{}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 720)
	for _, pick := range desktest.Found[*parts.Select](s.Content()) {
		if len(pick.Options) == 2 && pick.Options[1] == "Headset" {
			pick.OnChanged(1)
		}
	}
	if o.Sound.Speaker != "usb" {
		t.Errorf("sound goes to %q", o.Sound.Speaker)
	}
	o.Sound.Speakers = nil
	if says := desktest.Texts(s.chooseLoudspeaker(nil)); !strings.Contains(says, "系统") {
		t.Errorf("without a choice it says %q", says)
	}
}
