package rubricfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
	"shifu/qa"
)

// ReadAnswers reads answers to the questions of v: `ref: option label`,
// `ref: NA`, `ref: number`, `ref: [label, label]` for a multiple choice, or
// `ref: {value, comment, cause, moments}`. An empty value is not answered. A
// moment is seconds, mm:ss, or {at, until, lane, note}.
func ReadAnswers(name string, data []byte, v *qa.Version) (qa.Answers, error) {
	r := answers{rubric{yamlfile.New(name)}, v}
	root, err := r.Parse(data)
	if err != nil || yamlfile.IsNull(root) {
		return qa.Answers{}, err
	}
	all, err := r.Pairs(root, "")
	if err != nil {
		return nil, err
	}
	out := qa.Answers{}
	for _, p := range all {
		q, _, ok := v.Find(p.Key)
		if !ok {
			return nil, r.Broken(p.Line, p.Key, "There is no question \"{{.Ref}}\" in this rubric.", fault.Values{"Ref": p.Key})
		}
		a, err := r.answer(p, q)
		if err != nil {
			return nil, err
		}
		out[p.Key] = a
	}
	return out, nil
}

type answers struct {
	rubric
	version *qa.Version
}

func (r *answers) answer(p yamlfile.Pair, q *qa.Question) (qa.Answer, error) {
	var a qa.Answer
	var err error
	switch p.Node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		err = r.Fields(p.Node, p.Key, map[string]setter{
			"value":   func(n ast.Node, path string) error { return r.value(n, path, q, &a) },
			"comment": into(&r.rubric, &a.Comment),
			"cause":   into(&r.rubric, &a.Cause),
			"moments": each(&r.rubric, &a.Moments, r.moment),
		})
	default:
		err = r.value(p.Node, p.Key, q, &a)
	}
	if err != nil {
		return a, err
	}
	if f, refused := q.Check(a).(*fault.Fault); refused {
		return a, r.Broken(p.Line, p.Key, f.Key, f.Values)
	}
	return a, nil
}

// value reads what was chosen or entered.
func (r *answers) value(n ast.Node, path string, q *qa.Question, to *qa.Answer) error {
	if yamlfile.IsNull(n) {
		return nil
	}
	words := []ast.Node{n}
	if seq, several := n.(*ast.SequenceNode); several {
		words, to.Options = seq.Values, []int{}
	}
	for _, w := range words {
		text, err := r.Text(w, path)
		if err != nil {
			return err
		}
		if err := r.word(text, yamlfile.Line(w), path, q, to); err != nil {
			return err
		}
	}
	if to.NA && (len(words) > 1 || len(to.Options) > 0) {
		return r.Broken(yamlfile.Line(n), path, "NA can't stand beside another answer.", nil)
	}
	return nil
}

func (r *answers) word(text string, at int, path string, q *qa.Question, to *qa.Answer) error {
	choices := q.Choices()
	i := slices.IndexFunc(choices, func(o qa.Option) bool { return o.Label == text })
	if i < 0 && q.Kind == qa.KindYesNo && len(q.Options) == 0 {
		i = slices.Index([]string{"是", "否"}, text)
	}
	switch {
	case i >= 0 && slices.Contains(to.Options, i):
		return r.Broken(at, path, "The option \"{{.Have}}\" is given twice.", fault.Values{"Have": text})
	case i >= 0:
		to.Options = append(to.Options, i)
	case text == qa.NAWord:
		to.NA = true
	case len(choices) == 0:
		to.Value = text
	default:
		labels := make([]string, len(choices))
		for i, o := range choices {
			labels[i] = o.Label
		}
		return r.Broken(at, path, "Question {{.Ref}} has no option \"{{.Have}}\". Possible: {{.Words}}.",
			fault.Values{"Ref": q.Ref, "Have": text, "Words": strings.Join(labels, ", ")})
	}
	return nil
}

func (r *answers) moment(n ast.Node, path string, to *qa.Moment) error {
	_, one := n.(*ast.MappingValueNode)
	_, many := n.(*ast.MappingNode)
	if _, bare := bareClock(n); bare || (!one && !many) {
		return r.clock(&to.At)(n, path)
	}
	return r.Fields(n, path, map[string]setter{
		"at": r.clock(&to.At), "until": r.clock(&to.Until),
		"note": into(&r.rubric, &to.Note), "lane": r.lane(&to.Lane),
	})
}

func (r *answers) lane(to *qa.Lane) setter {
	return func(n ast.Node, path string) error {
		err := into(&r.rubric, to)(n, path)
		if err == nil && *to != qa.LaneBoth && *to != qa.LaneAgent && *to != qa.LaneCustomer {
			return r.Broken(yamlfile.Line(n), path, "A lane is agent or customer, not \"{{.Have}}\".", fault.Values{"Have": string(*to)})
		}
		return err
	}
}

func (r *answers) clock(to *time.Duration) setter {
	return func(n ast.Node, path string) error {
		text, bare := bareClock(n)
		var err error
		if !bare {
			text, err = r.Text(n, path)
		}
		if err != nil {
			return err
		}
		if *to, err = parseClock(text); err != nil {
			return r.Broken(yamlfile.Line(n), path, "\"{{.Have}}\" is no moment: write seconds, mm:ss or h:mm:ss.", fault.Values{"Have": text})
		}
		return nil
	}
}

// bareClock puts 01:20 together again, which the parser takes for the field 01
// with the value 20 inside of brackets.
func bareClock(n ast.Node) (string, bool) {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) == 1 {
		n = m.Values[0]
	}
	pair, ok := n.(*ast.MappingValueNode)
	if !ok {
		return "", false
	}
	switch pair.Key.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
	default:
		return "", false
	}
	rest, ok := bareClock(pair.Value)
	if !ok && pair.Value != nil {
		rest = pair.Value.GetToken().Value
	}
	return pair.Key.GetToken().Value + ":" + rest, true
}

const maxHours = 100 // of a recording

// parseClock reads 83, 83.5, 01:23, 01:23.5 and 1:01:23.
func parseClock(text string) (time.Duration, error) {
	parts := strings.Split(text, ":")
	if len(parts) > 3 {
		return 0, qa.ErrDecimal
	}
	whole := time.Duration(0)
	for _, p := range parts[:len(parts)-1] {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil {
			return 0, fmt.Errorf("reading %q as a clock: %w", text, err)
		}
		whole = (whole + time.Duration(n)) * 60
	}
	seconds, err := qa.ParseDecimal(parts[len(parts)-1])
	if err != nil || seconds.Float() < 0 || seconds.Float() > maxHours*3600 || whole > maxHours*3600 {
		return 0, qa.ErrDecimal
	}
	return whole*time.Second + time.Duration(seconds.Float()*float64(time.Second)), nil
}
