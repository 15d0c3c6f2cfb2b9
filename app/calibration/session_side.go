package calibration

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/calibration"
	"shifu/recordings"
)

// showSide shows the question awake: what was heard, who answered what and
// why, and what was agreed.
func (s *Session) showSide() {
	q := s.question()
	if q == nil {
		s.side.Objects = []fyne.CanvasObject{parts.EmptyState("scales", lang.L("Nobody submitted an answer"), "")}
		s.side.Refresh()
		return
	}
	s.showMoment()
	column := parts.Stack(0, s.sideHead(q), parts.Room(0, 10))
	if s.sound.may() {
		column.Add(parts.Fix(0, look.Scaled(52), s.sound.wave))
	}
	at := s.moment()
	if said := s.quote(at); said != nil {
		column.Add(parts.Inset(6, 0, 0, 0, said))
	}
	column.Add(parts.Inset(12, 0, 0, 0, parts.NewHairline()))
	for _, g := range grouped(q, s.board.On(s.callID())) {
		column.Add(s.answer(q, g))
	}
	below := parts.Stack(0, parts.NewHairline(), parts.Inset(12, 20, 12, 20, s.agreed()))
	s.side.Objects = []fyne.CanvasObject{parts.Dock(nil, below, nil, nil, parts.Scrolling(parts.Inset(14, 20, 12, 20, column)))}
	s.side.Refresh()
	s.showFoot()
}

func (s *Session) sideHead(q *qa.Question) fyne.CanvasObject {
	_, at, _ := s.board.Version.Find(q.Ref)
	title := parts.NewParagraph(fmt.Sprintf("%d.%d  %s", at.Section+1, at.Question+1, q.Text), look.TextPanel, look.Ink)
	title.Bold, title.Width = true, look.Scaled(sideWidth-44)
	facts := parts.Row(7)
	if word, tone := classWord(q); word != "" {
		facts.Add(parts.Row(4, parts.NewIcon(map[look.Token]string{look.Crit: "octagon"}[tone]+map[look.Token]string{look.Warn: "tri"}[tone], 12, tone), parts.Label(word).Toned(tone)))
		facts.Add(parts.NewDot())
	}
	row, _ := s.matrix.Row(q.Ref)
	tone := look.Ink3
	if row.Flagged {
		tone = look.Warn
	}
	word := lang.L("spread {{.Points}}", map[string]any{"Points": spreadText(row)})
	if row.Differs {
		word = lang.L("differs")
	}
	facts.Add(parts.Label(word).Toned(tone))
	return parts.Stack(2, title, facts)
}

func classWord(q *qa.Question) (string, look.Token) {
	if q.FailsAll() {
		return lang.L("Fail-all"), look.Crit
	}
	switch q.Class {
	case qa.ClassCustomer:
		return lang.L("Customer-critical"), look.Warn
	case qa.ClassBusiness:
		return lang.L("Business-critical"), look.Warn
	case qa.ClassCompliance:
		return lang.L("Compliance-critical"), look.Warn
	}
	return "", ""
}

// moment is the evidence for the question: the expert's first, else the first
// that anybody bound; false for none.
func (s *Session) moment() (m qa.Moment) {
	for _, x := range s.board.On(s.callID()) {
		if ms := x.Evaluation.Answers[s.awake].Moments; len(ms) > 0 {
			return ms[0]
		}
	}
	return qa.Moment{At: -1}
}

func (s *Session) showMoment() {
	if m := s.moment(); m.At >= 0 {
		until := m.Until
		if until <= m.At {
			if u, ok := s.saidAt(m.At); ok {
				until = u.End
			}
		}
		s.sound.show(m.At, until)
		return
	}
	s.sound.piece = [4]time.Duration{}
	s.sound.wave.ShowPiece(0, 0, 0, 0)
}

func (s *Session) saidAt(at time.Duration) (recordings.Utterance, bool) {
	for _, u := range s.said {
		if at >= u.Start-300*time.Millisecond && at < u.End {
			return u, true
		}
	}
	return recordings.Utterance{}, false
}

// quote is what is said at the moment; nil where nothing is known of it.
func (s *Session) quote(m qa.Moment) fyne.CanvasObject {
	u, ok := s.saidAt(m.At)
	if m.At < 0 || !ok {
		return nil
	}
	voice := parts.VoiceCustomer
	if u.Lane == s.row.Audio.AgentLane {
		voice = parts.VoiceAgent
	}
	bar := parts.NewFrame(voice.Mark(), look.Clear, 1)
	bar.Least = fyne.NewSize(3, look.Scaled(14))
	text := parts.NewParagraph(u.Text, look.TextReading, look.Ink)
	text.Most, text.Width = 3, look.Scaled(sideWidth-60)
	return parts.Stack(2, parts.Label(chart.ClockWide(m.At)).Toned(look.Accent), parts.FullRow(8, bar, parts.Grow(text)))
}

// group are those who gave one answer with the same words.
type group struct {
	names   []string
	expert  bool
	answer  qa.Answer
	comment string
}

// grouped are the answers, the expert's first and those of many last; who
// answered alike in the same words stands together.
func grouped(q *qa.Question, sheets []calibration.Sheet) []group {
	var out []group
	for _, x := range sheets {
		a := x.Evaluation.Answers[q.Ref]
		g := group{names: []string{shortName(x.Name)}, expert: x.Expert, answer: a, comment: strings.TrimSpace(a.Comment)}
		i := slices.IndexFunc(out, func(o group) bool {
			return !o.expert && !g.expert && o.comment == g.comment && answerWord(q, o.answer) == answerWord(q, a)
		})
		if i < 0 {
			out = append(out, g)
			continue
		}
		out[i].names = append(out[i].names, g.names...)
	}
	slices.SortStableFunc(out, func(a, b group) int {
		if a.expert != b.expert {
			return map[bool]int{true: -1, false: 1}[a.expert]
		}
		return len(a.names) - len(b.names)
	})
	return out
}

func (s *Session) answer(q *qa.Question, g group) fyne.CanvasObject {
	name := strings.Join(g.names, lang.L(", "))
	if g.expert {
		name = lang.L("Expert") + " " + name
	}
	if len(g.names) > 2 {
		name = lang.L("{{.N}} others", map[string]any{"N": len(g.names)})
	}
	icon, tone := answerState(q, g.answer).Mark()
	line := parts.Row(6, parts.Strong(name))
	if icon != "" {
		line.Add(parts.NewIcon(icon, 13, tone))
	}
	line.Add(parts.Grow(parts.NewText(answerWord(q, g.answer), look.TextLabel, tone, false).Cutting()))
	if ms := g.answer.Moments; len(ms) > 0 {
		at := ms[0].At
		line.Add(parts.NewLink(chart.ClockWide(at), func() { s.sound.seek(max(at-lead, 0)) }))
	}
	box := parts.Stack(0, parts.High(26, line))
	if g.comment != "" {
		say := parts.NewParagraph(g.comment, look.TextLabel, look.Ink2)
		say.Width = look.Scaled(sideWidth - 44)
		box.Add(say)
	}
	box.Add(parts.Inset(6, 0, 4, 0, parts.NewHairline()))
	return box
}
