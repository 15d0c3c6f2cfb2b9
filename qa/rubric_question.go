package qa

import "slices"

// Kind says how a question is answered.
type Kind string

// The kinds of question. Text and date are notes: they never carry a score.
const (
	KindSingle   Kind = "single"   // one option
	KindMultiple Kind = "multiple" // any number of options
	KindYesNo    Kind = "yes_no"   // Yes 1, No 0 unless options are given
	KindNumeric  Kind = "numeric"  // a number, scored by ranges
	KindText     Kind = "text"
	KindDate     Kind = "date" // 2006-01-02
)

// Effect is what choosing an option does beyond its score.
type Effect string

// The effects of an option.
const (
	EffectNone        Effect = "none"
	EffectFailSection Effect = "fail_section" // the section scores 0 and keeps its weight
	EffectFailAll     Effect = "fail_all"     // the whole score is 0
)

// Class says whom an error in a question hurts.
type Class string

// The error classes.
const (
	ClassCustomer    Class = "customer"
	ClassBusiness    Class = "business"
	ClassCompliance  Class = "compliance"
	ClassNonCritical Class = "non_critical"
)

// Classes lists the error classes in the order of reports.
var Classes = [4]Class{ClassCustomer, ClassBusiness, ClassCompliance, ClassNonCritical}

// CommentRule says when an answer needs a comment.
type CommentRule string

// The comment rules.
const (
	CommentNever  CommentRule = "never"
	CommentLost   CommentRule = "lost" // when points are lost
	CommentAlways CommentRule = "always"
)

// AnswerBy is a way in which a question may be answered.
type AnswerBy string

// The ways to answer. A person submits in every case.
const (
	ByHand  AnswerBy = "hand"
	ByRule  AnswerBy = "rule"
	ByModel AnswerBy = "model"
)

// Question is one line of the form.
type Question struct {
	Ref         string      `json:"ref"` // stable across versions and languages
	Text        string      `json:"text"`
	Help        string      `json:"help,omitempty"`
	AppliesWhen string      `json:"applies_when,omitempty"` // written rule for the reviewer
	Weight      Decimal     `json:"weight"`
	Kind        Kind        `json:"kind"`
	Options     []Option    `json:"options,omitempty"`
	NA          bool        `json:"na,omitempty"` // N/A is allowed
	Comment     CommentRule `json:"comment,omitempty"`
	Excluded    bool        `json:"excluded,omitempty"` // asked, but outside the score: its effects don't fire either
	Class       Class       `json:"class,omitempty"`
	VisibleWhen *Condition  `json:"visible_when,omitempty"`
	Evidence    bool        `json:"evidence,omitempty"` // a lost point needs a moment on the recording
	RootCauses  []string    `json:"root_causes,omitempty"`
	Ranges      []Range     `json:"ranges,omitempty"` // of a numeric question
	Scale       string      `json:"scale,omitempty"`  // name of the reusable scale that Options come from
	// Bonus adds points after the total. With BonusPoints set the question
	// gains BonusPoints·s beside its ordinary weight; without, its weight is
	// the bonus: gained, never lost.
	Bonus       bool       `json:"bonus,omitempty"`
	BonusPoints Decimal    `json:"bonus_points,omitzero"`
	AnswerBy    []AnswerBy `json:"answer_by,omitempty"` // empty: by hand, with proposals of any kind
}

// Option is one possible answer.
type Option struct {
	Label  string  `json:"label"`
	Score  Decimal `json:"score"` // 0 … 1
	Effect Effect  `json:"effect,omitempty"`
	Pass   *bool   `json:"pass,omitempty"`   // nil: see Passes
	Colour string  `json:"colour,omitempty"` // good, partly, bad, critical; empty: by score
}

// Condition shows a question only while another one is answered in a given way.
type Condition struct {
	Ref string   `json:"ref"`
	Is  []string `json:"is"` // option labels, "NA", or the value: one of them has to hold
}

// Range gives all numbers from From to To, both included, a score. An end that
// is not set is open. The first range that holds a number decides.
type Range struct {
	From  Decimal `json:"from,omitzero"`
	To    Decimal `json:"to,omitzero"`
	Score Decimal `json:"score"`
}

var yesNo = []Option{{Label: "Yes", Score: Whole(1)}, {Label: "No", Score: Whole(0)}}

// Choices returns the options from which the question is answered: its own, or
// Yes and No for a yes_no question without options. Read only.
func (q *Question) Choices() []Option {
	if q.Kind == KindYesNo && len(q.Options) == 0 {
		return yesNo
	}
	return q.Options
}

// Scored reports whether an answer can carry a score: text, date and excluded
// questions can't.
func (q *Question) Scored() bool {
	return !q.Excluded && q.Kind != KindText && q.Kind != KindDate
}

// OnlyBonus reports whether the weight of the question is gained and never lost.
func (q *Question) OnlyBonus() bool { return q.Bonus && !q.BonusPoints.IsSet() }

// FailsAll reports whether an answer can fail the whole call.
func (q *Question) FailsAll() bool {
	return slices.ContainsFunc(q.Options, func(o Option) bool { return o.Effect == EffectFailAll })
}

// Passes reports whether choosing the option counts as a pass. Unless the
// option says so itself, it is one from half of the score on, without a fail effect.
func (o Option) Passes() bool {
	if o.Pass != nil {
		return *o.Pass
	}
	return !o.Fails() && o.Score.Float() >= passMark
}

// Fails reports whether the option has a fail effect.
func (o Option) Fails() bool { return o.Effect == EffectFailSection || o.Effect == EffectFailAll }

const passMark = 0.5

// Holds reports whether x lies in the range.
func (r Range) Holds(x float64) bool {
	return (!r.From.IsSet() || x >= r.From.Float()) && (!r.To.IsSet() || x <= r.To.Float())
}

// TakesProposals reports whether proposals made in that way may stand at the
// question: where nothing is said about how it is answered, they may.
func (q *Question) TakesProposals(by AnswerBy) bool {
	return len(q.AnswerBy) == 0 || slices.Contains(q.AnswerBy, by)
}
