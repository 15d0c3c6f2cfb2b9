package report

import (
	"cmp"
	"slices"
	"time"

	"shifu/recordings/peaks"
)

// The measures of the waveform, in points.
const (
	waveAt      = left + 44
	waveWidth   = right - waveAt
	laneGap     = 2.0
	flagHeight  = 10.5
	widestFlag  = 60.0
	flagRows    = 2
	waveColumns = 620
	waveStep    = waveWidth / waveColumns
	timeOnly    = 9.0 // height of the band when there is no waveform
)

// lane is one voice of the waveform.
type lane struct {
	channel    int
	name       string
	text, fill colour
}

// flag is a moment on the waveform.
type flag struct {
	at   time.Duration
	ref  string // of its question, empty for a moment of the whole call
	mark mark
}

func (p *page) wave() {
	length, flags := p.length(), p.flags()
	if length <= 0 {
		return
	}
	lanes := p.lanes()
	h := float64(len(lanes))*(p.laneHeight+laneGap) - laneGap
	if len(lanes) == 0 {
		h = timeOnly
	}
	places := p.places(flags, length)
	above := 0.0
	for _, f := range places {
		above = max(above, float64(f.row+1)*flagHeight+3)
	}
	p.need(above + h + 16)
	y := p.y + 6 + above
	for i, l := range lanes {
		p.lane(l, y+float64(i)*(p.laneHeight+laneGap))
	}
	if len(lanes) == 0 {
		p.plate(waveAt, y, waveWidth, h, 2, naT)
		p.text(left, y, p.label, p.say("No sound", nil))
	}
	p.setFlags(places, y, h)
	p.axis(length, y+h+2)
	p.y = y + h + 2 + p.label.line()
}

// length is that of the recording; without one, that of the call.
func (p *page) length() time.Duration {
	if w := p.e.Peaks; w != nil && w.SampleRate > 0 && w.Frames > 0 {
		return time.Duration(float64(w.Frames) / float64(w.SampleRate) * float64(time.Second))
	}
	return p.e.Call.Duration
}

func (p *page) lanes() []lane {
	w := p.e.Peaks
	switch {
	case w == nil || w.Frames <= 0 || w.SampleRate <= 0 || w.Lanes < 1:
		return nil
	case w.Lanes == 1:
		return []lane{{0, p.say("Both voices", nil), ink2, ink3}}
	}
	own := 0
	if p.e.Call.Audio.AgentLane == 1 {
		own = 1
	}
	return []lane{{own, p.say("Agent", nil), agent, agentM}, {1 - own, p.say("Customer", nil), customer, customerM}}
}

// lane draws one voice: peaks pale, root mean square full.
func (p *page) lane(l lane, y float64) {
	p.text(left, y+(p.laneHeight-p.label.line())/2, p.label.in(l.text), p.short(p.label, waveAt-left-4, l.name))
	p.plate(waveAt, y, waveWidth, p.laneHeight, 2, well)
	bins := make([]peaks.Bin, waveColumns)
	p.e.Peaks.Columns(bins, l.channel, 0, float64(p.e.Peaks.Frames))
	loudest := 1
	for _, channel := range []int{0, 1} {
		loudest = max(loudest, p.e.Peaks.Peak(channel))
	}
	middle, scale := y+p.laneHeight/2, (p.laneHeight/2-1)/float64(loudest)
	p.envelope(l.fill.pale(), middle, scale, bins, func(b peaks.Bin) (int16, int16) { return b.Max, b.Min })
	p.envelope(l.fill, middle, scale, bins, func(b peaks.Bin) (int16, int16) { return b.RMS, -b.RMS })
	p.fill(waveAt, middle-0.2, waveWidth, 0.4, l.fill.pale())
}

// envelope fills what lies between the upper and the lower value of each bin.
func (p *page) envelope(c colour, middle, scale float64, bins []peaks.Bin, values func(peaks.Bin) (up, down int16)) {
	at := make([]float64, 4*len(bins))
	for i, b := range bins {
		x := waveAt + (float64(i)+0.5)*waveStep
		up, down := values(b)
		j := len(at) - 2*i - 2
		at[2*i], at[2*i+1] = x, middle-float64(up)*scale
		at[j], at[j+1] = x, middle-float64(down)*scale
	}
	p.area(c, at...)
}

// flags are all moments in the order of time.
func (p *page) flags() []flag {
	var out []flag
	i := 0
	for _, q := range p.e.Version.All {
		row := p.e.Result.Questions[i]
		i++
		a := p.e.Evaluation.Answers[q.Ref]
		for _, m := range a.Moments {
			out = append(out, flag{m.At, q.Ref, markOf(q, a, row)})
		}
	}
	for _, m := range p.e.Evaluation.Moments {
		out = append(out, flag{m.At, "", markBeside})
	}
	return sorted(out)
}

// place is where a flag stands; row -1 is the stem alone.
type place struct {
	flag
	text             string
	stem, from, wide float64
	row              int
}

func flagStyle() style { return style{6.8, ink, true} }

// places puts the flags above the lanes in rows, none over another; where
// there is no room the stem alone shows the moment.
func (p *page) places(flags []flag, length time.Duration) []place {
	var ends [flagRows]float64
	var out []place
	for _, f := range flags {
		one := place{flag: f, text: f.ref, row: -1, stem: waveAt + waveWidth*min(1, max(0, float64(f.at)/float64(length)))}
		if one.text == "" {
			one.text = clock(f.at)
		}
		one.text = p.short(flagStyle(), widestFlag, one.text)
		one.wide = p.width(flagStyle(), one.text) + 6
		one.from = min(max(one.stem-one.wide/2, waveAt), right-one.wide)
		for row := range ends {
			if one.from >= ends[row] {
				one.row, ends[row] = row, one.from+one.wide+1.5
				break
			}
		}
		out = append(out, one)
	}
	return out
}

// setFlags draws the stems first, so that no flag is struck through.
func (p *page) setFlags(places []place, y, h float64) {
	top := func(f place) float64 { return y - 2 - float64(f.row+1)*flagHeight }
	for _, f := range places {
		p.fill(f.stem-0.4, top(f)+flagHeight-1, 0.8, y+h-top(f)-flagHeight+1, markInks[f.mark])
	}
	t := flagStyle()
	for _, f := range places {
		if f.row >= 0 {
			p.plate(f.from, top(f), f.wide, flagHeight-1, 2, markTints[f.mark])
			p.text(f.from+3, top(f)+(flagHeight-1-t.line())/2, t.in(markInks[f.mark]), f.text)
		}
	}
}

var tickSteps = []time.Duration{time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}

const maxTicks = 10

// axis writes the time below the lanes.
func (p *page) axis(length time.Duration, y float64) {
	step := tickSteps[len(tickSteps)-1]
	for i := len(tickSteps) - 1; i >= 0 && length/tickSteps[i] < maxTicks; i-- {
		step = tickSteps[i]
	}
	for step*maxTicks < length {
		step *= 2
	}
	for at := time.Duration(0); at <= length; at += step {
		x := waveAt + waveWidth*float64(at)/float64(length)
		w := p.width(p.label, clock(at))
		p.text(min(max(x-w/2, waveAt), right-w), y, p.label, clock(at))
	}
}

func sorted(flags []flag) []flag {
	slices.SortStableFunc(flags, func(a, b flag) int { return cmp.Compare(a.at, b.at) })
	return flags
}
