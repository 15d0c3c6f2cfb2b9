package parts

// FormModel is a rubric with its answers as a Form shows it. All texts are in
// the words of the person already; numbers are written out.
type FormModel struct{ Sections []FormSection }

// FormSection is one section: a header row and its questions.
type FormSection struct {
	Number string // "1"
	Title  string
	Got    string // points reached so far, "16.0"; empty is a dash
	Points string // points to be had, "20"
	Failed bool   // a fail-section effect fired
	Rows   []FormRow
}

// FormKind says how a question is answered.
type FormKind uint8

// The kinds of questions.
const (
	FormSingle   FormKind = iota // one of the options
	FormYesNo                    // the same, with two
	FormMultiple                 // options are toggles
	FormNumeric                  // an entry for a number
	FormText                     // an entry for words
	FormDate                     // an entry for a date
)

// FormNA is the option index that OnAnswer reports for "not applicable".
const FormNA = -1

// FormRow is one question.
type FormRow struct {
	Ref      string // stable; what the callbacks name it by
	Number   string // "5.1"
	Question string
	Help     string // one or two sentences, shown while awake
	Kind     FormKind
	Class    string // error class in words, "Compliance-critical"; empty is none
	Critical State  // shape and colour of Class: StateWarn or StateCritical
	Options  []FormOption
	Chosen   []int // indexes of Options
	NA       bool  // answered "not applicable"
	NAOpen   bool  // "not applicable" may be chosen
	NACost   string
	Value    string // numeric, text and date: as typed
	Unit     string // behind the entry: "s"
	Answer   string // the answer while asleep; empty: the chosen options' labels
	Tone     State
	Moment   string // "01:30"; empty when none is bound
	More     int    // further moments bound to it
	Note     string
	Causes   []string // root causes to choose from; none hides the act
	Cause    string   // the chosen one
	Ruling   string   // "1 ruling"; empty hides the link
	Rulings  []FormRuling
	Problem  string // what keeps it from being submitted: "Write a note: points were lost."
	ReadOnly bool   // shown, not changed
	Plain    bool   // without a note and without acts: options only

	Suggestion *FormSuggestion // an answer that is proposed; nil: none
}

// FormOption is one way to answer.
type FormOption struct {
	Label string
	Key   string // the digit that chooses it: "1"
	Cost  string // "+2.2" or "-14.4"; empty when unknown
	Tone  State  // of the answer
}

// FormRuling is a ruling of a calibration session that stands at a question.
type FormRuling struct {
	Tone   State  // of the agreed answer
	Answer string // agreed on; empty for none
	Text   string
	Whence string // session and date
}
