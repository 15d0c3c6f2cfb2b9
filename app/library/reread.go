package library

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/rawread"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
)

// rawOf is how the recording of a call is read that has no header; zero if it
// has one.
func rawOf(a recordings.Audio) formats.Raw {
	return formats.RawFrom(a.Container, a.Codec, a.SampleRate, a.Channels)
}

func (s *Screen) mayReread() bool {
	return s.mayImport() && s.mayListen() && rawOf(s.preview.row.Audio) != formats.Raw{}
}

// askReread asks how the chosen call's recording is read.
func (s *Screen) askReread() {
	c := s.preview.row.Call
	if !s.mayReread() {
		return
	}
	fields := rawread.New(rawOf(c.Audio), nil)
	assumed := lang.L("The file has no header, so codec, rate and channels were assumed or said at import.")
	if named, ok := formats.RawOf(c.Audio.FileName); ok {
		assumed = lang.L("The file has no header. From its name one would take it for {{.Reading}}.", map[string]any{"Reading": rawread.Say(named)})
	}
	a := ask.Asker{Ctx: s.ctx, Desk: s.d, Done: func() { s.reread(c.ID) }}
	q := parts.Question{Title: lang.L("How is this recording read?"), Text: assumed + " " + lang.L("Length, waveform and speech are made anew; corrections of speech go."), Act: lang.L("Read it so")}
	a.Fields(q, parts.Row(0, fields.Content()), nil, lang.L("The recording is read anew"), func() (ask.Work, error) {
		as := fields.As
		return func(ctx context.Context) error {
			_, err := intake.Reread(ctx, s.d.Actor, s.intake(), c.ID, as)
			return err
		}, as.Check()
	})
}

// reread shows a call anew whose recording is read otherwise.
func (s *Screen) reread(id string) {
	delete(s.talk.images, id)
	s.outdated()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (recordings.Row, error) {
		return s.d.Calls.Call(ctx, s.d.Actor, id)
	}, func(r recordings.Row, err error) {
		s.d.Fail(err)
		s.preview.show(recordings.Row{})
		s.preview.show(r)
		s.d.Trace("reread", map[string]any{"id": id})
	})
}

// rawFact says that the reading was assumed, and lets it be changed.
func (p *preview) rawFact() fyne.CanvasObject {
	line := parts.Row(6, parts.Room(look.Scaled(78), 0), parts.Grow(parts.Second(lang.L("no header: assumed")).Cutting()))
	if p.s.mayReread() {
		line.Add(parts.NewLink(lang.L("Change"), p.s.askReread))
		line.Add(parts.NewKeyBadge(desk.Action{Bare: fyne.KeyR}.Badge(false)))
	}
	return parts.High(24, parts.Inset(0, 6, 0, 0, line))
}
