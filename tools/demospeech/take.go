package main

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"sort"

	"shifu/demo/spoken"
)

// take is a call while it is being spoken: two lanes, and the truth about them.
type take struct {
	script     spoken.Script
	chance     *rand.Rand
	lanes      [2][]float64 // agent, customer
	utterances []spoken.Utterance
	marks      []spoken.Span // hold and silence
	music      []spoken.Span // hold with a tone
	ends       [2]float64    // of the last word on each lane, seconds
	now        float64       // where the last line ended
	exact      bool          // the next line begins at now
}

// perform speaks every line of a script in turn. The same script gives the
// same samples.
func perform(ctx context.Context, s spoken.Script, agent spoken.Voice) (*take, error) {
	t := &take{script: s, chance: chance(s.ID)}
	t.now = 0.5 + 0.5*t.chance.Float64()
	t.exact = true
	for _, l := range s.Lines {
		if l.Text() == "" {
			t.pause(l)
			continue
		}
		lane, voice := 0, agent
		if l.Customer != "" {
			lane, voice = 1, s.Customer
		}
		if lane == 0 && s.Language == "en" {
			voice.Speed = voice.Speed * 72 / 100
		}
		words, err := say(ctx, l.Text(), s.Language, voice, l.Loud)
		if err != nil {
			return nil, err
		}
		t.place(lane, t.start(lane, l), l.Text(), words)
	}
	return t, nil
}

// chance is a source that depends on the call alone.
func chance(id string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(id))
	return rand.New(rand.NewPCG(h.Sum64(), 95598))
}

func (t *take) pause(l spoken.Line) {
	if l.Silence > 0 {
		t.marks = append(t.marks, span(spoken.Silence, t.now, t.now+l.Silence))
		t.now += l.Silence
		t.exact = true
		return
	}
	begin := t.now + 0.25
	hold := span(spoken.Hold, begin, begin+l.Hold)
	t.marks = append(t.marks, hold)
	if l.Tone {
		t.music = append(t.music, hold)
	}
	t.now = begin + l.Hold
}

func (t *take) start(lane int, l spoken.Line) float64 {
	at := t.now
	switch {
	case l.At > 0:
		at = l.At
	case l.Over > 0:
		at = t.now - l.Over
	case l.Gap > 0:
		at = t.now + l.Gap
	case !t.exact:
		at = t.now + 0.3 + 0.6*t.chance.Float64()
	}
	t.exact = false
	if t.ends[lane] > 0 {
		at = max(at, t.ends[lane]+0.12)
	}
	return at
}

func (t *take) place(lane int, at float64, text string, words []float64) {
	from := int(at*rate + 0.5)
	t.grow(from + len(words))
	for i, s := range words {
		t.lanes[lane][from+i] += s
	}
	end := float64(from+len(words)) / rate
	t.ends[lane], t.now = end, max(t.now, end)
	t.utterances = append(t.utterances, spoken.Utterance{Lane: lane, StartMS: ms(float64(from) / rate), EndMS: ms(end), Text: text})
}

func (t *take) grow(frames int) {
	for lane := range t.lanes {
		if missing := frames - len(t.lanes[lane]); missing > 0 {
			t.lanes[lane] = append(t.lanes[lane], make([]float64, missing)...)
		}
	}
}

// spans returns hold and silence as written, and talk-over as it came out, by start.
func (t *take) spans() []spoken.Span {
	out := append([]spoken.Span{}, t.marks...)
	for i, u := range t.utterances {
		for _, v := range t.utterances[i+1:] {
			from, to := max(u.StartMS, v.StartMS), min(u.EndMS, v.EndMS)
			if u.Lane != v.Lane && to > from {
				out = append(out, spoken.Span{Kind: spoken.Over, StartMS: from, EndMS: to})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].StartMS < out[j].StartMS })
	return out
}

func span(kind string, from, to float64) spoken.Span {
	return spoken.Span{Kind: kind, StartMS: ms(from), EndMS: ms(to)}
}

func ms(seconds float64) int64 { return int64(seconds*1000 + 0.5) }
