package parts

import (
	"strconv"
	"strings"
)

// speedWord writes a speed: "1.25x".
func speedWord(speed float64) string {
	s := strconv.FormatFloat(speed, 'f', 2, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".") + "x"
}

// offer shows these speeds, and the current one wherever it belongs.
func (t *Transport) offer(speeds []float64) {
	t.offered = withSpeed(speeds, t.speed)
	words, chosen := make([]string, len(t.offered)), -1
	for i, s := range t.offered {
		words[i] = speedWord(s)
		if s == t.speed {
			chosen = i
		}
	}
	if t.segments != nil && strings.Join(words, " ") == strings.Join(t.segments.Words, " ") {
		if t.segments.Chosen != chosen {
			t.segments.Chosen = chosen
			t.segments.Refresh()
		}
		return
	}
	off := t.segments != nil && t.segments.Disabled()
	t.segments = NewSegments(words, chosen, t.speedChosen)
	if off {
		t.segments.Disable()
	}
}

func (t *Transport) speedChosen(i int) {
	t.speed = t.offered[i]
	tell(t.OnSpeed, t.speed)
}

// withSpeed is the speeds with the current one, in order. Where it isn't among
// three, it takes the place of the end that is nearer to it.
func withSpeed(speeds []float64, current float64) []float64 {
	var out []float64
	placed := false
	for _, s := range speeds {
		if !placed && current < s {
			out = append(out, current)
		}
		placed = placed || current <= s
		out = append(out, s)
	}
	if !placed {
		out = append(out, current)
	}
	if len(speeds) <= 3 && len(out) > len(speeds) {
		if current <= out[1] {
			return out[:len(speeds)]
		}
		return out[len(out)-len(speeds):]
	}
	return out
}

// fewer are the three speeds that a narrow row offers.
func (t *Transport) fewer() []float64 {
	if len(t.Speeds) <= 3 {
		return t.Speeds
	}
	from := (len(t.Speeds) - 3 + 1) / 2
	return t.Speeds[from : from+3]
}
