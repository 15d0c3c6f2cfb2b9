package app

import (
	"context"

	"shifu/app/background"
)

// outputKey is the program's own preference: outputs belong to a machine, not
// to a person.
const outputKey = "sound-output"

// loudspeaker keeps which sound output is used on this machine.
type loudspeaker struct{ s *Shell }

// Name is the output's, empty for the system's own.
func (l loudspeaker) Name() string { return l.s.app.Preferences().String(outputKey) }

// Use lets sound go to an output, now and from the next start on.
func (l loudspeaker) Use(name string) {
	l.s.app.Preferences().SetString(outputKey, name)
	l.s.hearBy(name)
}

// hearBy lets sound go to an output.
func (s *Shell) hearBy(name string) {
	if s.out.Sound == nil {
		return
	}
	background.Run(context.Background(), s.out.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.out.Sound.UseOutput(ctx, name)
	}, func(_ struct{}, err error) { s.fail(err) })
}
