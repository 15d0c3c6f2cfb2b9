package library

import (
	"context"
	"image"
	"time"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/recordings"
	"shifu/recordings/speech"
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

// forget has the pictures of calls made anew.
func (t *talk) forget(ids []string) {
	for _, id := range ids {
		delete(t.images, id)
	}
	t.wish()
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

// draw makes the picture of a call from who was found to speak, otherwise from
// its transcript; without either there is none.
func (t *talk) draw(ctx context.Context, c recordings.Call) *image.RGBA {
	var spans []parts.TalkSpan
	if a := activity(ctx, t.s.d, c.ID); a != nil && !a.Mono {
		spans = found(a, c.Audio.AgentLane)
	} else if us, err := t.s.d.Calls.Transcript(ctx, t.s.d.Actor, c.ID); err == nil {
		spans = spoken(us, c.Audio.AgentLane)
	}
	if len(spans) == 0 {
		return nil
	}
	return parts.WhoTalks(c.Duration, []parts.Voice{parts.VoiceAgent, parts.VoiceCustomer}, spans, nil, 2)
}

// activity is who was found to speak in a call, nil if nobody looked yet.
func activity(ctx context.Context, d *desk.Desk, id string) *speech.Activity {
	blob, err := d.Calls.Derived(ctx, d.Actor, id, speech.Kind)
	if err != nil {
		return nil
	}
	a, err := speech.Unmarshal(blob)
	if err != nil {
		return nil // of another version: found anew when the call is opened
	}
	return &a
}

// found are the spans of an activity: lane 0 the agent's, 1 the customer's.
func found(a *speech.Activity, agent int) []parts.TalkSpan {
	var spans []parts.TalkSpan
	for lane, all := range a.Lanes {
		for _, s := range all {
			spans = append(spans, parts.TalkSpan{Lane: (lane + agent) % 2, From: s.From, To: s.To})
		}
	}
	return spans
}

// spoken are the same of a transcript.
func spoken(us []recordings.Utterance, agent int) []parts.TalkSpan {
	var spans []parts.TalkSpan
	for _, u := range us {
		if u.Lane >= 0 {
			spans = append(spans, parts.TalkSpan{Lane: (u.Lane + agent) % 2, From: u.Start, To: u.End})
		}
	}
	return spans
}
