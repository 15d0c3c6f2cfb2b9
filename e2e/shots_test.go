package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"shifu/internal/soundtest"
)

// demoOnce makes the demo workspace once for all tests of a run.
var demoOnce = sync.OnceValues(func() (string, error) {
	demoMade = true
	dir, err := os.MkdirTemp("", "shifu-demo-")
	if err != nil {
		return "", err
	}
	cmd := exec.Command(filepath.Join("..", "build", "shifuctl"), "demo", "--workspace", filepath.Join(dir, "demo"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("shifuctl demo: %w\n%s", err, out)
	}
	return dir, nil
})

// demoCopy is a demo workspace of the test's own.
func demoCopy(t *testing.T) string {
	t.Helper()
	dir, err := demoOnce()
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(t.TempDir(), "Shifu")
	if err := os.CopyFS(own, os.DirFS(filepath.Join(dir, "demo"))); err != nil {
		t.Fatal(err)
	}
	return own
}

func TestMain(m *testing.M) {
	code := m.Run()
	if demoMade {
		if dir, err := demoOnce(); err == nil {
			os.RemoveAll(dir)
		}
	}
	os.Exit(code)
}

// demoMade tells TestMain whether there is a demo to take away.
var demoMade bool

// signIn types login and password on the page for signing in.
func (p *program) signIn(login string) {
	p.t.Helper()
	p.await("shown", map[string]any{"place": "sign-in"})
	p.rest()
	p.key("shift+Tab", "ctrl+a")
	p.write(login)
	p.key("Return")
	p.write("shifu-demo")
	p.key("Return")
	p.await("entered", nil)
}

// look is one way in which the window is looked at.
type look struct {
	lang          string
	dark          bool
	width, height int
}

func (l look) name() string {
	shade := "light"
	if l.dark {
		shade = "dark"
	}
	return fmt.Sprintf("%s-%s-%dx%d", l.lang, shade, l.width, l.height)
}

// TestShots takes a picture of every screen in both languages, light and dark,
// in both sizes, into build/shots. It runs for make shots only.
func TestShots(t *testing.T) {
	if os.Getenv("SHIFU_SHOTS") == "" {
		t.Skip("make shots takes them")
	}
	for _, l := range []look{
		{"zh", false, 1280, 800}, {"en", false, 1280, 800}, {"zh", true, 1280, 800}, {"en", true, 1280, 800},
		{"zh", false, 1920, 1080}, {"en", true, 1920, 1080},
	} {
		t.Run(l.name(), func(t *testing.T) { takeShots(t, l) })
	}
}

// visits are who is looked over the shoulder, and at which places.
var visits = []struct {
	login  string
	places []string
}{
	{"wuqinghe", []string{"today", "library", "scores", "rubrics", "assist", "sampling", "calibration", "appeals", "reviewers", "insight", "operations", "knowledge",
		"benchmarks"}},
	{"liangdongcang", []string{"people", "settings", "retention"}},
	{"wenqiufen", []string{"examdesk", "certificates", "bank", "retraining", "mentoring", "routing", "practice"}},
	{"xumangzhong", []string{"learn", "roleplay", "exams"}},
	{"heshuangjiang", []string{"review"}},
	{"shenlixia", []string{"mentees"}},
	{"shaomengchun", []string{"contests", "coaching", "ability"}},
}

// filledBy is the event after which a place shows what it has.
var filledBy = map[string]string{
	"ability":      "loaded",
	"routing":      "loaded",
	"practice":     "loaded",
	"contests":     "loaded",
	"benchmarks":   "loaded",
	"appeals":      "loaded",
	"assist":       "loaded",
	"bank":         "loaded",
	"calibration":  "loaded",
	"certificates": "loaded",
	"coaching":     "loaded",
	"examdesk":     "exam",
	"exams":        "exams",
	"insight":      "loaded",
	"knowledge":    "found",
	"learn":        "loaded",
	"library":      "previewed",
	"mentees":      "loaded",
	"mentoring":    "loaded",
	"operations":   "loaded",
	"people":       "person",
	"retention":    "loaded",
	"retraining":   "loaded",
	"review":       "loaded",
	"reviewers":    "reviewer",
	"roleplay":     "role-plays",
	"rubrics":      "rubric",
	"sampling":     "plan",
	"scores":       "evaluation",
	"today":        "loaded",
}

func takeShots(t *testing.T, l look) {
	workspace := demoCopy(t)
	s, sink := newScreen(t, l.width, l.height), soundtest.Start(t)
	folder := "shots/" + l.name()
	for _, v := range visits {
		p := s.start(sink, "--workspace", workspace, "--lang", l.lang)
		p.await("shown", map[string]any{"place": "sign-in"})
		s.shot(folder, "sign-in")
		p.events <- event{Event: "shown", Facts: map[string]any{"place": "sign-in"}}
		p.signIn(v.login)
		p.await("loaded", map[string]any{"place": "today"})
		if l.dark {
			p.key("ctrl+shift+d")
			p.await("applied-look", map[string]any{"mode": "dark"})
		}
		for _, place := range v.places {
			p.visit(place)
			switch filled := filledBy[place]; filled {
			case "":
			case "loaded": // of this place, not of the one before
				p.await(filled, map[string]any{"place": place})
			default:
				p.await(filled, nil)
			}
			s.shot(folder, place)
		}
		if v.login == "heshuangjiang" {
			p.lookAround(folder)
		}
		p.quit()
	}
}

// lookAround takes the room with some answers, the guide, and the box that finds anything.
func (p *program) lookAround(folder string) {
	p.t.Helper()
	p.key("Down", "Return")
	p.await("opened", nil)
	p.key("1", "1", "1", "Right", "Right", "m", "2", "1", "Right", "Right", "Right", "m", "3")
	p.rest()
	p.shot(folder, "room")
	p.key("F1")
	p.await("shown", map[string]any{"place": "guide"})
	p.shot(folder, "guide")
	p.key("ctrl+k")
	p.shot(folder, "find")
	p.key("Escape")
}
