// Package qa holds the nouns of quality review: rubrics with their versions,
// answers, evaluations, and what has to be kept of them. Its sub-packages each
// hold one subject: the score, the rubric files, the shipped rubrics.
package qa

// VersionState says where a version of a rubric stands.
type VersionState string

// The states of a version. Only a draft can be edited; publishing a draft
// makes it active and retires the version that was active before.
const (
	VersionDraft   VersionState = "draft"
	VersionActive  VersionState = "active"
	VersionRetired VersionState = "retired"
)

// Mode names the way in which answers become a score.
type Mode string

// The score modes.
const (
	ModeWeightedPoints Mode = "weighted_points" // points of all questions, sections as factors
	ModeSectionPercent Mode = "section_percent" // share reached in each section, then weighed
	ModeFlat           Mode = "flat"            // points of all questions, no sections
	ModeDeduction      Mode = "deduction"       // 100 less the points lost
)

// NAPolicy says what becomes of the weight of a question that does not apply.
type NAPolicy string

// The N/A policies.
const (
	NAProportional NAPolicy = "proportional" // leaves numerator and denominator
	NAEqualSplit   NAPolicy = "equal_split"  // shared equally within the section
	NAFullCredit   NAPolicy = "full_credit"  // counts as fully met
	NAZero         NAPolicy = "zero"         // counts as not met
)

// Version is one state of a rubric. A version that an evaluation has used
// never changes again.
type Version struct {
	ID             string       `json:"id,omitempty"`
	RubricID       string       `json:"rubric_id,omitempty"` // the same for all versions of a rubric
	Number         int          `json:"number,omitempty"`    // 1, 2, 3 … within the rubric
	State          VersionState `json:"state,omitempty"`
	Title          string       `json:"title"`
	Language       string       `json:"language,omitempty"` // BCP 47: en, zh-Hans
	Mode           Mode         `json:"mode"`
	NAPolicy       NAPolicy     `json:"na_policy"`
	BonusMayExceed bool         `json:"bonus_may_exceed,omitempty"` // a bonus may lift the score above 100
	Timers         *Timers      `json:"timers,omitempty"`           // nil: DefaultTimers
	Sections       []Section    `json:"sections"`
}

// Section is a titled group of questions with a weight of its own.
type Section struct {
	Title     string     `json:"title"`
	Weight    Decimal    `json:"weight"`
	Questions []Question `json:"questions"`
}

// QuestionAt names a question by its place: the index of its section and its
// index within that section, both from 0.
type QuestionAt struct{ Section, Question int }

// Find returns the question with the given ref and its place; ok is false if
// the version has none.
func (v *Version) Find(ref string) (q *Question, at QuestionAt, ok bool) {
	for s := range v.Sections {
		for i := range v.Sections[s].Questions {
			if v.Sections[s].Questions[i].Ref == ref {
				return &v.Sections[s].Questions[i], QuestionAt{s, i}, true
			}
		}
	}
	return nil, QuestionAt{}, false
}

// All calls visit for every question in the order of the form, until visit
// returns false. It can be ranged over.
func (v *Version) All(visit func(at QuestionAt, q *Question) bool) {
	for s := range v.Sections {
		for i := range v.Sections[s].Questions {
			if !visit(QuestionAt{s, i}, &v.Sections[s].Questions[i]) {
				return
			}
		}
	}
}

// Count returns the number of questions of all sections.
func (v *Version) Count() int {
	n := 0
	for _, s := range v.Sections {
		n += len(s.Questions)
	}
	return n
}
