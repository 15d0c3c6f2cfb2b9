package operations

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/indicators"
)

// say puts a domain text into the words of the person.
func (s *Screen) say(t words.Text) string { return t.In(s.d.Settings.Language) }

func (s *Screen) chinese() bool { return s.d.Settings.Language == words.Chinese }

// decimals of a rate: where almost everything is met, the second one counts.
func decimals(i indicators.Indicator) int {
	switch i.Key {
	case indicators.Satisfaction, indicators.OrderErrors:
		return 2
	}
	return 1
}

// number writes a value in the unit of its indicator, without the unit's word.
func number(i indicators.Indicator, v float64) string {
	switch i.Unit {
	case indicators.Count:
		return chart.Number(v, 0)
	case indicators.Seconds:
		return chart.Number(v/3600, 0)
	case indicators.SecondsEach:
		return chart.Number(v, 0)
	case indicators.Per100, indicators.Per1000:
		return chart.Number(v, 2)
	}
	return chart.Number(v*100, decimals(i))
}

// unit is the word behind a number.
func unit(i indicators.Indicator) string {
	switch i.Unit {
	case indicators.Count:
		return lang.L("answered")
	case indicators.Seconds:
		return lang.L("h")
	case indicators.SecondsEach:
		return lang.L("s")
	case indicators.Per100:
		return lang.L("on 100 calls")
	case indicators.Per1000:
		return lang.L("on 1,000 calls")
	}
	return "%"
}

// short is number and unit where there is little room.
func short(i indicators.Indicator, v float64) string {
	switch i.Unit {
	case indicators.Count, indicators.Per100, indicators.Per1000:
		return number(i, v)
	}
	return number(i, v) + " " + unit(i)
}

// inUnit turns a value into what a person types and axes show, and outOf back.
func inUnit(i indicators.Indicator, v float64) float64 {
	switch i.Unit {
	case indicators.Rate, indicators.Share:
		return v * 100
	case indicators.Seconds:
		return v / 3600
	}
	return v
}

func outOf(i indicators.Indicator, v float64) float64 {
	switch i.Unit {
	case indicators.Rate, indicators.Share:
		return v / 100
	case indicators.Seconds:
		return v * 3600
	}
	return v
}

// likely is the interval in words, empty where there is none.
func likely(i indicators.Indicator, v indicators.Value) string {
	if !v.HasInterval() {
		return ""
	}
	return lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": number(i, v.Low), "High": number(i, v.High)})
}

// restsOn is n with the interval: "n 12,034 • likely 96.8 to 97.1".
func restsOn(i indicators.Indicator, v indicators.Value) string {
	if !v.Known || i.Unit == indicators.Count || i.Unit == indicators.Seconds {
		return ""
	}
	n := chart.Count(int(v.N))
	if i.Unit == indicators.Share {
		return lang.L("of {{.N}} h", map[string]any{"N": chart.Count(int(v.N / 3600))})
	}
	text := lang.L("n {{.N}}", map[string]any{"N": n})
	if l := likely(i, v); l != "" {
		text += lang.L(", ") + l
	}
	return text
}

// standingState is the shape of a standing.
func standingState(st indicators.Standing) parts.State {
	switch st {
	case indicators.Met:
		return parts.StateGood
	case indicators.Unsure:
		return parts.StatePartly
	case indicators.Missed:
		return parts.StateBad
	case indicators.TooFew:
		return parts.StateFew
	}
	return parts.StatePlain
}

func standingWord(st indicators.Standing) string {
	switch st {
	case indicators.Met:
		return lang.L("on target")
	case indicators.Unsure:
		return lang.L("can't be told")
	case indicators.Missed:
		return lang.L("off target")
	case indicators.TooFew:
		return lang.L("too few")
	}
	return ""
}

// mark is icon and tone of a standing beside a number.
func mark(st indicators.Standing) (icon string, tone look.Token) {
	if st == indicators.NoStanding || st == indicators.TooFew {
		return "", look.Ink
	}
	return standingState(st).Mark()
}

// periodText names the period: "2026 年 11 月", "16 to 22 Nov".
func (s *Screen) periodText(span indicators.Span, p indicators.Period) string {
	from, last := p.From.UTC(), (p.Until - 1).UTC()
	year := map[string]any{"Year": from.Year(), "Month": s.month(from), "N": (int(from.Month()) + 2) / 3}
	switch span {
	case indicators.DaySpan:
		return s.date(p.From, true)
	case indicators.MonthSpan:
		return lang.L("{{.Month}} {{.Year}}", year)
	case indicators.QuarterSpan:
		return lang.L("Quarter {{.N}} of {{.Year}}", year)
	case indicators.YearSpan:
		return lang.L("Year {{.Year}}", year)
	}
	return lang.L("{{.From}} to {{.To}}", map[string]any{"From": s.date(p.From, true), "To": s.date(indicators.DateOf(last), from.Year() != last.Year())})
}

func (s *Screen) month(at time.Time) string {
	if s.chinese() {
		return fmt.Sprintf("%d 月", int(at.Month()))
	}
	return at.Format("Jan")
}

// date writes a day: "11-21", "21 Nov", with the year where asked.
func (s *Screen) date(d indicators.Date, withYear bool) string {
	layout := map[bool]string{true: "2 Jan 2006", false: "2 Jan"}
	if s.chinese() {
		layout = map[bool]string{true: "2006-01-02", false: "01-02"}
	}
	return d.UTC().Format(layout[withYear])
}

// tick is what the axis of a trend says below a period.
func (s *Screen) tick(p indicators.Period) string {
	if p.Days() >= 28 {
		return s.month(p.From.UTC())
	}
	return s.date(p.From, false)
}
