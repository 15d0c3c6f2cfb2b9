package routing

import (
	"slices"
	"strconv"
	"strings"

	"shifu/internal/fault"
)

// TaskRule is a condition of Twilio's TaskRouter over attributes of a task, and
// in skip_if over the workers of a step: comparisons of constants and keys with
// ==, !=, >, >=, <, <=, IN, NOT IN, HAS and CONTAINS, joined by AND and OR, in
// parentheses. What the language does not know is refused by name.
type TaskRule struct {
	or, and     []*TaskRule
	left, right operand
	operator    string
}

// operand is a key, or constants: one, or a list.
type operand struct {
	key    string
	values []string
}

// The keys of skip_if that count the workers of a step.
const (
	WorkersAvailable   = "workers.available"
	WorkersUnavailable = "workers.unavailable"
)

// Holds reports whether the rule is true where keys have these values; a key
// without values makes its comparison false.
func (t *TaskRule) Holds(values func(key string) []string) bool {
	holds := func(x *TaskRule) bool { return x.Holds(values) }
	switch {
	case t.or != nil:
		return slices.ContainsFunc(t.or, holds)
	case t.and != nil:
		return !slices.ContainsFunc(t.and, func(x *TaskRule) bool { return !holds(x) })
	}
	a, b := t.left.of(values), t.right.of(values)
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return compare(a, t.operator, b)
}

func (o operand) of(values func(key string) []string) []string {
	if o.key != "" {
		return values(o.key)
	}
	return o.values
}

// Keys lists the keys that the rule speaks of.
func (t *TaskRule) Keys() (all []string) {
	for _, x := range slices.Concat(t.or, t.and) {
		all = append(all, x.Keys()...)
	}
	for _, o := range []operand{t.left, t.right} {
		if o.key != "" {
			all = append(all, o.key)
		}
	}
	return all
}

func compare(a []string, operator string, b []string) bool {
	in := func(x string, of []string) bool {
		return slices.ContainsFunc(of, func(y string) bool { return order(x, y) == 0 })
	}
	switch operator {
	case "IN":
		return in(a[0], b)
	case "NOT IN":
		return !in(a[0], b)
	case "HAS":
		return in(b[0], a)
	case "CONTAINS":
		return strings.Contains(a[0], b[0]) || in(b[0], a)
	case "==":
		return order(a[0], b[0]) == 0
	case "!=":
		return order(a[0], b[0]) != 0
	case ">":
		return order(a[0], b[0]) > 0
	case ">=":
		return order(a[0], b[0]) >= 0
	case "<":
		return order(a[0], b[0]) < 0
	}
	return order(a[0], b[0]) <= 0
}

// order compares numbers as numbers, all else as text.
func order(a, b string) int {
	x, err := strconv.ParseFloat(a, 64)
	y, other := strconv.ParseFloat(b, 64)
	switch {
	case err != nil || other != nil:
		return strings.Compare(a, b)
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// NewTaskRule reads a rule, such as value == "gold" AND calls > 2.
func NewTaskRule(text string) (*TaskRule, error) {
	p := &ruleParser{tokens: ruleTokens(text)}
	t := p.either()
	if p.err == nil && p.at < len(p.tokens) {
		p.unknown(p.tokens[p.at])
	}
	if p.err != nil {
		return nil, p.err
	}
	return t, nil
}

// deepestRule is how deep parentheses may be nested.
const deepestRule = 20

type ruleParser struct {
	tokens    []string
	at, depth int
	err       error
}

func (p *ruleParser) unknown(token string) {
	if p.err != nil {
		return
	}
	if token == "" {
		p.err = fault.New(fault.Invalid, "The condition ends too soon.", nil)
		return
	}
	p.err = fault.New(fault.Invalid, "\"{{.Have}}\" can't stand here. Conditions compare keys and constants with ==, !=, >, >=, <, <=, IN, NOT IN, HAS, CONTAINS, joined by AND and OR.", fault.Values{"Have": token})
}

func (p *ruleParser) peek() string {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return ""
}

func (p *ruleParser) next() string {
	t := p.peek()
	p.at++
	return t
}

func (p *ruleParser) is(word string) bool {
	if !strings.EqualFold(p.peek(), word) {
		return false
	}
	p.at++
	return true
}

func (p *ruleParser) either() *TaskRule {
	all := []*TaskRule{p.both()}
	for p.err == nil && p.is("OR") {
		all = append(all, p.both())
	}
	if len(all) == 1 {
		return all[0]
	}
	return &TaskRule{or: all}
}

func (p *ruleParser) both() *TaskRule {
	all := []*TaskRule{p.one()}
	for p.err == nil && p.is("AND") {
		all = append(all, p.one())
	}
	if len(all) == 1 {
		return all[0]
	}
	return &TaskRule{and: all}
}

func (p *ruleParser) one() *TaskRule {
	if p.depth++; p.depth > deepestRule {
		p.unknown(p.peek())
		return nil
	}
	defer func() { p.depth-- }()
	if p.is("(") {
		t := p.either()
		if p.err == nil && !p.is(")") {
			p.unknown(p.peek())
		}
		return t
	}
	t := &TaskRule{left: p.operand()}
	t.operator = p.operator()
	t.right = p.operand()
	return t.spread()
}

// spread writes IN a list, and NOT IN, as comparisons with each of its constants.
func (t *TaskRule) spread() *TaskRule {
	if len(t.right.values) < 2 || t.operator != "IN" && t.operator != "NOT IN" {
		return t
	}
	var all []*TaskRule
	for _, v := range t.right.values {
		all = append(all, &TaskRule{left: t.left, right: operand{values: []string{v}}, operator: t.operator})
	}
	if t.operator == "IN" {
		return &TaskRule{or: all}
	}
	return &TaskRule{and: all}
}

func (p *ruleParser) operator() string {
	word := strings.ToUpper(p.next())
	switch word {
	case "==", "!=", ">", ">=", "<", "<=", "IN", "HAS", "CONTAINS":
		return word
	case "NOT":
		if p.is("IN") {
			return "NOT IN"
		}
		word = p.peek()
	}
	p.unknown(word)
	return ""
}

func (p *ruleParser) operand() operand {
	if p.is("[") {
		var o operand
		for p.err == nil {
			one := p.operand()
			if o.values = append(o.values, one.values...); one.key != "" {
				p.unknown(one.key) // lists hold constants
			}
			if p.is("]") {
				return o
			}
			if !p.is(",") {
				p.unknown(p.peek())
			}
		}
		return o
	}
	t := p.next()
	_, err := strconv.ParseFloat(t, 64)
	switch {
	case p.err != nil:
		return operand{}
	case len(t) > 1 && (t[0] == '"' || t[0] == '\'') && t[0] == t[len(t)-1]:
		return operand{values: []string{t[1 : len(t)-1]}}
	case err == nil || t == "true" || t == "false":
		return operand{values: []string{t}}
	case !isKey(t):
		p.unknown(t)
	}
	return operand{key: strings.TrimPrefix(t, "task.")}
}
