package mentoring

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Event is an entry of a calendar.
type Event struct {
	UID         string // the same for good: a newer Number replaces an older one
	Number      int
	Begins      time.Time
	Lasts       time.Duration
	Title       string
	Description string
	Off         bool          // it was called off
	Remind      time.Duration // before it begins; 0: not
}

// Calendar writes events as an iCalendar stream (RFC 5545): UTC times, lines of
// at most 75 octets that end in CRLF, text escaped. Stamp is when it is made.
func Calendar(events []Event, stamp time.Time) []byte {
	var b bytes.Buffer
	line := func(name, value string) { fold(&b, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Shifu//Mentoring//EN")
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	for _, e := range events {
		e.write(line, stamp)
	}
	line("END", "VCALENDAR")
	return b.Bytes()
}

func (e Event) write(line func(name, value string), stamp time.Time) {
	line("BEGIN", "VEVENT")
	line("UID", escape(e.UID))
	line("DTSTAMP", utc(stamp))
	line("SEQUENCE", fmt.Sprint(e.Number))
	line("DTSTART", utc(e.Begins))
	line("DTEND", utc(e.Begins.Add(e.Lasts)))
	line("SUMMARY", escape(e.Title))
	if e.Description != "" {
		line("DESCRIPTION", escape(e.Description))
	}
	status := "CONFIRMED"
	if e.Off {
		status = "CANCELLED"
	}
	line("STATUS", status)
	if e.Remind > 0 && !e.Off {
		line("BEGIN", "VALARM")
		line("ACTION", "DISPLAY")
		line("DESCRIPTION", escape(e.Title))
		line("TRIGGER", fmt.Sprintf("-PT%dM", int(e.Remind/time.Minute)))
		line("END", "VALARM")
	}
	line("END", "VEVENT")
}

// utc is DATE-TIME form 2 (RFC 5545, 3.3.5).
func utc(at time.Time) string { return at.UTC().Format("20060102T150405Z") }

// escape writes TEXT (RFC 5545, 3.3.11): backslash, semicolon, comma and line
// breaks are escaped; other control characters may not occur and go.
func escape(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(text)
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7F {
			return -1
		}
		return r
	}, text)
}

// longest is how many octets a line has at the most, its break not counted (RFC
// 5545, 3.1).
const longest = 75

// fold writes a content line in lines of at most 75 octets, each further one
// beginning with a space. No character is cut in two.
func fold(b *bytes.Buffer, text string) {
	room := longest
	for len(text) > room {
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		b.WriteString(text[:cut] + "\r\n ")
		text, room = text[cut:], longest-1
	}
	b.WriteString(text + "\r\n")
}
