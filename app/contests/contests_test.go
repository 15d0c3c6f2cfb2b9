package contests

import (
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
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/contest"
)

// today is the day of the office's clock, a Wednesday.
var today = indicators.On(2026, 11, 18)

// raced is an office with agents at work for five weeks, a contest of this week
// and a frozen one of the week before.
func raced(t *testing.T) (o *desktest.Office, running, over string) {
	o = desktest.NewOffice(t)
	agents := append(o.Sitters(t, 12), o.Town.Agent, o.Town.Mate)
	b := indicators.Batch{Kind: indicators.DayKind, Source: "acd"}
	for i, a := range agents {
		for d := today - 37; d < today; d++ {
			n := int64(40 + 3*i%17 + int(d)%5)
			if d > today-4 && i == 3 {
				n += 20
			}
			g := indicators.Figures{}.With(indicators.Offered, n+2).With(indicators.Answered, n).With(indicators.Talk, n*200).With(indicators.Hold, n*10).
				With(indicators.WrapUp, n*30).With(indicators.Ready, 6000).With(indicators.NotReady, 1500).With(indicators.FirstAsked, 20).
				With(indicators.FirstDone, int64(14+(i+int(d))%6)).With(indicators.Attitude, map[bool]int64{true: 1}[i == 5 && d == today-1])
			b.Days = append(b.Days, indicators.Day{Date: d, Who: indicators.Who{PersonID: a.PersonID, OrganisationID: a.OrganisationID, TeamID: a.TeamID}, Project: "95598", Figures: g})
		}
	}
	if _, err := o.Store.Figures().Import(t.Context(), o.Town.Lead, b); err != nil {
		t.Fatal(err)
	}
	r := standardRule()
	r.Name, r.Prize, r.Leagues = "接听能手周赛", "流动红旗一面，积分 20", contest.OneLeague
	o.Pass(-7 * 24 * time.Hour)
	over = save(t, o, r, today-7)
	o.Pass(7 * 24 * time.Hour)
	running = save(t, o, r, today)
	if _, err := o.Store.Contests().Freeze(t.Context(), o.Town.Lead, over); err != nil {
		t.Fatal(err)
	}
	return o, running, over
}

func save(t *testing.T, o *desktest.Office, r contest.Rule, day indicators.Date) string {
	t.Helper()
	id, err := o.Store.Contests().Save(t.Context(), o.Town.Lead, "", r, day)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func open(t *testing.T, o *desktest.Office, by people.Actor, r desk.Route) *Screen {
	t.Helper()
	o.Desk = o.As(by)
	s := New(o.Desk, r).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed[0])
	}
	return s
}

func TestContests_OpensTheOneThatIsRunning(t *testing.T) {
	o, running, _ := raced(t)
	s := open(t, o, o.Town.Agent, desk.Route{})
	if s.board == nil || s.board.Contest.ID != running || s.board.State != contest.Running {
		t.Fatal(s.board)
	}
	text := desktest.Texts(s.Content())
	for _, part := range []string{"本期领先", "进步最大", "我的成绩", "怎么算分"} {
		if !strings.Contains(text, part) {
			t.Errorf("%s is not there", part)
		}
	}
	if strings.Contains(text, "需要留意") || desktest.Press(s, fyne.KeyN) {
		t.Error("an agent keeps contests")
	}
}

func TestContests_WhoFailsAConditionReadsWhichOne(t *testing.T) {
	o, _, _ := raced(t)
	by := o.Sitters(t, 0)
	_ = by
	all, err := o.Store.People().Persons(t.Context(), people.Program(), people.Find{Text: "sitter05"})
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	s := open(t, o, people.As(all[0], people.Vendor), desk.Route{})
	if text := desktest.Texts(s.Content()); !strings.Contains(text, "未参加排名：属实态度投诉为 1") || s.board.Mine.Place != 0 {
		t.Error(text)
	}
}

func TestContests_ArrowsWalkAndAppealsAreAnswered(t *testing.T) {
	o, _, over := raced(t)
	s := open(t, o, o.Town.Agent, desk.Route{})
	if !desktest.Press(s, fyne.KeyLeft) || s.board.Contest.ID != over || s.board.State != contest.Open || !s.board.Same {
		t.Fatal("the arrow does not lead to the contest before", s.board.State)
	}
	if !desktest.Press(s, fyne.KeyA) {
		t.Fatal("A does not appeal")
	}
	o.Answer(t, "周三的数没算")
	if len(s.board.Appeals) != 1 || o.Traced("refused") != 0 {
		t.Fatal(s.board.Appeals, o.Failed)
	}
	lead := open(t, o, o.Town.Lead, desk.Route{ID: over})
	lead.askDecide(lead.board.Appeals[0])
	o.Answer(t, "已核对，数据无误")
	if a := lead.board.Appeals[0]; !a.Decided() || a.Granted || a.Answer != "已核对，数据无误" {
		t.Error(a)
	}
}

func TestContests_ANewOneIsAnnouncedAndWithdrawn(t *testing.T) {
	o, _, _ := raced(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	if !desktest.Press(s, fyne.KeyN) || s.edit == nil {
		t.Fatal("N opens no form")
	}
	s.edit.name.SetText("月度赛")
	s.edit.day.SetText((today + 7).String())
	s.edit.rows[0].weight.SetText("50")
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	if s.edit == nil || !strings.Contains(desktest.Texts(s.Content()), "权重合计 110%") {
		t.Fatal("weights of 110 % were taken", desktest.Texts(s.Content()))
	}
	s.edit.rows[0].weight.SetText("40")
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	if s.edit != nil || s.board == nil || s.board.Contest.Rule.Name != "月度赛" || s.board.State != contest.Announced {
		t.Fatal("not announced", s.board)
	}
	desktest.Press(s, fyne.KeyX)
	o.Answer(t, "")
	if len(s.contests) != 2 {
		t.Error("not withdrawn", len(s.contests))
	}
}

func TestContests_AChangedSourceIsToldToTheKeeperAndTheResultStays(t *testing.T) {
	o, _, over := raced(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: over})
	was := s.board.Result
	day := indicators.Figures{}.With(indicators.Answered, 500).With(indicators.Talk, 100).With(indicators.Hold, 0).With(indicators.WrapUp, 0).With(indicators.Ready, 0).With(indicators.NotReady, 0)
	a := o.Town.Agent
	b := indicators.Batch{Kind: indicators.DayKind, Source: "late", Days: []indicators.Day{{Date: today - 7, Who: indicators.Who{PersonID: a.PersonID, OrganisationID: a.OrganisationID, TeamID: a.TeamID}, Project: "回访", Figures: day}}}
	if _, err := o.Store.Figures().Import(t.Context(), o.Town.Lead, b); err != nil {
		t.Fatal(err)
	}
	s = open(t, o, o.Town.Lead, desk.Route{ID: over})
	if s.board.Drift != 1 || s.board.Result != was || !strings.Contains(desktest.Texts(s.Content()), "封存后有 1 人的数据被改动") {
		t.Error(s.board.Drift, desktest.Texts(s.Content()))
	}
}

// TestShots_Contests renders the place into the folder SHIFU_SHOTS names.
func TestShots_Contests(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	for _, c := range []struct {
		name string
		mode look.Mode
		l    words.Language
		w, h float32
		lead bool
		do   func(*Screen)
	}{
		{"running-zh", look.ModeLight, words.Chinese, 1096, 772, false, nil},
		{"running-dark-en", look.ModeDark, words.English, 1096, 772, true, nil},
		{"over-1920-zh", look.ModeLight, words.Chinese, 1736, 1050, true, func(s *Screen) { s.walk(1) }},
		{"edit-zh", look.ModeLight, words.Chinese, 1096, 772, true, func(s *Screen) { s.newContest() }},
		{"edit-dark-en", look.ModeDark, words.English, 1096, 772, true, func(s *Screen) { s.newContest() }},
		{"none-zh", look.ModeLight, words.Chinese, 1096, 772, true, func(s *Screen) { s.turn(pagePairs) }},
	} {
		o, _, _ := raced(t)
		desktest.Wear(t, c.mode, 100, c.l)
		by := o.Town.Agent
		if c.lead {
			by = o.Town.Lead
		}
		d := o.As(by)
		d.Settings.Language, d.Window = c.l, o.Desk.Window
		s := New(d, desk.Route{}).(*Screen)
		w := o.Desk.Window
		w.SetPadded(false)
		w.SetContent(parts.NewPage(s.Content()))
		w.Resize(fyne.NewSize(c.w, c.h))
		if c.do != nil {
			c.do(s)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(filepath.Join(dir, "contests-"+c.name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, w.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		f.Close()
		s.Close()
	}
}
