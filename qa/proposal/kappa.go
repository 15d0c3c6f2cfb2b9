package proposal

import (
	"strconv"
	"strings"

	"shifu/qa"
	"shifu/qa/agreement"
)

// Agreement measures proposals against people's answers as two raters of the
// same calls, without the intervals that need resampling.
func Agreement(pairs []Pair) agreement.Result {
	r := agreement.Ratings{Raters: []string{"proposed", "given"}}
	for i, p := range pairs {
		r.Units = append(r.Units, strconv.Itoa(i))
		r.Cells = append(r.Cells, []string{name(p.Proposed), name(p.Given)})
	}
	return agreement.Measure(r, agreement.Options{Level: agreement.Nominal, Resamples: -1})
}

// name is an answer as a category.
func name(a qa.Answer) string {
	if a.NA {
		return qa.NAWord
	}
	var b strings.Builder
	for _, o := range a.Options {
		b.WriteString("option " + strconv.Itoa(o) + " ")
	}
	return b.String() + a.Value
}
