package review

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/proposal"
)

// hitList is the page with everything that rules and the model found, at its
// moment.
type hitList struct {
	r       *Room
	rows    []hitRow
	table   *parts.Table
	content *fyne.Container
	tools   []fyne.CanvasObject
}

// hitRow is one piece of evidence of one proposal.
type hitRow struct {
	p  proposal.Proposal
	at time.Duration
	w  string // words
}

func newHitList(r *Room) *hitList {
	l := &hitList{r: r, content: container.NewStack()}
	l.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Moment"), Width: 64}, {Title: lang.L("No."), Width: 44}, {Title: lang.L("Words")},
		{Title: lang.L("Found by"), Width: 190, Yield: 2}, {Title: lang.L("Proposes"), Width: 104, Yield: 1},
	}, func() int { return len(l.rows) }, l.cell)
	l.table.Left = 16
	l.table.OnChosen = func(i int) {
		r.sound.seek(l.rows[i].at)
		r.wake(l.rows[i].p.Ref)
	}
	l.table.OnOpened = func(i int) { r.playFrom(l.rows[i].at) }
	l.show(nil, false, nil)
	return l
}

func (l *hitList) cell(row, column int) parts.Cell {
	h := l.rows[row]
	q, _, ok := l.r.sheet.version.Find(h.p.Ref)
	switch {
	case column == 0:
		return parts.Cell{Text: chart.ClockWide(h.at.Round(time.Second)), Tone: look.Accent}
	case column == 1:
		return parts.Cell{Text: l.r.sheet.numberOf(h.p.Ref), Tone: look.Ink3}
	case column == 2:
		return parts.Cell{Text: h.w}
	case column == 3 && h.p.Source == proposal.Rule:
		return parts.Cell{Text: h.p.Title, Tone: look.Ink2}
	case column == 3:
		return parts.Cell{Text: fromWord(h.p), Tone: look.Ink2}
	case !ok:
		return parts.Cell{}
	case !h.p.Counts():
		return parts.Cell{Text: lang.L("does not count"), Tone: look.Ink3}
	}
	return parts.StateCell(answerOf(q, h.p.Answer))
}

// show fills the page; asking says that the model is at it, problem why it gave nothing.
func (l *hitList) show(ps []proposal.Proposal, asking bool, problem error) {
	l.rows = nil
	for _, p := range ps {
		for _, e := range p.Evidence {
			words := e.Quote
			if words == "" {
				words = e.Note.In(l.r.d.Settings.Language)
			}
			l.rows = append(l.rows, hitRow{p, e.At, words})
		}
		if !p.Counts() {
			l.rows = append(l.rows, hitRow{p, 0, p.Void.In(l.r.d.Settings.Language)})
		}
	}
	slices.SortStableFunc(l.rows, func(a, b hitRow) int { return int(a.at - b.at) })
	body := fyne.CanvasObject(l.table)
	if len(l.rows) == 0 {
		body = plainNote(lang.L("Nothing was found yet. Rules look for words, order, silence and speed; keep them under Rules."))
	}
	head := parts.Stack(0)
	if asking {
		head.Add(parts.Inset(8, 16, 8, 16, parts.Banner(parts.TintInfo, lang.L("The model reads the transcript. Go on meanwhile."), "", nil)))
	}
	if problem != nil {
		head.Add(parts.Inset(8, 16, 8, 16, parts.Banner(parts.TintWarn, sentence(l.r.d, problem), lang.L("Try again"), l.r.advice.again)))
	}
	l.content.Objects = []fyne.CanvasObject{parts.Dock(head, nil, nil, nil, body)}
	l.content.Refresh()
	l.table.Refresh()
}

// showHits shows the page anew.
func (v *roomView) showHits() {
	if v.panels.hits == nil {
		return
	}
	a := v.r.advice
	v.panels.hits.show(a.all, a.asking, a.problem)
	v.countPanels()
}
