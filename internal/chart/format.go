package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Minus is the sign that is as wide as a digit; reports and screen write it
// instead of a hyphen.
const Minus = "−"

// None stands where there is no value.
const None = "–"

// Number writes a number with that many decimals, rounded half away from zero,
// with commas between thousands: 1,038,412. What is no number is None.
func Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return None
	}
	power := math.Pow(10, float64(decimals))
	if shifted := v * power; math.Abs(shifted) < 1e15 {
		// the epsilon takes 2.675 for what was meant, not for 2.67499…
		v = math.Round(shifted+math.Copysign(math.Max(1e-9, 1e-15*math.Abs(shifted)), shifted)) / power
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(text, ".")
	text = thousands(whole)
	if rest != "" {
		text += "." + rest
	}
	if v < 0 && strings.Trim(text, "0.,") != "" {
		text = Minus + text
	}
	return text
}

func thousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Count writes a whole number: 1,038,412.
func Count(n int) string { return Number(float64(n), 0) }

// Signed is Number with a plus before what is above zero.
func Signed(v float64, decimals int) string {
	text := Number(v, decimals)
	if v > 0 && text != Number(0, decimals) {
		return "+" + text
	}
	return text
}

// Percent writes a share as a percentage: 0.853 with no decimals is "85 %".
func Percent(share float64, decimals int) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return None
	}
	return Number(share*100, decimals) + " %"
}

// Clock writes a time within a recording as 4:12, or 1:04:12 from an hour on.
// It cuts fractions off: a clock never shows a second that has not come.
func Clock(at time.Duration) string {
	sign, total := "", int64(at/time.Second)
	if total < 0 {
		sign, total = Minus, -total
	}
	hours, minutes, seconds := total/3600, total/60%60, total%60
	if hours > 0 {
		return fmt.Sprintf("%s%d:%02d:%02d", sign, hours, minutes, seconds)
	}
	return fmt.Sprintf("%s%d:%02d", sign, minutes, seconds)
}

// ClockWide is Clock with two digits of minutes: 04:12, for columns and marks
// that stand below each other.
func ClockWide(at time.Duration) string {
	bare, negative := strings.CutPrefix(Clock(at), Minus)
	if len(bare) == len("4:12") {
		bare = "0" + bare
	}
	if negative {
		return Minus + bare
	}
	return bare
}

// ClockTenths is ClockWide with tenths of a second: 01:33.2.
func ClockTenths(at time.Duration) string {
	tenth := (at % time.Second) / (100 * time.Millisecond)
	if tenth < 0 {
		tenth = -tenth
	}
	return ClockWide(at) + "." + strconv.Itoa(int(tenth))
}

// TickDecimals is how many decimals ticks of that step need.
func TickDecimals(step float64) int {
	for d := range 6 {
		scaled := step * math.Pow(10, float64(d))
		if math.Abs(scaled-math.Round(scaled)) < 1e-6 {
			return d
		}
	}
	return 6
}

// Tick writes a tick of Ticks with as many decimals as its step needs.
func Tick(v, step float64) string { return Number(v, TickDecimals(step)) }
