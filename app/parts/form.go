package parts

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Form shows a rubric: section headers, questions asleep on one line each, and
// one question awake with its help, options, note and acts. Only the rows in
// view exist. The row awake is always fully in view; apart from that no row
// moves while the mouse is over it.
//
// Set the callbacks before use. Each names the question by its Ref. A Form
// never changes an answer by itself: it reports, and shows the next model.
type Form struct {
	widget.BaseWidget

	OnWake   func(ref string)             // a row was woken by the mouse, Next or Prev
	OnAnswer func(ref string, option int) // an option, or FormNA; with FormMultiple a toggle
	OnValue  func(ref, text string)       // numeric, text and date
	OnNote   func(ref, text string)       // at each change
	OnMoment func(ref string)             // play from the moment bound to it
	OnBind   func(ref string)             // bind the moment that is playing
	OnCause  func(ref, cause string)      // the root cause; empty takes it back
	OnRuling func(ref string)             // show the rulings on it
	OnAccept func(ref string)             // take the suggestion
	OnReject func(ref string)             // refuse it
	OnHit    func(ref string)             // play what it rests on
	OnTyping func(on bool)                // the caret came into a field, or left it

	// Keys are shown while no text is typed, TypingKeys while it is; an option
	// shows OptionPrefix before its own key then.
	Keys, TypingKeys FormKeys
	OptionPrefix     string

	model   FormModel
	entries []formEntry
	tops    []float32 // of each entry with all asleep; one more than entries
	refs    map[string]int
	awake   int // entry, -1 for none
	answers float32
	typing  bool

	scroll *container.Scroll
	frame  fyne.CanvasObject
	body   *formBody
	open   *formAwake
}

// FormKeys are the keys that the badges of the row awake show.
type FormKeys struct{ Bind, Cause, Note, Leave, Accept, Reject string }

// formEntry is one line of a form: a section's header (row -1) or a question.
type formEntry struct{ section, row int }

// NewForm makes an empty form.
func NewForm() *Form {
	f := &Form{awake: -1, refs: map[string]int{},
		Keys:         FormKeys{"M", "R", "C", "Esc", "Y", "X"},
		TypingKeys:   FormKeys{"Ctrl M", "Ctrl R", "", "Esc", "Alt Y", "Alt X"},
		OptionPrefix: "Ctrl "}
	f.open = newFormAwake(f)
	f.body = newFormBody(f)
	f.scroll = container.NewVScroll(f.body)
	f.scroll.OnScrolled = func(fyne.Position) { f.body.arrange() }
	f.frame = flatScroll(f.scroll)
	f.ExtendBaseWidget(f)
	return f
}

// SetModel shows a model. Where its questions are those shown already, only
// the rows in view that differ are drawn again, and nothing scrolls.
//
// The form keeps the model to compare the next one with it: change a copy of a
// row's slices, not the slices. A note that was reported belongs into the next
// model; while the caret is in it, what is typed stays.
func (f *Form) SetModel(m FormModel) {
	was := f.model
	if sameQuestions(was, m) {
		f.model = m
		f.answers = f.answerWidth()
		f.body.update(was)
		return
	}
	ref := f.Awake()
	f.open.leave()
	f.model, f.awake = m, -1
	f.index()
	f.awake = f.find(ref)
	f.open.bind()
	f.Refresh()
	f.showAwake()
}

// Model is what is shown.
func (f *Form) Model() FormModel { return f.model }

func sameQuestions(a, b FormModel) bool {
	if len(a.Sections) != len(b.Sections) {
		return false
	}
	for i := range a.Sections {
		if len(a.Sections[i].Rows) != len(b.Sections[i].Rows) {
			return false
		}
		for j := range a.Sections[i].Rows {
			if a.Sections[i].Rows[j].Ref != b.Sections[i].Rows[j].Ref {
				return false
			}
		}
	}
	return true
}

func (f *Form) index() {
	f.entries, f.tops, f.refs = f.entries[:0], f.tops[:0], map[string]int{}
	y := float32(0)
	add := func(e formEntry, height float32) {
		f.entries, f.tops = append(f.entries, e), append(f.tops, y)
		y += height
	}
	for s, section := range f.model.Sections {
		add(formEntry{s, -1}, sectionHeight())
		for r, row := range section.Rows {
			f.refs[row.Ref] = len(f.entries)
			add(formEntry{s, r}, formHeight())
		}
	}
	f.tops = append(f.tops, y)
}

func (f *Form) row(entry int) *FormRow {
	if entry < 0 || entry >= len(f.entries) || f.entries[entry].row < 0 {
		return nil
	}
	e := f.entries[entry]
	return &f.model.Sections[e.section].Rows[e.row]
}

func (f *Form) refOf(entry int) string {
	if row := f.row(entry); row != nil {
		return row.Ref
	}
	return ""
}

func (f *Form) find(ref string) int {
	if i, ok := f.refs[ref]; ok && ref != "" {
		return i
	}
	return -1
}

// Press chooses the option of the question awake that has the key, "0" being
// not applicable; it says whether there was one.
func (f *Form) Press(key string) bool {
	row := f.row(f.awake)
	if row == nil || row.ReadOnly {
		return false
	}
	if key == naKey && row.NAOpen {
		f.answer(row.Ref, FormNA)
		return true
	}
	for i, o := range row.Options {
		if o.Key == key {
			f.answer(row.Ref, i)
			return true
		}
	}
	return false
}

func (f *Form) answer(ref string, option int) {
	if f.OnAnswer != nil {
		f.OnAnswer(ref, option)
	}
}

// FocusNote puts the caret into the note of the question awake, or into its
// entry when it has one and that is empty.
func (f *Form) FocusNote() { f.open.focus() }

// LeaveNote takes the caret out.
func (f *Form) LeaveNote() { f.open.leave() }

// ToggleCauses opens or folds the choice of root causes of the question awake.
func (f *Form) ToggleCauses() { f.open.toggleCauses() }

// ToggleRulings opens or folds the rulings on the question awake.
func (f *Form) ToggleRulings() { f.open.toggleRulings() }

// SetTyping shows the keys that work while text is typed, wherever the caret
// is. The form calls it itself for its own fields.
func (f *Form) SetTyping(on bool) {
	if f.typing == on {
		return
	}
	f.typing = on
	f.open.Refresh()
}

func (f *Form) keys() FormKeys {
	if f.typing {
		return f.TypingKeys
	}
	return f.Keys
}

// CreateRenderer is for Fyne.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return &formRenderer{f} }

type formRenderer struct{ f *Form }

func (r *formRenderer) Destroy()                     {}
func (r *formRenderer) MinSize() fyne.Size           { return fyne.NewSize(280, 120) }
func (r *formRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.f.frame} }

func (r *formRenderer) Layout(size fyne.Size) {
	place(r.f.frame, 0, 0, size.Width, size.Height)
	r.f.open.measure()
	r.f.resized()
	r.f.showAwake()
}

func (r *formRenderer) Refresh() {
	r.f.index()
	r.f.answers = r.f.answerWidth()
	r.f.open.measure()
	r.f.body.Refresh()
	r.f.resized()
	canvas.Refresh(r.f)
}

func sameRow(a, b FormRow) bool { return reflect.DeepEqual(a, b) }
