package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/internal/soundtest"
	"shifu/qa"
	"shifu/recordings"
	"shifu/store"
)

// The main job in the real window, in both languages: import, listen, score,
// report, come back, survive a power cut.

func TestTour_Chinese(t *testing.T) { tour(t, look{lang: "zh", width: 1440, height: 900}) }

func TestTour_English(t *testing.T) { tour(t, look{lang: "en", width: 1280, height: 800}) }

type guest struct {
	*program
	t         *testing.T
	look      look
	workspace string
	sample    string
	sink      *soundtest.Sink
}

func tour(t *testing.T, l look) {
	g := &guest{t: t, look: l, workspace: demoCopy(t), sample: filepath.Join(t.TempDir(), "calls"), sink: soundtest.Start(t)}
	shifuctl(t, nil, "demo", "--sample", g.sample)
	s := newScreen(t, l.width, l.height)
	g.program = s.start(g.sink, "--workspace", g.workspace, "--lang", l.lang)
	g.signIn("wuqinghe")
	g.importFolder()
	id := g.open("140233")
	g.listen()
	evaluation := g.score()
	pdf := g.report(evaluation)
	g.checkReport(pdf)
	g.quit()
	g.checkKept(id, evaluation)

	g.program = s.start(g.sink, "--workspace", g.workspace, "--lang", l.lang)
	g.signIn("wuqinghe")
	g.open("140233")
	g.picture("6-again")
	g.key("Escape")
	draft := g.open("162507")
	g.killWhileScoring(draft)

	g.program = s.start(g.sink, "--workspace", g.workspace, "--lang", l.lang)
	g.signIn("wuqinghe")
	g.open("162507")
	g.picture("7-draft-back")
	g.checkDraft(draft)
	g.quit()
}

func (g *guest) picture(name string) { g.shot("tour", g.look.lang+"-"+name) }

// importFolder imports the sample folder through the window.
func (g *guest) importFolder() {
	g.t.Helper()
	g.await("loaded", map[string]any{"place": "today"})
	g.picture("1-today")
	g.click(90, 157) // the library in the rail
	g.await("counted", nil)
	g.key("ctrl+i")
	g.rest()
	g.write(g.sample)
	g.key("Return")
	g.await("tried", map[string]any{"rows": 6, "problems": 0})
	g.picture("2-import")
	g.key("Return")
	g.await("imported", map[string]any{"imported": 6, "duplicates": 0, "refused": 0})
	g.await("prepared", nil)
	g.picture("3-imported")
}

// open finds a call by its id in the library and opens it in the review room.
func (g *guest) open(callID string) (id string) {
	g.t.Helper()
	g.visit("library")
	g.await("counted", nil)
	g.key("ctrl+f")
	g.write(callID)
	g.await("loaded", map[string]any{"found": 1})
	g.await("previewed", nil)
	g.key("Return")
	g.rest()
	g.key("Return")
	e := g.await("loaded", map[string]any{"place": "room"})
	g.await("opened", nil)
	return fmt.Sprint(e.Facts["id"])
}

// listen plays the call and measures what the sound device received.
func (g *guest) listen() {
	g.t.Helper()
	tape, err := g.sink.Tape()
	if err != nil {
		g.t.Fatal(err)
	}
	g.key("space")
	g.await("playing", nil)
	began := tape.Now()
	heard := time.NewTicker(100 * time.Millisecond)
	defer heard.Stop()
	for tape.Now() < began+6 {
		<-heard.C
	}
	g.picture("4-playing")
	g.key("space")
	g.await("paused", nil)
	rec, err := tape.Stop()
	if err != nil {
		g.t.Fatal(err)
	}
	middle := rec.Between(began+1, began+5)
	left, right := soundtest.RMS(middle.Left), soundtest.RMS(middle.Right)
	if left < 0.005 && right < 0.005 {
		g.t.Errorf("the sound device received nothing: RMS %.4f and %.4f", left, right)
	}
	g.t.Logf("heard: RMS left %.3f, right %.3f", left, right)
}

// score answers every question by keyboard, one with a note and a moment, and submits.
func (g *guest) score() (evaluation string) {
	g.t.Helper()
	g.key("1", "1", "1", "1", "1") // 1.1 to 2.3
	g.key("m")
	g.await("bound", map[string]any{"ref": "3.1"})
	g.key("c")
	g.write("Repeat the address, then confirm it.")
	g.key("ctrl+2") // answers while typing
	g.await("answered", map[string]any{"ref": "3.1"})
	g.key("Escape", "Down")
	g.rest()
	for range 20 { // past the last question nothing is left to answer
		g.key("1")
	}
	g.picture("5-scored")
	g.key("ctrl+Return")
	e := g.await("submitted", nil)
	return fmt.Sprint(e.Facts["evaluation"])
}

// report writes the PDF of the evaluation that was just submitted.
func (g *guest) report(evaluation string) (path string) {
	g.t.Helper()
	g.open("140233")
	g.key("ctrl+shift+r")
	g.rest()
	path = filepath.Join(root(g.t), "build", "tour", "report-"+g.look.lang+".pdf")
	_ = os.Remove(path)
	g.key("ctrl+a")
	g.write(path)
	g.key("Return")
	g.await("exported", map[string]any{"evaluation": evaluation})
	return path
}

func (g *guest) checkReport(path string) {
	g.t.Helper()
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		g.t.Fatalf("pdftotext: %v", err)
	}
	for _, want := range map[string][]string{"zh": {"95598", "陈白露", "Repeat the address"}, "en": {"95598", "Repeat the address"}}[g.look.lang] {
		if !strings.Contains(string(text), want) {
			g.t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
}

// checkKept reads the workspace as the next program would.
func (g *guest) checkKept(callID, evaluation string) {
	g.t.Helper()
	g.within(func(ctx context.Context, ws *store.Workspace) {
		e, err := ws.Quality().Evaluation(ctx, people.Program(), evaluation)
		if err != nil {
			g.t.Fatal(err)
		}
		a := e.Answers["3.1"]
		if e.CallID != callID || e.State != qa.Submitted || e.Final == nil || len(e.Answers) != 17 ||
			len(a.Moments) != 1 || !strings.HasPrefix(a.Comment, "Repeat the address") {
			g.t.Errorf("the evaluation was not kept as it was made: %+v", e)
		}
		n, err := ws.Calls().Count(ctx, people.Program(), recordings.Filter{Text: "20261120"})
		if err != nil || n != 3 {
			g.t.Errorf("%d of the 3 imported calls of a day are kept (%v)", n, err)
		}
	})
}

func (g *guest) within(look func(context.Context, *store.Workspace)) {
	g.t.Helper()
	ctx := context.Background()
	ws, err := store.Open(ctx, g.workspace, store.Options{})
	if err != nil {
		g.t.Fatal(err)
	}
	defer ws.Close()
	look(ctx, ws)
}

// killWhileScoring answers three questions, types half a note, and pulls the plug.
func (g *guest) killWhileScoring(string) {
	g.t.Helper()
	g.key("1", "1", "2", "Up", "c")
	g.write("Speaks over the customer, wai")
	g.await("saved", map[string]any{"answered": 3})
	g.rest()
	g.kill()
}

func (g *guest) checkDraft(callID string) {
	g.t.Helper()
	g.within(func(ctx context.Context, ws *store.Workspace) {
		es, err := ws.Quality().Evaluations(ctx, people.Program(), qa.Find{CallID: callID}, 10)
		if err != nil || len(es) != 1 {
			g.t.Fatalf("%d evaluations of the call, %v", len(es), err)
		}
		if es[0].State != qa.Draft || len(es[0].Answers) < 3 {
			g.t.Errorf("the draft did not survive: %+v", es[0])
		}
	})
}
