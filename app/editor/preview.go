package editor

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/qa/score"
)

// preview is the draft as a reviewer would see it, to be filled in; nothing of
// it is kept.
type preview struct {
	s      *Screen
	whole  fyne.CanvasObject
	form   *parts.Form
	ring   *parts.ScoreRing
	facts  *fyne.Container
	given  qa.Answers
	scheme *score.Scheme
	result score.Result
}

func newPreview(s *Screen) *preview {
	p := &preview{s: s, form: parts.NewForm(), ring: parts.NewScoreRing(), facts: parts.Stack(2), given: qa.Answers{}}
	p.form.TypingKeys, p.form.OptionPrefix = parts.FormKeys{Leave: "Esc"}, ""
	p.form.OnAnswer = p.answer
	p.form.OnValue = func(ref, text string) {
		p.enter(ref, func(a *qa.Answer) { a.Value, a.NA = strings.TrimSpace(text), false })
	}
	p.form.OnNote = func(ref, text string) { p.enter(ref, func(a *qa.Answer) { a.Comment = text }) }
	p.form.OnCause = func(ref, cause string) { p.enter(ref, func(a *qa.Answer) { a.Cause = cause }) }
	p.form.OnBind = func(ref string) { p.enter(ref, func(a *qa.Answer) { a.Moments = []qa.Moment{{}} }) } // no recording here: its beginning
	p.form.OnWake = func(string) { p.show() }
	top := parts.Inset(10, 16, 10, 16, parts.Row(12, p.ring, parts.Grow(p.facts)))
	p.whole = parts.Dock(parts.Stack(0, top, parts.NewHairline()), nil, nil, nil, p.form)
	return p
}

// show scores what is filled in with the draft as it stands.
func (p *preview) show() {
	v := p.s.now()
	p.scheme = score.Compile(v)
	p.tidy(v)
	p.scheme.Score(p.given, &p.result)
	p.ring.Set(p.figure())
	p.say()
	p.form.SetModel(p.model(v))
}

// tidy drops answers that the draft has no place for any more.
func (p *preview) tidy(v *qa.Version) {
	for ref, a := range p.given {
		q, _, ok := v.Find(ref)
		if !ok || q.Check(a) != nil {
			delete(p.given, ref)
		}
	}
}

func (p *preview) figure() parts.Score {
	r := p.result
	if !r.Final.Known {
		return parts.Score{Caption: lang.L("none yet")}
	}
	out := parts.Score{Text: chart.Number(score.Round(r.Final.Value, 1), 1), Part: r.Final.Value / 100, Caption: lang.L("so far"), State: band(r.Final.Value)}
	if r.FailAll && r.Raw.Known {
		out.Raw = chart.Number(score.Round(r.Raw.Value, 1), 1)
	}
	return out
}

// The bands of a score on the ring.
const (
	goodFrom   = 85
	partlyFrom = 60
)

func band(v float64) parts.State {
	switch {
	case v >= goodFrom:
		return parts.StateGood
	case v >= partlyFrom:
		return parts.StatePartly
	}
	return parts.StateBad
}

func (p *preview) say() {
	r := p.result
	p.facts.Objects = []fyne.CanvasObject{
		parts.Row(8, parts.Strong(lang.L("Preview")), parts.Gap(), parts.NewLink(lang.L("Clear"), p.clear), parts.NewKeyBadge("Ctrl R")),
		parts.Second(lang.L("{{.Done}} of {{.All}} answered", map[string]any{"Done": r.Answered, "All": r.Visible})),
		parts.Label(lang.L("Try it out: nothing here is kept.")),
	}
	p.facts.Refresh()
}

// clear takes all answers back.
func (p *preview) clear() {
	p.given = qa.Answers{}
	p.show()
}

// wake shows the chosen question awake.
func (p *preview) wake() {
	if q := p.s.question(); q != nil {
		p.form.Wake(q.Ref)
		p.show()
	}
}

// rouse wakes some question, for the keys of the form.
func (p *preview) rouse() {
	if p.form.Awake() == "" {
		p.form.Next()
	}
}

func (p *preview) sleep() { p.form.Wake("") }

func (p *preview) answer(ref string, option int) {
	q, _, ok := p.s.now().Find(ref)
	if !ok {
		return
	}
	p.enter(ref, func(a *qa.Answer) {
		switch {
		case option == parts.FormNA:
			a.NA, a.Options = true, nil
		case q.Kind == qa.KindMultiple:
			a.NA, a.Options = false, turned(a.Options, option)
		default:
			a.NA, a.Options = false, []int{option}
		}
	})
}

// turned ticks an option of several, or takes it back.
func turned(chosen []int, option int) []int {
	out := []int{}
	for _, o := range chosen {
		if o != option {
			out = append(out, o)
		}
	}
	if len(out) == len(chosen) {
		out = append(out, option)
	}
	slices.Sort(out)
	return out
}

func (p *preview) enter(ref string, set func(a *qa.Answer)) {
	a := p.given[ref]
	set(&a)
	p.given[ref] = a
	p.show()
	p.s.d.Trace("tried", map[string]any{"ref": ref, "known": p.result.Final.Known, "final": p.result.Final.Value})
}

// model is the draft as the form shows it.
func (p *preview) model(v *qa.Version) parts.FormModel {
	var m parts.FormModel
	shown := v.Visible(p.given)
	for s := range v.Sections {
		section := &v.Sections[s]
		points := p.s.shares.Sections[s] * 100
		fs := parts.FormSection{Number: strconv.Itoa(s + 1), Title: section.Title, Points: chart.Number(points, 1), Failed: p.result.Sections[s].Failed}
		if mark := p.result.Sections[s].Percent; mark.Known {
			fs.Got = chart.Number(mark.Value*points/100, 1)
		}
		for i := range section.Questions {
			if q := &section.Questions[i]; shown[q.Ref] {
				fs.Rows = append(fs.Rows, p.row(q))
			}
		}
		m.Sections = append(m.Sections, fs)
	}
	return m
}

var formKinds = map[qa.Kind]parts.FormKind{
	qa.KindSingle: parts.FormSingle, qa.KindMultiple: parts.FormMultiple, qa.KindYesNo: parts.FormYesNo,
	qa.KindNumeric: parts.FormNumeric, qa.KindText: parts.FormText, qa.KindDate: parts.FormDate,
}

func (p *preview) row(q *qa.Question) parts.FormRow {
	a := p.given[q.Ref]
	row := parts.FormRow{Ref: q.Ref, Number: q.Ref, Question: q.Text, Kind: formKinds[q.Kind], Chosen: a.Options, NA: a.NA, NAOpen: q.NA, Value: a.Value,
		Note: a.Comment, Causes: q.RootCauses, Cause: a.Cause, Help: strings.TrimSpace(q.Help + " " + q.AppliesWhen), Options: p.options(q)}
	if len(a.Moments) > 0 {
		row.Moment = chart.ClockWide(a.Moments[0].At)
	}
	if q.FailsAll() {
		row.Class, row.Critical = lang.L("Fail-all"), parts.StateCritical
	} else if q.Class != "" && q.Class != qa.ClassNonCritical && q.Ref == p.form.Awake() {
		row.Class, row.Critical = wordOf(classes(), q.Class), parts.StateWarn
	}
	return row
}

func (p *preview) options(q *qa.Question) []parts.FormOption {
	var costs []float64
	if q.Ref == p.form.Awake() {
		costs = p.scheme.Costs(p.given, q.Ref)
	}
	var out []parts.FormOption
	for i, o := range q.Choices() {
		f := parts.FormOption{Label: o.Label, Tone: toneOf(o)}
		if i < 9 {
			f.Key = strconv.Itoa(i + 1)
		}
		if i < len(costs) && !math.IsNaN(costs[i]) && math.Abs(costs[i]) >= .05 {
			f.Cost = chart.Signed(costs[i], 1)
		}
		out = append(out, f)
	}
	return out
}

// toneOf is the shape of an option: its own colour, otherwise by its score.
func toneOf(o qa.Option) parts.State {
	named := map[string]parts.State{"good": parts.StateGood, "partly": parts.StatePartly, "bad": parts.StateBad, "critical": parts.StateCritical}
	if s, ok := named[o.Colour]; ok {
		return s
	}
	switch score := o.Score.Float(); {
	case o.Effect == qa.EffectFailAll:
		return parts.StateCritical
	case score >= 1:
		return parts.StateGood
	case score > 0:
		return parts.StatePartly
	}
	return parts.StateBad
}
