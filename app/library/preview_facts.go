package library

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/app/rawread"
	"shifu/app/tagging"
	"shifu/qa"
	"shifu/recordings"
	"shifu/recordings/formats"
)

func (p *preview) add(objects ...fyne.CanvasObject) {
	p.body.Objects = append(p.body.Objects, objects...)
}

// rule divides what stands below each other.
func (p *preview) rule() {
	if len(p.body.Objects) == 0 {
		p.add(parts.Room(0, 6))
		return
	}
	p.add(parts.Inset(7, 10, 6, 0, parts.NewHairline()))
}

// drawFacts shows what was made of the call and what is known of it.
func (p *preview) drawFacts() {
	r := p.row
	facts := []parts.Fact{
		{Label: lang.L("Tags"), Value: tagging.Line(r.Tags)},
		{Label: lang.L("Satisfaction"), Value: satisfactionName(r.Satisfaction), Tone: satisfactionTone(r.Satisfaction), Strong: r.Satisfaction > 0},
		{Label: lang.L("Silence"), Value: p.silenceFact()}, {Label: lang.L("Talk-over"), Value: p.overlapFact()},
		{Label: lang.L("Business line"), Value: r.BusinessLine}, {Label: lang.L("Project"), Value: r.Project},
		{Label: lang.L("Team"), Value: desk.TeamText(r.OrganisationName, r.TeamName)},
		{Label: lang.L("Caller"), Value: recordings.MaskCaller(r.Caller)}, {Label: lang.L("Queue"), Value: otherThan(r.Queue, r.BusinessLine)},
		{Label: lang.L("File"), Value: p.fileFact()}, {Label: lang.L("Recording"), Value: soundFact(r.Audio)},
	}
	for _, f := range facts {
		if f.Value != "" {
			p.add(factLine(f))
		}
	}
	if rawOf(r.Audio) != (formats.Raw{}) {
		p.add(p.rawFact())
	}
}

// fileFact is the name of the recording's file where a call has no other name.
func (p *preview) fileFact() string {
	if p.row.Title != "" {
		return ""
	}
	return p.row.Audio.FileName
}

// otherThan is a value that says something beside another one.
func otherThan(value, other string) string {
	if value == other {
		return ""
	}
	return value
}

// silenceFact is how long nobody spoke, empty where nobody looked.
func (p *preview) silenceFact() string {
	if p.more.heard == nil {
		return ""
	}
	m := p.more.heard.Metrics(p.row.Audio.AgentLane)
	if m.Silence == 0 {
		return lang.L("none of 3 s or more")
	}
	longest := m.LongestSilence.To - m.LongestSilence.From
	return lang.L("{{.All}} s, the longest {{.Longest}} s", map[string]any{"All": int(m.Silence.Seconds() + .5), "Longest": int(longest.Seconds() + .5)})
}

// overlapFact is how often one spoke over the other, empty where it isn't known.
func (p *preview) overlapFact() string {
	if p.more.heard == nil || p.more.heard.Mono {
		return ""
	}
	byAgent := 0
	for _, i := range p.more.heard.Interruptions {
		if i.ByLane == p.row.Audio.AgentLane {
			byAgent++
		}
	}
	return lang.L("{{.N}} times, the agent {{.Agent}}", map[string]any{"N": len(p.more.heard.Interruptions), "Agent": byAgent})
}

// factLine is a fact whose value ends in an ellipsis where it doesn't fit.
func factLine(f parts.Fact) fyne.CanvasObject {
	tone := f.Tone
	if tone == "" {
		tone = look.Ink
	}
	value := parts.NewText(f.Value, look.TextBody, tone, f.Strong).Cutting()
	return labelled(f.Label, parts.Grow(value))
}

// labelled is what stands beside a label, in a line.
func labelled(label string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	row := parts.Row(6, parts.Fix(look.Scaled(78), 0, parts.Label(label)))
	row.Objects = append(row.Objects, objects...)
	return parts.High(22, row)
}

// soundFact is the format of a recording: "WAV, alaw, two lanes".
func soundFact(a recordings.Audio) string {
	if !a.HasSound() {
		return ""
	}
	if as := rawOf(a); as != (formats.Raw{}) {
		return rawread.Say(as)
	}
	lanes := lang.L("one lane")
	if a.Channels == 2 {
		lanes = lang.L("two lanes")
	}
	return strings.Join([]string{strings.ToUpper(a.Container), a.Codec, lanes}, lang.L(", "))
}

// mostEvaluations is how many evaluations of a call are shown.
const mostEvaluations = 5

// drawEvaluations lists the evaluations of the call; each opens its own.
func (p *preview) drawEvaluations() {
	p.rule()
	label := lang.L("Evaluations")
	if len(p.more.evaluations) == 0 {
		value := "" // nobody looked yet
		if p.more.read {
			value = lang.L("none yet")
		}
		p.add(factLine(parts.Fact{Label: label, Value: value, Tone: look.Ink3}))
	}
	for _, e := range p.more.evaluations[:min(len(p.more.evaluations), mostEvaluations)] {
		p.add(p.evaluation(label, e))
		label = ""
	}
}

func (p *preview) evaluation(label string, e qa.Evaluation) fyne.CanvasObject {
	cell := stateCell(e.State)
	score := parts.Strong(desk.ScoreText(e.Final))
	if e.FailAll {
		score.SetTone(desk.ScoreText(e.Final), look.Crit)
	}
	open := parts.NewLink(e.ReviewerName, func() {
		p.s.d.Go(desk.Route{Place: desk.Room, ID: e.CallID, Evaluation: e.ID})
	})
	icon := cell.IconTone
	if icon == "" {
		icon = cell.Tone
	}
	return labelled(label, parts.NewIcon(cell.Icon, 13, icon), parts.NewText(cell.Text, look.TextLabel, cell.Tone, false),
		parts.Gap(), open, parts.Room(4, 0), score, parts.Room(4, 0))
}
