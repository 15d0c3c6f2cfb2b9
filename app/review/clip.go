package review

import (
	"context"
	"io"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/recordings/clip"
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
	audio := l.track.Audio
	title := lang.L("Copy {{.From}} to {{.To}} as a clip?", map[string]any{"From": chart.ClockTenths(from), "To": chart.ClockTenths(to)})
	ask.Asker{Ctx: r.ctx, Desk: r.d}.File(ask.File{Title: title, Act: lang.L("Save the clip"), Folder: "Shifu-clips", Name: clip.Name(nameOf(r.o.call.Call), from, to), Ending: ".wav",
		Write: func(ctx context.Context, w io.Writer) error {
			if err := r.d.Redactions.Clipped(ctx, r.d.Actor, r.o.call.ID, from, to); err != nil {
				return err
			}
			return clip.Write(w, audio, from, to)
		}})
}
