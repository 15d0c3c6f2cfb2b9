// Package e2e uses the real programs as people do: a real window on a virtual
// display, keyboard and mouse, real sound through a null sink.
package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"shifu/internal/soundtest"
)

// patience is how long a test waits for the window before it gives up. It is
// no measure of speed: software rendering on a busy machine is slow.
const patience = 90 * time.Second

// openbox is its configuration: windows without a frame fill the display and
// take the focus.
const openbox = `<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc"><focus><focusNew>yes</focusNew></focus>
<applications><application class="*"><decor>no</decor><maximized>yes</maximized><focus>yes</focus></application></applications></openbox_config>`

// screen is a virtual display with a window manager.
type screen struct {
	t             testing.TB
	display       string
	width, height int
	env           []string
}

// root is the folder of the project.
func root(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// newScreen starts a display of that size.
func newScreen(t testing.TB, width, height int) *screen {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{write}
	if err := cmd.Start(); err != nil {
		t.Fatalf("Xvfb: %v (make setup installs it)", err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	write.Close()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	s := &screen{t: t, display: ":" + strings.TrimSpace(line), width: width, height: height}
	s.env = append(os.Environ(), "DISPLAY="+s.display, "LIBGL_ALWAYS_SOFTWARE=1", "WAYLAND_DISPLAY=")
	rc := filepath.Join(t.TempDir(), "rc.xml")
	if err := os.WriteFile(rc, []byte(openbox), 0o600); err != nil {
		t.Fatal(err)
	}
	wm := exec.Command("openbox", "--config-file", rc)
	wm.Env = s.env
	if err := wm.Start(); err != nil {
		t.Fatalf("openbox: %v (make setup installs it)", err)
	}
	t.Cleanup(func() { _ = wm.Process.Kill(); _ = wm.Wait() })
	return s
}

// do runs xdotool.
func (s *screen) do(args ...string) {
	s.t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = s.env
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
}

// key presses keys one after another, by their X names: "ctrl+i", "Return".
func (s *screen) key(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		s.do("key", "--clearmodifiers", "--delay", "40", k)
	}
}

// write types text.
func (s *screen) write(text string) { s.t.Helper(); s.do("type", "--delay", "25", text) }

// click presses the left button at a place.
func (s *screen) click(x, y float64) {
	s.t.Helper()
	s.do("mousemove", strconv.Itoa(int(x)), strconv.Itoa(int(y)), "click", "1")
}

// shot keeps a picture of the whole display as build/DIR/NAME.png once it has
// come to rest: two pictures in a row are the same, or ten were taken.
func (s *screen) shot(dir, name string) string {
	s.t.Helper()
	file := filepath.Join(root(s.t), "build", dir, name+".png")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		s.t.Fatal(err)
	}
	last := ""
	for i := range 10 {
		cmd := exec.Command("import", "-window", "root", file)
		cmd.Env = s.env
		if out, err := cmd.CombinedOutput(); err != nil {
			s.t.Fatalf("import: %v\n%s", err, out)
		}
		sum, err := exec.Command("identify", "-format", "%#", file).Output()
		if err != nil {
			s.t.Fatalf("identify: %v", err)
		}
		if string(sum) == last && i >= 3 { // what is just being painted needs a moment
			break
		}
		last = string(sum)
	}
	return file
}

// event is one line of the window's trace.
type event struct {
	Event string         `json:"event"`
	Facts map[string]any `json:"facts"`
}

// program is the running window.
type program struct {
	*screen
	cmd    *exec.Cmd
	places []string // of the rail, once somebody is signed in
	events chan event
	ended  chan error
}

// start runs build/shifu on the screen and follows its trace.
func (s *screen) start(sink *soundtest.Sink, args ...string) *program {
	s.t.Helper()
	fifo := filepath.Join(s.t.TempDir(), "trace")
	if err := exec.Command("mkfifo", fifo).Run(); err != nil {
		s.t.Fatalf("mkfifo: %v", err)
	}
	p := &program{screen: s, events: make(chan event, 10000), ended: make(chan error, 1)}
	p.cmd = exec.Command(filepath.Join(root(s.t), "build", "shifu"), append([]string{"--trace", fifo}, args...)...)
	p.cmd.Env = append(s.env, "LANG=en_GB.UTF-8", "HOME="+s.t.TempDir())
	if sink != nil {
		p.cmd.Env = append(p.cmd.Env, sink.Env()...)
	}
	var log strings.Builder
	p.cmd.Stdout, p.cmd.Stderr = &log, &log
	if err := p.cmd.Start(); err != nil {
		s.t.Fatalf("starting the window: %v", err)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	go p.follow(fifo)
	s.t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		if s.t.Failed() {
			s.t.Logf("the window wrote:\n%s", log.String())
			s.shot("tour", "failed-"+strings.ReplaceAll(s.t.Name(), "/", "-"))
		}
	})
	return p
}

func (p *program) follow(fifo string) {
	f, err := os.Open(fifo)
	if err != nil {
		return
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) == nil {
			p.events <- e
		}
	}
}

// await returns the next event of that name whose facts hold all of want.
func (p *program) await(name string, want map[string]any) event {
	p.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	var passed []string
	for {
		select {
		case e := <-p.events:
			p.learn(e)
			if e.Event == name && holds(e.Facts, want) {
				return e
			}
			passed = append(passed, fmt.Sprint(e.Event, e.Facts))
		case err := <-p.ended:
			p.ended <- err
			p.t.Fatalf("the window ended (%v) while %s %v was awaited; seen: %v", err, name, want, passed)
		case <-ctx.Done():
			p.shot("tour", "failed-waiting-"+name)
			p.t.Fatalf("no %s %v within %v; seen: %v", name, want, patience, passed)
		}
	}
}

// learn notes which places are in the rail.
func (p *program) learn(e event) {
	places, ok := e.Facts["places"].([]any)
	if !ok {
		return
	}
	p.places = nil
	for _, place := range places {
		p.places = append(p.places, fmt.Sprint(place))
	}
}

func holds(facts, want map[string]any) bool {
	for k, v := range want {
		if fmt.Sprint(facts[k]) != fmt.Sprint(v) {
			return false
		}
	}
	return true
}

// kill ends the window as a power cut would.
func (p *program) kill() {
	p.t.Helper()
	_ = p.cmd.Process.Kill()
	<-p.ended
	p.ended <- nil
}

// quit closes the window by its shortcut.
func (p *program) quit() {
	p.t.Helper()
	p.key("ctrl+q")
	select {
	case err := <-p.ended:
		p.ended <- err
		if err != nil {
			p.t.Fatalf("the window ended with %v", err)
		}
	case <-time.After(patience):
		p.t.Fatal("the window did not close")
	}
}

// shifuctl runs the command and returns what it printed.
func shifuctl(t testing.TB, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(filepath.Join(root(t), "build", "shifuctl"), args...)
	cmd.Env = append(os.Environ(), env...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("shifuctl %v: %v\n%s", args, err, errs.String())
	}
	return string(out)
}

// visit opens a place of the rail by its key: Alt 1 to 9, then Alt Shift 1 to 9.
func (p *program) visit(place string) {
	p.t.Helper()
	i := slices.Index(p.places, place)
	if i < 0 {
		p.t.Fatalf("%s is not in the rail: %v", place, p.places)
	}
	p.key(fmt.Sprintf("%s+%d", []string{"alt", "alt+shift", "ctrl+alt", "ctrl+alt+shift"}[i/9], i%9+1))
	p.await("shown", map[string]any{"place": place})
}

// rest waits until the display has come to rest.
func (s *screen) rest() { s.t.Helper(); s.shot("tour", ".rest") }
