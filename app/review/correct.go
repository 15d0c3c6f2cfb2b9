package review

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/recordings/speech"
)

// mayCorrect reports whether the person may say who speaks in the call.
func (l *spanList) mayCorrect() bool {
	r := l.r
	return r.d.Spans != nil && !r.whole && r.d.Actor.May(people.ScoreCalls) && r.sound.track != nil && r.sound.track.Speech != nil
}

// correctActions say what is heard from A to B.
func (r *Room) correctActions() []desk.Action {
	l := r.view.panels.spans
	if l == nil {
		return nil
	}
	off := !l.mayCorrect()
	agent := r.o.call.Audio.AgentLane
	mono := off || r.sound.track.Speech.Mono
	say := func(is speech.Verdict, lane int) func() { return func() { l.correct(is, lane) } }
	all := []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("A to B: hold or music"), Key: fyne.KeyH, Mod: ctrl | alt, Do: say(speech.IsHold, speech.AllLanes), Off: off, GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("A to B: nobody speaks"), Key: fyne.KeyN, Mod: ctrl | alt, Do: say(speech.IsQuiet, speech.AllLanes), Off: off}}
	if mono && !off {
		all = append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("A to B: somebody speaks"), Key: fyne.KeyS, Mod: ctrl | alt, Do: say(speech.IsTalk, 0), Off: off})
	} else {
		all = append(all,
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("A to B: the agent speaks"), Key: fyne.KeyA, Mod: ctrl | alt, Do: say(speech.IsTalk, agent), Off: off},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("A to B: the customer speaks"), Key: fyne.KeyC, Mod: ctrl | alt, Do: say(speech.IsTalk, 1-agent), Off: off},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("A to B: the agent is silent"), Key: fyne.KeyA, Mod: ctrl | alt | shift, Do: say(speech.IsQuiet, agent), Off: off},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("A to B: the customer is silent"), Key: fyne.KeyC, Mod: ctrl | alt | shift, Do: say(speech.IsQuiet, 1-agent), Off: off})
	}
	return append(all, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Take back the correction"), Key: fyne.KeyX, Mod: ctrl | alt, Do: l.withdraw, Off: off || len(l.corrected) == 0})
}

// correct says what is heard from A to B; the figures follow at once.
func (l *spanList) correct(is speech.Verdict, lane int) {
	s := l.r.sound
	if s.from == s.to {
		l.r.d.Toast(lang.L("Set A and B first: they are what is marked."), nil)
		return
	}
	c := speech.Correction{Span: speech.Span{From: s.from, To: s.to}, Is: is, Lane: lane}
	l.change(func(ctx context.Context) (speech.Activity, error) {
		return l.r.d.Spans.Correct(ctx, l.r.d.Actor, l.r.o.call.ID, c)
	}, verdictWord(c, l.r.o.call.Audio.AgentLane), func() { l.take(l.newest()) })
}

func (l *spanList) newest() string {
	if n := len(l.corrected); n > 0 {
		return l.corrected[n-1].ID
	}
	return ""
}

// withdraw takes back the chosen correction, else the newest.
func (l *spanList) withdraw() {
	id := l.newest()
	if i := l.table.Chosen(); i >= 0 && i < len(l.rows) && l.rows[i].id != "" && l.r.view.shownPanel() == panelSpans {
		id = l.rows[i].id
	}
	l.take(id)
}

func (l *spanList) take(id string) {
	if id == "" || !l.mayCorrect() {
		return
	}
	l.change(func(ctx context.Context) (speech.Activity, error) {
		return l.r.d.Spans.Withdraw(ctx, l.r.d.Actor, l.r.o.call.ID, id)
	}, lang.L("The correction was taken back."), nil)
}

// change does work that changes who speaks when, and shows everything that
// follows from it.
func (l *spanList) change(work func(context.Context) (speech.Activity, error), said string, undo func()) {
	r := l.r
	background.Run(r.ctx, r.d.Stage, work, func(a speech.Activity, err error) {
		if err != nil {
			r.d.Fail(err)
			return
		}
		r.sound.heardAs(&a, r.o.call.Audio.AgentLane)
		r.d.Toast(said, undo)
		r.d.Trace("corrected", map[string]any{"hold": a.Metrics(a.AgentLane).Hold.Seconds(), "corrected": a.Corrected})
		l.load()
	})
}

// heardAs shows and plays the call with another activity.
func (l *listening) heardAs(a *speech.Activity, agentLane int) {
	if l.silent() {
		return
	}
	if l.track.Speech != nil {
		a.Told = l.track.Speech.Told
	}
	l.track.Speech = a
	m := l.wave.Model()
	m.Bands = nil
	for i := range m.Lanes {
		m.Lanes[i].Share = ""
	}
	addActivity(&m, a, agentLane)
	l.wave.Update(m)
	if l.d.Sound != nil {
		l.d.Sound.SetSilences(silences(a))
	}
}

// correctedFact says in the strip of figures that somebody corrected them.
func (v *roomView) correctedFact() (parts.Fact, bool) {
	l := v.panels.spans
	if l == nil || len(l.corrected) == 0 {
		return parts.Fact{}, false
	}
	return parts.Fact{Icon: "edit", Label: lang.L("Corrected by"), Value: l.correctors()}, true
}
