package workdays_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/qa/workdays"
)

var shanghai = time.FixedZone("CST", 8*3600)

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

func away(from, until string) []workdays.Leave {
	return []workdays.Leave{{PersonID: "p", Span: workdays.Span{From: workdays.Day(from), Until: workdays.Day(until)}}}
}

func TestAdd_EndsAtTheEndOfTheWorkingDay(t *testing.T) {
	c := workdays.China2026(workdays.Standard())
	for name, k := range map[string]struct {
		from string
		n    int
		away []workdays.Leave
		want string
	}{
		"a Monday morning, two days":             {"2026-03-02 10:00", 2, nil, "2026-03-04 18:00"},
		"late in the evening is the same day":    {"2026-03-02 23:59", 2, nil, "2026-03-04 18:00"},
		"over a weekend":                         {"2026-03-05 10:00", 2, nil, "2026-03-09 18:00"},
		"from a Saturday":                        {"2026-03-07 10:00", 1, nil, "2026-03-09 18:00"},
		"over the national holiday":              {"2026-09-30 10:00", 2, nil, "2026-10-09 18:00"},
		"a Saturday worked instead":              {"2026-10-08 10:00", 2, nil, "2026-10-10 18:00"},
		"a Sunday worked instead":                {"2026-09-18 10:00", 1, nil, "2026-09-20 18:00"},
		"the Spring Festival with its Saturdays": {"2026-02-13 10:00", 2, nil, "2026-02-24 18:00"},
		"leave extends it":                       {"2026-03-02 10:00", 2, away("2026-03-03", "2026-03-04"), "2026-03-06 18:00"},
		"leave on a weekend does not":            {"2026-03-05 10:00", 2, away("2026-03-07", "2026-03-08"), "2026-03-09 18:00"},
		"no days at all":                         {"2026-03-02 10:00", 0, nil, "2026-03-02 10:00"},
	} {
		if got := c.Add(at(k.from), k.n, shanghai, k.away); !got.Equal(at(k.want)) {
			t.Errorf("%s: %s, want %s", name, got.Format(time.DateTime), k.want)
		}
	}
}

func TestAdd_IsTheDayOfTheZoneNotOfUTC(t *testing.T) {
	late := time.Date(2026, 3, 2, 17, 0, 0, 0, time.UTC) // Tuesday 01:00 in Shanghai
	if got := workdays.Standard().Add(late, 1, shanghai, nil); !got.Equal(at("2026-03-04 18:00")) {
		t.Error(got)
	}
}

func TestAdd_ALeaveWithoutEndComesToAnEnd(t *testing.T) {
	got := workdays.Standard().Add(at("2026-03-02 10:00"), 1, shanghai, away("2026-01-01", "9999-12-31"))
	if got.Year() < 2035 {
		t.Error(got)
	}
}

func TestBetween_CountsWorkingHoursOnly(t *testing.T) {
	c := workdays.China2026(workdays.Standard())
	for name, k := range map[string]struct {
		from, until string
		want        time.Duration
	}{
		"within a day":            {"2026-03-02 10:00", "2026-03-02 12:30", 150 * time.Minute},
		"from before it begins":   {"2026-03-02 06:00", "2026-03-02 10:00", time.Hour},
		"over a night":            {"2026-03-02 17:00", "2026-03-03 10:00", 2 * time.Hour},
		"over a weekend":          {"2026-03-06 17:00", "2026-03-09 10:00", 2 * time.Hour},
		"a whole holiday":         {"2026-10-01 09:00", "2026-10-07 18:00", 0},
		"backwards":               {"2026-03-03 10:00", "2026-03-02 17:00", -2 * time.Hour},
		"after the end of a day":  {"2026-03-02 19:00", "2026-03-02 20:00", 0},
		"a Saturday that is work": {"2026-10-10 09:00", "2026-10-10 18:00", 9 * time.Hour},
	} {
		if got := c.Between(at(k.from), at(k.until), shanghai, nil); got != k.want {
			t.Errorf("%s: %s, want %s", name, got, k.want)
		}
	}
}

func TestAdd_LeavesNDaysOfWorkingTime(t *testing.T) {
	c := workdays.China2026(workdays.Standard())
	rapid.Check(t, func(t *rapid.T) {
		from := at("2026-01-01 00:00").Add(time.Duration(rapid.IntRange(0, 364*24*60).Draw(t, "minute")) * time.Minute)
		n := rapid.IntRange(1, 30).Draw(t, "n")
		end := c.Add(from, n, shanghai, nil)
		midnight := time.Date(from.Year(), from.Month(), from.Day()+1, 0, 0, 0, 0, shanghai)
		if got := c.Between(midnight, end, shanghai, nil); got != time.Duration(n)*c.Length() {
			t.Fatalf("%s in %d working days", got, n)
		}
	})
}

func TestParse_ReadsDaysAndNamesTheLineThatIsWrong(t *testing.T) {
	spans, err := workdays.Parse(" 2026-10-01..2026-10-07 国庆节 \n\n2026-01-01\r\n")
	if err != nil || len(spans) != 2 || spans[0].Name != "国庆节" || !spans[0].Holds("2026-10-05") || spans[1].Until != "2026-01-01" {
		t.Error(spans, err)
	}
	for text, want := range map[string]string{
		"2026-01-01\n2026-02-30":   "Line 2: \"2026-02-30\" is no date. Write it as 2026-10-01.",
		"2026-10-07..2026-10-01":   "Line 1: 2026-10-07 comes after 2026-10-01. Write the earlier day first.",
		"1 October":                "Line 1: \"1\" is no date. Write it as 2026-10-01.",
		"2026-01-01..2046-01-01 x": "Line 1: From 2026-01-01 to 2046-01-01 is more than ten years.",
	} {
		if _, err := workdays.Parse(text); fault.Sentence(err) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestChina2026_IsNotAddedTwice(t *testing.T) {
	once := workdays.China2026(workdays.Standard())
	if twice := workdays.China2026(once); len(twice.Off) != len(once.Off) || len(twice.Worked) != len(once.Worked) {
		t.Error("doubled")
	}
}

func TestCheck_RefusesADayThatEndsBeforeItBegins(t *testing.T) {
	if err := (workdays.Calendar{Begins: 18 * time.Hour, Ends: 9 * time.Hour}).Check(); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if err := workdays.China2026(workdays.Standard()).Check(); err != nil {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("2026-10-01..2026-10-07 国庆节\n2026-01-01")
	f.Add("..")
	f.Fuzz(func(t *testing.T, text string) {
		spans, err := workdays.Parse(text)
		if err != nil {
			return
		}
		again, err := workdays.Parse(workdays.Lines(spans))
		if err != nil || len(again) != len(spans) {
			t.Errorf("%v became %v, %v", spans, again, err)
		}
	})
}
