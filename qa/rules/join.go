package rules

import "slices"

// And holds where all its parts hold.
type And []Condition

// Or holds where one of its parts holds.
type Or []Condition

// Not holds where its part does not; what spoke against that speaks for it.
type Not struct{ Part Condition }

func (a And) test(t *Talk) Result {
	out := Result{Truth: Yes}
	for _, part := range a {
		r := part.test(t)
		out.Truth = min(out.Truth, r.Truth)
		out.For, out.Against = append(out.For, r.For...), append(out.Against, r.Against...)
	}
	return out.tidy()
}

func (o Or) test(t *Talk) Result {
	out := Result{Truth: No}
	for _, part := range o {
		r := part.test(t)
		out.Truth = max(out.Truth, r.Truth)
		out.For, out.Against = withNew(out.For, r.For), append(out.Against, r.Against...)
	}
	return out.tidy()
}

func (n Not) test(t *Talk) Result { return n.Part.test(t).not() }

func (r Result) not() Result { return Result{-r.Truth, r.Against, r.For} }

// tidy keeps what belongs to the truth.
func (r Result) tidy() Result {
	switch r.Truth {
	case Yes:
		r.Against = nil
	case No:
		r.For = nil
	default:
		return Result{}
	}
	return r
}

func (a And) check(c *checker, path string) { c.parts(a, path) }
func (o Or) check(c *checker, path string)  { c.parts(o, path) }
func (n Not) check(c *checker, path string) { c.condition(n.Part, path) }

// withNew adds hits on words that were not hit yet.
func withNew(have, more []Hit) []Hit {
	out := slices.Clip(have)
	for _, h := range more {
		met := func(o Hit) bool { return o.Turn == h.Turn && h.Turn >= 0 && o.At < h.Until && h.At < o.Until }
		if !slices.ContainsFunc(have, met) {
			out = append(out, h)
		}
	}
	return out
}
