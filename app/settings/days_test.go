package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/qa/workdays"
)

func TestSettings_LeadKeepsWorkingDaysLeaveAndLimit(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Desk = o.As(o.Town.Lead)
	s := New(o.Desk, desk.Route{ID: pageDays}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1256, 872)
	s.addHolidays()
	s.days.share.SetText("25")
	s.days.off.SetText(s.days.off.Text() + "2026-13-01")
	if !desktest.Shortcut(s, fyne.KeyS, fyne.KeyModifierShortcutDefault) || !strings.Contains(s.days.wrong.Value, "2026-13-01") {
		t.Fatal("a wrong day was taken", s.days.wrong.Value)
	}
	s.days.off.SetText("2026-10-01..2026-10-07 国庆节")
	s.saveDays()
	c, err := o.Store.Appeals().Calendar(t.Context(), o.Town.Agent)
	if err != nil || c.Works("2026-10-05") || !c.Works("2026-10-10") || c.Begins.Hours() != 9 {
		t.Error(c, err)
	}
	if l, err := o.Store.Appeals().Limit(t.Context(), o.Town.Agent); err != nil || l.Share != .25 {
		t.Error(l, err)
	}
	s.addLeave("林小满 2026-12-01..2026-12-03")
	ls, err := o.Store.Appeals().Leaves(t.Context(), o.Town.Lead, workdays.Day("2026-11-01"))
	if err != nil || len(ls) != 1 || ls[0].PersonID != o.Town.Agent.PersonID {
		t.Fatal(ls, err, s.days.noHome.Value)
	}
	s.addLeave("没有人 2026-12-01")
	if !strings.Contains(s.days.noHome.Value, "没有人") {
		t.Error("nobody was taken for somebody")
	}
	s.dropLeave(ls[0].ID)
	if len(s.days.leaves) != 0 {
		t.Error("the leave is still there")
	}
}

func TestSettings_OthersOnlyReadTheWorkingDays(t *testing.T) {
	o := desktest.NewOffice(t)
	o.Desk = o.As(o.Town.Agent)
	s := New(o.Desk, desk.Route{ID: pageDays}).(*Screen)
	t.Cleanup(s.Close)
	if desktest.Shortcut(s, fyne.KeyS, fyne.KeyModifierShortcutDefault) || s.days.leave != nil {
		t.Error("an agent may change them")
	}
}
