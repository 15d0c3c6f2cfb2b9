package review

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
)

// momentList is the page with all moments of the evaluation.
type momentList struct {
	r       *Room
	marks   []mark
	table   *parts.Table
	content *fyne.Container
	none    fyne.CanvasObject
	shown   fyne.CanvasObject
}

func newMomentList(r *Room) *momentList {
	l := &momentList{r: r}
	l.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Moment"), Width: 96}, {Title: lang.L("No."), Width: 44},
		{Title: lang.L("Question")}, {Title: lang.L("Answer"), Width: 96, Yield: 1},
	}, func() int { return len(l.marks) }, l.cell)
	l.table.Left = 16
	l.table.OnChosen = func(row int) { r.sound.seek(l.marks[row].At) }
	l.table.OnOpened = func(row int) { r.playFrom(l.marks[row].At) }
	remove := parts.NewButton(lang.L("Remove"), parts.Quiet, l.remove).WithIcon("delete").WithKey("Del").AsSmall()
	foot := parts.Inset(2, 12, 2, 12, parts.Row(8, parts.Label(lang.L("Enter plays from a moment.")), parts.Gap(), remove))
	l.shown = parts.Dock(nil, parts.Stack(0, parts.NewHairline(), foot), nil, nil, l.table)
	l.none = plainNote(lang.L("No moments yet. Press M while you listen to bind one to the question that is awake."))
	l.content = container.NewStack(l.none)
	return l
}

func (l *momentList) cell(row, column int) parts.Cell {
	m := l.marks[row]
	switch column {
	case 0:
		text := chart.ClockTenths(m.At)
		if m.Until > 0 {
			text = chart.ClockWide(m.At) + " – " + chart.ClockWide(m.Until)
		}
		return parts.Cell{Text: text, Tone: look.Accent}
	case 1:
		return parts.Cell{Text: l.r.view.numberOf(m), Tone: look.Ink3}
	case 2:
		if m.ref == "" {
			return parts.Cell{Text: lang.L("On the whole call"), Tone: look.Ink3}
		}
		q, _, _ := l.r.sheet.version.Find(m.ref)
		return parts.Cell{Text: q.Text}
	}
	if m.ref == "" {
		return parts.Cell{}
	}
	state := l.r.view.toneOf(m)
	if state == parts.StateChosen {
		state = parts.StateOpen
	}
	return parts.StateCell(l.r.answerWord(m.ref), state)
}

// answerWord is the answer to a question in words.
func (r *Room) answerWord(ref string) string {
	q, _, ok := r.sheet.version.Find(ref)
	a := r.sheet.e.Answers[ref]
	switch {
	case !ok || !a.Given(q):
		return lang.L("open")
	case a.NA:
		return lang.L("N/A")
	case a.Value != "":
		return a.Value
	}
	var words []string
	for _, i := range a.Options {
		words = append(words, q.Choices()[i].Label)
	}
	return strings.Join(words, ", ")
}

func (l *momentList) show(marks []mark) {
	l.marks = marks
	o := l.shown
	if len(marks) == 0 {
		o = l.none
	}
	l.content.Objects = []fyne.CanvasObject{o}
	l.content.Refresh()
	l.table.Refresh()
}

// remove takes the chosen moment away.
func (l *momentList) remove() {
	if i := l.table.Chosen(); i >= 0 && i < len(l.marks) {
		l.r.remove(l.marks[i])
	}
}

// id names a moment to waveform and transcript.
func (m mark) id() string { return fmt.Sprintf("%s#%d", m.ref, m.index) }

// markOf finds a moment by its id.
func (v *roomView) markOf(id string) (mark, bool) {
	if v.r.sheet == nil {
		return mark{}, false
	}
	for _, m := range v.r.sheet.marks() {
		if m.id() == id {
			return m, true
		}
	}
	return mark{}, false
}

func (v *roomView) numberOf(m mark) string {
	if m.ref == "" {
		return "#" + strconv.Itoa(m.index+1)
	}
	return v.r.sheet.numberOf(m.ref)
}

// toneOf is the state of the answer to which a moment is bound.
func (v *roomView) toneOf(m mark) parts.State {
	s := v.r.sheet
	q, _, ok := s.version.Find(m.ref)
	a := s.e.Answers[m.ref]
	switch {
	case !ok || !a.Given(q) || a.Value != "":
		return parts.StateChosen
	case a.NA:
		return parts.StateNA
	case len(a.Options) == 1:
		return optionTone(q.Choices()[a.Options[0]])
	}
	return toneOf(s.row(m.ref).Score, false)
}

// showMarks shows the moments wherever they stand.
func (v *roomView) showMarks() {
	if v.r.sheet == nil || v.panels.moments == nil {
		return
	}
	marks := v.r.sheet.marks()
	flags := make([]parts.WaveFlag, len(marks))
	for i, m := range marks {
		flags[i] = parts.WaveFlag{ID: m.id(), Text: v.numberOf(m), At: m.At, Tone: v.toneOf(m)}
	}
	v.r.sound.wave.SetFlags(flags)
	v.chooseFlag()
	v.panels.moments.show(marks)
	v.flagLines(marks)
	v.countPanels()
}

// chooseFlag fills the flag of the question awake.
func (v *roomView) chooseFlag() {
	if v.r.sheet != nil && len(v.r.sheet.moments(v.r.awake)) > 0 {
		v.r.sound.wave.ChooseFlag(mark{ref: v.r.awake}.id())
		return
	}
	v.r.sound.wave.ChooseFlag("")
}

// flagTapped goes to a moment and wakes its question.
func (v *roomView) flagTapped(id string) {
	if m, ok := v.markOf(id); ok {
		v.r.sound.seek(m.At)
		if m.ref != "" {
			v.r.wake(m.ref)
		}
	}
}

func (v *roomView) flagMoved(id string, at time.Duration) {
	if m, ok := v.markOf(id); ok {
		v.r.move(m, at)
	}
}
