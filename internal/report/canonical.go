package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"shifu/qa"
)

// Canonical is the content of an evaluation as text that does not depend on
// language, zone, layout, or who prints it when. One fact a line, a name, a
// colon and a blank before the value; texts are UTF-8 in double quotes, their
// quotes, backslashes and control characters written as \x and two digits;
// instants are RFC 3339 in UTC with microseconds, lengths are milliseconds,
// numbers the shortest decimal that reads back exactly, nothing is "null".
// In this order:
//
//	shifu-evaluation: 1
//	evaluation, edition, purpose, why
//	call, call-external, call-start, call-length, audio (the SHA-256 of the file)
//	agent, organisation, reviewer, reviewer-name
//	rubric, version, version-number, title, mode, na-policy
//	started, submitted
//	for each question of the version, answered or not:
//	  question: "ref" "text"; then, if there is an answer: na: true, option:
//	  "label" "score" for each chosen, value, cause, comment, and for each
//	  moment its begin, end, lane and note
//	comment, moment (of the whole call)
//	raw, final, fail-all
//
// The state is left out: an evaluation that is released after it was printed
// still has the same content.
func Canonical(e Evaluation) string {
	c := &canon{}
	c.put("shifu-evaluation", "1")
	c.put("evaluation", quote(e.Evaluation.ID))
	c.put("edition", strconv.Itoa(e.Evaluation.Edition))
	c.put("purpose", quote(string(e.Evaluation.Purpose)))
	c.put("why", quote(e.Evaluation.Why))
	c.call(e)
	c.rubric(e)
	c.put("started", instant(e.Evaluation.StartedAt))
	c.put("submitted", instant(e.Evaluation.SubmittedAt))
	for _, q := range e.Version.All {
		c.answer(q, e.Evaluation.Answers)
	}
	c.put("comment", quote(e.Evaluation.Comment))
	c.moments(e.Evaluation.Moments)
	c.put("raw", float(e.Evaluation.Raw))
	c.put("final", float(e.Evaluation.Final))
	c.put("fail-all", strconv.FormatBool(e.Evaluation.FailAll))
	return c.String()
}

// Hash is the SHA-256 of Canonical, hex: the same for every print of one
// edition, another one when anything that was judged is changed.
func Hash(e Evaluation) string {
	sum := sha256.Sum256([]byte(Canonical(e)))
	return hex.EncodeToString(sum[:])
}

type canon struct{ strings.Builder }

func (c *canon) put(name, value string) { c.WriteString(name + ": " + value + "\n") }

func (c *canon) call(e Evaluation) {
	c.put("call", quote(e.Call.ID))
	c.put("call-external", quote(e.Call.ExternalID))
	c.put("call-start", instant(e.Call.StartedAt))
	c.put("call-length", millis(e.Call.Duration))
	c.put("audio", quote(e.Call.Audio.Hash))
	c.put("agent", quote(e.Evaluation.AgentID))
	c.put("organisation", quote(e.Evaluation.OrganisationID))
	c.put("reviewer", quote(e.Evaluation.ReviewerID))
	c.put("reviewer-name", quote(e.Evaluation.ReviewerName))
}

func (c *canon) rubric(e Evaluation) {
	c.put("rubric", quote(e.Version.RubricID))
	c.put("version", quote(e.Version.ID))
	c.put("version-number", strconv.Itoa(e.Version.Number))
	c.put("title", quote(e.Version.Title))
	c.put("mode", quote(string(e.Version.Mode)))
	c.put("na-policy", quote(string(e.Version.NAPolicy)))
}

func (c *canon) answer(q *qa.Question, answers qa.Answers) {
	c.put("question", quote(q.Ref)+" "+quote(q.Text))
	a, ok := answers[q.Ref]
	if !ok {
		return
	}
	if a.NA {
		c.put("na", "true")
	}
	for _, i := range a.Options {
		if i >= 0 && i < len(q.Choices()) {
			o := q.Choices()[i]
			c.put("option", quote(o.Label)+" "+quote(o.Score.String()))
		}
	}
	c.put("value", quote(a.Value))
	c.put("cause", quote(a.Cause))
	c.put("comment", quote(a.Comment))
	c.moments(a.Moments)
}

func (c *canon) moments(ms []qa.Moment) {
	for _, m := range ms {
		c.put("moment", millis(m.At)+" "+millis(m.Until)+" "+quote(string(m.Lane))+" "+quote(m.Note))
	}
}

// quote is written out here, since what strconv calls printable grows with
// every edition of Unicode, and with it the hash would change.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == 0x7F {
			b.WriteString("\\x" + hex.EncodeToString([]byte{c}))
			continue
		}
		b.WriteByte(s[i])
	}
	b.WriteByte('"')
	return b.String()
}

func millis(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

func instant(t time.Time) string {
	if t.IsZero() {
		return "null"
	}
	return t.UTC().Format("2006-01-02T15:04:05.000000Z")
}

func float(x *float64) string {
	if x == nil {
		return "null"
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}
