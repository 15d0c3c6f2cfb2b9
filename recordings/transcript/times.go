package transcript

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"shifu/recordings"
)

// Clock is a time of the call as people write it: 1:05.0, 1:02:03.5.
func Clock(d time.Duration) string {
	if d >= time.Hour {
		return fmt.Sprintf("%d:%02d:%04.1f", int(d/time.Hour), int(d/time.Minute)%60, (d % time.Minute).Seconds())
	}
	return fmt.Sprintf("%d:%04.1f", int(d/time.Minute), (d % time.Minute).Seconds())
}

const timeForm = `(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?`

// instant reads the four groups of timeForm: hours, minutes, seconds and their
// fraction.
func instant(m []string) time.Duration {
	part := func(s string) time.Duration {
		n, _ := strconv.Atoi(s) // the form lets digits through only
		return time.Duration(n)
	}
	fraction := part((m[3] + "000")[:3])
	return part(m[0])*time.Hour + part(m[1])*time.Minute + part(m[2])*time.Second + fraction*time.Millisecond
}

var (
	cueTimes = regexp.MustCompile(`^\s*` + timeForm + `\s*-->\s*` + timeForm)
	voiceTag = regexp.MustCompile(`^<v(?:\.[\w.]+)?\s+([^>]+)>`)
	timeTag  = regexp.MustCompile(`<` + timeForm + `>`)
	anyTag   = regexp.MustCompile(`</?[a-zA-Z][^>]*>|<\d[\d:.]*>`)
	speaker  = regexp.MustCompile(`^([^:：]{1,16})[:：]\s*`)
)

// fromCues reads WebVTT (W3C) and SRT: a line of times, then text until an
// empty line.
func fromCues(text string, c Call) ([]recordings.Utterance, error) {
	var out []recordings.Utterance
	open, timed := false, []Word(nil)
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", ""), "\n") {
		if m := cueTimes.FindStringSubmatch(line); m != nil {
			out = append(out, recordings.Utterance{Lane: -1, Start: instant(m[1:5]), End: instant(m[5:9])})
			open, timed = true, nil
			continue
		}
		line = strings.TrimSpace(line)
		if line == "" {
			open = false
		}
		if !open {
			continue // a cue's number, a note, a style
		}
		u := &out[len(out)-1]
		if m := voiceTag.FindStringSubmatch(line); m != nil {
			u.Lane = c.lane(m[1])
		}
		timed = append(timed, timesIn(line, *u)...)
		line = strings.TrimSpace(anyTag.ReplaceAllString(line, ""))
		u.Text = glue(u.Text, c.named(u, line))
		u.Words = Place(u.Text, timed)
	}
	return spoken(out), nil
}

// timesIn are the stretches of a cue's line between the times that stand in it.
func timesIn(line string, u recordings.Utterance) []Word {
	tags := timeTag.FindAllStringSubmatchIndex(line, -1)
	if tags == nil {
		return nil
	}
	out, at, from := []Word(nil), u.Start, 0
	add := func(until time.Duration, to int) {
		if text := strings.TrimSpace(anyTag.ReplaceAllString(line[from:to], "")); text != "" {
			out = append(out, Word{at, until, text})
		}
	}
	for _, tag := range tags {
		m := timeTag.FindStringSubmatch(line[tag[0]:tag[1]])
		until := instant(m[1:5])
		add(until, tag[0])
		at, from = until, tag[1]
	}
	add(u.End, len(line))
	return out
}

// named takes a speaker's name off the beginning of a text, if it is one that
// tells whose lane it is.
func (c Call) named(u *recordings.Utterance, text string) string {
	if m := speaker.FindStringSubmatch(text); m != nil {
		if lane := c.lane(m[1]); lane >= 0 {
			u.Lane = lane
			return text[len(m[0]):]
		}
	}
	return text
}

// spoken leaves out utterances without words.
func spoken(said []recordings.Utterance) []recordings.Utterance {
	out := said[:0]
	for _, u := range said {
		if u.Text = strings.TrimSpace(u.Text); u.Text != "" {
			out = append(out, u)
		}
	}
	return out
}

var timedLine = regexp.MustCompile(`^\s*[\[(（【]?\s*` + timeForm + `\s*(?:[-–~至]+\s*` + timeForm + `)?\s*[\])）】]?[\s,，|]*`)

// pace is how long a character takes to say where a text tells no end: some
// 240 a minute.
const pace = 250 * time.Millisecond

// fromLines reads plain text: a time at the beginning of a line, perhaps a
// second one, the speaker, what is said. Lines without a time go on.
func fromLines(text string, c Call) ([]recordings.Utterance, error) {
	var out []recordings.Utterance
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", ""), "\n") {
		m := timedLine.FindStringSubmatch(line)
		if m == nil {
			if len(out) > 0 {
				u := &out[len(out)-1]
				u.Text = glue(u.Text, strings.TrimSpace(line))
			}
			continue
		}
		u := recordings.Utterance{Lane: -1, Start: instant(m[1:5]), End: -1}
		if m[6] != "" {
			u.End = instant(m[5:9])
		}
		u.Text = c.named(&u, strings.TrimSpace(line[len(m[0]):]))
		out = append(out, u)
	}
	out = spoken(out)
	for i := range out {
		if out[i].End >= 0 {
			continue
		}
		out[i].End = out[i].Start + time.Duration(len([]rune(out[i].Text)))*pace
		if i+1 < len(out) && out[i+1].Start > out[i].Start {
			out[i].End = min(out[i].End, out[i+1].Start)
		}
	}
	return out, nil
}
