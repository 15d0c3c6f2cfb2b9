package routing

import "strconv"

// Workers answers how many workers of a step are available, and how many not.
type Workers func(available, unavailable int32) bool

// Counting fixes what the rule says of a task; what is left depends on the
// number of workers alone and allocates nothing.
func (t *TaskRule) Counting(values func(key string) []string) Workers {
	switch {
	case t.or != nil:
		all := counting(t.or, values)
		return func(a, u int32) bool { return anyOf(all, true, a, u) }
	case t.and != nil:
		all := counting(t.and, values)
		return func(a, u int32) bool { return !anyOf(all, false, a, u) }
	}
	left, ok := t.left.count(values)
	right, both := t.right.count(values)
	if !t.left.counts() && !t.right.counts() || !ok || !both {
		fixed := t.Holds(values)
		return func(int32, int32) bool { return fixed }
	}
	operator := t.operator
	return func(a, u int32) bool { return compareNumbers(left(a, u), operator, right(a, u)) }
}

func counting(all []*TaskRule, values func(key string) []string) (out []Workers) {
	for _, x := range all {
		out = append(out, x.Counting(values))
	}
	return out
}

// anyOf reports whether one of them answers like this.
func anyOf(all []Workers, like bool, a, u int32) bool {
	for _, w := range all {
		if w(a, u) == like {
			return true
		}
	}
	return false
}

func (o operand) counts() bool { return o.key == WorkersAvailable || o.key == WorkersUnavailable }

// count is an operand as a number; false where it is none.
func (o operand) count(values func(key string) []string) (func(a, u int32) float64, bool) {
	switch o.key {
	case WorkersAvailable:
		return func(a, _ int32) float64 { return float64(a) }, true
	case WorkersUnavailable:
		return func(_, u int32) float64 { return float64(u) }, true
	}
	if v := o.of(values); len(v) == 1 {
		x, err := strconv.ParseFloat(v[0], 64)
		return func(int32, int32) float64 { return x }, err == nil
	}
	return nil, false
}

func compareNumbers(a float64, operator string, b float64) bool {
	switch operator {
	case "==", "IN", "HAS", "CONTAINS":
		return a == b
	case "!=", "NOT IN":
		return a != b
	case ">":
		return a > b
	case ">=":
		return a >= b
	case "<":
		return a < b
	}
	return a <= b
}
