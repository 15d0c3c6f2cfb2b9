package review

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/recordings"
)

// transcriptPanel shows what was said; it follows the needle and can be searched.
func (v *roomView) transcriptPanel(ps *panels) panel {
	t := parts.NewTranscriptList()
	ps.transcript = t
	t.SetLines(v.lines())
	t.OnSeek = v.r.sound.seek
	t.OnFlag = v.flagTapped
	if f := v.r.choices.Follow; f != nil {
		t.Follow = *f
	}
	check := parts.NewCheck(lang.L("Follow"), t.Follow, func(on bool) {
		t.Follow = on
		v.r.choices.Follow = &on
	})
	t.OnFollow = func(on bool) { check.Set(on) }
	line := parts.Row(12, parts.Grow(v.origin()), check, v.finder(ps))
	if v.r.mayCast() {
		line = parts.Row(12, parts.Grow(v.origin()), parts.NewLink(lang.L("Whose voice"), v.r.askVoices), parts.NewKeyBadge("Ctrl Alt V"), check, v.finder(ps))
	}
	foot := parts.Inset(2, 12, 2, 16, line)
	return panel{id: panelTranscript, word: lang.L("Transcript"), content: parts.Dock(nil, parts.Stack(0, parts.NewHairline(), foot), nil, nil, t)}
}

func (v *roomView) finder(ps *panels) fyne.CanvasObject {
	t := ps.transcript
	find := parts.NewEntry(lang.L("Find in the transcript")).WithIcon("search").WithKey("Ctrl F").Wide(190)
	find.Small = true
	find.OnChanged = func(text string) {
		if t.SetFind(text) > 0 {
			t.NextHit(1)
		}
		v.markFound()
	}
	find.OnSubmitted = func(string) {
		if hit := t.NextHit(1); hit >= 0 {
			_, at := t.Hit(hit)
			v.r.sound.seek(at)
		}
	}
	find.OnFocus = v.r.setTyping
	find.OnEscape = func() {
		find.SetText("")
		unfocus(find)
	}
	ps.find = find
	return find
}

// markFound marks on the waveform where the words are said that are looked for.
func (v *roomView) markFound() {
	t := v.panels.transcript
	if t == nil {
		return
	}
	var found []parts.WaveSpan
	for i := range t.Lines() {
		if from, to, ok := t.Found(i); ok {
			found = append(found, parts.WaveSpan{From: from, To: to})
		}
	}
	v.r.sound.wave.SetFound(found)
}

// find looks for words in the transcript, from a time on.
func (v *roomView) find(words string, at time.Duration) {
	if v.panels.transcript == nil || words == "" {
		return
	}
	v.choosePanel(panelTranscript)
	v.panels.find.SetText(words)
	v.panels.transcript.SetPosition(at)
	v.panels.transcript.HitFrom(at)
}

// focusFind opens the transcript and puts the caret into its search.
func (v *roomView) focusFind() {
	for i, p := range v.panels.all {
		if p.id == panelTranscript && v.panels.find != nil {
			v.tabs.Choose(i)
			v.panels.find.Focus()
		}
	}
}

func (v *roomView) lines() []parts.TranscriptLine {
	out := make([]parts.TranscriptLine, len(v.r.o.said))
	for i, u := range v.r.o.said {
		voice, name := voiceOf(v.r.o.call.Call, u.Lane)
		out[i] = parts.TranscriptLine{At: u.Start, End: u.End, Voice: voice, Name: name, Text: u.Text, Words: wordsOf(u), Redacted: redactedSpans(u.Text)}
	}
	return out
}

// wordsOf are the words of an utterance by their place in the text, in bytes.
func wordsOf(u recordings.Utterance) []parts.TranscriptWord {
	if len(u.Words) == 0 {
		return nil
	}
	var starts []int // of the characters
	for i := range u.Text {
		starts = append(starts, i)
	}
	starts = append(starts, len(u.Text))
	var out []parts.TranscriptWord
	for _, w := range u.Words {
		if w.From >= 0 && w.From < w.To && w.To < len(starts) {
			out = append(out, parts.TranscriptWord{TextSpan: parts.TextSpan{From: starts[w.From], To: starts[w.To]}, At: w.Start, End: w.End})
		}
	}
	return out
}

// flagLines ties the moments to the lines in which they lie.
func (v *roomView) flagLines(marks []mark) {
	t := v.panels.transcript
	if t == nil {
		return
	}
	for i := range t.Lines() {
		line := t.Line(i)
		now := line
		now.Flag, now.FlagID, now.FlagState = "", "", parts.StatePlain
		until := time.Duration(1<<62 - 1)
		if i+1 < t.Lines() {
			until = t.Line(i + 1).At
		}
		for _, m := range marks {
			if m.At >= line.At && m.At < until {
				now.Flag, now.FlagID, now.FlagState = v.numberOf(m), m.id(), v.toneOf(m)
				break
			}
		}
		if now.Flag != line.Flag || now.FlagID != line.FlagID || now.FlagState != line.FlagState {
			t.UpdateLine(i, now)
		}
	}
}
