package qa

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"shifu/internal/fault"
)

func (c *checker) question(path string, q *Question) {
	ref := q.Ref
	c.ref(path+".ref", q.Ref, path)
	if strings.TrimSpace(q.Text) == "" {
		c.say(path+".text", "Question {{.Ref}} has no text.", fault.Values{"Ref": ref})
	}
	c.length(path+".text", ref, "text", q.Text, MaxText)
	c.length(path+".help", ref, "help", q.Help, MaxHelp)
	c.length(path+".applies_when", ref, "applies_when", q.AppliesWhen, MaxText)
	c.weight(path+".weight", q.Weight, "Question {{.Ref}} has no weight. Give a number, 0 or more.",
		"Question {{.Ref}} has the weight {{.Weight}}. A weight is 0 or more.", fault.Values{"Ref": ref})
	c.bonus(path+".bonus", ref, q)
	c.words(path, q)
	for i, cause := range q.RootCauses {
		c.length(fmt.Sprintf("%s.root_causes[%d]", path, i), ref, "root_causes", cause, MaxTitle)
	}
	c.choices(path, ref, q)
}

func (c *checker) ref(path, ref, question string) {
	switch first, taken := c.refs[ref]; {
	case strings.TrimSpace(ref) == "" || strings.ContainsAny(ref, "\r\n") || ref != strings.TrimSpace(ref):
		c.say(path, "A question has no usable ref. Give each one a short name of its own, such as 1.1.", nil)
	case utf8.RuneCountInString(ref) > MaxRef:
		c.length(path, ref, "ref", ref, MaxRef)
	case taken:
		c.say(path, "Two questions have the ref {{.Ref}} ({{.First}} and {{.Second}}). Each needs its own.",
			fault.Values{"Ref": ref, "First": first, "Second": question})
	default:
		c.refs[ref] = question
	}
}

func (c *checker) bonus(path, ref string, q *Question) {
	if q.BonusPoints.Float() < 0 {
		c.say(path, "Question {{.Ref}} has the bonus {{.Weight}}. A bonus is 0 or more.",
			fault.Values{"Ref": ref, "Weight": q.BonusPoints.String()})
	}
}

func (c *checker) words(path string, q *Question) {
	c.oneOf(path+".kind", "kind", string(q.Kind), "single", "multiple", "yes_no", "numeric", "text", "date")
	if q.Comment != "" {
		c.oneOf(path+".comment", "comment", string(q.Comment), "never", "lost", "always")
	}
	if q.Class != "" {
		c.oneOf(path+".class", "class", string(q.Class), "customer", "business", "compliance", "non_critical")
	}
	for i, by := range q.AnswerBy {
		c.oneOf(fmt.Sprintf("%s.answer_by[%d]", path, i), "answer_by", string(by), "hand", "rule", "model")
	}
}

// choices checks what the kind of the question needs: options, ranges, or neither.
func (c *checker) choices(path, ref string, q *Question) {
	values := fault.Values{"Ref": ref, "Kind": string(q.Kind)}
	chosen := q.Kind == KindSingle || q.Kind == KindMultiple || q.Kind == KindYesNo
	switch {
	case chosen && len(q.Ranges) > 0:
		c.say(path+".ranges", "Question {{.Ref}} is of the kind {{.Kind}} and can't have ranges.", values)
	case !chosen && len(q.Options) > 0:
		c.say(path+".options", "Question {{.Ref}} is of the kind {{.Kind}} and can't have options.", values)
	case chosen:
		c.options(path, ref, q)
	case q.Kind == KindNumeric:
		c.ranges(path, ref, q)
	}
}

func (c *checker) ranges(path, ref string, q *Question) {
	if len(q.Ranges) == 0 && !q.Excluded {
		c.say(path+".ranges", "Question {{.Ref}} is numeric and has no ranges. Say which numbers score what.",
			fault.Values{"Ref": ref})
	}
	if len(q.Ranges) > MaxOptions {
		c.many(fmt.Sprintf("%s.ranges[%d]", path, MaxOptions), ref, "ranges", len(q.Ranges))
	}
	for i, r := range q.Ranges {
		at := fmt.Sprintf("%s.ranges[%d]", path, i)
		c.score(at+".score", ref, r.Score)
		if r.From.IsSet() && r.To.IsSet() && r.From.Float() > r.To.Float() {
			c.say(at+".from", "Question {{.Ref}}: a range goes from {{.From}} to {{.To}}. Turn the two round.",
				fault.Values{"Ref": ref, "From": r.From.String(), "To": r.To.String()})
		}
	}
}

func (c *checker) many(path, ref, field string, have int) {
	c.say(path, "Question {{.Ref}} has {{.Have}} {{.Field}}; {{.Limit}} is the most.",
		fault.Values{"Ref": ref, "Have": have, "Field": field, "Limit": MaxOptions})
}

func (c *checker) score(path, ref string, score Decimal) {
	if !score.IsSet() || score.Float() < 0 || score.Float() > 1 {
		c.say(path, "Question {{.Ref}} has the score \"{{.Score}}\". A score lies between 0 and 1.",
			fault.Values{"Ref": ref, "Score": score.String()})
	}
}
