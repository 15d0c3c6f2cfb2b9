package report

import (
	"strconv"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/score"
)

// The type area of a page, in points.
const (
	left   = 40.0
	right  = pageWidth - 40
	width  = right - left
	top    = 32.0
	bottom = pageHeight - 58 // the p.foot begins below
)

// layout sets blocks from the top down over pages; y is where the next one
// begins.
type layout struct {
	*sheet
	density
	l      words.Language
	zone   *time.Location
	y      float64
	onTurn func() // sets what is repeated at the top of a page
}

// page lays out an evaluation report.
type page struct {
	layout
	e          *Evaluation
	questionAt float64 // where the questions begin in the table of answers
}

func (p *layout) say(key string, values fault.Values) string { return words.Say(p.l, key, values) }

// turn begins a new page.
func (p *layout) turn() {
	p.newPage()
	p.y = top
	if p.onTurn != nil {
		p.onTurn()
	}
}

// need turns the page unless h points are left on it.
func (p *layout) need(h float64) {
	if p.y+h > bottom && p.y > top {
		p.turn()
	}
}

// block begins a titled block that has room for at least h points below its title.
func (p *layout) block(title string, h float64) {
	p.y += p.blockGap
	p.need(p.blockHead.line() + 2 + h)
	p.text(left, p.y, p.blockHead, title)
	p.y += p.blockHead.line() + 2
}

// flow sets wrapped text over the pages.
func (p *layout) flow(x, w float64, t style, str string) {
	for _, line := range p.wrap(t, w, str) {
		p.need(t.line())
		p.text(x, p.y, t, line)
		p.y += t.line()
	}
}

// clock writes a place on a recording or a length: 04:12, or 1:04:12.
func clock(d time.Duration) string {
	sec := int(max(d, 0) / time.Second)
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	if sec >= 3600 {
		return strconv.Itoa(sec/3600) + ":" + two(sec/60%60) + ":" + two(sec%60)
	}
	return two(sec/60) + ":" + two(sec%60)
}

// number writes x with at most 2 decimals.
func number(x float64) string {
	if x < 0 {
		return "-" + number(-x)
	}
	return strconv.FormatFloat(score.Round(x, 2), 'f', -1, 64)
}

func (p *layout) instant(t time.Time) string {
	if t.IsZero() {
		return none
	}
	return t.In(p.zone).Format("2006-01-02 15:04")
}

// none stands where a fact is missing.
const none = "-"

func orNone(s string) string {
	if s == "" {
		return none
	}
	return s
}
