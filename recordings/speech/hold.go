package speech

import (
	"math"
	"time"
)

// Music on hold is a run of sound without a dip in which the level of 10 ms is
// steady: over a second it neither spreads nor jumps as it does in talk (where
// neighbouring frames differ by 2 to 3 dB on the mean). Between the two bounds
// of noise lies what a noisy line does, which is silence.
const (
	holdAboveDB   = 10  // of sound, above the quietest twentieth of the lane
	holdSpreadDB  = 5.5 // standard deviation in a second, at most
	holdJumpDB    = 1.8 // mean difference of neighbouring frames in a second, at most
	noiseSpreadDB = 1.2 // a second that spreads less is noise,
	toneSpreadDB  = 0.4 // unless it spreads less than this: a tone
	holdHop       = perSecond / 4
	holdBridge    = 2 * time.Second // of unsteady seconds within music
	holdTalk      = 0.5             // of the time that the other speaks: more, and it is no hold
)

// music finds hold music in a lane. It looks at the levels themselves and not
// at the thresholds, since music that fills a window raises those.
func music(lane []level, s Settings) []Span {
	var h histogram
	for _, l := range lane {
		h.add(l, 1)
	}
	least := level(10 * max(h.percentile(5)+holdAboveDB, s.HoldLeastDB))
	var runs []Span
	for i, l := range lane {
		if l >= least {
			runs = append(runs, Span{frames(i), frames(i + 1)})
		}
	}
	long := time.Duration(s.HoldSeconds) * time.Second
	var out []Span
	for _, run := range longer(merge(runs, milliseconds(s.HoldDipMS)-1), long) {
		out = append(out, longer(steady(lane, run), long)...)
	}
	return out
}

func frames(n int) time.Duration { return time.Duration(n) * frame }

// steady are the stretches of a run that consist of steady seconds. What is
// left of the run before or after one, if below a second, belongs to it.
func steady(lane []level, run Span) []Span {
	var out []Span
	to := int(run.To / frame)
	for at := int(run.From / frame); at+perSecond <= to; at += holdHop {
		if isSteady(lane[at : at+perSecond]) {
			out = append(out, Span{frames(at), frames(at + perSecond)})
		}
	}
	out = merge(out, holdBridge)
	for i := range out {
		if out[i].From-run.From < time.Second {
			out[i].From = run.From
		}
		if run.To-out[i].To < time.Second {
			out[i].To = run.To
		}
	}
	return out
}

func isSteady(l []level) bool {
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
	spread := math.Sqrt(max(0, float64(squares)/n-float64(mean*mean))) / 10
	jump := float64(jumps) / (n - 1) / 10
	return spread <= holdSpreadDB && jump <= holdJumpDB && (spread >= noiseSpreadDB || spread <= toneSpreadDB)
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
