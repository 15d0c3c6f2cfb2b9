package insight

import (
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/tablefile"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
)

// town has thirty calls of three agents scored by two reviewers over a year;
// every third loses points on 5.1.
func town(t testing.TB) *desktest.Office {
	t.Helper()
	o := desktest.NewOffice(t)
	k, at := o.Store.Quality(), o.Now()
	v, err := k.Version(t.Context(), o.Town.Lead, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	o.Pass(-300 * 24 * time.Hour)
	for i := range 30 {
		o.Pass(9 * 24 * time.Hour)
		agent := []people.Actor{o.Town.Agent, o.Town.Mate, o.Town.Mentee}[i%3]
		id := fmt.Sprintf("year-%02d", i)
		if _, err := o.Store.Calls().Add(t.Context(), people.Program(), []recordings.Call{{ID: id, ExternalID: id, Title: "故障报修", StartedAt: o.Now().Add(-time.Hour),
			Duration: time.Minute, AgentID: agent.PersonID, Project: "95598", BusinessLine: []string{"故障报修", "投诉"}[i%2]}}); err != nil {
			t.Fatal(err)
		}
		by := []people.Actor{o.Town.Second, o.Town.Lead}[i/3%2]
		e, err := k.Begin(t.Context(), by, qa.Start{CallID: id, VersionID: v.ID})
		if err != nil {
			t.Fatal(err)
		}
		e.Answers = qa.Answers{}
		for _, q := range v.All {
			e.Answers[q.Ref] = qa.Answer{Options: []int{0}, Comment: "说明"}
		}
		if i%3 == 0 {
			e.Answers["5.1"] = qa.Answer{Options: []int{2}, Comment: "承诺", Moments: []qa.Moment{{At: time.Second}}}
		}
		if _, err := k.Submit(t.Context(), by, e); err != nil {
			t.Fatal(err)
		}
	}
	o.Pass(at.Sub(o.Now()))
	return o
}

func open(t testing.TB, o *desktest.Office, by people.Actor) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, desk.Route{}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 700)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func chartOf[T fyne.CanvasObject](t *testing.T, s *Screen) T {
	t.Helper()
	all := desktest.Found[T](s.body)
	if len(all) == 0 {
		t.Fatalf("view %d has no such chart", s.asks.View)
	}
	return all[0]
}

func TestInsight_EveryViewShowsSomethingAndRowsForAFile(t *testing.T) {
	o := town(t)
	s := open(t, o, o.Town.Lead)
	for i, v := range s.views {
		if !desktest.Press(s, fyne.KeyName(rune('1'+i))) && i != s.asks.View {
			t.Fatalf("key %d does nothing", i+1)
		}
		f := v.show()
		if s.asks.View != i || f.chart == nil || len(f.rows.rows) == 0 {
			t.Errorf("%s: view %d, %d rows", v.word, s.asks.View, len(f.rows.rows))
		}
		for _, row := range f.rows.rows {
			if len(row) != len(f.rows.columns) {
				t.Errorf("%s: %d values for %d columns", v.word, len(row), len(f.rows.columns))
				break
			}
		}
	}
	if s.found.board.N() != 30 {
		t.Errorf("%d evaluations", s.found.board.N())
	}
}

func TestInsight_AMarkOpensTheListBehindIt(t *testing.T) {
	o := town(t)
	s := open(t, o, o.Town.Lead)
	s.tabs.Choose(2)
	c := chartOf[*parts.RowChart](t, s)
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(o.Went) != 1 || o.Went[0].Place != desk.Scores || o.Went[0].Find.About.Ref != "5.1" || !o.Went[0].Find.InForce {
		t.Fatalf("%+v", o.Went)
	}
	es, err := o.Store.Quality().Evaluations(t.Context(), o.Town.Lead, o.Went[0].Find, 100)
	if err != nil || len(es) != 10 {
		t.Errorf("%d behind the bar, %v", len(es), err)
	}
	s.tabs.Choose(1)
	h := chartOf[*parts.HeatMap](t, s)
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyRight, fyne.KeyReturn} {
		h.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if f := o.Went[len(o.Went)-1].Find; len(o.Went) != 2 || f.About.Ref == "" || f.AgentID == "" {
		t.Errorf("%+v", o.Went)
	}
}

func TestInsight_TheFilterNarrowsAndIsRemembered(t *testing.T) {
	o := town(t)
	s := open(t, o, o.Town.Lead)
	s.asks.Line, s.asks.View = "投诉", 3
	s.changed()
	if s.found.board.N() != 15 || len(desktest.Found[*parts.Chip](s.chips)) != 1 {
		t.Errorf("%d evaluations", s.found.board.N())
	}
	again := open(t, o, o.Town.Lead)
	if again.asks != s.asks || again.found.board.N() != 15 || again.tabs.Chosen != 3 {
		t.Errorf("remembered %+v", again.asks)
	}
	again.clear()
	if again.found.board.N() != 30 {
		t.Errorf("%d after clearing", again.found.board.N())
	}
	again.asks.Risk = true
	again.changed()
	if again.found.board.N() != 0 || len(desktest.Found[*parts.Button](again.body)) != 1 {
		t.Error("no risk sample, yet something is shown, or nothing says what to do")
	}
}

func TestInsight_PickingAConditionByName(t *testing.T) {
	o := town(t)
	s := open(t, o, o.Town.Lead)
	s.pick(s.conditions()[2])
	o.Answer(t, "周谷")
	if s.asks.Agent != o.Town.Mate.PersonID || s.found.board.N() != 10 {
		t.Errorf("agent %q, %d evaluations", s.asks.Agent, s.found.board.N())
	}
}

func TestInsight_AVendorSeesItsOwnPeopleOnly(t *testing.T) {
	o := town(t)
	s := open(t, o, o.Town.VendorQ)
	if s.found.board.N() != 10 || len(s.names.organisations) != 1 {
		t.Errorf("%d evaluations, organisations %v", s.found.board.N(), s.names.organisations)
	}
}

type writer struct{ desk.Reports }

func (writer) Table(ctx context.Context, by people.Actor, t tablefile.Table, to tablefile.File) error {
	return report.WriteTable(ctx, to, t, report.Stamp{By: by.Name})
}

func TestInsight_WhatIsShownCanBeWritten(t *testing.T) {
	o := town(t)
	s := open(t, o, o.Town.Lead)
	s.d.Reports = writer{}
	s.tabs.Choose(2)
	if !desktest.Shortcut(s, fyne.KeyE, fyne.KeyModifierControl) {
		t.Fatal("Ctrl E does nothing")
	}
	file := filepath.Join(t.TempDir(), "x.csv")
	o.Answer(t, file)
	if raw, err := os.ReadFile(file); err != nil || !strings.Contains(string(raw), "5.1 ") {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestPeriod_StepsAreWholeAndEndAfterNow(t *testing.T) {
	now := time.Date(2026, 11, 18, 20, 0, 0, 0, time.FixedZone("CST", 8*3600))
	for i, p := range periods {
		starts := p.starts(now)
		if last := starts[len(starts)-1]; !last.After(now) || last.Sub(now) > 31*24*time.Hour {
			t.Errorf("period %d ends %v", i, last)
		}
		for k := 1; k < len(starts); k++ {
			if !starts[k].After(starts[k-1]) || p.weekly && starts[k-1].Weekday() != time.Monday || !p.weekly && starts[k-1].Day() != 1 {
				t.Errorf("period %d: step from %v", i, starts[k-1])
			}
		}
	}
	if n := len(periods[0].starts(now)); n != 13 {
		t.Errorf("a year has %d starts", n)
	}
}

// TestShots paints every view into build/shots-insight while SHIFU_SHOTS is set.
func TestShots(t *testing.T) {
	if os.Getenv("SHIFU_SHOTS") == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	o := town(t)
	for _, l := range []words.Language{words.Chinese, words.English} {
		desktest.Wear(t, look.ModeLight, 100, l)
		s := open(t, o, o.Town.Lead)
		for i := range s.views {
			s.tabs.Choose(i)
			shoot(t, filepath.Join("..", "..", "build", "shots-insight", fmt.Sprintf("%s-%d.png", l, i)), o.Desk.Window.Canvas().Capture())
		}
	}
}

func shoot(t *testing.T, path string, m image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, m); err != nil {
		t.Fatal(err)
	}
}
