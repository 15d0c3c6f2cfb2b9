package library

import (
	"context"
	"image"
	"slices"
	"time"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/recordings"
	"shifu/recordings/peaks"
	"shifu/recordings/track"
)

// talk holds the small pictures of who talks when, for calls that came into view.
type talk struct {
	s       *Screen
	images  map[string]*image.RGBA // nil: nothing is known
	wishing bool
}

// picturesKept bounds the pictures in memory: some 50 kB each.
const picturesKept = 2000

func newTalk(s *Screen) *talk { return &talk{s: s, images: map[string]*image.RGBA{}} }

// image is the picture of a call, nil while or because there is none.
func (t *talk) image(id string) image.Image {
	if m := t.images[id]; m != nil {
		return m
	}
	return nil // not a nil *image.RGBA, which is no nil image.Image
}

// wish has the pictures of the rows in view read, a moment later.
func (t *talk) wish() {
	if t.wishing || !t.s.mayListen() {
		return
	}
	t.wishing = true
	t.s.d.Stage.After(t.s.ctx, 40*time.Millisecond, t.read)
}

func (t *talk) read() {
	t.wishing = false
	first, n := t.s.table.List().InView()
	var calls []recordings.Call
	for i := first; i < first+n; i++ {
		if r := t.s.rows.at(i); r != nil && !t.known(r.ID) {
			calls = append(calls, r.Call)
		}
	}
	if len(calls) == 0 {
		return
	}
	background.Run(t.s.ctx, t.s.d.Stage, func(ctx context.Context) (map[string]*image.RGBA, error) {
		made := map[string]*image.RGBA{}
		for _, c := range calls {
			if ctx.Err() != nil {
				break
			}
			made[c.ID] = t.draw(ctx, c)
		}
		return made, nil
	}, t.show)
}

func (t *talk) known(id string) bool { _, ok := t.images[id]; return ok }

func (t *talk) show(made map[string]*image.RGBA, err error) {
	if err != nil {
		t.s.d.Fail(err)
		return
	}
	if len(t.images) > picturesKept {
		t.images = map[string]*image.RGBA{}
	}
	some := false
	for id, m := range made {
		t.images[id] = m
		some = some || m != nil
	}
	if some {
		t.s.table.List().Refresh()
	}
}

// draw makes the picture of a call from its transcript, or from how loud its
// two lanes are. A call of one lane without a transcript has none.
func (t *talk) draw(ctx context.Context, c recordings.Call) *image.RGBA {
	k := t.s.d.Calls
	us, err := k.Transcript(ctx, t.s.d.Actor, c.ID)
	spans := spoken(us, c.Audio.AgentLane)
	if err != nil || len(spans) == 0 {
		if !c.Audio.HasSound() || c.Audio.Channels != 2 {
			return nil
		}
		blob, err := k.Derived(ctx, t.s.d.Actor, c.ID, track.PeaksKind)
		if err != nil {
			return nil
		}
		p, err := peaks.Unmarshal(blob)
		if err != nil {
			return nil
		}
		spans = loud(p, c.Audio.AgentLane, c.Duration)
	}
	if len(spans) == 0 {
		return nil
	}
	return parts.WhoTalks(c.Duration, []parts.Voice{parts.VoiceAgent, parts.VoiceCustomer}, spans, nil, 2)
}

// spoken are the spans of a transcript: lane 0 the agent's, 1 the customer's.
func spoken(us []recordings.Utterance, agent int) []parts.TalkSpan {
	var spans []parts.TalkSpan
	for _, u := range us {
		if u.Lane >= 0 {
			spans = append(spans, parts.TalkSpan{Lane: (u.Lane + agent) % 2, From: u.Start, To: u.End})
		}
	}
	return spans
}

// loudFrom is the share of a lane's own loud level (its 95th percentile) from
// which it counts as talking, and never below noise.
const (
	loudFrom = 0.18
	noise    = 60
)

// loud are the spans in which a lane is loud.
func loud(p *peaks.Pyramid, agent int, length time.Duration) []parts.TalkSpan {
	const columns = 2 * parts.WhoTalksWidth
	var spans []parts.TalkSpan
	bins := make([]peaks.Bin, columns)
	at := func(i int) time.Duration { return length * time.Duration(i) / columns }
	for lane := range min(p.Lanes, 2) {
		p.Columns(bins, lane, 0, float64(p.Frames))
		least := max(int16(loudFrom*float64(level(bins))), noise)
		for i := 0; i < columns; i++ {
			from := i
			for i < columns && bins[i].RMS > least {
				i++
			}
			if i > from {
				spans = append(spans, parts.TalkSpan{Lane: (lane + agent) % 2, From: at(from), To: at(i)})
			}
		}
	}
	return spans
}

// level is the 95th percentile of how loud the bins are.
func level(bins []peaks.Bin) int16 {
	all := make([]int16, len(bins))
	for i, b := range bins {
		all[i] = b.RMS
	}
	slices.Sort(all)
	return all[len(all)*95/100]
}
