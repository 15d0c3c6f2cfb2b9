package exams

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/excerpt"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/bank"
)

// ear plays again the recordings that an attempt was about.
type ear struct {
	s     *Answered
	place int // of the question whose recording is loaded, -1 for none
	piece *excerpt.Piece
}

// clipRow is the way to hear a recording again, as far as the rules let one.
func (s *Answered) clipRow(place int, c *bank.Clip) fyne.CanvasObject {
	if c == nil || !s.r.View.Right || s.d.Sound == nil {
		return nil
	}
	play := parts.NewButton(lang.L("Hear the recording"), parts.Plain, func() { s.ear.toggle(place, *c) }).WithIcon("play").AsSmall()
	return parts.Row(8, parts.NewIcon("headset", 14, look.Ink3), play, parts.Gap())
}

// toggle plays the recording of a question, pauses it or goes on with it.
func (e *ear) toggle(place int, c bank.Clip) {
	if e.piece != nil && e.place == place {
		e.s.d.Sound.Toggle()
		return
	}
	e.close()
	e.place = place
	s := e.s
	background.Run(context.WithoutCancel(s.ctx), s.d.Stage, func(ctx context.Context) (*excerpt.Piece, error) {
		h, err := s.d.Sitter.Clip(ctx, s.d.Actor, s.attemptID, place)
		if err != nil {
			return nil, err
		}
		return excerpt.OpenSilenced(ctx, s.d, h.Call, h.Path, c.From, c.Until, h.Silent)
	}, func(p *excerpt.Piece, err error) {
		switch {
		case err != nil:
			s.d.Fail(err)
		case s.ctx.Err() != nil || e.place != place || e.piece != nil:
			p.Close()
		default:
			e.piece = p
			p.Load(s.d.Sound)
			s.d.Sound.Play()
			s.d.Trace("clip-heard", map[string]any{"place": place})
		}
	})
}

func (e *ear) close() {
	if e.piece != nil {
		e.s.d.Sound.Unload()
		e.piece.Close()
		e.piece = nil
	}
	e.place = -1
}
