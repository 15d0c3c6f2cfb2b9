package sitting

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/excerpt"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings/player"
	"shifu/training/bank"
	"shifu/training/exam"
)

// clip plays the piece of a recording that a question is about, as often as
// the question allows. A pause is no further play; going back would be one.
type clip struct {
	s     *Screen
	of    bank.Clip
	place int
	ctx   context.Context
	stop  context.CancelFunc
	sound *excerpt.Piece
	open  bool // it is being played, or paused in the middle
	said  bool // that there is no sound device

	disc  *parts.PlayDisc
	time  *parts.Text
	rest  *parts.Text
	wave  *parts.MiniWave
	axis  *parts.ClipAxis
	names *fyne.Container
	all   fyne.CanvasObject
}

// followEvery is how often the needle moves.
const followEvery = 60 * time.Millisecond

// newClip is the player of a question; nil without a recording.
func (s *Screen) newClip(q bank.Question) *clip {
	if q.Clip == nil {
		return nil
	}
	c := &clip{s: s, of: *q.Clip, place: s.a.Here, wave: parts.NewMiniWave(), axis: parts.NewClipAxis(q.Clip.Until - q.Clip.From), time: parts.Body(""), rest: parts.Second(""),
		names: parts.Stack(0)}
	c.ctx, c.stop = context.WithCancel(s.ctx)
	c.disc = parts.NewPlayDisc(c.toggle)
	c.time.Align, c.rest.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
	if c.of.Plays == 0 {
		c.wave.OnSeek = c.seek
	}
	d := look.Scaled(44)
	controls := parts.Stack(4, parts.Row(0, parts.Gap(), parts.Fix(d, d, c.disc), parts.Gap()), c.time, c.rest)
	wave := parts.Stack(4, parts.Fix(0, look.Scaled(92), c.wave), c.axis)
	row := parts.Row(20, parts.Fix(look.Scaled(104), 0, controls), c.names, parts.Grow(wave))
	ground := parts.NewFrame(look.Well, look.Line2, look.RadiusBlock)
	c.all = parts.Over(ground, parts.Inset(16, 20, 14, 16, row))
	c.load()
	return c
}

// load opens the sound beside the window.
func (c *clip) load() {
	s := c.s
	c.wave.SetModel(parts.WaveModel{Missing: lang.L("The recording is being opened")})
	background.Run(context.WithoutCancel(c.ctx), s.d.Stage, func(ctx context.Context) (*excerpt.Piece, error) {
		h, err := s.d.Sitter.Clip(ctx, s.d.Actor, s.a.ID, c.place)
		if err != nil {
			return nil, err
		}
		return excerpt.OpenSilenced(ctx, s.d, h.Call, h.Path, c.of.From, c.of.Until, h.Silent)
	}, func(x *excerpt.Piece, err error) {
		switch {
		case c.ctx.Err() != nil:
			x.Close()
		case err != nil:
			c.refuse(err)
		default:
			c.take(x)
		}
	})
	c.show()
}

func (c *clip) take(x *excerpt.Piece) {
	c.sound = x
	m := x.WaveModel()
	c.wave.SetModel(m)
	c.axis.Length = m.Duration()
	c.axis.Refresh()
	c.names.Objects = nil
	for _, l := range m.Lanes {
		c.names.Add(parts.Fix(0, look.Scaled(46), parts.Row(0, parts.NewText(l.Name, look.TextLabel, l.Voice.Ink(), true))))
	}
	if len(m.Lanes) > 0 {
		c.names.Add(parts.Room(0, look.Scaled(16)))
	}
	c.show()
	c.s.view.all.Refresh()
}

func (c *clip) refuse(err error) {
	c.wave.SetModel(parts.WaveModel{Missing: words.Sentence(c.s.d.Settings.Language, err)})
	c.show()
}

// left is how often it can still be played; all is false where it never ends.
func (c *clip) left() (n int, limited bool) {
	return max(c.of.Plays-c.s.a.Plays[c.place], 0), c.of.Plays > 0
}

func (c *clip) show() {
	n, limited := c.left()
	c.rest.SetTone(lang.L("unlimited"), look.Ink2)
	if limited {
		c.rest.SetTone(lang.L("plays left: {{.N}}", map[string]any{"N": n}), map[bool]look.Token{true: look.Warn, false: look.Ink2}[n <= 1])
	}
	able := c.sound != nil && c.s.d.Sound != nil && (c.open || n > 0 || !limited) && c.s.phase == running
	if able {
		c.disc.Enable()
	} else {
		c.disc.Disable()
	}
	c.showTime()
}

func (c *clip) showTime() {
	at, long := time.Duration(0), c.of.Until-c.of.From
	if c.sound != nil {
		long = c.sound.Duration()
	}
	if c.open && c.s.d.Sound != nil {
		at = c.s.d.Sound.Snapshot().Position
	}
	c.wave.SetPosition(at)
	c.time.Set(chart.Clock(at) + " / " + chart.Clock(long))
}

// toggle begins a play, which is counted before anything is heard, pauses it or
// goes on with it.
func (c *clip) toggle() {
	sound := c.s.d.Sound
	if c.disc.Disabled() || c.sound == nil || sound == nil {
		return
	}
	if c.open {
		sound.Toggle()
		return
	}
	if !c.s.do(exam.Event{Deed: exam.Played, Place: c.place}) {
		return
	}
	c.open = true
	c.sound.Load(sound)
	sound.SetRewind(0) // a pause gives nothing twice
	sound.SetSpeed(1)
	sound.SetSkipSilence(false)
	sound.Play()
	c.s.d.Trace("clip-played", map[string]any{"place": c.place})
	c.follow()
	c.show()
}

// seek goes to a place, where it may be played as often as one likes.
func (c *clip) seek(to time.Duration) {
	if c.open {
		c.s.d.Sound.Seek(to)
		c.showTime()
	}
}

// follow shows what the player does until the piece is over.
func (c *clip) follow() {
	ctx, stop := context.WithCancel(c.ctx)
	heard := false
	c.s.d.Stage.Every(ctx, followEvery, func() {
		now := c.s.d.Sound.Snapshot()
		c.disc.SetPlaying(now.Playing)
		heard = heard || now.Playing
		if now.Device == player.DeviceMissing {
			c.deaf()
		}
		if heard && !now.Playing && now.Position >= now.Duration && now.Duration > 0 {
			stop()
			c.unload()
			c.show()
			return
		}
		c.showTime()
	})
}

// deaf says once that there is nothing to hear with; the play goes on as soon
// as there is.
func (c *clip) deaf() {
	if c.said {
		return
	}
	c.said = true
	c.s.said = fault.New(fault.Conflict, "No sound device was found. Plug in a headset and tell your trainer.", nil)
	c.s.view.notice()
}

func (c *clip) unload() {
	if c.open {
		c.open = false
		c.s.d.Sound.Pause()
		c.s.d.Sound.Unload()
		c.disc.SetPlaying(false)
	}
}

func (c *clip) close() {
	c.stop()
	c.unload()
	if c.sound != nil {
		c.sound.Close()
		c.sound = nil
	}
}

// heard is a question with a recording.
type heard struct {
	question
	clip *clip
}

func (h *heard) show() {
	h.question.show()
	h.clip.show()
}

func (h *heard) actions() []desk.Action {
	play := desk.Action{Label: lang.L("Play or pause"), Key: fyne.KeyP, Mod: ctrl, Bare: fyne.KeySpace, Do: h.clip.toggle}
	return append([]desk.Action{play}, h.question.actions()...)
}

func (h *heard) close() {
	h.question.close()
	h.clip.close()
}

func (h *heard) hint() string {
	say := lang.L("Space plays and pauses the recording.")
	if rest := h.question.hint(); rest != "" {
		return rest + " " + say
	}
	return say
}
