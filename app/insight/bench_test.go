package insight

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/qa"
	figures "shifu/qa/insight"
)

// year adds up 200,000 evaluations of 1,008 agents in 42 teams; the store's
// own benchmark measures how they are read.
type year struct{}

func (year) Figures(_ context.Context, _ people.Actor, _ qa.Find, starts []time.Time) (*figures.Board, error) {
	form := &figures.Form{VersionID: "v", RubricID: "r"}
	for i := range 17 {
		form.Refs = append(form.Refs, fmt.Sprintf("%d.%d", i/4+1, i%4+1))
	}
	f := figures.Fact{Form: form, Scored: true, Answers: make([]figures.Answer, 17)}
	b := figures.NewBoard(starts)
	span := starts[len(starts)-1].Sub(starts[0])
	for i := range 200_000 {
		agent := i * 7919 % 1008
		f.At, f.Final = starts[0].Add(span*time.Duration(i)/200_000), float64(60+i*31%41)
		f.AgentID, f.AgentName, f.TeamID, f.OrganisationID = agents[agent], agents[agent], teams[agent%42], teams[agent%3]
		f.ReviewerID = teams[i%20]
		for k := range f.Answers {
			f.Answers[k] = figures.Answer{Question: k, Credit: float64((i + k) % 2), Lost: float64((i + k) % 3)}
		}
		b.Add(&f)
	}
	return b, nil
}

var agents, teams = ids("agent", 1008), ids("team", 42)

func ids(kind string, n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("%s-%04d", kind, i))
	}
	return out
}

// BenchmarkInsight_Open is what the window does from the key to the picture
// with 200,000 evaluations: adding them up, each view's layout and painting.
func BenchmarkInsight_Open(b *testing.B) {
	o := desktest.NewOffice(b)
	o.Desk = o.As(o.Town.Lead)
	o.Desk.Insight = year{}
	for view := range 9 {
		b.Run(fmt.Sprint(view), func(b *testing.B) {
			for b.Loop() {
				s := New(o.Desk, desk.Route{}).(*Screen)
				s.asks.View = view
				s.show()
				o.Show(s, 1096, 740)
				test.WidgetRenderer(s.tabs).Layout(fyne.NewSize(900, 30))
				s.Close()
			}
		})
	}
}
