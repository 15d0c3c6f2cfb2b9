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
	"shifu/internal/chart"
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
		p.add(parts.Room(0, 10))
		return
	}
	p.add(parts.Inset(10, 10, 8, 0, parts.NewHairline()))
}

// mostSaid is how many lines of a transcript are shown.
const mostSaid = 4

// drawSaid shows where the searched words were said, otherwise how the call began.
func (p *preview) drawSaid() {
	if len(p.more.said) == 0 {
		return
	}
	p.rule()
	title, lines := lang.L("How it began"), p.more.said
	if hits := hitsIn(p.more.said, p.s.asks.Text+" "+p.s.asks.Said); len(hits) > 0 {
		title, lines = lang.L("Said {{.N}} times", map[string]any{"N": len(hits)}), hits
	}
	p.add(parts.High(24, parts.Strong(title)))
	for _, u := range lines[:min(len(lines), mostSaid)] {
		p.add(p.utterance(u))
	}
}

// hitsIn are the utterances in which a typed word stands.
func hitsIn(said []recordings.Utterance, typed string) []recordings.Utterance {
	var hits []recordings.Utterance
	for _, u := range said {
		for _, w := range strings.Fields(strings.ToLower(typed)) {
			if strings.Contains(strings.ToLower(u.Text), w) {
				hits = append(hits, u)
				break
			}
		}
	}
	return hits
}

func (p *preview) utterance(u recordings.Utterance) fyne.CanvasObject {
	voice := parts.VoiceUnknown
	if u.Lane >= 0 {
		voice = parts.VoiceCustomer
		if u.Lane == p.row.Audio.AgentLane {
			voice = parts.VoiceAgent
		}
	}
	bar := parts.NewFrame(voice.Mark(), look.Clear, 1)
	bar.Least = fyne.NewSize(3, look.Scaled(14))
	text := parts.NewParagraph(u.Text, look.TextBody, look.Ink)
	text.Most, text.Width = 2, look.Scaled(previewWidth-96)
	at := parts.Fix(look.Scaled(38), 0, parts.Label(chart.ClockWide(u.Start)))
	return parts.Inset(3, 0, 3, 0, parts.FullRow(8, at, bar, parts.Grow(text), parts.Room(2, 0)))
}

// drawFacts shows what is known of the call.
func (p *preview) drawFacts() {
	r := p.row
	p.rule()
	facts := []parts.Fact{
		{Label: lang.L("Tags"), Value: tagging.Line(r.Tags)},
		{Label: lang.L("Satisfaction"), Value: satisfactionName(r.Satisfaction), Tone: satisfactionTone(r.Satisfaction), Strong: r.Satisfaction > 0},
		{Label: lang.L("Silence"), Value: p.silenceFact()}, {Label: lang.L("Talk-over"), Value: p.overlapFact()},
		{Label: lang.L("Business line"), Value: r.BusinessLine}, {Label: lang.L("Project"), Value: r.Project},
		{Label: lang.L("Team"), Value: desk.TeamText(r.OrganisationName, r.TeamName)},
		{Label: lang.L("Staff number"), Value: r.StaffNumber}, {Label: lang.L("Caller"), Value: recordings.MaskCaller(r.Caller)},
		{Label: lang.L("Queue"), Value: r.Queue}, {Label: lang.L("Recording"), Value: soundFact(r.Audio)},
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
	return parts.High(24, parts.Row(0, parts.Fix(look.Scaled(84), 0, parts.Label(f.Label)), parts.Grow(value)))
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

// drawEvaluations lists the evaluations of the call; each opens its own.
func (p *preview) drawEvaluations() {
	p.rule()
	if len(p.more.evaluations) == 0 {
		p.add(factLine(parts.Fact{Label: lang.L("Evaluations"), Value: lang.L("none yet"), Tone: look.Ink3}))
		return
	}
	p.add(parts.High(24, parts.Strong(lang.L("Evaluations"))))
	for _, e := range p.more.evaluations[:min(len(p.more.evaluations), 5)] {
		p.add(p.evaluation(e))
	}
}

func (p *preview) evaluation(e qa.Evaluation) fyne.CanvasObject {
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
	return parts.Inset(0, 10, 0, 0, parts.High(26, parts.Row(6, parts.NewIcon(cell.Icon, 13, icon), parts.NewText(cell.Text, look.TextLabel, cell.Tone, false),
		parts.Gap(), open, parts.Room(4, 0), score)))
}
