package qa

import (
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
)

// Check returns nil if a can be an answer to q: its options exist and are as
// many as the kind allows, N/A is allowed, the value fits. An answer that is
// not given yet is fine.
func (q *Question) Check(a Answer) error {
	values := fault.Values{"Ref": q.Ref, "Have": a.Value}
	if a.NA {
		if !q.NA {
			return fault.New(fault.Invalid, "Question {{.Ref}} doesn't allow N/A.", values)
		}
		return nil
	}
	for _, i := range a.Options {
		if i < 0 || i >= len(q.Choices()) {
			return fault.New(fault.Invalid, "Question {{.Ref}} has no such option.", values)
		}
	}
	if len(a.Options) > 1 && q.Kind != KindMultiple {
		return fault.New(fault.Invalid, "Question {{.Ref}} takes one option only.", values)
	}
	if a.Value == "" {
		return nil
	}
	return q.checkValue(a, values)
}

func (q *Question) checkValue(a Answer, values fault.Values) error {
	switch q.Kind {
	case KindText:
		return nil
	case KindDate:
		if _, err := time.Parse(time.DateOnly, a.Value); err != nil {
			return fault.New(fault.Invalid, "Question {{.Ref}} takes a date such as 2026-11-18, not \"{{.Have}}\".", values)
		}
		return nil
	case KindNumeric:
		x, ok := a.Number()
		if !ok {
			return fault.New(fault.Invalid, "Question {{.Ref}} takes a number, not \"{{.Have}}\".", values)
		}
		if len(q.Ranges) > 0 && !slices.ContainsFunc(q.Ranges, func(r Range) bool { return r.Holds(x) }) {
			return fault.New(fault.Invalid, "Question {{.Ref}}: no range holds {{.Have}}.", values)
		}
		return nil
	}
	return fault.New(fault.Invalid, "Question {{.Ref}} has no option \"{{.Have}}\".", values)
}

// Check returns the first thing in a that v can't take: an unknown ref, or an
// answer that its question can't have.
func (a Answers) Check(v *Version) error {
	for _, ref := range a.refs() {
		q, _, ok := v.Find(ref)
		if !ok {
			return fault.New(fault.Invalid, "There is no question \"{{.Ref}}\" in this rubric.", fault.Values{"Ref": ref})
		}
		if err := q.Check(a[ref]); err != nil {
			return err
		}
	}
	return nil
}

func (a Answers) refs() []string {
	refs := make([]string, 0, len(a))
	for ref := range a {
		refs = append(refs, ref)
	}
	slices.Sort(refs)
	return refs
}

// Gap is something that an evaluation lacks before it can be submitted.
type Gap struct {
	Ref   string
	Needs Need
}

// Need names what a gap needs.
type Need string

// What can be missing.
const (
	NeedsAnswer  Need = "answer"
	NeedsComment Need = "comment"
	NeedsMoment  Need = "moment" // evidence on the recording for a lost point
)

// Gaps returns what a lacks under v, in the order of the form: answers (text
// and date may stay empty), comments and evidence that the rubric asks for.
func (a Answers) Gaps(v *Version) []Gap {
	var gaps []Gap
	shown := v.Visible(a)
	for _, q := range v.All {
		if !shown[q.Ref] {
			continue
		}
		answer := a[q.Ref]
		if !answer.Given(q) {
			if q.Kind != KindText && q.Kind != KindDate {
				gaps = append(gaps, Gap{q.Ref, NeedsAnswer})
			}
			continue
		}
		gaps = append(gaps, q.gaps(answer)...)
	}
	return gaps
}

func (q *Question) gaps(a Answer) (gaps []Gap) {
	lost := q.Loses(a)
	said := strings.TrimSpace(a.Comment) != ""
	if !said && (q.Comment == CommentAlways || (q.Comment == CommentLost && lost)) {
		gaps = append(gaps, Gap{q.Ref, NeedsComment})
	}
	if q.Evidence && lost && len(a.Moments) == 0 {
		gaps = append(gaps, Gap{q.Ref, NeedsMoment})
	}
	return gaps
}

// Loses reports whether a loses points of q or has a fail effect. A bonus that
// is not earned is no loss.
func (q *Question) Loses(a Answer) bool {
	s, ok := q.Credit(a)
	if !ok {
		return false
	}
	for _, i := range a.Options {
		if i >= 0 && i < len(q.Choices()) && q.Choices()[i].Fails() {
			return true
		}
	}
	return s < 1 && !q.OnlyBonus()
}
