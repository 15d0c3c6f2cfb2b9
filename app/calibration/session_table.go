package calibration

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/calibration"
	"shifu/qa/score"
)

func (s *Session) makeTable() {
	s.table = parts.NewMatrix()
	s.table.OnChosen = func(row int) {
		if row < len(s.refs) {
			s.wake(s.refs[row])
		}
	}
	s.table.OnOpened = func(int) { s.text.Focus() }
	s.table.OnSpace = func(int) { s.sound.toggle() }
}

// showTable fills the table with the answers on the chosen call.
func (s *Session) showTable() {
	sheets := s.board.On(s.callID())
	m := parts.MatrixModel{Corner: lang.L("Question"), Last: lang.L("Spread"), Measured: s.expert() >= 0}
	for _, x := range sheets {
		name := shortName(x.Name)
		if x.Expert {
			name = lang.L("Expert")
		}
		m.Columns = append(m.Columns, name)
	}
	s.refs = nil
	for i := range s.board.Version.Sections {
		s.addSection(&m, i, sheets)
	}
	total := s.totalRow(sheets)
	m.Total = &total
	s.table.Set(m)
	if at := slices.Index(s.refs, s.awake); at >= 0 && at != s.table.Chosen() {
		s.table.Choose(at)
	}
}

func (s *Session) addSection(m *parts.MatrixModel, i int, sheets []calibration.Sheet) {
	section, ruled := &s.board.Version.Sections[i], s.board.Ruled(s.callID())
	header := false
	for j := range section.Questions {
		q := &section.Questions[j]
		row, ok := s.matrix.Row(q.Ref)
		if !ok {
			continue
		}
		if !header {
			header = true
			m.Rows, s.refs = append(m.Rows, parts.MatrixRow{Number: strconv.Itoa(i + 1), Text: section.Title, Header: true}), append(s.refs, "")
		}
		out := parts.MatrixRow{Number: fmt.Sprintf("%d.%d", i+1, j+1), Text: q.Text, Last: spreadText(row), Flagged: row.Flagged, Settled: ruled[q.Ref].Settled()}
		for k, c := range row.Cells {
			out.Cells = append(out.Cells, cellOf(q, c, sheets[k].Expert))
		}
		m.Rows, s.refs = append(m.Rows, out), append(s.refs, q.Ref)
	}
}

func spreadText(r calibration.Row) string {
	switch {
	case r.Differs:
		return lang.L("differs")
	case !r.Known:
		return chart.None
	}
	return chart.Number(score.Round(r.Spread, 1), decimals(r.Spread))
}

func decimals(v float64) int {
	if math.Abs(v-math.Round(v)) > .05 {
		return 1
	}
	return 0
}

// cellOf is one answer: the expert's in words, the others' as far as they
// deviate from it.
func cellOf(q *qa.Question, c calibration.Cell, expert bool) parts.MatrixCell {
	out := parts.MatrixCell{State: cellState(q, c), Shown: c.Row.State != score.Beside}
	switch {
	case expert:
		out.Text, out.Tint = answerWord(q, c.Answer), parts.MatrixMeasure
	case c.Deviates && c.Deviation != 0:
		out.Text, out.Strong, out.Tint = chart.Signed(score0(c.Deviation), decimals(c.Deviation)), true, tintOf(c.Deviation, 75)
	case c.Deviates:
		out.Text, out.Strong, out.Tint = answerWord(q, c.Answer), true, parts.MatrixOther
	case c.Row.State == score.Beside:
		out.Text = answerWord(q, c.Answer)
	}
	return out
}

func score0(v float64) float64 { return math.Round(v*10) / 10 }

func cellState(q *qa.Question, c calibration.Cell) parts.State {
	switch c.Row.State {
	case score.Hidden, score.NotApplicable:
		return parts.StateNA
	case score.Open:
		return parts.StateOpen
	}
	return answerState(q, c.Answer)
}

// tintOf is the ground of a deviation; from far on it is the stronger one.
func tintOf(deviation, far float64) parts.MatrixTint {
	switch {
	case deviation <= -far:
		return parts.MatrixStricterFar
	case deviation < 0:
		return parts.MatrixStricter
	case deviation >= far:
		return parts.MatrixMilderFar
	}
	return parts.MatrixMilder
}

// totalRow are the final scores with how far they lie from the expert's.
func (s *Session) totalRow(sheets []calibration.Sheet) parts.MatrixRow {
	t := s.matrix.Total
	row := parts.MatrixRow{Text: lang.L("Score"), Flagged: t.Flagged, Last: spreadText(t)}
	for k, c := range t.Cells {
		out := parts.MatrixCell{Text: desk.ScoreText(nil), Strong: true}
		if c.Row.State == score.Scored {
			final := c.Points()
			out.Text = desk.ScoreText(&final)
		}
		switch {
		case sheets[k].Expert:
			out.Tint = parts.MatrixMeasure
		case c.Deviates && math.Abs(c.Deviation) > s.board.Session.Threshold:
			out.Tint, out.Aside = tintOf(c.Deviation, 0), chart.Signed(score0(c.Deviation), 1)
		}
		row.Cells = append(row.Cells, out)
	}
	return row
}
