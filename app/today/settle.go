package today

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
)

// windowEnds is when the first window for an appeal closes that is still open;
// zero for none.
func (s *Screen) windowEnds() time.Time {
	var first time.Time
	for _, r := range s.f.settling.ToAcknowledge {
		if r.AppealBy.After(s.d.Now()) && (first.IsZero() || r.AppealBy.Before(first)) {
			first = r.AppealBy
		}
	}
	return first
}

// toSettle is what follows the release of scores: decisions to read, questions
// to answer, appeals to decide.
func (s *Screen) toSettle() []item {
	var out []item
	w := s.f.settling
	count := func(n int) map[string]any { return map[string]any{"N": n} }
	if n := len(w.Decided); n > 0 {
		out = append(out, item{icon: "scales", title: lang.L("Appeals decided: {{.N}}", count(n)), note: lang.L("Question by question, with reasons"), rank: rankOthers,
			verb: lang.L("Read"), to: desk.Route{Place: desk.Scores, ID: w.Decided[0].EvaluationID}})
	}
	if n := len(w.Questions); n > 0 {
		out = append(out, item{icon: "chat", title: lang.L("Questions about scores: {{.N}}", count(n)), note: w.Questions[0].Text, rank: rankOthers,
			verb: lang.L("Answer"), to: desk.Route{Place: desk.Scores, ID: w.Questions[0].EvaluationID}})
	}
	return append(out, s.toDecide()...)
}

// toDecide is the appeals that wait, with the first that is due.
func (s *Screen) toDecide() []item {
	cases := s.f.settling.Appeals
	if len(cases) == 0 {
		return nil
	}
	late := 0
	for _, c := range cases {
		if c.Overdue(s.d.Now()) {
			late++
		}
	}
	it := item{icon: "reply", title: lang.L("Appeals: {{.N}}", map[string]any{"N": len(cases)}), note: lang.L("An agent disagrees and gives reasons"), rank: rankOthers,
		verb: lang.L("Decide"), due: cases[0].DecideBy, to: desk.Route{Place: desk.Appeals}}
	if late > 0 {
		it.icon, it.rank, it.note = "tri", rankDue, lang.L("Late: {{.N}}", map[string]any{"N": late})
	}
	return []item{it}
}
