package formats

import (
	"encoding/xml"
	"fmt"
	"html"
	"strings"

	"shifu/training/bank"
)

// xmlWriter writes elements, indented.
type xmlWriter struct {
	strings.Builder
	depth int
}

func (w *xmlWriter) open(tag string) {
	w.line("<" + tag + ">")
	w.depth++
}

func (w *xmlWriter) close(tag string) {
	w.depth--
	w.line("</" + tag + ">")
}

func (w *xmlWriter) line(text string) {
	w.WriteString(strings.Repeat("  ", w.depth) + text + "\n")
}

// leaf writes <tag attributes>text</tag>.
func (w *xmlWriter) leaf(tag, text string) {
	name, _, _ := strings.Cut(tag, " ")
	w.line("<" + tag + ">" + escaped(text) + "</" + name + ">")
}

func escaped(text string) string {
	var b strings.Builder
	if xml.EscapeText(&b, []byte(text)) != nil {
		return ""
	}
	return b.String()
}

// asHTML is plain text as HTML that reads back as the same lines.
func asHTML(text string) string {
	return strings.ReplaceAll(html.EscapeString(text), "\n", "<br>")
}

func writeMoodle(_ string, qs []bank.Question) ([]byte, error) {
	w := &xmlWriter{}
	w.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	w.open("quiz")
	category := ""
	for i := range qs {
		if qs[i].Category != category {
			category = qs[i].Category
			w.open(`question type="category"`)
			w.open("category")
			w.leaf("text", "$course$/top/"+category)
			w.close("category")
			w.close("question")
		}
		w.moodleQuestion(&qs[i])
	}
	w.close("quiz")
	return []byte(w.String()), nil
}

var moodleTypes = map[bank.Kind]string{
	bank.Single: "multichoice", bank.Multiple: "multichoice", bank.TrueFalse: "truefalse", bank.Short: "shortanswer",
	bank.Numerical: "numerical", bank.Matching: "matching", bank.Essay: "essay", bank.Description: "description", bank.Ordering: "ordering",
}

func (w *xmlWriter) moodleQuestion(q *bank.Question) {
	w.open(fmt.Sprintf(`question type="%s"`, moodleTypes[q.Kind]))
	w.wrapped("name", q.Name)
	w.wrapped(`questiontext format="html"`, asHTML(q.Text))
	w.wrapped(`generalfeedback format="html"`, asHTML(q.Feedback))
	if q.Kind != bank.Description {
		w.leaf("defaultgrade", number(q.Mark))
	}
	switch q.Kind {
	case bank.Single, bank.Multiple:
		w.leaf("single", fmt.Sprint(q.Kind == bank.Single))
	case bank.Short:
		w.leaf("usecase", "0")
	case bank.Essay:
		w.leaf("responseformat", "editor")
	}
	if q.Shuffle {
		w.leaf("shuffleanswers", "true")
	}
	for i, o := range q.Options {
		w.moodleOption(q, i, o)
	}
	w.moodleTags(q.Tags.Free)
	w.close("question")
}

// wrapped writes a text within its element, as Moodle does.
func (w *xmlWriter) wrapped(tag, text string) {
	name, _, _ := strings.Cut(tag, " ")
	w.open(tag)
	w.leaf("text", text)
	w.close(name)
}

func (w *xmlWriter) moodleOption(q *bank.Question, i int, o bank.Option) {
	format, text, fraction := "html", asHTML(o.Text), percent(o.Fraction)
	switch q.Kind {
	case bank.Matching:
		w.open(`subquestion format="html"`)
		w.leaf("text", asHTML(o.Text))
		w.wrapped("answer", o.Match)
		w.close("subquestion")
		return
	case bank.TrueFalse:
		format, text = "moodle_auto_format", [...]string{"true", "false"}[min(i, 1)]
	case bank.Short:
		format, text = "plain_text", o.Text
	case bank.Numerical:
		format, text = "plain_text", number(o.Value)
		if o.Text == "*" {
			text = "*"
		}
	case bank.Ordering:
		fraction = number(float64(i + 1))
	}
	w.open(fmt.Sprintf(`answer fraction="%s" format="%s"`, fraction, format))
	w.leaf("text", text)
	w.wrapped(`feedback format="html"`, asHTML(o.Feedback))
	if q.Kind == bank.Numerical {
		w.leaf("tolerance", number(o.Tolerance))
		if o.Relative {
			w.leaf("tolerancetype", "1")
		}
	}
	w.close("answer")
}

func (w *xmlWriter) moodleTags(tags []string) {
	if len(tags) == 0 {
		return
	}
	w.open("tags")
	for _, t := range tags {
		w.wrapped("tag", t)
	}
	w.close("tags")
}
