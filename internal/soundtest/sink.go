// Package soundtest lets tests hear: a private sound server whose only device is
// a null sink, the recording of what programs play into it, and measures of
// that recording. Nothing of the machine's own sound set-up is touched.
package soundtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Rate is the sample rate of all recordings; they are stereo.
const Rate = 48000

const sinkName = "shifu_test"

// Sink is a running sound server with a null sink.
type Sink struct {
	dir    string
	server *exec.Cmd
}

// Start returns a Sink that ends with the test. Where the sound server isn't
// installed the test is skipped, unless CI is "true": there it fails.
func Start(t testing.TB) *Sink {
	t.Helper()
	if err := Missing(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	s, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// Missing names what has to be installed before Open can work; nil if nothing.
func Missing() error {
	for _, program := range []string{"pulseaudio", "pactl", "parec"} {
		if _, err := exec.LookPath(program); err != nil {
			return fmt.Errorf("real sound needs %s (packages pulseaudio, pulseaudio-utils): %w", program, err)
		}
	}
	for _, pattern := range []string{"/usr/lib/*/alsa-lib", "/usr/lib64/alsa-lib", "/usr/lib/alsa-lib"} {
		if found, _ := filepath.Glob(pattern + "/libasound_module_pcm_pulse.so"); len(found) > 0 {
			return nil
		}
	}
	return fmt.Errorf("real sound needs ALSA's pulse plug-in (package libasound2-plugins)")
}

// Open starts a server without a test; Close it. It waits until the server
// answers, at most 10 s.
func Open() (*Sink, error) {
	dir, err := os.MkdirTemp("", "sound")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the sound server: %w", err)
	}
	s := &Sink{dir: dir}
	if err := s.launch(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Sink) launch() error {
	conf := "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n"
	if err := os.WriteFile(filepath.Join(s.dir, "asound.conf"), []byte(conf), 0o600); err != nil {
		return fmt.Errorf("configuring ALSA: %w", err)
	}
	s.server = Urgent("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
		"--disallow-exit", "--use-pid-file=no", "--log-level=error",
		"-L", "module-native-protocol-unix socket="+s.socket()+" auth-anonymous=1",
		"-L", fmt.Sprintf("module-null-sink sink_name=%s rate=%d channels=2 format=s16le", sinkName, Rate))
	s.server.Env = append(os.Environ(), "HOME="+s.dir, "XDG_RUNTIME_DIR="+s.dir, "PULSE_RUNTIME_PATH="+filepath.Join(s.dir, "pulse"))
	if err := s.server.Start(); err != nil {
		return fmt.Errorf("starting pulseaudio: %w", err)
	}
	return s.await()
}

func (s *Sink) socket() string { return filepath.Join(s.dir, "pulse.sock") }

func (s *Sink) await() error {
	var err error
	for range 100 {
		if err = s.command("pactl", "info").Run(); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("waiting for pulseaudio: %w", err)
}

// Env is what a program's environment needs, added at the end of its own, to
// play into the sink. It must be there when the program starts.
func (s *Sink) Env() []string {
	return []string{
		"PULSE_SERVER=unix:" + s.socket(),
		"PULSE_SINK=" + sinkName,
		"PULSE_COOKIE=" + filepath.Join(s.dir, "cookie"),
		"ALSA_CONFIG_PATH=" + filepath.Join(s.dir, "asound.conf"),
	}
}

// Urgent is a command that goes before others on a busy machine, if the user may
// ask for that: sound can't wait.
func Urgent(name string, args ...string) *exec.Cmd {
	if nice, err := exec.LookPath("nice"); err == nil && os.Geteuid() == 0 {
		return exec.Command(nice, append([]string{"-n", "-15", name}, args...)...)
	}
	return exec.Command(name, args...)
}

func (s *Sink) command(name string, args ...string) *exec.Cmd {
	c := Urgent(name, args...)
	c.Env = append(os.Environ(), s.Env()...)
	return c
}

// Close ends the server and removes its folder. It may be called again.
func (s *Sink) Close() {
	if s.server != nil && s.server.Process != nil {
		_ = s.server.Process.Kill() // nothing of it is kept
		_ = s.server.Wait()
		s.server = nil
	}
	_ = os.RemoveAll(s.dir)
}
