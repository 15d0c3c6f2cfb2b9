package e2e

import (
	"context"
	"fmt"
	"testing"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/store"
)

// A quality lead's day in the real window: a rubric is written and published,
// a calibration ruled and resolved, an appeal decided.

func TestTour_QualityLead(t *testing.T) {
	g := &guest{t: t, look: look{lang: "zh", width: 1440, height: 900}, workspace: demoCopy(t)}
	s := newScreen(t, g.look.width, g.look.height)
	g.program = s.start(nil, "--workspace", g.workspace, "--lang", g.look.lang)
	g.signIn("wuqinghe")
	g.await("loaded", map[string]any{"place": "today"})
	version := g.publish()
	session := g.calibrate()
	appeal := g.decide()
	g.quit()
	g.within(func(ctx context.Context, ws *store.Workspace) {
		v, err := ws.Quality().Version(ctx, people.Program(), version)
		if err != nil || v.State != qa.VersionActive {
			t.Errorf("the published version is %s (%v)", v.State, err)
		}
		q, _, ok := v.Find("6.3")
		if !ok || q.Text != "Says when power is back" {
			t.Errorf("the question that was typed is kept as %+v", q)
		}
		c, err := ws.Appeals().Case(ctx, people.Program(), appeal)
		if err != nil || c.State.Open() || c.Points[0].Why != "Heard again, as scored" {
			t.Errorf("the decision is kept as %+v (%v)", c.Points, err)
		}
	})
	g.program = s.start(nil, "--workspace", g.workspace, "--lang", g.look.lang)
	g.signIn("wuqinghe")
	g.visit("calibration")
	g.await("loaded", map[string]any{"place": "calibration"})
	g.key("Down", "Return")
	g.await("loaded", map[string]any{"place": "session", "id": session, "state": "resolved"})
	g.quit()
}

// publish finishes the draft that waits and publishes it.
func (g *guest) publish() (version string) {
	g.t.Helper()
	g.visit("rubrics")
	g.await("rubric", nil)
	g.key("e")
	g.await("draft", nil)
	g.key("F8") // to the question without a text
	g.await("problem", nil)
	g.write("Says when power is back")
	g.await("saved", nil)
	g.picture("q1-editor")
	g.rest()
	g.key("ctrl+Return")
	g.rest()
	g.key("Tab", "Return")
	e := g.await("published", nil)
	g.await("rubric", nil)
	return fmt.Sprint(e.Facts["version"])
}

// calibrate agrees on an answer to every flagged question of the session in
// review that lacks one, and resolves it.
func (g *guest) calibrate() (session string) {
	g.t.Helper()
	g.visit("calibration")
	g.await("loaded", map[string]any{"place": "calibration"})
	g.key("Down", "Return")
	e := g.await("loaded", map[string]any{"place": "session", "state": "review"})
	g.rest()
	open := map[string]bool{} // flagged, without an agreed answer
	for {
		g.key("n")
		ref := fmt.Sprint(g.await("flagged", nil).Facts["ref"])
		if open[ref] {
			break
		}
		open[ref] = true
	}
	for range open {
		g.key("n")
		ref := g.await("flagged", nil).Facts["ref"]
		g.key("1")
		g.await("ruled", map[string]any{"ref": ref})
	}
	g.picture("q2-calibration")
	g.rest()
	g.key("ctrl+Return")
	g.await("advanced", map[string]any{"to": "resolved"})
	return fmt.Sprint(e.Facts["id"])
}

// decide takes the appeal that waits longest and upholds the score.
func (g *guest) decide() (appeal string) {
	g.t.Helper()
	g.visit("appeals")
	g.await("loaded", map[string]any{"place": "appeals"})
	g.key("Return") // the one that is due first
	e := g.await("case", nil)
	if e.Facts["masked"] == true { // nobody has taken it yet, or only to score it blind first
		g.key("Return")
		e = g.await("case", map[string]any{"masked": false})
	}
	g.rest()
	points, _ := e.Facts["points"].(float64)
	for range int(points) {
		g.key("1", "r")
		g.write("Heard again, as scored")
		g.key("Return")
		g.await("ruled", nil)
	}
	g.picture("q3-appeal")
	g.rest()
	g.key("ctrl+Return")
	g.await("decided", map[string]any{"outcome": "upheld"})
	return fmt.Sprint(e.Facts["id"])
}
