package review

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/score"
)

// The bands of a score on the ring.
const (
	goodFrom   = 85
	partlyFrom = 60
)

// ring is the score as the ring shows it.
func (s *sheet) ring() parts.Score {
	r := s.result
	if !r.Final.Known {
		return parts.Score{Caption: lang.L("none yet")}
	}
	out := parts.Score{Text: chart.Number(score.Round(r.Final.Value, 1), 1), Part: r.Final.Value / 100, Caption: s.standing(), State: band(r.Final.Value)}
	if r.FailAll {
		out.Raw = "–"
		if r.Raw.Known {
			out.Raw = chart.Number(score.Round(r.Raw.Value, 1), 1)
		}
	}
	return out
}

func band(v float64) parts.State {
	switch {
	case v >= goodFrom:
		return parts.StateGood
	case v >= partlyFrom:
		return parts.StatePartly
	}
	return parts.StateBad
}

// standing says whether the score is final.
func (s *sheet) standing() string {
	if s.e.State == qa.Draft || s.e.State == "" {
		return lang.L("so far")
	}
	return lang.L("final")
}

// why is what stands beside the ring.
func (s *sheet) why(key string) parts.WhyModel {
	r := s.result
	return parts.WhyModel{Title: title(s.version), Mode: modeWord(s.version.Mode), Done: r.Answered, All: r.Visible,
		Progress: lang.L("{{.Done}} of {{.All}} answered", map[string]any{"Done": r.Answered, "All": r.Visible}),
		Losses:   s.losses(), Facts: s.facts(), Derivation: lang.L("Derivation"), Key: key}
}

// title names a rubric version.
func title(v qa.Version) string {
	if v.Number == 0 {
		return v.Title
	}
	return lang.L("{{.Title}} v{{.Number}}", map[string]any{"Title": v.Title, "Number": v.Number})
}

func modeWord(m qa.Mode) string {
	switch m {
	case qa.ModeWeightedPoints:
		return lang.L("weighted points")
	case qa.ModeFlat:
		return lang.L("flat")
	case qa.ModeDeduction:
		return lang.L("deduction")
	}
	return lang.L("section percent")
}

// losses are the questions that cost points, the dearest first.
func (s *sheet) losses() []parts.WhyLoss {
	var rows []score.Row
	for _, r := range s.result.Questions {
		if r.PointsLost > .005 || r.Effect == qa.EffectFailAll {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b score.Row) int {
		switch {
		case weightOf(a) > weightOf(b):
			return -1
		case weightOf(a) < weightOf(b):
			return 1
		}
		return 0
	})
	var out []parts.WhyLoss
	for _, r := range rows {
		q, _, _ := s.version.Find(r.Ref)
		l := parts.WhyLoss{Amount: chart.Signed(-r.PointsLost, 1), Ref: r.Ref, Number: s.numberOf(r.Ref), Question: q.Text}
		if r.Effect == qa.EffectFailAll {
			l.Amount = lang.L("Fail-all")
		}
		if ms := s.e.Answers[r.Ref].Moments; len(ms) > 0 {
			l.Moment = chart.ClockWide(ms[0].At)
		}
		out = append(out, l)
	}
	return out
}

// weightOf orders losses: what fails the call stands first.
func weightOf(r score.Row) float64 {
	if r.Effect == qa.EffectFailAll {
		return 1000 + r.PointsLost
	}
	return r.PointsLost
}

func (s *sheet) facts() []parts.WhyFact {
	var out []parts.WhyFact
	if fired, of := s.failAlls(); of > 0 {
		state := parts.StatePlain
		if fired > 0 {
			state = parts.StateBad
		}
		out = append(out, parts.WhyFact{State: state, Text: lang.L("Fail-all {{.N}} of {{.Of}}", map[string]any{"N": fired, "Of": of})})
	}
	if f, ok := s.compliance(); ok {
		out = append(out, f)
	}
	return out
}

func (s *sheet) failAlls() (fired, of int) {
	shown := s.version.Visible(s.e.Answers)
	for _, q := range s.version.All {
		if shown[q.Ref] && q.FailsAll() && !q.Excluded {
			of++
			if s.row(q.Ref).Effect == qa.EffectFailAll {
				fired++
			}
		}
	}
	return fired, of
}

// compliance tells the errors of the compliance class, if the rubric has one.
func (s *sheet) compliance() (parts.WhyFact, bool) {
	asked := 0
	for _, q := range s.version.All {
		if q.Class == qa.ClassCompliance {
			asked++
		}
	}
	if asked == 0 {
		return parts.WhyFact{}, false
	}
	t := s.result.Classes[slices.Index(qa.Classes[:], qa.ClassCompliance)]
	switch {
	case t.Errors > 0:
		return parts.WhyFact{State: parts.StateBad, Text: lang.L("Compliance: errors {{.N}}", map[string]any{"N": t.Errors})}, true
	case t.Opportunities == 0:
		return parts.WhyFact{State: parts.StateOpen, Text: lang.L("Compliance: open")}, true
	}
	return parts.WhyFact{State: parts.StateGood, Text: lang.L("Compliance: no error")}, true
}
