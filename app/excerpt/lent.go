package excerpt

import (
	"context"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/internal/fault"
	"shifu/training/benchmark"
)

// Lent lets benchmark calls be heard where they are not worked on: from the
// beginning, without a waveform, silent where they name somebody.
type Lent struct {
	d     *desk.Desk
	ctx   context.Context
	id    string
	piece *Piece
}

// NewLent returns one for a screen whose context is ctx.
func NewLent(ctx context.Context, d *desk.Desk) *Lent { return &Lent{d: d, ctx: ctx} }

// Play plays a benchmark call, or pauses the one that plays.
func (l *Lent) Play(id string) {
	switch {
	case l.d.Sound == nil:
		l.d.Fail(fault.New(fault.Invalid, "No sound device was found: the call can't be heard. Everything else works.", nil))
		return
	case l.piece != nil && l.id == id:
		l.d.Sound.Toggle()
		return
	}
	l.Close()
	l.id = id
	background.Run(context.WithoutCancel(l.ctx), l.d.Stage, func(ctx context.Context) (*Piece, error) {
		s, err := l.d.ClipPlayer.Hear(ctx, l.d.Actor, id)
		if err != nil {
			return nil, err
		}
		return OpenSilenced(ctx, l.d, s.Call, s.Path, s.From, s.Until, benchmark.Spans(s.Marks))
	}, func(p *Piece, err error) {
		switch {
		case err != nil:
			l.d.Fail(err)
		case l.ctx.Err() != nil || l.id != id || l.piece != nil:
			p.Close()
		default:
			l.piece = p
			p.Load(l.d.Sound)
			l.d.Sound.Play()
			l.d.Trace("benchmark-heard", map[string]any{"id": id})
		}
	})
}

// Close takes the call out of the player.
func (l *Lent) Close() {
	if l.piece != nil {
		l.d.Sound.Unload()
		l.piece.Close()
		l.piece = nil
	}
	l.id = ""
}
