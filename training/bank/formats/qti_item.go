package formats

import (
	"fmt"
	"strings"

	"shifu/training/bank"
)

func qtiItem(version, at int, q *bank.Question) []byte {
	w := &qtiWriter{version: version}
	space := "http://www.imsglobal.org/xsd/imsqti_v2p2"
	if version == 3 {
		space = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
	}
	w.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	w.begin("assessmentItem", "xmlns", space, "identifier", fmt.Sprintf("item-%05d", at), "title", q.Name, "adaptive", "false", "timeDependent", "false")
	w.declare(q)
	w.outcome("SCORE", "float", "0")
	w.outcome("MAXSCORE", "float", number(q.Mark))
	if q.Feedback != "" {
		w.outcome("GENERAL", "identifier", "general")
	}
	if said(q) {
		w.empty("outcomeDeclaration", "identifier", "FEEDBACK", "cardinality", cardinality(q), "baseType", "identifier")
	}
	w.body(q)
	if q.Kind != bank.Essay {
		w.processing(q)
	}
	if q.Feedback != "" {
		w.text(xhtml(q.Feedback), "modalFeedback", "outcomeIdentifier", "GENERAL", "identifier", "general", "showHide", "show")
	}
	w.end("assessmentItem")
	return []byte(w.String())
}

func (w *qtiWriter) outcome(id, base, value string) {
	w.begin("outcomeDeclaration", "identifier", id, "cardinality", "single", "baseType", base)
	w.begin("defaultValue")
	w.text(escaped(value), "value")
	w.end("defaultValue")
	w.end("outcomeDeclaration")
}

// said reports whether options have feedback of their own.
func said(q *bank.Question) bool {
	return feedbackTo(bank.Single, bank.Multiple, bank.TrueFalse)(q)
}

func cardinality(q *bank.Question) string {
	switch q.Kind {
	case bank.Multiple, bank.Matching:
		return "multiple"
	case bank.Ordering:
		return "ordered"
	}
	return "single"
}

func qtiBase(k bank.Kind) string {
	switch k {
	case bank.Matching:
		return "directedPair"
	case bank.Numerical:
		return "float"
	case bank.Short, bank.Essay:
		return "string"
	}
	return "identifier"
}

// qtiValue is what a response holds when option i is given.
func qtiValue(q *bank.Question, i int) string {
	o := q.Options[i]
	switch q.Kind {
	case bank.Matching:
		return fmt.Sprintf("L%d R%d", i+1, firstMatch(q, i)+1)
	case bank.Numerical:
		return number(o.Value)
	case bank.Short:
		return strings.ReplaceAll(o.Text, `\*`, "*")
	case bank.TrueFalse:
		return [...]string{"true", "false"}[min(i, 1)]
	}
	return letter(i)
}

// firstMatch is the first option with the same match: a second choice is written once.
func firstMatch(q *bank.Question, i int) int {
	for j := range i {
		if q.Options[j].Match == q.Options[i].Match {
			return j
		}
	}
	return i
}

// byMap reports whether the item is marked by a mapping.
func byMap(q *bank.Question) bool {
	switch q.Kind {
	case bank.Multiple:
		return q.Rule != bank.AllOrPart
	case bank.Matching, bank.Single, bank.TrueFalse, bank.Short:
		return true
	}
	return false
}

func (w *qtiWriter) declare(q *bank.Question) {
	w.begin("responseDeclaration", "identifier", "RESPONSE", "cardinality", cardinality(q), "baseType", qtiBase(q.Kind))
	if q.Kind != bank.Essay {
		w.begin("correctResponse")
		for i, o := range q.Options {
			if o.Fraction > 0 || q.Kind == bank.Ordering || q.Kind == bank.Matching && o.Text != "" {
				w.text(escaped(qtiValue(q, i)), "value")
				if cardinality(q) == "single" && o.Fraction == 1 {
					break
				}
			}
		}
		w.end("correctResponse")
	}
	if byMap(q) {
		w.mapping(q)
	}
	w.end("responseDeclaration")
}

func (w *qtiWriter) mapping(q *bank.Question) {
	w.begin("mapping", "lowerBound", "0", "upperBound", number(q.Mark), "defaultValue", "0")
	pairs := 0.0
	for _, o := range q.Options {
		if o.Text != "" {
			pairs++
		}
	}
	for i, o := range q.Options {
		score := q.Mark * o.Fraction
		if q.Kind == bank.Matching {
			if o.Text == "" {
				continue
			}
			score = q.Mark / pairs
		}
		w.empty("mapEntry", "mapKey", qtiValue(q, i), "mappedValue", number(score))
	}
	w.end("mapping")
}

func (w *qtiWriter) body(q *bank.Question) {
	w.begin("itemBody")
	before, after, inside := strings.Cut(q.Text, gap)
	switch q.Kind {
	case bank.Short, bank.Numerical:
		entry := "<" + w.tag("textEntryInteraction", "responseIdentifier", "RESPONSE") + "/>"
		if inside {
			w.line("<div>" + xhtml(before) + entry + xhtml(after) + "</div>")
		} else {
			w.line("<div>" + xhtml(q.Text) + "</div>")
			w.line("<div>" + entry + "</div>")
		}
	case bank.Essay:
		w.line("<div>" + xhtml(q.Text) + "</div>")
		w.empty("extendedTextInteraction", "responseIdentifier", "RESPONSE")
	default:
		w.interaction(q)
	}
	w.end("itemBody")
}

func (w *qtiWriter) interaction(q *bank.Question) {
	name, most := "choiceInteraction", "1"
	attrs := []string{"responseIdentifier", "RESPONSE", "shuffle", fmt.Sprint(q.Shuffle)}
	switch q.Kind {
	case bank.Multiple:
		most = "0"
	case bank.Matching:
		name = "matchInteraction"
	case bank.Ordering:
		name = "orderInteraction"
	}
	switch q.Kind {
	case bank.Matching:
		attrs = append(attrs, "maxAssociations", "0")
	case bank.Ordering:
	default:
		attrs = append(attrs, "maxChoices", most)
	}
	w.begin(name, attrs...)
	w.text(xhtml(q.Text), "prompt")
	if q.Kind == bank.Matching {
		w.sets(q)
	} else {
		w.choices(q)
	}
	w.end(name)
}

func (w *qtiWriter) choices(q *bank.Question) {
	for i, o := range q.Options {
		text, id := xhtml(o.Text), qtiValue(q, i)
		if o.Feedback != "" {
			f := w.tag("feedbackInline", "outcomeIdentifier", "FEEDBACK", "identifier", id, "showHide", "show")
			text += "<" + f + ">" + xhtml(o.Feedback) + "</" + w.named("feedbackInline") + ">"
		}
		w.text(text, "simpleChoice", "identifier", id)
	}
}

func (w *qtiWriter) sets(q *bank.Question) {
	w.begin("simpleMatchSet")
	for i, o := range q.Options {
		if o.Text != "" {
			w.text(xhtml(o.Text), "simpleAssociableChoice", "identifier", fmt.Sprintf("L%d", i+1), "matchMax", "1")
		}
	}
	w.end("simpleMatchSet")
	w.begin("simpleMatchSet")
	for i, o := range q.Options {
		if firstMatch(q, i) == i {
			w.text(xhtml(o.Match), "simpleAssociableChoice", "identifier", fmt.Sprintf("R%d", i+1), "matchMax", "0")
		}
	}
	w.end("simpleMatchSet")
}

// processing writes how the item is marked: the standard mapping, or all marks
// for the right response.
func (w *qtiWriter) processing(q *bank.Question) {
	w.begin("responseProcessing")
	if said(q) {
		w.begin("setOutcomeValue", "identifier", "FEEDBACK")
		w.empty("variable", "identifier", "RESPONSE")
		w.end("setOutcomeValue")
	}
	if byMap(q) {
		w.begin("setOutcomeValue", "identifier", "SCORE")
		w.empty("mapResponse", "identifier", "RESPONSE")
		w.end("setOutcomeValue")
	} else {
		w.allForRight(q)
	}
	w.end("responseProcessing")
}

func (w *qtiWriter) allForRight(q *bank.Question) {
	test, attrs := "match", []string(nil)
	if q.Kind == bank.Numerical {
		o := q.Options[0]
		mode, t := "absolute", number(o.Tolerance)
		if o.Relative {
			mode, t = "relative", percent(o.Tolerance)
		}
		test, attrs = "equal", []string{"toleranceMode", mode, "tolerance", t + " " + t}
	}
	w.begin("responseCondition")
	w.begin("responseIf")
	w.begin(test, attrs...)
	w.empty("variable", "identifier", "RESPONSE")
	w.empty("correct", "identifier", "RESPONSE")
	w.end(test)
	w.begin("setOutcomeValue", "identifier", "SCORE")
	w.empty("variable", "identifier", "MAXSCORE")
	w.end("setOutcomeValue")
	w.end("responseIf")
	w.end("responseCondition")
}
