package qa

import (
	"fmt"
	"strings"

	"shifu/internal/fault"
)

func (c *checker) options(path, ref string, q *Question) {
	least := 2
	if q.Kind == KindMultiple {
		least = 1
	}
	switch n := len(q.Choices()); {
	case n < least:
		c.say(path+".options", "Question {{.Ref}} has {{.Have}} options; it needs at least {{.Least}}.",
			fault.Values{"Ref": ref, "Have": n, "Least": least})
	case n > MaxOptions:
		c.many(fmt.Sprintf("%s.options[%d]", path, MaxOptions), ref, "options", n)
	}
	labels := map[string]bool{}
	for i, o := range q.Options {
		c.option(fmt.Sprintf("%s.options[%d]", path, i), ref, q, o, labels)
	}
	if q.Kind == KindMultiple && len(q.Options) > 0 && shareOfAll(q.Options) == 0 && q.Scored() {
		c.say(path+".options", "Question {{.Ref}}: all options score 0, so a multiple choice can't be scored.",
			fault.Values{"Ref": ref})
	}
	if q.Scale != "" {
		c.scale(path, ref, q)
	}
}

func shareOfAll(options []Option) float64 {
	all := 0.0
	for _, o := range options {
		all += o.Score.Float()
	}
	return all
}

func (c *checker) option(path, ref string, q *Question, o Option, labels map[string]bool) {
	values := fault.Values{"Ref": ref, "Label": o.Label}
	switch {
	case strings.TrimSpace(o.Label) == "":
		c.say(path+".label", "Question {{.Ref}} has an option without a label.", values)
	case labels[o.Label]:
		c.say(path+".label", "Question {{.Ref}} has two options \"{{.Label}}\".", values)
	case o.Label == NAWord && q.NA:
		c.say(path+".label", "Question {{.Ref}} allows N/A, so no option can be called \"{{.Label}}\".", values)
	}
	labels[o.Label] = true
	c.length(path+".label", ref, "label", o.Label, MaxTitle)
	c.score(path+".score", ref, o.Score)
	if o.Effect != "" {
		c.oneOf(path+".effect", "effect", string(o.Effect), "none", "fail_section", "fail_all")
	}
	if o.Colour != "" {
		c.oneOf(path+".colour", "colour", o.Colour, "good", "partly", "bad", "critical")
	}
}

// scale keeps the rules of reusable scales: 2 to 11 options, strictly
// descending from 1 to 0, no fail above a pass, one name one set of options.
func (c *checker) scale(path, ref string, q *Question) {
	values := fault.Values{"Ref": ref, "Scale": q.Scale, "Have": len(q.Options), "Least": minScale, "Limit": maxScale}
	at := path + ".options"
	switch n := len(q.Options); {
	case n < minScale || n > maxScale:
		c.say(at, "Question {{.Ref}}: the scale {{.Scale}} has {{.Have}} options; a scale has {{.Least}} to {{.Limit}}.", values)
		return
	case q.Options[0].Score.Float() != 1 || q.Options[n-1].Score.Float() != 0:
		c.say(at, "Question {{.Ref}}: the scale {{.Scale}} has to begin with the score 1 and end with 0.", values)
	}
	c.descending(at, values, q.Options)
	first, known := c.scales[q.Scale]
	if !known {
		c.scales[q.Scale] = q.Options
	} else if !sameOptions(first, q.Options) {
		c.say(path+".scale", "Question {{.Ref}}: the scale {{.Scale}} has other options than before. One name stands for one scale.", values)
	}
}

func (c *checker) descending(at string, values fault.Values, options []Option) {
	for i := 1; i < len(options); i++ {
		path := fmt.Sprintf("%s[%d]", at, i)
		if options[i].Score.Float() >= options[i-1].Score.Float() {
			c.say(path+".score", "Question {{.Ref}}: the scores of the scale {{.Scale}} have to fall from each option to the next.", values)
			return
		}
		if options[i].Passes() && !options[i-1].Passes() {
			c.say(path, "Question {{.Ref}}: in the scale {{.Scale}} an option that counts as fail stands above one that counts as pass.", values)
			return
		}
	}
}

func sameOptions(a, b []Option) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Label != b[i].Label || a[i].Score.Float() != b[i].Score.Float() {
			return false
		}
	}
	return true
}
