package formats

import (
	"strings"

	"shifu/training/bank"
)

// sketch is the reverse of draft.question: options and answer in words.
func sketch(q *bank.Question) (options []string, answer, explanation string) {
	explanation = q.Feedback
	var said []string
	weigh := partly(true)(q) // then every letter has its weight
	for i, o := range q.Options {
		weight := ""
		if o.Fraction != 1 {
			weight = "%" + percent(o.Fraction) + "%"
		}
		switch q.Kind {
		case bank.Matching:
			options = append(options, o.Text+" → "+o.Match)
		case bank.Ordering:
			options, said = append(options, o.Text), append(said, letter(i))
		case bank.Single, bank.Multiple:
			options = append(options, o.Text)
			if weigh {
				weight = "%" + percent(o.Fraction) + "%"
			}
			if o.Fraction != 0 {
				said = append(said, weight+letter(i))
			}
		case bank.Short:
			said = append(said, weight+strings.ReplaceAll(o.Text, "|", `\|`))
		case bank.Numerical:
			said = append(said, weight+spoken(o))
		}
	}
	switch q.Kind {
	case bank.Short, bank.Numerical:
		answer = strings.Join(said, "|")
	case bank.TrueFalse:
		answer = map[bool]string{true: "正确", false: "错误"}[isTrue(q)]
	case bank.Essay:
		answer, explanation = q.Feedback, ""
	default:
		answer = strings.Join(said, "")
	}
	return options, answer, explanation
}

// spoken is a number with its tolerance.
func spoken(o bank.Option) string {
	switch {
	case o.Text == "*":
		return "*"
	case o.Tolerance != 0:
		return number(o.Value) + "±" + number(o.Tolerance)
	}
	return number(o.Value)
}
