package review

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/recordings/clip"
	"shifu/recordings/formats"
)

// mayClip reports whether sound may be copied out of here.
func (r *Room) mayClip() bool { return r.d.Actor.May(people.CopyOut) && !r.sound.silent() }

// clip asks where A to B should go, and writes it as it is heard by everybody.
func (r *Room) clip() {
	l := r.sound
	if l.from == l.to {
		r.d.Toast(lang.L("Set A and B first: they are what is copied."), nil)
		return
	}
	from, to := l.from, l.to
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	path := filepath.Join(home, "Shifu-clips", clip.Name(nameOf(r.o.call.Call), from, to))
	q := parts.Question{Title: lang.L("Copy {{.From}} to {{.To}} as a clip?", map[string]any{"From": chart.ClockTenths(from), "To": chart.ClockTenths(to)}), Act: lang.L("Save the clip"), Kind: parts.Main}
	ask.Line(r.d, q, lang.L("Path of the file"), path, func(path string, done func(error)) {
		audio := l.track.Audio
		background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (struct{}, error) {
			if err := r.d.Redactions.Clipped(ctx, r.d.Actor, r.o.call.ID, from, to); err != nil {
				return struct{}{}, err
			}
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return struct{}{}, fmt.Errorf("making the folder: %w", err)
			}
			return struct{}{}, formats.WriteFile(path, func(w io.Writer) error { return clip.Write(w, audio, from, to) })
		}, func(_ struct{}, err error) {
			done(err)
			if err == nil {
				r.d.Toast(lang.L("Clip written: {{.File}}", map[string]any{"File": path}), nil)
			}
		})
	})
}
