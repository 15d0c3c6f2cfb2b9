package sim

import "math/bits"

// The classes of a Waits: whole seconds up to two minutes, then 32 to every
// doubling, up to a day and a half.
const (
	exact    = 128
	octave   = 32
	octaves  = 10
	classes  = exact + octave*octaves
	overflow = exact<<octaves - 1
)

// Waits counts how long answered and abandoned calls waited, by classes that
// are exact to the second up to two minutes and to 3 % beyond.
type Waits [classes]int32

// Add counts a wait in microseconds; a second that has begun counts as a whole.
func (w *Waits) Add(waited int64) { w[class(min((waited+micro-1)/micro, overflow))]++ }

func class(seconds int64) int {
	if seconds < exact {
		return int(seconds)
	}
	power := bits.Len64(uint64(seconds)) - 8 // 0 for 128 to 255
	return exact + power*octave + int(seconds>>(power+2)) - octave
}

// edge is the longest wait of a class in seconds.
func edge(class int) float64 {
	if class < exact {
		return float64(class)
	}
	power, part := (class-exact)/octave, (class-exact)%octave
	return float64((octave+part+1)<<(power+2) - 1)
}

// Merge adds other counts.
func (w *Waits) Merge(v *Waits) {
	for i, n := range v {
		w[i] += n
	}
}

// Percentile is the smallest wait in seconds within which at least the share p
// of the calls were answered or abandoned (nearest rank, no interpolation);
// false when there was no call.
func (w *Waits) Percentile(p float64) (seconds float64, any bool) {
	total := int64(0)
	for _, n := range w {
		total += int64(n)
	}
	if total == 0 {
		return 0, false
	}
	seen := int64(0)
	for i, n := range w {
		if seen += int64(n); float64(seen) >= p*float64(total) && seen > 0 {
			return edge(i), true
		}
	}
	return edge(classes - 1), true
}
