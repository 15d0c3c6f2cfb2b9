package speech

import (
	"math"
	"time"
)

// A steady sound is a run without a dip in which the level of 10 ms, smoothed,
// neither spreads nor jumps over a second as it does in talk, where neighbouring
// frames differ by 2 to 3 dB on the mean. If its spectrum has lines it is music
// on hold, or a tone; if it has none it is a noise, in which nobody speaks. A
// crowd that chatters lies between the two, as do chords that change fast, but
// these spread less.
const (
	steadyAboveDB  = 10  // of sound, above the quietest twentieth of the lane
	steadySpreadDB = 5.5 // standard deviation in a second, at most
	steadyJumpDB   = 1.3 // mean difference of neighbouring frames in a second, at most
	evenSpreadDB   = 1.5 // of a sound that no crowd makes
	steadyHop      = perSecond / 4
	steadyBridge   = 2 * time.Second // of unsteady seconds within music
	holdTalk       = 0.5             // of the time that the other speaks: more, and it is no hold
)

// steadySounds finds the music and the noises of a lane. It looks at the levels
// themselves and not at the thresholds, since music that fills a window raises
// those; and at the samples only of what is steady.
func steadySounds(src Source, channel int, lane []level, s Settings) (tunes, noises []Span, err error) {
	var h histogram
	for _, l := range lane {
		h.add(l, 1)
	}
	least := level(10 * max(h.percentile(5)+steadyAboveDB, s.HoldLeastDB))
	var runs []Span
	for i, l := range lane {
		if l >= least {
			runs = append(runs, Span{frames(i), frames(i + 1)})
		}
	}
	long := time.Duration(s.HoldSeconds) * time.Second
	ear := newEar(src, channel)
	for _, run := range longer(merge(runs, milliseconds(s.HoldDipMS)-1), long) {
		tuned, flat, err := ear.steady(lane, run)
		if err != nil {
			return nil, nil, err
		}
		tunes, noises = append(tunes, longer(tuned, long)...), append(noises, longer(flat, long)...)
	}
	return tunes, noises, nil
}

func frames(n int) time.Duration { return time.Duration(n) * frame }

// steady are the stretches of a run that consist of steady seconds with lines
// in their spectrum, and of those without.
func (e *ear) steady(lane []level, run Span) (tuned, flat []Span, err error) {
	to := int(run.To / frame)
	for at := int(run.From / frame); at+perSecond <= to; at += steadyHop {
		spread, jump := unrest(lane[at : at+perSecond])
		if spread > steadySpreadDB || jump > steadyJumpDB {
			continue
		}
		second := Span{frames(at), frames(at + perSecond)}
		flatness, err := e.flatness(at)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case flatness >= noiseFlatness:
			flat = append(flat, second)
		case flatness <= musicFlatness || spread <= evenSpreadDB:
			tuned = append(tuned, second)
		}
	}
	return toEnds(merge(tuned, steadyBridge), run), toEnds(merge(flat, frame), run), nil
}

// toEnds gives what is left of the run before or after a stretch, if below a
// second, to the stretch.
func toEnds(stretches []Span, run Span) []Span {
	for i := range stretches {
		if stretches[i].From-run.From < time.Second {
			stretches[i].From = run.From
		}
		if run.To-stretches[i].To < time.Second {
			stretches[i].To = run.To
		}
	}
	return stretches
}

// unrest is the standard deviation of levels and the mean difference of
// neighbours, both in dB.
func unrest(l []level) (spread, jump float64) {
	sum, squares, jumps := 0, 0, 0
	for i, x := range l {
		sum += int(x)
		squares += int(x) * int(x)
		if i > 0 {
			jumps += max(int(x-l[i-1]), int(l[i-1]-x))
		}
	}
	n := float64(len(l))
	mean := float64(sum) / n
	spread = math.Sqrt(max(0, float64(squares)/n-float64(mean*mean))) / 10
	return spread, float64(jumps) / (n - 1) / 10
}

// unlessTalk leaves out the holds in which the other lane speaks most of the time.
func unlessTalk(holds, other []Span) []Span {
	var out []Span
	for _, h := range holds {
		if share(Total(both(other, []Span{h})), h.Length()) <= holdTalk {
			out = append(out, h)
		}
	}
	return out
}
