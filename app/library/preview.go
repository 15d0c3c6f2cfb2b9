package library

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
	"shifu/recordings/peaks"
	"shifu/recordings/speech"
	"shifu/recordings/track"
)

// preview is the panel at the right: one call in short, heard at a key.
type preview struct {
	s       *Screen
	row     recordings.Row
	more    details
	hits    []recordings.Utterance // in which the searched words stand
	ctx     context.Context        // ends when another call is shown
	stop    context.CancelFunc
	loaded  bool // the call is in the player
	follow  context.CancelFunc
	idle    int
	told    bool // why there is no sound
	wave    *parts.MiniWave
	clock   *parts.Text
	button  *parts.Button
	body    *fyne.Container
	scroll  fyne.CanvasObject
	content *fyne.Container
}

// details are what is read a moment after a call is chosen.
type details struct {
	peaks       *peaks.Pyramid
	said        []recordings.Utterance
	heard       *speech.Activity // nil: nobody looked yet
	evaluations []qa.Evaluation
	read        bool
}

func newPreview(s *Screen) *preview {
	p := &preview{s: s, wave: parts.NewMiniWave(), clock: parts.Body(""), body: parts.Stack(0), content: container.NewStack()}
	p.ctx, p.stop = context.WithCancel(s.ctx)
	p.wave.OnSeek = p.seek
	p.button = parts.NewButton(lang.L("Listen"), parts.Plain, p.play).WithIcon("play").WithKey(desk.Action{Bare: fyne.KeySpace}.Badge(false))
	p.scroll = parts.Scrolling(p.body)
	return p
}

// show shows a call; the zero row shows none. What has to be read comes a
// moment later, so that running through the list reads nothing.
func (p *preview) show(r recordings.Row) {
	same := r.ID == p.row.ID
	p.row = r
	if same {
		p.draw()
		return
	}
	p.silence()
	p.stop()
	p.ctx, p.stop = context.WithCancel(p.s.ctx)
	p.more = details{}
	p.scroll = parts.Scrolling(p.body) // at its top
	p.setWave()
	p.draw()
	if r.ID != "" {
		p.s.d.Stage.After(p.ctx, 60*time.Millisecond, p.read)
	}
}

// read reads waveform, transcript and evaluations.
func (p *preview) read() {
	c := p.row.Call
	background.Run(p.ctx, p.s.d.Stage, func(ctx context.Context) (more details, err error) {
		d := p.s.d
		if more.evaluations, err = d.Quality.Evaluations(ctx, d.Actor, qa.Find{CallID: c.ID}, 20); err != nil {
			return more, err
		}
		if !p.s.mayListen() {
			return more, nil
		}
		more.said, _ = d.Calls.Transcript(ctx, d.Actor, c.ID) // without one nothing is shown
		more.heard = activity(ctx, d, c.ID)
		if blob, err := d.Calls.Derived(ctx, d.Actor, c.ID, track.PeaksKind); err == nil {
			more.peaks, _ = peaks.Unmarshal(blob) // of another version: drawn when it is played
		}
		return more, nil
	}, func(more details, err error) {
		p.s.d.Fail(err)
		p.more, p.more.read = more, true
		p.setWave()
		p.draw()
		p.s.d.Trace("previewed", map[string]any{"id": c.ID})
		if more.peaks == nil {
			p.prepare(c)
		}
	})
}

// prepare makes the wave of a call that was never opened. Nobody hears
// anything, so it leaves no trace.
func (p *preview) prepare(c recordings.Call) {
	d := p.s.d
	if !c.Audio.HasSound() || !p.s.mayListen() {
		return
	}
	background.Run(p.ctx, d.Stage, func(ctx context.Context) (made details, err error) {
		if err := track.Prepare(ctx, d.Actor, track.Kept{Calls: d.Calls, Shelf: d.Shelf}, c); err != nil {
			return made, err
		}
		blob, err := d.Calls.Derived(ctx, d.Actor, c.ID, track.PeaksKind)
		if err != nil {
			return made, err
		}
		made.heard = activity(ctx, d, c.ID)
		made.peaks, err = peaks.Unmarshal(blob)
		return made, err
	}, func(made details, err error) {
		if err != nil {
			p.wave.SetModel(parts.WaveModel{Missing: words.Sentence(d.Settings.Language, err)})
			return
		}
		p.more.peaks, p.more.heard = made.peaks, made.heard
		p.setWave()
		p.draw()
		delete(p.s.talk.images, c.ID)
		p.s.talk.wish()
	})
}

// setWave gives the wave the peaks, or says why there are none.
func (p *preview) setWave() {
	m := parts.WaveModel{Missing: p.missing()}
	if pk := p.more.peaks; pk != nil {
		m.Rate, m.Length, m.Source = pk.SampleRate, pk.Frames, heights{pk}
		m.Lanes = []parts.Lane{{}}
		if pk.Lanes == 2 {
			m.Lanes = []parts.Lane{{Voice: parts.VoiceCustomer}, {Voice: parts.VoiceCustomer}}
			m.Lanes[p.row.Audio.AgentLane&1].Voice = parts.VoiceAgent
		}
	}
	p.wave.SetModel(m)
	p.showTime(0)
}

func (p *preview) missing() string {
	switch why := p.row.Audio.Problem; {
	case !why.IsZero():
		return why.In(p.s.d.Settings.Language)
	case !p.row.Audio.HasSound():
		return lang.L("This call came without a recording.")
	case !p.s.mayListen():
		return lang.L("You may not listen to calls.")
	}
	return ""
}

// heights are peaks as the wave asks for them.
type heights struct{ p *peaks.Pyramid }

// Columns is for the wave.
func (h heights) Columns(lane int, from, to int64, dst []parts.Bin) {
	bins := make([]peaks.Bin, len(dst))
	h.p.Columns(bins, lane, float64(from), float64(to))
	for i, b := range bins {
		dst[i] = parts.Bin(b)
	}
}

// draw lays the panel out.
func (p *preview) draw() {
	if p.row.ID == "" {
		p.content.Objects = []fyne.CanvasObject{parts.EmptyState("wave", lang.L("No call chosen"), lang.L("Choose one in the list."))}
		p.content.Refresh()
		return
	}
	p.body.Objects = nil
	p.drawHits()
	p.drawEvaluations()
	p.drawFacts()
	p.drawBeginning()
	p.body.Refresh()
	foot := parts.Row(8)
	if p.s.mayReview() {
		foot.Add(parts.NewButton(lang.L("Open review"), parts.Main, p.s.open).WithKey("Enter"))
	}
	head, inside := parts.Inset(0, 16, 0, 16, p.head()), parts.Inset(0, 6, 0, 16, p.scroll)
	p.content.Objects = []fyne.CanvasObject{parts.Dock(head, parts.Inset(10, 16, 12, 16, foot), nil, nil, inside)}
	p.content.Refresh()
}

// head is what stays in view: what the call is, its wave, and the key that plays it.
func (p *preview) head() fyne.CanvasObject {
	title := parts.NewParagraph(desk.CallName(p.row.Call), look.TextPanel, look.Ink)
	title.Bold, title.Most, title.Width = true, 2, look.Scaled(previewWidth-36)
	head := parts.Stack(0, parts.Room(0, 12), title, parts.High(22, parts.Facts(p.who()...)), parts.Room(0, 6), parts.Fix(0, look.Scaled(66), p.wave))
	if p.row.Audio.HasSound() && p.s.mayListen() {
		head.Add(parts.Inset(8, 0, 0, 0, parts.Row(10, p.button, p.clock, parts.Gap())))
	}
	head.Add(parts.Inset(10, 0, 0, 0, parts.NewHairline()))
	return head
}

// who is who took the call, and when.
func (p *preview) who() (facts []fyne.CanvasObject) {
	for _, fact := range []string{p.row.AgentName, p.row.StaffNumber, p.s.d.Moment(p.row.StartedAt)} {
		if fact != "" {
			facts = append(facts, parts.Second(fact))
		}
	}
	return facts
}
