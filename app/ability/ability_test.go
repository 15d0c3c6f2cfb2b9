package ability

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
	"shifu/recordings"
	"shifu/training/ability"
)

// staffed is an office with figures of twelve agents, an exam that some sat, a
// post, and an abusive call of the agent's.
func staffed(t *testing.T) *desktest.Office {
	o := desktest.NewOffice(t)
	today := indicators.On(2026, 11, 18)
	b := indicators.Batch{Kind: indicators.DayKind, Source: "acd"}
	for i, a := range append(o.Sitters(t, 10), o.Town.Agent, o.Town.Mate) {
		for d := today - 20; d < today; d++ {
			g := indicators.Figures{}.With(indicators.Answered, 50).With(indicators.Talk, int64(9000+200*i)).With(indicators.Hold, 300).With(indicators.WrapUp, 900).
				With(indicators.Rated, 20).With(indicators.Satisfied, int64(16+i%5)).With(indicators.FirstAsked, 10).With(indicators.FirstDone, int64(6+i%4))
			b.Days = append(b.Days, indicators.Day{Date: d, Who: indicators.Who{PersonID: a.PersonID, OrganisationID: a.OrganisationID, TeamID: a.TeamID}, Project: "95598", Figures: g})
		}
	}
	if _, err := o.Store.Figures().Import(t.Context(), o.Town.Lead, b); err != nil {
		t.Fatal(err)
	}
	o.Stock(t, 12)
	id := o.Exam(t, nil)
	o.Sit(t, o.Town.Agent, id, desktest.Best(8))
	if _, err := o.Store.Ability().SavePost(t.Context(), o.Town.Lead, ability.Post{Name: "投诉席", Use: ability.ForPost, Months: 6, Results: 30, Expertise: 70}); err != nil {
		t.Fatal(err)
	}
	call := recordings.Call{ID: "abusive", ExternalID: "X-abusive", Title: "催问电费", StartedAt: o.Desk.Now().Add(-time.Hour), Duration: 5 * time.Minute, AgentID: o.Town.Agent.PersonID, BusinessLine: "电费电价"}
	if _, err := o.Store.Calls().Add(t.Context(), people.Program(), []recordings.Call{call}); err != nil {
		t.Fatal(err)
	}
	if err := o.Store.Calls().SetTranscript(t.Context(), people.Program(), "abusive", []recordings.Utterance{{Lane: 1, Text: "你这个废物"}}); err != nil {
		t.Fatal(err)
	}
	return o
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

func TestAbility_AnAgentReadsTheirOwnSheetAndNobodyElses(t *testing.T) {
	o := staffed(t)
	s := open(t, o, o.Town.Agent, desk.Route{})
	text := desktest.Texts(s.Content())
	if len(s.sheets) != 1 || !strings.Contains(text, "林小满") || !strings.Contains(text, "80 %") || !strings.Contains(text, "满意率") {
		t.Error(len(s.sheets), text)
	}
	if desktest.Press(s, fyne.KeyN) {
		t.Error("an agent keeps posts")
	}
}

func TestAbility_APostShowsWhoFitsAndWhatIsMissing(t *testing.T) {
	o := staffed(t)
	s := open(t, o, o.Town.Lead, desk.Route{})
	all := len(s.rows)
	s.post, s.fits = 0, true
	s.narrow()
	s.show()
	if len(s.rows) != 1 || s.rows[0].Name != "林小满" {
		t.Fatalf("%d of %d fit", len(s.rows), all)
	}
	s.fits = false
	s.narrow()
	s.table.Choose(0)
	if text := desktest.Texts(s.Content()); len(s.rows) != all || !strings.Contains(text, "业务能力 70 以上") {
		t.Error("the wishes don't stand beside the sheet", text)
	}
}

func TestAbility_ARouteChoosesThePerson(t *testing.T) {
	o := staffed(t)
	s := open(t, o, o.Town.Lead, desk.Route{ID: o.Town.Agent.PersonID})
	if at := s.table.Chosen(); at < 0 || s.rows[at].PersonID != o.Town.Agent.PersonID {
		t.Error("nobody is chosen")
	}
}

func TestCare_ABreakIsOfferedAndANoteIsSentOnlyByThePerson(t *testing.T) {
	o := staffed(t)
	s := open(t, o, o.Town.Agent, desk.Route{ID: "care"})
	if s.offer() == nil || !strings.Contains(desktest.Texts(s.Content()), "休息 10 分钟") {
		t.Fatal("no break is offered", desktest.Texts(s.Content()))
	}
	boss := open(t, o, o.Town.Supervisor, desk.Route{ID: "notes"})
	if len(boss.sent) != 0 {
		t.Error("the supervisor knows already")
	}
	s = open(t, o, o.Town.Agent, desk.Route{ID: "care"})
	if !desktest.Press(s, fyne.KeyB) || s.mine[0].Answer != ability.Taken || s.offer() != nil {
		t.Fatal("the break was not taken")
	}
	s.hard.Choose(0)
	if !desktest.Press(s, fyne.KeyT) {
		t.Fatal("T does not tell")
	}
	o.Answer(t, "想换一小时后台")
	boss = open(t, o, o.Town.Supervisor, desk.Route{ID: "notes"})
	if len(boss.sent) != 1 || boss.sent[0].Text != "想换一小时后台" || !boss.sent[0].TookBreak {
		t.Fatalf("%+v", boss.sent)
	}
	boss.notes.Choose(0)
	if !desktest.Press(boss, fyne.KeyReturn) {
		t.Fatal("Enter does not answer")
	}
	o.Answer(t, "好，14 点起换岗")
	if boss.sent[0].Reply != "好，14 点起换岗" {
		t.Error(boss.sent[0])
	}
}

// TestShots_Ability renders the place into the folder SHIFU_SHOTS names.
func TestShots_Ability(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	for _, c := range []struct {
		name string
		mode look.Mode
		l    words.Language
		lead bool
		id   string
		do   func(*Screen)
	}{
		{"people-zh", look.ModeLight, words.Chinese, true, "", func(s *Screen) { s.post = 0; s.show(); s.table.Choose(2) }},
		{"people-dark-en", look.ModeDark, words.English, true, "", func(s *Screen) { s.post = 0; s.show(); s.table.Choose(2) }},
		{"mine-zh", look.ModeLight, words.Chinese, false, "", nil},
		{"care-en", look.ModeLight, words.English, false, "care", func(s *Screen) { s.hard.Choose(0) }},
	} {
		o := staffed(t)
		desktest.Wear(t, c.mode, 100, c.l)
		by := o.Town.Agent
		if c.lead {
			by = o.Town.Lead
		}
		d := o.As(by)
		d.Settings.Language, d.Window = c.l, o.Desk.Window
		s := New(d, desk.Route{ID: c.id}).(*Screen)
		w := o.Desk.Window
		w.SetPadded(false)
		w.SetContent(parts.NewPage(s.Content()))
		w.Resize(fyne.NewSize(1096, 772))
		if c.do != nil {
			c.do(s)
		}
		f, err := os.Create(filepath.Join(dir, "contests-ability-"+c.name+".png"))
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

func TestCare_ABreakIsOfferedForAnEarlierCallThatIsToldNow(t *testing.T) {
	o := staffed(t)
	s := open(t, o, o.Town.Agent, desk.Route{ID: "care"})
	s.mine = []ability.Hard{{CallID: "earlier", Why: ability.Abuse, At: o.Desk.Now().Add(-30 * time.Hour)}}
	if s.offer() != nil {
		t.Fatal("a break is offered for a call of long ago")
	}
	s.told = "earlier"
	if s.offer() == nil {
		t.Error("what was told just now offers no break")
	}
}
