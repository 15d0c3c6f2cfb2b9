package formats

import (
	"regexp"
	"strings"

	"shifu/training/bank"
)

var (
	lettersInPlace = regexp.MustCompile(`\(\s*([A-Z](?:[\s,、;]*[A-Z])*)\s*\)`)
	truthInPlace   = regexp.MustCompile(`\(\s*(对|错|√|×|✓|✗|正确|错误|T|F|Y|N)\s*\)`)
	wordInPlace    = regexp.MustCompile(`\(\s*([^()\n]{1,60}?)\s*\)`)
	wordOnLine     = regexp.MustCompile(`_+\s*([^_\s][^_\n]{0,60}?)\s*_+`)
)

// filled reports whether the answer stands within the question.
func filled(d *draft) bool {
	h := half(d.q.Text)
	return truthInPlace.MatchString(h)
}

// inPlace moves an answer that stands in the brackets or on the line of the
// question out of it, and leaves the place empty.
func inPlace(d *draft) {
	switch {
	case len(d.options) > 0:
		d.take(lettersInPlace, "（ ）", false)
	case d.q.Kind == bank.TrueFalse || d.q.Kind == "":
		d.take(truthInPlace, "（ ）", false)
	}
	if len(d.options) > 0 || d.answer != "" {
		return
	}
	d.lastLine()
	if d.answer == "" && d.q.Kind == bank.Short {
		d.take(wordInPlace, "（ ）", true)
	}
	if d.answer == "" && d.q.Kind == bank.Short && len(wordOnLine.FindAllString(half(d.q.Text), 2)) == 1 {
		d.take(wordOnLine, "____", true)
	}
}

// take takes the answer out of its place: the last one, or all of them.
func (d *draft) take(pattern *regexp.Regexp, empty string, all bool) {
	h := half(d.q.Text)
	found := pattern.FindAllStringSubmatchIndex(h, -1)
	if len(found) == 0 {
		return
	}
	if !all {
		found = found[len(found)-1:]
	}
	var answers []string
	text := d.q.Text
	for i := len(found) - 1; i >= 0; i-- {
		m := found[i]
		start, end := len([]rune(h[:m[0]])), len([]rune(h[:m[1]]))
		a, b := len([]rune(h[:m[2]])), len([]rune(h[:m[3]]))
		answers = append([]string{from(upTo(d.q.Text, b), a)}, answers...)
		text = upTo(text, start) + empty + from(text, end)
	}
	answer := strings.Join(answers, "；")
	if d.answer == "" {
		d.answer = answer
	} else if bank.Plain(d.answer) != bank.Plain(answer) {
		return
	}
	d.q.Text = strings.TrimSpace(text)
}

// lastLine takes the line after a blank as its answer.
func (d *draft) lastLine() {
	i := strings.LastIndex(d.q.Text, "\n")
	if i < 0 {
		return
	}
	before, last := d.q.Text[:i], d.q.Text[i+1:]
	if blankPlace.MatchString(half(before)) && !blankPlace.MatchString(half(last)) {
		d.q.Text, d.answer = before, last
	}
}
