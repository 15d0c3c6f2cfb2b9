package library

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/hanzi"
	"shifu/recordings"
	"shifu/training/knowledge"
)

const (
	mostHits      = 3  // lines with the searched words above the facts
	mostBelow     = 12 // lines of the transcript below them
	hitCharacters = 14 // of a line that is cut round a hit, twice as many if they are narrow
)

// drawHits shows where the searched words were said: that is what one came for,
// so it stands above the facts, in a line each.
func (p *preview) drawHits() {
	p.hits = hitsIn(p.more.said, p.terms())
	if len(p.hits) == 0 {
		return
	}
	p.rule()
	p.add(parts.High(22, parts.Strong(lang.L("Said {{.N}} times", map[string]any{"N": len(p.hits)}))))
	for _, u := range p.hits[:min(len(p.hits), mostHits)] {
		p.add(p.spoken(u, p.cut(u.Text)))
	}
}

// drawBeginning shows, below the facts, how the call began, or the other hits.
func (p *preview) drawBeginning() {
	title, lines := lang.L("How it began"), p.more.said
	if len(p.hits) > 0 {
		title, lines = lang.L("Said further on"), p.hits[min(len(p.hits), mostHits):]
	}
	if len(lines) == 0 {
		return
	}
	p.rule()
	p.add(parts.High(22, parts.Strong(title)))
	for _, u := range lines[:min(len(lines), mostBelow)] {
		text := parts.NewParagraph(u.Text, look.TextBody, look.Ink)
		text.Most, text.Width = 2, look.Scaled(previewWidth-96)
		p.add(p.spoken(u, text))
	}
}

// terms are the words that are searched for.
func (p *preview) terms() []string {
	return knowledge.Terms(p.s.asks.Text + " " + p.s.asks.Said)
}

// hitsIn are the utterances in which a searched word stands.
func hitsIn(said []recordings.Utterance, terms []string) []recordings.Utterance {
	var hits []recordings.Utterance
	for _, u := range said {
		if len(knowledge.Marks(u.Text, terms)) > 0 {
			hits = append(hits, u)
		}
	}
	return hits
}

// cut is a line round the searched words, which are marked.
func (p *preview) cut(text string) fyne.CanvasObject {
	most := 2 * hitCharacters
	for _, r := range text {
		if hanzi.Is(r) {
			most = hitCharacters
			break
		}
	}
	line, marks := knowledge.Snippet(text, p.terms(), most)
	return parts.Marked(line, knowledge.Within(marks), look.TextBody, look.Ink, look.Scaled(previewWidth-92), 1)
}

// spoken is something that was said; its time plays the call from there.
func (p *preview) spoken(u recordings.Utterance, text fyne.CanvasObject) fyne.CanvasObject {
	voice := parts.VoiceUnknown
	if u.Lane >= 0 {
		voice = parts.VoiceCustomer
		if u.Lane == p.row.Audio.AgentLane {
			voice = parts.VoiceAgent
		}
	}
	bar := parts.NewFrame(voice.Mark(), look.Clear, 1)
	bar.Least = fyne.NewSize(3, look.Scaled(14))
	var at fyne.CanvasObject = parts.Label(chart.ClockWide(u.Start))
	if p.row.Audio.HasSound() {
		at = parts.NewLink(chart.ClockWide(u.Start), func() { p.hear(u) })
	}
	return parts.Inset(2, 0, 2, 0, parts.FullRow(8, parts.Fix(look.Scaled(38), 0, at), bar, parts.Grow(text), parts.Room(2, 0)))
}

// hear plays the call from where something is said.
func (p *preview) hear(u recordings.Utterance) {
	p.seek(u.Start)
	if p.loaded && !p.s.d.Sound.Snapshot().Playing {
		p.play()
	}
}
