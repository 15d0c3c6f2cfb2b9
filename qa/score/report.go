package score

import (
	"slices"

	"shifu/qa"
)

// Report is a result as `shifuctl score --json` writes it.
type Report struct {
	Mode         qa.Mode          `json:"mode"`
	NAPolicy     qa.NAPolicy      `json:"na_policy"`
	Raw          Mark             `json:"raw"`           // before fail all, unrounded
	Final        Mark             `json:"final"`         // unrounded
	ScorePercent Mark             `json:"score_percent"` // final rounded half up to 2 decimals
	Failed       []string         `json:"failed"`        // refs whose fail effect fired
	Sections     []ReportSection  `json:"sections"`
	Questions    []ReportQuestion `json:"questions"`
	Classes      []ReportClass    `json:"classes"`
	Bonus        float64          `json:"bonus"`
	Complete     bool             `json:"complete"`
}

// ReportSection is a section of a Report.
type ReportSection struct {
	Title         string  `json:"title"`
	Percent       Mark    `json:"percent"`
	WeightApplied float64 `json:"weight_applied"`
	Failed        bool    `json:"failed"`
}

// ReportQuestion is a question of a Report.
type ReportQuestion struct {
	Ref           string    `json:"ref"`
	Section       string    `json:"section"`
	State         State     `json:"state"`
	Answer        string    `json:"answer,omitempty"`
	Score         Mark      `json:"score"` // s of the answer, 0…1; null where there is none
	Weight        float64   `json:"weight"`
	WeightApplied float64   `json:"weight_applied"`
	PointsLost    float64   `json:"points_lost"`
	Bonus         float64   `json:"bonus"`
	Effect        qa.Effect `json:"effect,omitempty"`
}

// ReportClass tells the errors of one class.
type ReportClass struct {
	Class         qa.Class `json:"class"`
	Opportunities int      `json:"opportunities"`
	Errors        int      `json:"errors"`
}

// NewReport puts r, the result of a under v, into the form of the command.
func NewReport(v *qa.Version, a qa.Answers, r *Result) Report {
	out := Report{Mode: r.Mode, NAPolicy: r.NAPolicy, Raw: r.Raw, Final: r.Final, ScorePercent: r.Final.Rounded(),
		Failed: append([]string{}, r.Failed...), Bonus: r.Bonus, Complete: r.Complete}
	for i, s := range r.Sections {
		out.Sections = append(out.Sections, ReportSection{v.Sections[i].Title, s.Percent, s.WeightApplied, s.Failed})
	}
	e := explainer{v: v, a: a, r: r}
	for at, q := range v.All {
		row := &r.Questions[len(out.Questions)]
		line := ReportQuestion{Ref: q.Ref, Section: v.Sections[at.Section].Title, State: row.State, Weight: row.Weight,
			WeightApplied: row.WeightApplied, PointsLost: row.PointsLost, Bonus: row.Bonus, Effect: row.Effect}
		if slices.Contains([]State{NotApplicable, Beside, Scored}, row.State) {
			line.Answer = text(e.answer(q))
		}
		if row.State == Scored {
			line.Score = Known(row.Score)
		}
		out.Questions = append(out.Questions, line)
	}
	for i, c := range r.Classes {
		out.Classes = append(out.Classes, ReportClass{qa.Classes[i], c.Opportunities, c.Errors})
	}
	return out
}
