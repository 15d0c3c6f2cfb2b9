package intake

import (
	"cmp"
	"strings"
	"time"

	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/recordings"
)

// moment is a time as a recorder writes it: from the call's beginning, or by
// the clock.
type moment struct {
	offset time.Duration
	at     time.Time // zero: offset counts
}

// held is a hold as a table or a file tells it.
type held struct{ from, to moment }

// momentOf reads seconds, m:ss, h:mm:ss, or a date with time.
func momentOf(text string, zone *time.Location) (moment, bool) {
	text = strings.TrimSpace(text)
	if d, ok := Duration(text); ok {
		return moment{offset: d}, true
	}
	at, ok := Instant(text, zone)
	return moment{at: at}, ok
}

// within is when a moment is in a call that began at start.
func (m moment) within(start time.Time) time.Duration {
	if m.at.IsZero() {
		return m.offset
	}
	return m.at.Sub(start)
}

// betweenHolds parts the holds of one cell.
func betweenHolds(r rune) bool { return strings.ContainsRune(";；,，、\n|", r) }

// fromTo parts the two times of a hold.
var fromTo = strings.NewReplacer("~", "-", "～", "-", "–", "-", "—", "-", "至", "-", "到", "-")

// parseHolds reads "12.5-30; 1:05-1:20".
func parseHolds(text string) (out []held, ok bool) {
	for _, one := range strings.FieldsFunc(text, betweenHolds) {
		if strings.TrimSpace(one) == "" {
			continue
		}
		from, to, two := strings.Cut(fromTo.Replace(one), "-")
		a, began := Duration(strings.TrimSpace(from))
		b, ended := Duration(strings.TrimSpace(to))
		if !two || !began || !ended {
			return nil, false
		}
		out = append(out, held{moment{offset: a}, moment{offset: b}})
	}
	return out, true
}

// pairHolds reads the holds of two cells, one of beginnings and one of ends.
func pairHolds(from, to string, zone *time.Location) (out []held, ok bool) {
	begins, ends := strings.FieldsFunc(from, betweenHolds), strings.FieldsFunc(to, betweenHolds)
	if len(begins) != len(ends) {
		return nil, false
	}
	for i := range begins {
		a, began := momentOf(begins[i], zone)
		b, ended := momentOf(ends[i], zone)
		if !began || !ended {
			return nil, false
		}
		out = append(out, held{a, b})
	}
	return out, true
}

// early is how far a hold may reach beyond a call without a word: recorders
// count whole seconds.
const early = time.Second

// settleHolds are the holds of a call in order and apart, with what is wrong
// with those that were left out, cut or joined.
func settleHolds(all []held, c recordings.Call) (out []recordings.Hold, wrong []*fault.Fault) {
	say := func(key string, h recordings.Hold) {
		wrong = append(wrong, fault.New(fault.Invalid, key, fault.Values{"Call": cmp.Or(c.Audio.FileName, c.ExternalID),
			"From": chart.Clock(h.From), "To": chart.Clock(h.To), "End": chart.Clock(c.Duration)}))
	}
	for _, x := range all {
		h := recordings.Hold{From: x.from.within(c.StartedAt), To: x.to.within(c.StartedAt)}
		known := c.Duration > 0
		switch {
		case h.To <= h.From:
			say("The hold from {{.From}} to {{.To}} of {{.Call}} ends before it begins, so it is left out. Put its times right.", h)
			continue
		case h.To <= 0 || known && h.From >= c.Duration:
			say("The hold from {{.From}} to {{.To}} of {{.Call}} lies outside of the call, which ends at {{.End}}, so it is left out. Check that its times count from the call's beginning.", h)
			continue
		case h.From < -early || known && h.To > c.Duration+early:
			say("The hold from {{.From}} to {{.To}} of {{.Call}} reaches beyond the call, which ends at {{.End}}: what lies within is taken.", h)
		}
		h.From = max(h.From, 0)
		if known {
			h.To = min(h.To, c.Duration)
		}
		out = append(out, h)
	}
	return recordings.JoinHolds(out, func(h recordings.Hold) {
		say("Two holds of {{.Call}} overlap at {{.From}}: they are taken as one. Check the recorder's table.", h)
	}), wrong
}
