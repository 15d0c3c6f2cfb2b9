package player

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"time"

	"shifu/internal/fault"
)

// Output is one of the sound outputs of the system.
type Output struct {
	Name  string // by which the system knows it
	Title string // for people
}

// sinkVariable tells PulseAudio's library, and PipeWire's in its place, to which
// output sound goes. It is read when the device is opened.
const sinkVariable = "PULSE_SINK"

const askTime = 3 * time.Second

// Outputs lists the outputs among which can be chosen: those of PulseAudio or
// PipeWire. Elsewhere, and where their command pactl is missing, there are none,
// and the system's own setting decides.
func (p *Player) Outputs(ctx context.Context) ([]Output, error) {
	if _, err := exec.LookPath("pactl"); err != nil || runtime.GOOS != "linux" {
		return nil, nil
	}
	var sinks []struct{ Name, Description string }
	if err := pactl(ctx, &sinks, "list", "sinks"); err != nil {
		return nil, nil // no sound server: there is nothing to choose from
	}
	out := make([]Output, 0, len(sinks))
	for _, s := range sinks {
		if s.Description == "" {
			s.Description = s.Name
		}
		out = append(out, Output{s.Name, s.Description})
	}
	return out, nil
}

// UseOutput lets sound go to an output from now on, "" to the system's own. What
// plays already is moved there; that fails if the output has gone.
func (p *Player) UseOutput(ctx context.Context, name string) error {
	if name == "" {
		_ = os.Unsetenv(sinkVariable)
		name = "@DEFAULT_SINK@"
	} else if err := os.Setenv(sinkVariable, name); err != nil {
		return fmt.Errorf("choosing the sound output: %w", err)
	}
	if p.Snapshot().Device != DeviceReady { // it goes there when it is opened
		return nil
	}
	return move(ctx, name)
}

// move moves the streams of this process to another output.
func move(ctx context.Context, name string) error {
	var streams []struct {
		Index      int
		Properties map[string]string
	}
	if err := pactl(ctx, &streams, "list", "sink-inputs"); err != nil {
		return nil // no server that could move it: it counts from the next start on
	}
	for _, s := range streams {
		if s.Properties["application.process.id"] != strconv.Itoa(os.Getpid()) {
			continue
		}
		if err := pactl(ctx, nil, "move-sink-input", strconv.Itoa(s.Index), name); err != nil {
			return fault.New(fault.NotFound, "This sound output is gone. Connect it, or choose another one.", nil).Because(err)
		}
	}
	return nil
}

// pactl runs a command of the sound server and reads its answer into out.
func pactl(ctx context.Context, out any, args ...string) error {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	answer, err := exec.CommandContext(ctx, "pactl", append([]string{"--format=json"}, args...)...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return fmt.Errorf("pactl %s: %w: %.200s", args[0], err, exit.Stderr)
		}
		return fmt.Errorf("pactl %s: %w", args[0], err)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("pactl %s: %w", args[0], err)
	}
	return nil
}
