package mentees

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/qa/interval"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// fill puts the year into the chart.
func (s *Screen) fill() {
	c, now := s.chart, s.d.Now()
	c.Heads = [4]string{lang.L("Skill"), lang.L("Now"), lang.L("Development"), lang.L("Next step")}
	c.Across = chart.Scale{Low: 0, High: float64(s.days())}
	c.Today, c.Word = s.at(now), lang.L("Today")
	c.Ticks, c.Events, c.Rows = s.months(), nil, nil
	for i := range s.y.Sessions {
		if x := &s.y.Sessions[i]; x.Off == "" && x.Objected == "" {
			c.Events = append(c.Events, parts.TimeEvent{At: s.at(x.At), Ahead: !x.Held})
		}
	}
	for i := range s.y.Lines {
		c.Rows = append(c.Rows, s.row(&s.y.Lines[i]))
	}
	c.Refresh()
}

// at is an instant on the axis, in days.
func (s *Screen) at(t time.Time) float64 { return t.Sub(s.from()).Hours() / 24 }

// months are the firsts of the months on the axis.
func (s *Screen) months() []parts.ChartTick {
	from := s.from().In(s.d.Zone)
	var out []parts.ChartTick
	for m := time.Date(from.Year(), from.Month()+1, 1, 0, 0, 0, 0, s.d.Zone); s.at(m) < float64(s.days()); m = m.AddDate(0, 1, 0) {
		layout := "Jan"
		if s.d.Settings.Language == words.Chinese {
			layout = "1 月"
		}
		out = append(out, parts.ChartTick{At: s.at(m), Word: m.Format(layout)})
	}
	return out
}

// value writes a value of a line in its unit.
func value(l *mentoring.Line, v float64) string {
	if l.Source.Kind != contract.Indicator {
		return chart.Number(v, 0)
	}
	i, _ := indicators.ByKey(indicators.Key(l.Source.Ref))
	switch i.Unit {
	case indicators.Share, indicators.Rate:
		return chart.Percent(v, 1)
	case indicators.Count, indicators.Seconds, indicators.SecondsEach:
		return chart.Number(v, 0)
	}
	return chart.Number(v, 1)
}

// difference writes a change of a line.
func difference(l *mentoring.Line, d float64) string {
	switch text := value(l, math.Abs(d)); {
	case text == value(l, 0):
		return text
	case d > 0:
		return "+" + text
	default:
		return chart.Minus + text
	}
}

// row is a line as the chart draws it.
func (s *Screen) row(l *mentoring.Line) parts.TimeRow {
	next := l.Next()
	r := parts.TimeRow{Name: cmp.Or(l.Names[s.d.Settings.Language], l.Name), Note: s.note(l), Now: chart.None, Next: next.Text.In(s.d.Settings.Language), Act: s.actWord(next), Few: l.Few()}
	if l.Known && !l.Few() {
		r.Now = value(l, l.Now)
		if l.Source.Kind == contract.Certificate {
			r.Now = map[bool]string{true: lang.L("held"), false: chart.None}[l.Passed] // the development says it
		}
	}
	switch {
	case l.Goal != nil && l.Source.Kind != contract.Certificate:
		r.Aim, r.Aimed, r.AimAt = lang.L("goal {{.N}}", map[string]any{"N": value(l, l.Goal.Target)}), true, l.Goal.Target
	case l.Pass > 0:
		r.Aim, r.Aimed, r.AimAt = lang.L("pass {{.N}}", map[string]any{"N": chart.Number(l.Pass, 0)}), true, l.Pass
	}
	r.Shape = map[contract.SourceKind]parts.TimeShape{contract.Exam: parts.TimeDiamonds, mentoring.RolePlay: parts.TimeTriangles, mentoring.Cards: parts.TimeLine,
		contract.Certificate: parts.TimeLine, contract.Indicator: parts.TimeDots}[l.Source.Kind]
	s.marks(l, &r)
	r.Scale = scaleOf(l, &r)
	s.change(l, &r)
	return r
}

func (s *Screen) marks(l *mentoring.Line, r *parts.TimeRow) {
	for i := range l.Points {
		p := &l.Points[i]
		m := parts.TimeMark{At: s.at(p.At), Value: p.Value, Low: p.Low, High: p.High, Few: p.Few() && l.Source.Calls()}
		if p.Passed != nil {
			m.Tone, m.Word = look.BadM, lang.L("{{.N}} failed", map[string]any{"N": chart.Number(p.Value, 0)})
			if *p.Passed {
				m.Tone, m.Word = look.GoodM, lang.L("{{.N}} passed", map[string]any{"N": chart.Number(p.Value, 0)})
			}
		}
		r.Marks = append(r.Marks, m)
	}
	if l.Source.Kind == contract.Exam && l.Resit.After(s.d.Now()) {
		at := l.Pass
		if l.Goal != nil {
			at = l.Goal.Target
		}
		r.Marks = append(r.Marks, parts.TimeMark{At: s.at(l.Resit), Value: at, Ahead: true})
	}
}

// scaleOf holds everything of a row: from 50 where nothing is lower, else from 0;
// of an indicator what is there.
func scaleOf(l *mentoring.Line, r *parts.TimeRow) chart.Scale {
	var all []float64
	if r.Aimed {
		all = append(all, r.AimAt)
	}
	low := 100.0
	for _, m := range r.Marks {
		all = append(all, m.Value)
		low = min(low, m.Value)
	}
	switch l.Source.Kind {
	case contract.Indicator:
		return chart.Around(all, 4)
	case contract.Certificate:
		return chart.Scale{Low: -.2, High: 1.2}
	}
	if low >= 50 && (!r.Aimed || r.AimAt >= 50) {
		return chart.Scale{Low: 50, High: 100}
	}
	return chart.Scale{Low: 0, High: 100}
}

// note is where the values come from.
func (s *Screen) note(l *mentoring.Line) string {
	switch l.Source.Kind {
	case contract.RubricQuestion:
		return lang.L("Evaluation {{.Number}}", map[string]any{"Number": l.Note})
	case contract.WholeRubric:
		return lang.L("Whole evaluation")
	case contract.Exam:
		return lang.L("Exam")
	case mentoring.Cards:
		return lang.L("Cards, predicted recall")
	case mentoring.RolePlay:
		return lang.L("Role-play")
	case contract.Certificate:
		return lang.L("Certificate")
	}
	if i, ok := indicators.ByKey(indicators.Key(l.Source.Ref)); ok {
		return lang.L("Indicator: {{.Name}}", map[string]any{"Name": i.Name.In(s.d.Settings.Language)})
	}
	return ""
}

// change says what became of a line, and beside what.
func (s *Screen) change(l *mentoring.Line, r *parts.TimeRow) {
	switch {
	case l.Source.Calls():
		s.changeOfCalls(l, r)
	case l.Source.Kind == contract.Certificate:
		r.Icon, r.Change, r.Tone = "more", r.Now, look.Ink2
		if l.Passed {
			r.Icon, r.Tone = "check", look.Good
		}
	case l.Source.Kind == contract.Exam:
		s.changeOfExam(l, r)
	case len(l.Points) < 2:
		r.Icon, r.Change, r.Tone = "more", lang.L("too early"), look.Ink3
	default:
		d := l.Points[len(l.Points)-1].Value - l.Points[0].Value
		r.Icon, r.Change, r.Tone = trend(l, d), difference(l, d), look.Ink2
		if better(l, d) {
			r.Tone = look.Good
		}
		switch l.Source.Kind {
		case mentoring.Cards:
			r.Beside = lang.L("{{.N}} cards a day", map[string]any{"N": chart.Number(l.Daily, 0)})
		case mentoring.RolePlay:
			r.Beside = lang.L("level {{.N}}", map[string]any{"N": l.Level})
		}
	}
}

// better reports whether a change goes towards the goal.
func better(l *mentoring.Line, d float64) bool {
	if l.Goal != nil && l.Goal.Lower() {
		d = -d
	}
	return d > 0 && value(l, d) != value(l, 0)
}

func trend(l *mentoring.Line, d float64) string {
	switch {
	case value(l, math.Abs(d)) == value(l, 0):
		return "remove"
	case d > 0:
		return "up"
	}
	return "down"
}

// changeOfCalls never tells a trend of too few calls, and never one that similar
// agents have as well.
func (s *Screen) changeOfCalls(l *mentoring.Line, r *parts.TimeRow) {
	e := &l.Effect
	if e.Verdict == mentoring.FewCalls {
		r.Icon, r.Change, r.Tone = "more", lang.L("too few"), look.Ink3
		r.Beside = lang.L("{{.Before}} calls before, {{.After}} now", map[string]any{"Before": e.Before.N, "After": e.After.N})
		return
	}
	r.Change = lang.L("{{.D}} ({{.Low}} to {{.High}})", map[string]any{"D": difference(l, e.Diff.Value), "Low": value(l, e.Diff.Low), "High": value(l, e.Diff.High)})
	r.Icon, r.Tone = "remove", look.Ink2
	switch {
	case e.Verdict == mentoring.Rose && e.Told():
		if r.Icon, r.Tone = "up", look.Good; l.Standing() == mentoring.Reached {
			r.Icon = "check"
		}
	case e.Verdict == mentoring.Fell:
		r.Icon, r.Tone = "down", look.Warn
	}
	switch {
	case !e.Told():
		r.Beside = lang.L("no more than similar agents")
	case l.N >= interval.Enough && l.Now > 99.95:
		r.Beside = lang.L("{{.N}} calls without an error", map[string]any{"N": l.N})
	case !e.Net.Known:
		r.Beside = lang.L("nobody to compare with")
	default:
		r.Beside = lang.L("similar without a mentor {{.D}}", map[string]any{"D": difference(l, e.Theirs)})
	}
}

func (s *Screen) changeOfExam(l *mentoring.Line, r *parts.TimeRow) {
	n := len(l.Points)
	switch {
	case !l.Known:
		r.Icon, r.Change, r.Tone = "more", lang.L("not sat"), look.Ink3
	case l.Passed:
		r.Icon, r.Change, r.Tone = "check", lang.L("passed"), look.Good
	case n > 1:
		r.Icon, r.Change, r.Tone = "tri", difference(l, l.Points[n-1].Value-l.Points[0].Value), look.Warn
	default:
		r.Icon, r.Change, r.Tone = "tri", lang.L("not passed"), look.Warn
	}
	if !l.Resit.IsZero() {
		r.Beside = lang.L("resit {{.Day}}", map[string]any{"Day": s.d.Due(l.Resit)})
	}
}

// tell is what is shown of a value under the mouse.
func (s *Screen) tell(row, mark int) string {
	l := &s.y.Lines[row]
	if mark >= len(l.Points) {
		return lang.L("resit {{.Day}}", map[string]any{"Day": s.d.Due(l.Resit)})
	}
	p := l.Points[mark]
	facts := []string{s.d.Day(p.At), value(l, p.Value)}
	if p.High > p.Low {
		facts = append(facts, lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": value(l, p.Low), "High": value(l, p.High)}))
	}
	if l.Source.Calls() {
		facts = append(facts, fmt.Sprintf("n %d", p.N))
	}
	return strings.Join(facts, lang.L(", "))
}
