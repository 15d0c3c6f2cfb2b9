package benchmarks

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/excerpt"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/recordings"
	"shifu/training/benchmark"
)

// followEvery is how often the needle moves.
const followEvery = 60 * time.Millisecond

// heard lets the clip of one call be heard. A play is counted when it begins,
// not when the page opens: the sound is read at the first play.
type heard struct {
	o      *opened
	ctx    context.Context
	stop   context.CancelFunc
	piece  *excerpt.Piece
	loaded bool // into the player
	busy   bool
	raw    bool // nothing is silent
	said   []recordings.Utterance

	disc  *parts.PlayDisc
	time  *parts.Text
	wave  *parts.MiniWave
	axis  *parts.ClipAxis
	words *parts.TranscriptList
}

func newHeard(o *opened) *heard {
	h := &heard{o: o, time: parts.Body(""), wave: parts.NewMiniWave(), axis: parts.NewClipAxis(o.b.Until - o.b.From), words: parts.NewTranscriptList()}
	h.ctx, h.stop = context.WithCancel(o.s.ctx)
	h.disc = parts.NewPlayDisc(h.toggle)
	h.wave.OnSeek = h.seek
	h.words.OnSeek = func(at time.Duration) { h.seek(at) }
	h.wave.SetModel(parts.WaveModel{Missing: lang.L("Press Space to hear the clip")})
	h.showTime()
	return h
}

// row is the player: the disc with its time, the wave with its axis.
func (h *heard) row() fyne.CanvasObject {
	d := look.Scaled(44)
	h.time.Align = fyne.TextAlignCenter
	controls := parts.Stack(4, parts.Room(0, 10), parts.Row(0, parts.Gap(), parts.Fix(d, d, h.disc), parts.Gap()), h.time)
	wave := parts.Stack(4, parts.Fix(0, look.Scaled(84), h.wave), h.axis)
	ground := parts.NewFrame(look.Well, look.Line2, look.RadiusBlock)
	return parts.Over(ground, parts.Inset(12, 16, 10, 14, parts.Row(16, parts.Fix(look.Scaled(88), 0, controls), parts.Grow(wave))))
}

// toggle plays, pauses, or goes on.
func (h *heard) toggle() {
	s := h.o.s
	switch {
	case s.d.Sound == nil:
		s.d.Fail(fault.New(fault.Invalid, "No sound device was found: the call can't be heard. Everything else works.", nil))
	case h.loaded:
		s.d.Sound.Toggle()
	case !h.busy:
		h.read(func() { h.play(0) })
	}
}

// read opens the sound, and then does what was asked.
func (h *heard) read(then func()) {
	if h.piece != nil {
		then()
		return
	}
	s, id := h.o.s, h.o.b.ID
	h.busy = true
	type opened struct {
		sound benchmark.Sound
		piece *excerpt.Piece
	}
	background.Run(context.WithoutCancel(h.ctx), s.d.Stage, func(ctx context.Context) (x opened, err error) {
		if x.sound, err = s.d.ClipPlayer.Hear(ctx, s.d.Actor, id); err != nil {
			return x, err
		}
		x.piece, err = excerpt.OpenSilenced(ctx, s.d, x.sound.Call, x.sound.Path, x.sound.From, x.sound.Until, benchmark.Spans(x.sound.Marks))
		return x, err
	}, func(x opened, err error) {
		h.busy = false
		switch {
		case err != nil:
			x.piece.Close()
			s.d.Fail(err)
		case h.ctx.Err() != nil:
			x.piece.Close()
		default:
			h.piece, h.said = x.piece, x.sound.Said
			h.wave.SetModel(h.piece.WaveModel())
			h.words.SetLines(lines(h.said, h.o.b.From, x.sound.Call.Audio.AgentLane))
			s.d.Trace("benchmark-heard", map[string]any{"id": id})
			then()
		}
	})
}

// lines are what was said, by the time of the clip, hidden characters as locks.
func lines(said []recordings.Utterance, from time.Duration, agentLane int) []parts.TranscriptLine {
	out := make([]parts.TranscriptLine, len(said))
	for i, u := range said {
		l := parts.TranscriptLine{At: max(u.Start-from, 0), End: max(u.End-from, 0), Text: u.Text, Voice: parts.VoiceAgent, Name: lang.L("Agent")}
		if u.Lane != agentLane {
			l.Voice, l.Name = parts.VoiceCustomer, lang.L("Customer")
		}
		for at := 0; at < len(u.Text); {
			n := strings.IndexByte(u.Text[at:], '*')
			if n < 0 {
				break
			}
			end := at + n
			for end < len(u.Text) && u.Text[end] == '*' {
				end++
			}
			l.Redacted = append(l.Redacted, parts.TextSpan{From: at + n, To: end})
			at = end
		}
		out[i] = l
	}
	return out
}

func (h *heard) play(from time.Duration) {
	sound := h.o.s.d.Sound
	if !h.loaded {
		h.piece.Load(sound)
		sound.SetRewind(0)
		sound.SetSpeed(1)
		sound.SetSkipSilence(false)
		h.loaded = true
		h.follow()
	}
	sound.Seek(from)
	sound.Play()
}

// seek plays from a place of the clip.
func (h *heard) seek(to time.Duration) {
	if h.o.s.d.Sound != nil && !h.busy {
		h.read(func() { h.play(max(to, 0)) })
	}
}

// at is where the clip is heard, by its own time.
func (h *heard) at() time.Duration {
	if !h.loaded {
		return 0
	}
	return h.o.s.d.Sound.Snapshot().Position
}

func (h *heard) follow() {
	h.o.s.d.Stage.Every(h.ctx, followEvery, func() {
		if !h.loaded {
			return
		}
		now := h.o.s.d.Sound.Snapshot()
		h.disc.SetPlaying(now.Playing)
		h.wave.SetPosition(now.Position)
		h.words.SetPosition(now.Position)
		h.showTime()
	})
}

func (h *heard) showTime() {
	h.time.Set(chart.Clock(h.at()) + " / " + chart.Clock(h.o.b.Until-h.o.b.From))
}

// silence makes marks unhearable from now on; a piece that plays goes on.
func (h *heard) silence(marks []benchmark.Mark) {
	if h.piece == nil {
		return
	}
	if h.raw {
		marks = nil
	}
	if err := h.piece.Silence(benchmark.Spans(marks)); err != nil {
		h.o.s.d.Fail(err)
		return
	}
	h.wave.SetModel(h.piece.WaveModel())
	h.wave.SetPosition(h.at())
}

func (h *heard) close() {
	h.stop()
	if h.loaded {
		h.o.s.d.Sound.Pause()
		h.o.s.d.Sound.Unload()
		h.loaded = false
	}
	h.piece.Close()
}
