package formats

import (
	"slices"
	"strings"
)

// mapping is QTI's map from response values to scores.
type mapping struct {
	keys         []string // in the order of the file
	values       map[string]float64
	otherwise    float64
	lower, upper *float64
}

// score is QTI's map_response: the sum over the distinct values of what each
// maps to, or the default, then held between the bounds (QTI 2.2 Information
// Model, mapping and mapResponse).
func (m *mapping) score(values ...string) float64 {
	sum := 0.0
	for i, v := range values {
		if slices.Contains(values[:i], v) {
			continue
		}
		sum += m.of(v)
	}
	if m.lower != nil {
		sum = max(sum, *m.lower)
	}
	if m.upper != nil {
		sum = min(sum, *m.upper)
	}
	return sum
}

// of is what one value maps to.
func (m *mapping) of(value string) float64 {
	if x, ok := m.values[value]; ok {
		return x
	}
	return m.otherwise
}

// most is the highest score that a response of up to n of the values can have;
// 0 for n is any number.
func (m *mapping) most(n int, values []string) float64 {
	var gains []float64
	for _, v := range values {
		if x := m.of(v); x > 0 {
			gains = append(gains, x)
		}
	}
	slices.Sort(gains)
	slices.Reverse(gains)
	if n > 0 && n < len(gains) {
		gains = gains[:n]
	}
	sum := 0.0
	for _, g := range gains {
		sum += g
	}
	if m.upper != nil {
		sum = min(sum, *m.upper)
	}
	return sum
}

// response is a response declaration.
type response struct {
	cardinality, base string
	correct           []string
	mapping           *mapping
	relative          bool    // tolerance of a number
	tolerance         float64 // of a number
}

// respond reads the declaration of that identifier.
func respond(item *node, id string) response {
	var r response
	for _, n := range item.all("responseDeclaration") {
		if n.attr("identifier") != id {
			continue
		}
		r.cardinality, r.base = n.attr("cardinality"), n.attr("baseType")
		for _, v := range n.child("correctResponse").all("value") {
			r.correct = append(r.correct, strings.Join(strings.Fields(v.raw()), " "))
		}
		r.mapping = readMapping(n.child("mapping"))
	}
	return r
}

func readMapping(n *node) *mapping {
	if n == nil {
		return nil
	}
	m := &mapping{values: map[string]float64{}}
	m.otherwise, _ = parseNumber(n.attr("defaultValue"))
	bound := func(name string) *float64 {
		if x, ok := parseNumber(n.attr(name)); ok {
			return &x
		}
		return nil
	}
	m.lower, m.upper = bound("lowerBound"), bound("upperBound")
	for _, e := range n.all("mapEntry") {
		key := strings.Join(strings.Fields(e.attr("mapKey")), " ")
		if _, twice := m.values[key]; !twice {
			m.keys = append(m.keys, key)
		}
		m.values[key], _ = parseNumber(e.attr("mappedValue"))
	}
	return m
}

// processing says how the item is marked: by its mapping, and whether the
// standard templates do it (then a right response is worth 1).
func processing(item *node, r *response) (mapped, standard bool) {
	p := item.child("responseProcessing")
	if p == nil {
		return r.mapping != nil && len(r.correct) == 0, true
	}
	if t := p.attr("template"); t != "" {
		return strings.Contains(t, "map_response") && r.mapping != nil, true
	}
	p.visit(func(n *node) bool {
		switch {
		case n.is("mapResponse"):
			mapped = r.mapping != nil
		case n.is("equal"):
			r.tolerant(n)
		}
		return true
	})
	return mapped, false
}

// tolerant reads the tolerance of a comparison of numbers; QTI's relative one
// is per cent.
func (r *response) tolerant(equal *node) {
	t, _, _ := strings.Cut(equal.attr("tolerance"), " ")
	x, ok := parseNumber(t)
	switch mode := equal.attr("toleranceMode"); {
	case !ok:
	case mode == "absolute":
		r.tolerance = x
	case mode == "relative":
		r.tolerance, r.relative = roundFraction(x/100), true
	}
}

// worth is the mark of an item that says so itself; otherwise 1.
func worth(item *node) float64 {
	mark := 0.0
	for _, o := range item.all("outcomeDeclaration") {
		switch o.attr("identifier") {
		case "MAXSCORE":
			if x, ok := parseNumber(o.child("defaultValue").child("value").raw()); ok && x > 0 {
				return x
			}
		case "SCORE":
			mark, _ = parseNumber(o.attr("normalMaximum"))
		}
	}
	if mark > 0 {
		return mark
	}
	return 1
}
