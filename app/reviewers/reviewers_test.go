package reviewers

import (
	"context"
	"fmt"
	"image/png"
	"math/rand/v2"
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
	"shifu/qa"
	"shifu/recordings"
)

var ctx = context.Background()

// judged lets both reviewers score many calls: the second one is far stricter.
// Every fourth call is scored by both.
func judged(t *testing.T, o *desktest.Office, calls int) {
	t.Helper()
	chance := rand.New(rand.NewPCG(1, 2))
	agents := []recordings.Call{o.Town.Stereo, o.Town.Swapped}
	o.Pass(-time.Duration(calls) * 24 * time.Hour)
	for i := range calls {
		o.Pass(24 * time.Hour)
		c := agents[i%2]
		c.ID, c.ExternalID, c.Audio, c.StartedAt = fmt.Sprint("c", i), fmt.Sprint("X-c", i), recordings.Audio{}, o.Now().Add(-time.Hour)
		if _, err := o.Store.Calls().Add(ctx, people.Program(), []recordings.Call{c}); err != nil {
			t.Fatal(err)
		}
		by := []people.Actor{o.Town.Reviewer, o.Town.Second}
		first := i / 2 % 2
		score(t, o, by[first], c.ID, chance, first == 1)
		if i%4 == 0 {
			o.Pass(time.Minute)
			score(t, o, by[1-first], c.ID, chance, first == 0)
		}
	}
}

func score(t *testing.T, o *desktest.Office, by people.Actor, call string, chance *rand.Rand, strict bool) {
	t.Helper()
	q := o.Store.Quality()
	v, err := q.Version(ctx, by, o.Town.Version)
	if err != nil {
		t.Fatal(err)
	}
	e, err := q.Begin(ctx, by, qa.Start{CallID: call, VersionID: o.Town.Version})
	if err != nil {
		t.Fatal(err)
	}
	e.Answers = qa.Answers{}
	for _, question := range v.All {
		a := qa.Choose(0)
		if chance.IntN(10) == 0 || strict && chance.IntN(3) == 0 {
			if last := len(question.Choices()) - 1; !question.Choices()[last].Fails() {
				a = qa.Choose(last)
			}
		}
		a.Comment, a.Spent = "说明", 9*time.Second
		e.Answers[question.Ref] = a
	}
	e.Listened = 40 * time.Second
	if _, err = q.Submit(ctx, by, e); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, calls int) (*Screen, *desktest.Office) {
	t.Helper()
	o := desktest.NewOffice(t)
	judged(t, o, calls)
	s := New(o.As(o.Town.Lead), desk.Route{Place: desk.Reviewers}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1096, 772)
	return s, o
}

func TestReviewers_TheStricterStandsFirstAndIsToldSo(t *testing.T) {
	s, o := open(t, 48)
	if len(o.Failed) > 0 {
		t.Fatal(o.Failed)
	}
	first, last := s.f.model.Reviewers[0], s.f.model.Reviewers[1]
	if first.Name != o.Town.Second.Name || first.Bias.High >= 0 || last.Bias.Low <= 0 {
		t.Errorf("%s %+v, %s %+v", first.Name, first.Bias, last.Name, last.Bias)
	}
	if got := verdict(first.Bias); got != words.Say(words.Chinese, "stricter than others", nil) {
		t.Error(got)
	}
	if s.wanted != first.ID || first.PerQuestion != 9*time.Second || first.PerCall != 40*time.Second || first.Pairs.Calls != 12 {
		t.Errorf("%+v", first)
	}
}

func TestReviewers_TabsShowAgreementAndFairScores(t *testing.T) {
	s, o := open(t, 48)
	desktest.Press(s, fyne.Key2)
	if s.tab != tabAgreement || s.doubles.Length() != 12 || s.f.whole.Calls != 12 {
		t.Error(s.tab, s.doubles.Length(), s.f.whole.Calls)
	}
	s.doubles.OnOpened(0)
	if went := o.Went[len(o.Went)-1]; went.Place != desk.Scores || went.Evaluation != s.f.pairs[0].Second.ID {
		t.Errorf("%+v", went)
	}
	desktest.Press(s, fyne.Key3)
	if s.tab != tabFair || s.fair.Length() != 2 || s.fair.Cell(0, colAgentN).Text != "24" {
		t.Error(s.tab, s.fair.Length(), s.fair.Cell(0, colAgentN).Text)
	}
	s.fair.OnOpened(0)
	if went := o.Went[len(o.Went)-1]; went.Place != desk.Scores || went.Filter.AgentIDs[0] != s.f.model.Agents[0].ID {
		t.Errorf("%+v", went)
	}
	desktest.Press(s, fyne.KeyW)
	if went := o.Went[len(o.Went)-1]; went.Place != desk.Guide || went.ID != "reviewers" {
		t.Errorf("%+v", went)
	}
}

func TestReviewers_AShorterTimeCountsLess(t *testing.T) {
	s, _ := open(t, 100)
	all := len(s.f.data.Evaluations)
	desktest.Press(s, fyne.KeyT)
	if periods[s.period] != 3 || len(s.f.data.Evaluations) >= all || len(s.f.data.Evaluations) < 90 {
		t.Error(periods[s.period], len(s.f.data.Evaluations), all)
	}
}

func TestReviewers_TooFewTellNothing(t *testing.T) {
	s, _ := open(t, 8)
	few := words.Say(words.Chinese, "Too few to tell", nil)
	if c := s.reviewers.Cell(0, colLikely); c.Text != few || c.Image != nil {
		t.Errorf("%+v", c)
	}
	if c := s.fair.Cell(0, colFairLikely); c.Text != few {
		t.Errorf("%+v", c)
	}
}

func TestReviewers_NothingScoredSaysWhatToDo(t *testing.T) {
	s, o := open(t, 0)
	if len(s.f.model.Reviewers) != 0 || len(s.middle.Objects) != 1 || len(o.Failed) > 0 {
		t.Error(o.Failed)
	}
	for _, tab := range []int{tabAgreement, tabFair, tabReviewers} {
		s.open(tab)
	}
}

func TestReviewers_SortsByWhatIsPressed(t *testing.T) {
	s, _ := open(t, 24)
	for column := range s.reviewers.Columns {
		s.sortReviewers(column, column%2 == 0)
	}
	s.sortReviewers(colBias, true)
	if a, b := s.f.model.Reviewers[0], s.f.model.Reviewers[1]; a.Bias.Value < b.Bias.Value {
		t.Error(a.Bias, b.Bias)
	}
	for column := range s.fair.Columns {
		s.sortAgents(column, column%2 == 1)
	}
	if titles := strings.Join(s.fair.Titles(), ""); titles == "" {
		t.Error("no titles to export")
	}
}

// TestShots paints the place into the folder SHIFU_SHOTS names.
func TestShots_Reviewers(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	o := desktest.NewOffice(t)
	judged(t, o, 160)
	for _, c := range []struct {
		name string
		mode look.Mode
		l    words.Language
		tab  int
		w, h float32
	}{
		{"zh", look.ModeLight, words.Chinese, 0, 1096, 772}, {"agreement-zh", look.ModeLight, words.Chinese, 1, 1096, 772}, {"fair-zh", look.ModeLight, words.Chinese, 2, 1096, 772},
		{"dark-en", look.ModeDark, words.English, 0, 1736, 1050}, {"agreement-dark-en", look.ModeDark, words.English, 1, 1096, 772}, {"fair-en", look.ModeLight, words.English, 2, 1096, 772},
	} {
		desktest.Wear(t, c.mode, 100, c.l)
		d := o.As(o.Town.Lead)
		d.Settings.Language = c.l
		s := New(d, desk.Route{Place: desk.Reviewers}).(*Screen)
		s.open(c.tab)
		d.Window.SetPadded(false)
		d.Window.SetContent(parts.NewPage(s.Content()))
		d.Window.Resize(fyne.NewSize(c.w, c.h))
		s.show()
		f, err := os.Create(filepath.Join(dir, "reviewers-"+c.name+".png"))
		if err == nil {
			err = png.Encode(f, d.Window.Canvas().Capture())
		}
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		s.Close()
	}
}
