// Package yardstick times other programs, so that a benchmark can say how it
// stands beside them in the same run, on the same machine.
package yardstick

import (
	"fmt"
	"os/exec"
	"slices"
	"testing"
	"time"
)

// rounds is how often a peer is timed; the median counts.
const rounds = 3

// Program is how long a program takes; ok is false where it is not installed.
// Its output is dropped; if it fails, so does the benchmark.
func Program(b testing.TB, name string, args ...string) (took time.Duration, ok bool) {
	b.Helper()
	if _, err := exec.LookPath(name); err != nil {
		return 0, false
	}
	return Time(func() {
		if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
			b.Fatalf("%s: %v: %.300s", name, err, out)
		}
	}), true
}

// Time is how long work takes: the median of three rounds.
func Time(work func()) time.Duration {
	var all []time.Duration
	for range rounds {
		began := time.Now()
		work()
		all = append(all, time.Since(began))
	}
	slices.Sort(all)
	return all[rounds/2]
}

// Report says how many times as long as a peer each round of a benchmark took:
// "x_of_ffmpeg" below 1 is faster. Call it after the loop; a peer that is not
// there is left out.
func Report(b *testing.B, peer string, took time.Duration, ok bool) {
	b.Helper()
	if ok && took > 0 {
		b.ReportMetric(PerRound(b)/took.Seconds(), fmt.Sprintf("x_of_%s", peer))
	}
}

// PerRound is how many seconds a round of the benchmark took.
func PerRound(b *testing.B) float64 { return b.Elapsed().Seconds() / float64(b.N) }

// RealTime says how much faster than listening a benchmark went over so many
// seconds of sound a round.
func RealTime(b *testing.B, seconds float64) {
	b.Helper()
	b.ReportMetric(seconds/PerRound(b), "x_real_time")
}
