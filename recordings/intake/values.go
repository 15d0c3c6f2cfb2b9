package intake

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var zoned = []string{time.RFC3339Nano, "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700"}

var local = []string{
	"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006/1/2 15:04:05", "2006/1/2 15:04", "2006年1月2日 15:04:05", "2006年1月2日15:04:05", "2006年1月2日 15:04",
	"20060102150405", "20060102 150405", "2006-01-02", "2006/1/2", "2006年1月2日", "01-02-06 15:04", "1/2/06 15:04", "01-02-06", "20060102",
}

// Instant reads a date with time as tables write it, in zone unless it names
// one itself; also Unix seconds and milliseconds, and the day numbers of Excel.
// It refuses years before 1990 and after 2200.
func Instant(text string, zone *time.Location) (time.Time, bool) {
	for _, layout := range zoned {
		if at, err := time.Parse(layout, text); err == nil {
			return plausible(at)
		}
	}
	for _, layout := range local {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return plausible(at)
		}
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		return counted(n, zone)
	}
	return time.Time{}, false
}

// counted reads an instant that is written as a number.
func counted(n float64, zone *time.Location) (time.Time, bool) {
	switch {
	case n > 6e8 && n < 8e9:
		return plausible(time.UnixMicro(int64(n * 1e6)))
	case n > 6e11 && n < 8e12:
		return plausible(time.UnixMicro(int64(n * 1e3)))
	case n > 32_000 && n < 110_000: // days since 1899-12-30, the fraction is the time on the clock
		seconds := int(math.Round((n - math.Floor(n)) * 24 * 3600))
		return plausible(time.Date(1899, 12, 30+int(n), 0, 0, seconds, 0, zone))
	}
	return time.Time{}, false
}

func plausible(at time.Time) (time.Time, bool) {
	y := at.Year()
	return at.UTC(), y >= 1990 && y <= 2200
}

// Duration reads seconds, m:ss, h:mm:ss or 1小时4分12秒. It refuses anything
// negative or longer than a week.
func Duration(text string) (time.Duration, bool) {
	total, ok := colons(text)
	if !ok {
		total, ok = spelled(text)
	}
	if !ok || total > 7*24*3600 {
		return 0, false
	}
	return time.Duration(total * float64(time.Second)), true
}

var inWords = regexp.MustCompile(`^(?:(\d+)(?:小时|时))?(?:(\d+)分钟?)?(?:(\d+(?:\.\d+)?)秒)?$`)

// spelled reads a length with Chinese units, in seconds.
func spelled(text string) (float64, bool) {
	m := inWords.FindStringSubmatch(strings.ReplaceAll(text, " ", ""))
	if m == nil || m[1]+m[2]+m[3] == "" {
		return 0, false
	}
	total := 0.0
	for i, unit := range []float64{3600, 60, 1} {
		v, _ := strconv.ParseFloat("0"+m[i+1], 64) // the pattern lets only digits through
		total += v * unit
	}
	return total, true
}

// colons reads seconds, m:ss or h:mm:ss, in seconds.
func colons(text string) (float64, bool) {
	parts := strings.Split(text, ":")
	total := 0.0
	for _, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || !(v >= 0) {
			return 0, false
		}
		total = total*60 + v
	}
	return total, len(parts) <= 3
}
