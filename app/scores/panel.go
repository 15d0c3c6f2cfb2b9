package scores

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/score"
)

// opened is what the panel shows.
type opened struct {
	e        qa.Evaluation
	version  qa.Version
	editions []qa.Evaluation
	result   score.Result
	standing *appeal.Standing // nil before the release
}

// choose reads what belongs to a row and shows it.
func (s *Screen) choose(row int) {
	if row < 0 || row >= len(s.shown) {
		return
	}
	e := s.shown[row]
	known, have := s.versions[e.VersionID]
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (opened, error) {
		o := opened{e: e, version: known}
		var err error
		if !have {
			if o.version, err = s.d.Quality.Version(ctx, s.d.Actor, e.VersionID); err != nil {
				return o, err
			}
		}
		if o.editions, err = s.d.Quality.Editions(ctx, s.d.Actor, e.ID); err != nil {
			return o, err
		}
		return o, s.readStanding(ctx, &o)
	}, func(o opened, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.versions[o.e.VersionID] = o.version
		if i := s.table.Chosen(); i < 0 || i >= len(s.shown) || s.shown[i].ID != o.e.ID {
			return // another row was chosen meanwhile
		}
		o.result = score.Score(&o.version, o.e.Answers)
		if s.form != nil && s.form.evaluation != o.e.ID {
			s.form = nil
		}
		busy := s.open != nil && s.open.e.ID == o.e.ID && s.writing()
		s.open = &o
		if !busy { // what is being typed keeps its field
			s.showPanel()
		}
		s.showBar()
		s.d.Changed()
		s.d.Trace("evaluation", map[string]any{"id": o.e.ID, "state": string(o.e.State)})
	})
}

// writing reports whether something is being written in the panel.
func (s *Screen) writing() bool {
	return s.form != nil || s.say != nil && s.say.Focused() && s.say.Text() != ""
}

func (s *Screen) toggleDerivation() {
	if s.open != nil {
		s.derive = !s.derive
		s.showPanel()
	}
}

func (s *Screen) showPanel() {
	if s.open == nil {
		s.panel.Objects = []fyne.CanvasObject{parts.Room(0, 0)}
		s.panel.Refresh()
		return
	}
	column := parts.Stack(0, s.head(), parts.Room(0, 12), s.scored(), parts.Room(0, 12))
	if s.form != nil {
		s.say = nil
		for _, o := range s.formParts() {
			column.Add(o)
		}
		s.show(column)
		return
	}
	column.Add(s.buttons())
	if t := s.terms(); t != nil {
		column.Add(parts.Room(0, 10))
		column.Add(t)
	}
	for _, o := range append(s.outcomes(), s.talk()...) {
		column.Add(o)
	}
	if c := strings.TrimSpace(s.open.e.Comment); c != "" {
		column.Add(parts.Room(0, 16))
		column.Add(parts.Label(lang.L("Comment on the whole call")))
		column.Add(parts.NewParagraph(c, look.TextBody, look.Ink))
	}
	if s.derive {
		column.Add(parts.Room(0, 16))
		column.Add(s.derivation())
	}
	for i := range s.open.version.Sections {
		column.Add(parts.Room(0, 16))
		column.Add(s.section(i))
	}
	if len(s.open.editions) > 1 {
		column.Add(parts.Room(0, 16))
		column.Add(s.editions())
	}
	s.show(column)
}

func (s *Screen) show(column fyne.CanvasObject) {
	s.panel.Objects = []fyne.CanvasObject{parts.Scrolling(parts.Inset(16, 20, 24, 20, column))}
	s.panel.Refresh()
}

func (s *Screen) head() fyne.CanvasObject {
	e, call := s.open.e, s.calls[s.open.e.CallID]
	pill := parts.NewPill(desk.StateName(e.State), pillState(e.State)).WithIcon(stateIcon(e.State))
	facts := parts.Facts(parts.Second(call.AgentName), parts.Second(s.d.Moment(call.StartedAt)), parts.Second(chart.Clock(call.Duration)))
	by := parts.Facts(parts.Label(lang.L("scored by {{.Name}}", map[string]any{"Name": e.ReviewerName})), parts.Label(s.d.Moment(when(e))))
	return parts.Stack(2, parts.Row(8, parts.Grow(parts.PanelHead(desk.CallName(call.Call)).Cutting()), pill), facts, by)
}

// pillState keeps green and red for judgement: a state of work is neutral.
func pillState(st qa.State) parts.State {
	switch st {
	case qa.Draft:
		return parts.StateOpen
	case qa.Voided:
		return parts.StateNA
	case qa.Appealed, qa.InReview, qa.Revised:
		return parts.StateWarn
	case qa.Released:
		return parts.StateChosen
	}
	return parts.StatePlain
}

// scored is the ring with what stands beside it.
func (s *Screen) scored() fyne.CanvasObject {
	e, r := s.open.e, &s.open.result
	ring := parts.NewScoreRing()
	shown := parts.Score{Caption: lang.L("none yet"), State: band(e)}
	final := e.Final
	if e.State == qa.Draft {
		final = r.Final.Ptr()
	}
	if final != nil {
		shown = parts.Score{Text: desk.ScoreText(final), Part: *final / 100, Caption: lang.L("final"), State: band(qa.Evaluation{Final: final, FailAll: e.FailAll})}
		if e.State == qa.Draft {
			shown.Caption = lang.L("so far")
		}
		if e.FailAll {
			shown.Raw = desk.ScoreText(e.Raw)
		}
	}
	ring.Set(shown)
	why := parts.NewWhy()
	why.OnWhole = s.toggleDerivation
	why.OnMoment = func(string) { s.openRoom() }
	why.Set(parts.WhyModel{Title: s.open.version.Title, Done: r.Answered, All: r.Visible,
		Progress: lang.L("{{.Done}} of {{.All}} answered", map[string]any{"Done": r.Answered, "All": r.Visible}),
		Losses:   s.losses(), Derivation: lang.L("Derivation"), Key: "W"})
	return parts.FullRow(16, parts.Stack(0, ring), parts.Grow(why))
}

// losses are the questions that cost points, the dearest first.
func (s *Screen) losses() []parts.WhyLoss {
	var out []parts.WhyLoss
	for _, row := range dearest(s.open.result.Questions) {
		q, _, ok := s.open.version.Find(row.Ref)
		if !ok {
			continue
		}
		l := parts.WhyLoss{Amount: chart.Signed(-row.PointsLost, 1), Ref: row.Ref, Number: row.Ref, Question: q.Text}
		if row.Effect == qa.EffectFailAll {
			l.Amount = lang.L("Fail-all")
		}
		if ms := s.open.e.Answers[row.Ref].Moments; len(ms) > 0 {
			l.Moment = chart.ClockWide(ms[0].At)
		}
		out = append(out, l)
	}
	return out
}

// buttons are the acts on the chosen evaluation, the main one first.
func (s *Screen) buttons() fyne.CanvasObject {
	row := parts.Row(8)
	kind := parts.Main
	add := func(b *parts.Button) { row.Add(b); kind = parts.Plain }
	if s.mayAcknowledge() {
		add(parts.NewButton(lang.L("Acknowledge"), kind, s.acknowledge).WithIcon("check").WithKey("A"))
	}
	if s.mayAppeal() {
		add(parts.NewButton(lang.L("Appeal"), kind, s.startAppeal).WithIcon("reply").WithKey("P"))
	}
	if s.open.e.State == qa.Submitted && s.d.Actor.May(people.ReleaseScores) && len(s.marked) == 0 {
		add(parts.NewButton(lang.L("Release"), kind, s.askRelease).WithIcon("check").WithKey("Ctrl Enter"))
	}
	add(parts.NewButton(lang.L("Open"), kind, s.openRoom).WithIcon("headset").WithKey("Enter"))
	if s.mayPrint() {
		add(parts.NewButton("PDF", parts.Plain, s.askReport).WithIcon("document"))
	}
	if s.mayVoid() {
		row.Add(parts.Gap())
		row.Add(parts.NewButton(lang.L("Void"), parts.Quiet, s.askVoid).WithIcon("cancel"))
	}
	return row
}

func (s *Screen) derivation() fyne.CanvasObject {
	box := parts.Stack(2, parts.Label(lang.L("How the score came about")))
	for _, line := range score.Explain(&s.open.version, s.open.e.Answers, &s.open.result) {
		p := parts.NewParagraph(line.In(s.d.Settings.Language), look.TextLabel, look.Ink2)
		box.Add(parts.Inset(0, 0, 0, float32(12*line.Depth), p))
	}
	return box
}

// editions tells how the evaluation was changed.
func (s *Screen) editions() fyne.CanvasObject {
	box := parts.Stack(4, parts.Label(lang.L("Editions")))
	for _, e := range s.open.editions {
		line := parts.Row(8, parts.Body(lang.L("Edition {{.N}}", map[string]any{"N": e.Edition})), parts.Strong(desk.ScoreText(e.Final)),
			parts.Grow(parts.Second(strings.TrimSpace(e.Why)).Cutting()), parts.Label(s.d.Moment(when(e))))
		box.Add(line)
	}
	return box
}

// showBar is the line below the list for what is marked.
func (s *Screen) showBar() {
	s.bar.Objects = nil
	if n := len(s.marked); n > 0 {
		b := parts.NewButton(lang.L("Release {{.N}}", map[string]any{"N": n}), parts.Main, s.askRelease).WithIcon("check").WithKey("Ctrl Enter")
		none := parts.NewButton(lang.L("Mark none"), parts.Quiet, func() { s.markAll(false) })
		line := parts.Row(8, parts.Strong(lang.L("{{.N}} marked", map[string]any{"N": n})), parts.Gap(), none, b)
		s.bar.Objects = []fyne.CanvasObject{parts.Grow(parts.Stack(0, parts.NewHairline(), parts.High(48, parts.Inset(0, 24, 0, 24, line))))}
	}
	s.bar.Refresh()
	s.whole.Refresh()
	s.d.Changed()
}
