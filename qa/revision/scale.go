package revision

import (
	"strings"
	"unicode/utf8"

	"shifu/internal/fault"
	"shifu/qa"
)

// Options of a scale.
const (
	leastOptions = 2
	mostOptions  = 11
)

// Scale is a named row of options that many questions use. Its name stands for
// these options wherever it is used, so a used scale never changes.
type Scale struct {
	ID       string
	Name     string
	Language string // BCP 47: en, zh-Hans
	Options  []qa.Option
	Shipped  bool // came with Shifu
	Uses     int  // published versions that use it
}

// Locked reports whether the scale can't be changed or deleted any more.
func (s Scale) Locked() bool { return s.Shipped || s.Uses > 0 }

// Check refuses a scale that breaks the rules: a name, 2 to 11 options with
// labels of their own, scores that fall strictly from 1 to 0, and no option
// that counts as fail above one that counts as pass.
func (s Scale) Check() error {
	values := fault.Values{"Scale": s.Name, "Have": len(s.Options), "Least": leastOptions, "Limit": mostOptions}
	no := func(key string) error { return fault.New(fault.Invalid, key, values) }
	switch n := len(s.Options); {
	case strings.TrimSpace(s.Name) == "" || utf8.RuneCountInString(s.Name) > qa.MaxTitle:
		values["Limit"] = qa.MaxTitle
		return no("A scale needs a name of up to {{.Limit}} characters.")
	case n < leastOptions || n > mostOptions:
		return no("The scale {{.Scale}} has {{.Have}} options; a scale has {{.Least}} to {{.Limit}}.")
	case s.Options[0].Score.Float() != 1 || s.Options[n-1].Score.Float() != 0 || !s.Options[n-1].Score.IsSet():
		return no("The scale {{.Scale}} has to begin with the score 1 and end with 0.")
	}
	labels := map[string]bool{}
	for i, o := range s.Options {
		values["Label"] = o.Label
		switch {
		case strings.TrimSpace(o.Label) == "" || labels[o.Label] || utf8.RuneCountInString(o.Label) > qa.MaxTitle:
			return no("The scale {{.Scale}}: every option needs a label of its own.")
		case i > 0 && o.Score.Float() >= s.Options[i-1].Score.Float():
			return no("The scale {{.Scale}}: the score of \"{{.Label}}\" has to be lower than the one above it.")
		case i > 0 && o.Passes() && !s.Options[i-1].Passes():
			return no("The scale {{.Scale}}: \"{{.Label}}\" counts as pass but stands below one that counts as fail.")
		}
		labels[o.Label] = true
	}
	return nil
}

// Fits reports whether options are those of the scale, effects and colours apart.
func (s Scale) Fits(options []qa.Option) bool {
	if len(options) != len(s.Options) {
		return false
	}
	for i, o := range s.Options {
		if o.Label != options[i].Label || o.Score.Float() != options[i].Score.Float() {
			return false
		}
	}
	return true
}

// Apply gives a question the options of the scale.
func (s Scale) Apply(q *qa.Question) {
	q.Scale, q.Options, q.Ranges = s.Name, cloneOptions(s.Options), nil
	if q.Kind != qa.KindMultiple {
		q.Kind = qa.KindSingle
	}
}

type step struct{ label, score, colour string }

func shipped(id, language, name string, steps ...step) Scale {
	s := Scale{ID: "shipped-" + id + "-" + language, Name: name, Language: language, Shipped: true}
	for _, t := range steps {
		score, err := qa.ParseDecimal(t.score)
		if err != nil {
			panic("qa/revision: scale " + name + ": " + t.score)
		}
		s.Options = append(s.Options, qa.Option{Label: t.label, Score: score, Colour: t.colour})
	}
	return s
}

// Shipped are the scales that come with Shifu, in both languages.
func Shipped() []Scale {
	return []Scale{
		shipped("three", "zh-Hans", "三级", step{"做到", "1", "good"}, step{"部分", "0.5", "partly"}, step{"未做到", "0", "bad"}),
		shipped("two", "zh-Hans", "是否", step{"是", "1", "good"}, step{"否", "0", "bad"}),
		shipped("five", "zh-Hans", "五级", step{"优秀", "1", "good"}, step{"良好", "0.8", "good"}, step{"合格", "0.6", "partly"},
			step{"较差", "0.3", "bad"}, step{"很差", "0", "bad"}),
		shipped("three", "en", "three steps", step{"Met", "1", "good"}, step{"Partly", "0.5", "partly"}, step{"Not met", "0", "bad"}),
		shipped("two", "en", "yes or no", step{"Yes", "1", "good"}, step{"No", "0", "bad"}),
		shipped("five", "en", "five steps", step{"Excellent", "1", "good"}, step{"Good", "0.8", "good"}, step{"Fair", "0.6", "partly"},
			step{"Poor", "0.3", "bad"}, step{"Very poor", "0", "bad"}),
	}
}
