package review

import (
	"math"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/recordings/player"
	"shifu/recordings/speech"
)

// addActivity marks silence, talk-over and hold on the waveform, and who talks
// how much; without an activity nothing.
func addActivity(m *parts.WaveModel, a *speech.Activity, agentLane int) {
	if a == nil {
		return
	}
	for _, s := range a.Hold {
		m.Bands = append(m.Bands, parts.WaveBand{Kind: parts.BandHold, From: s.From, To: s.To, Name: holdName(a, s)})
	}
	for _, s := range a.Silences {
		m.Bands = append(m.Bands, parts.WaveBand{Kind: parts.BandSilence, From: s.From, To: s.To, Name: lang.L("Silence {{.S}} s", seconds(s.To-s.From, 0))})
	}
	for _, o := range a.Overlaps {
		m.Bands = append(m.Bands, parts.WaveBand{Kind: parts.BandOverlap, From: o.From, To: o.To, Name: lang.L("Talk-over")})
	}
	if t := a.Metrics(agentLane); t.Known && len(m.Lanes) == 2 {
		m.Lanes[0].Share, m.Lanes[1].Share = chart.Percent(t.Agent.Share, 0), chart.Percent(t.Customer.Share, 0)
	}
}

// holdName says of a hold whether the recorder told of it.
func holdName(a *speech.Activity, s speech.Span) string {
	if a.IsTold(s) {
		return lang.L("Hold {{.S}} s, told by the recorder", seconds(s.Length(), 0))
	}
	return lang.L("Hold {{.S}} s", seconds(s.Length(), 0))
}

func seconds(d time.Duration, decimals int) map[string]any {
	return map[string]any{"S": chart.Number(d.Seconds(), decimals)}
}

// silences are where nobody speaks, for skipping them.
func silences(a *speech.Activity) []player.Span {
	out := make([]player.Span, len(a.Silences))
	for i, s := range a.Silences {
		out[i] = player.Span{From: s.From, To: s.To}
	}
	return out
}

// showMeasures fills the strip below the transport, if the talk was measured.
func (v *roomView) showMeasures() {
	v.measures.Objects = nil
	if t := v.r.sound.track; t != nil && t.Speech != nil {
		lay := &spread{}
		row := container.New(lay)
		for i, f := range v.measured(t.Speech) {
			row.Add(parts.FactRow(f))
			lay.yield = append(lay.yield, i)
		}
		v.measures.Objects = []fyne.CanvasObject{parts.Inset(5, 16, 4, 16, row), parts.NewHairline()}
	}
	v.measures.Refresh()
	v.whole.Refresh()
}

func (v *roomView) measured(a *speech.Activity) []parts.Fact {
	m := a.Metrics(v.r.o.call.Audio.AgentLane)
	silence := parts.Fact{Label: lang.L("Silence"), Value: lang.L("{{.S}} s", seconds(m.Silence, 1)), Strong: true}
	if longest := m.LongestSilence.To - m.LongestSilence.From; longest > 0 {
		silence.Note = lang.L("longest {{.S}}", seconds(longest, 1))
		if longest >= speech.DeadAirFrom {
			silence.Tone, silence.Icon = look.Warn, "tri"
		}
	}
	facts := []parts.Fact{silence}
	if f, ok := v.correctedFact(); ok {
		facts = []parts.Fact{f, silence}
	}
	if m.Known {
		facts = append(facts, talkOver(a, m), interruptions(a, m))
	} else {
		facts = append(facts, parts.Fact{Label: lang.L("Both voices"), Value: lang.L("Speech only: one lane holds both voices")})
	}
	if m.Hold > 0 {
		facts = append(facts, parts.Fact{Label: lang.L("Hold"), Value: lang.L("{{.S}} s", seconds(m.Hold, 1)), Strong: true,
			Note: lang.L("{{.N}}x", map[string]any{"N": len(a.Hold)})})
	}
	if f, ok := v.pace(m); ok {
		facts = append(facts, f)
	}
	if m.Known {
		facts = append(facts, monologue(m))
	}
	return facts
}

func talkOver(a *speech.Activity, m speech.Metrics) parts.Fact {
	return parts.Fact{Label: lang.L("Talk-over"), Value: lang.L("{{.N}}x", map[string]any{"N": len(a.Overlaps)}), Strong: true,
		Note: lang.L("{{.S}} s", seconds(m.Overlap, 1))}
}

// interruptions tells who cut in, the agent first, and where first.
func interruptions(a *speech.Activity, m speech.Metrics) parts.Fact {
	f := parts.Fact{Label: lang.L("Interruption"), Value: lang.L("none"), Strong: true}
	who, say := m.Agent, func(n map[string]any) string { return lang.L("agent {{.N}}", n) }
	if who.Interruptions == 0 {
		who, say = m.Customer, func(n map[string]any) string { return lang.L("customer {{.N}}", n) }
	}
	if who.Interruptions == 0 {
		return f
	}
	f.Value = say(map[string]any{"N": who.Interruptions})
	if who.Lane == m.Agent.Lane {
		f.Tone, f.Icon = look.Warn, "tri"
	}
	for _, cut := range a.Interruptions {
		if cut.ByLane == who.Lane {
			f.Note = chart.ClockWide(cut.At)
			break
		}
	}
	return f
}

func monologue(m speech.Metrics) parts.Fact {
	longest, who := m.Agent.LongestMonologue, lang.L("agent")
	if c := m.Customer.LongestMonologue; c.To-c.From > longest.To-longest.From {
		longest, who = c, lang.L("customer")
	}
	return parts.Fact{Label: lang.L("Monologue"), Value: lang.L("{{.S}} s", seconds(longest.To-longest.From, 1)), Strong: true, Note: who}
}

// paceFrom is how long an agent must have spoken for a pace to mean something.
const paceFrom = 30 * time.Second

// pace is how fast the agent speaks: characters a second in Chinese, words a
// minute otherwise; known with a transcript and enough speech.
func (v *roomView) pace(m speech.Metrics) (parts.Fact, bool) {
	if !m.Known || m.Agent.Talk < paceFrom || len(v.r.o.said) == 0 {
		return parts.Fact{}, false
	}
	han, latin := 0, 0
	for _, u := range v.r.o.said {
		if u.Lane == m.Agent.Lane {
			h, l := countWords(u.Text)
			han, latin = han+h, latin+l
		}
	}
	f := parts.Fact{Label: lang.L("Agent speed"), Strong: true}
	if v.r.d.Settings.Language == words.Chinese || han > latin {
		f.Value = lang.L("{{.N}} characters/s", map[string]any{"N": chart.Number(float64(han+latin)/m.Agent.Talk.Seconds(), 1)})
	} else {
		f.Value = lang.L("{{.N}} wpm", map[string]any{"N": math.Round(float64(latin+han) / m.Agent.Talk.Minutes())})
	}
	return f, true
}

// countWords counts Chinese characters, and words of letters and digits.
func countWords(text string) (han, latin int) {
	within := false
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Han, c):
			han, within = han+1, false
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			if !within {
				latin++
			}
			within = true
		default:
			within = false
		}
	}
	return han, latin
}
