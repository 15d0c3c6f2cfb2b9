package chart

import (
	"strconv"
	"strings"
	"time"
)

// ParseClock reads a time on a recording as people write it: 42, 1:42, 1:02:42,
// seconds with a fraction or without; also with the wide colon. ok is false for
// anything else.
func ParseClock(text string) (at time.Duration, ok bool) {
	fields := strings.Split(strings.ReplaceAll(strings.TrimSpace(text), "：", ":"), ":")
	if len(fields) > 3 {
		return 0, false
	}
	whole, fraction, _ := strings.Cut(fields[len(fields)-1], ".")
	fields[len(fields)-1] = whole
	for i, f := range fields {
		n, err := strconv.ParseUint(f, 10, 16)
		if err != nil || len(f) > 5 || i > 0 && n > 59 {
			return 0, false
		}
		at = at*60 + time.Duration(n)*time.Second
	}
	if fraction != "" {
		n, err := strconv.ParseUint(fraction, 10, 32)
		if err != nil || len(fraction) > 3 {
			return 0, false
		}
		for range 3 - len(fraction) {
			n *= 10
		}
		at += time.Duration(n) * time.Millisecond
	}
	return at, true
}
