package formats

import (
	"fmt"
	"strings"

	"shifu/training/bank"
)

var giftSafe = strings.NewReplacer(`\`, `\\`, ":", `\:`, "#", `\#`, "=", `\=`, "{", `\{`, "}", `\}`, "~", `\~`, "\n", `\n`, "\r", "")

func writeGIFT(_ string, qs []bank.Question) ([]byte, error) {
	var b strings.Builder
	category := ""
	for i := range qs {
		q := &qs[i]
		if q.Category != category {
			category = q.Category
			fmt.Fprintf(&b, "$CATEGORY: $course$/top/%s\n\n", strings.ReplaceAll(category, "\n", " "))
		}
		giftQuestion(&b, q)
	}
	return []byte(b.String()), nil
}

func giftQuestion(b *strings.Builder, q *bank.Question) {
	for _, tag := range q.Tags.Free {
		fmt.Fprintf(b, "// [tag:%s]\n", strings.ReplaceAll(strings.ReplaceAll(tag, "\n", " "), "]", `\]`))
	}
	if q.Name != "" {
		fmt.Fprintf(b, "::%s::", giftSafe.Replace(q.Name))
	}
	b.WriteString(giftText(q.Text))
	if q.Kind != bank.Description {
		b.WriteString("{")
		giftAnswers(b, q)
		if q.Feedback != "" {
			b.WriteString("####" + giftText(q.Feedback))
		}
		b.WriteString("}")
	}
	b.WriteString("\n\n")
}

// giftText guards what would be read as a format, a comment or a category.
func giftText(text string) string {
	safe := giftSafe.Replace(text)
	if giftForm.MatchString(safe) || strings.HasPrefix(safe, "//") || strings.HasPrefix(safe, "$CATEGORY") {
		return "[plain]" + safe
	}
	return safe
}

func giftAnswers(b *strings.Builder, q *bank.Question) {
	switch q.Kind {
	case bank.TrueFalse:
		giftTrueFalse(b, q)
	case bank.Matching:
		for _, o := range q.Options {
			fmt.Fprintf(b, "\n\t=%s -> %s", giftText(o.Text), giftSafe.Replace(o.Match))
		}
		b.WriteString("\n")
	case bank.Numerical:
		b.WriteString("#")
		giftNumerical(b, q)
	case bank.Single, bank.Multiple, bank.Short:
		for _, o := range q.Options {
			fmt.Fprintf(b, "\n\t%s%s%s", giftMark(q.Kind, o.Fraction), giftText(o.Text), giftFeedback(o))
		}
		b.WriteString("\n")
	}
}

// giftMark is the sign and the weight before an answer.
func giftMark(k bank.Kind, f float64) string {
	switch {
	case f == 1 && k != bank.Multiple:
		return "="
	case k == bank.Short:
		return "=%" + percent(f) + "%"
	case f == 0:
		return "~"
	}
	return "~%" + percent(f) + "%"
}

// percent writes a fraction with at most five places, as Moodle's grades have.
func percent(f float64) string { return number(roundFraction(f * 100)) }

func giftFeedback(o bank.Option) string {
	if o.Feedback == "" {
		return ""
	}
	return "#" + giftText(o.Feedback)
}

func giftTrueFalse(b *strings.Builder, q *bank.Question) {
	word, right, wrong := "TRUE", q.Options[0], q.Options[1]
	if !isTrue(q) {
		word, right, wrong = "FALSE", wrong, right
	}
	b.WriteString(word)
	if wrong.Feedback != "" || right.Feedback != "" {
		b.WriteString("#" + giftText(wrong.Feedback))
	}
	if right.Feedback != "" {
		b.WriteString("#" + giftText(right.Feedback))
	}
}

func giftNumerical(b *strings.Builder, q *bank.Question) {
	for _, o := range q.Options {
		if o.Text == "*" && o.Fraction == 0 {
			fmt.Fprintf(b, "\n\t~%s", giftFeedback(o))
			continue
		}
		value := number(o.Value) + ":" + number(o.Tolerance)
		if o.Text == "*" {
			value = "*"
		}
		fmt.Fprintf(b, "\n\t=%%%s%%%s%s", percent(o.Fraction), value, giftFeedback(o))
	}
	b.WriteString("\n")
}
