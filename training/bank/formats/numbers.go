package formats

import (
	"math"
	"strconv"
	"strings"

	"shifu/training/bank"
)

// roundFraction keeps seven places, as Moodle does: a third is 0.3333333.
func roundFraction(f float64) float64 { return math.Round(f*1e7) / 1e7 }

// number writes x as shortly as it can be read back.
func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// parseNumber reads a finite number in any width of digits.
func parseNumber(text string) (float64, bool) {
	x, err := strconv.ParseFloat(strings.ReplaceAll(bank.Plain(text), ",", ""), 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// clean takes off what halving and subtracting decimal fractions leaves over.
func clean(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// numeric reads a numerical answer: 3, 3:2 (within 2), 1..5, 3±2, or * for any.
func numeric(text string) (bank.Option, bool) {
	t := strings.TrimSpace(text)
	if t == "*" {
		return bank.Option{Text: "*"}, true
	}
	if low, high, ranged := strings.Cut(t, ".."); ranged {
		a, okA := parseNumber(low)
		b, okB := parseNumber(high)
		mid := clean((a + b) / 2)
		return bank.Option{Text: number(mid), Value: mid, Tolerance: clean(math.Abs(b - mid))}, okA && okB
	}
	value, within := t, "0"
	for _, sign := range []string{":", "：", "±", "+-", "+/-"} {
		if v, w, has := strings.Cut(t, sign); has {
			value, within = v, w
			break
		}
	}
	v, okV := parseNumber(value)
	w, okW := parseNumber(within)
	return bank.Option{Text: number(v), Value: v, Tolerance: math.Abs(w)}, okV && okW
}

// truths are the options of a question that is true or false, in English and Chinese.
func truths(yes, no string, isTrue bool) []bank.Option {
	options := []bank.Option{{Text: yes}, {Text: no}}
	if isTrue {
		options[0].Fraction = 1
	} else {
		options[1].Fraction = 1
	}
	return options
}

// isTrue reports which of the two options of a true or false question is right.
func isTrue(q *bank.Question) bool { return len(q.Options) > 0 && q.Options[0].Fraction > 0 }
