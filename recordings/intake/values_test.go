package intake

import (
	"testing"
	"time"
)

var shanghai = time.FixedZone("CST", 8*3600)

func TestInstant_ReadsWhatTablesWrite(t *testing.T) {
	want := time.Date(2026, 11, 21, 9, 5, 30, 0, time.UTC)
	for _, text := range []string{"2026-11-21 17:05:30", "2026/11/21 17:05:30", "2026年11月21日 17:05:30", "2026-11-21T17:05:30",
		"20261121170530", "20261121 170530", "2026-11-21T09:05:30Z", "2026-11-21 18:05:30+09:00", "1795251930", "1795251930000", "46347.7121528"} {
		at, ok := Instant(text, shanghai)
		if !ok || at.Sub(want).Abs() > time.Second {
			t.Errorf("%q is read as %v, %v", text, at, ok)
		}
	}
}

func TestInstant_RefusesWhatIsNoDate(t *testing.T) {
	for _, text := range []string{"", "yesterday", "2026-13-01 10:00:00", "2026-02-30 10:00:00", "25:61", "1850-01-01 00:00:00", "NaN", "Inf", "-5", "12"} {
		if at, ok := Instant(text, shanghai); ok {
			t.Errorf("%q is read as %v", text, at)
		}
	}
}

func TestDuration_ReadsSecondsClocksAndWords(t *testing.T) {
	for text, want := range map[string]time.Duration{"252": 252 * time.Second, "4:12": 252 * time.Second, "0:04:12": 252 * time.Second,
		"4分12秒": 252 * time.Second, "1小时4分12秒": 3852 * time.Second, "12.5": 12500 * time.Millisecond, "00:00:00": 0} {
		if d, ok := Duration(text); !ok || d != want {
			t.Errorf("%q is read as %v, %v", text, d, ok)
		}
	}
	for _, text := range []string{"", "-4", "long", "1:2:3:4", "Inf", "NaN", "1e300", "700000"} {
		if d, ok := Duration(text); ok {
			t.Errorf("%q is read as %v", text, d)
		}
	}
}

func FuzzInstant(f *testing.F) {
	f.Add("2026-11-21 17:05:30")
	f.Add("46347.7")
	f.Fuzz(func(t *testing.T, text string) {
		if at, ok := Instant(text, shanghai); ok && (at.Year() < 1989 || at.Year() > 2201) {
			t.Errorf("%q is read as %v", text, at)
		}
	})
}

func FuzzDuration(f *testing.F) {
	f.Add("1小时4分12秒")
	f.Add("4:12")
	f.Fuzz(func(t *testing.T, text string) {
		if d, ok := Duration(text); ok && (d < 0 || d > 7*24*time.Hour) {
			t.Errorf("%q is read as %v", text, d)
		}
	})
}
