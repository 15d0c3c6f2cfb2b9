package calibration

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa/calibration"
)

// sideWidth is the width of the panel beside the table, at 100 %.
const sideWidth = 360

func (s *Session) showLost(err error) {
	back := parts.NewButton(lang.L("Calibration"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc")
	s.whole.Objects = []fyne.CanvasObject{parts.Dock(parts.ToolBar([]fyne.CanvasObject{back}, nil), nil, nil, nil,
		parts.EmptyState("info", lang.L("This session can't be opened"), sentence(s.d, err)))}
	s.whole.Refresh()
}

// show lays everything out anew: the answers once they may be seen, before
// that who has scored.
func (s *Session) show() {
	if !s.read {
		return
	}
	body := fyne.CanvasObject(nil)
	if s.board.Blind {
		body = s.waiting()
	} else {
		body = s.compared()
	}
	s.whole.Objects = []fyne.CanvasObject{parts.Dock(parts.Stack(0, s.head(), parts.NewHairline()), nil, nil, nil, body)}
	s.whole.Refresh()
}

// compared is the table of answers with the question awake beside it.
func (s *Session) compared() fyne.CanvasObject {
	s.showTable()
	s.fillRuling()
	s.showSide()
	panel := parts.Over(parts.NewPlate(look.Well), parts.Dock(nil, s.foot, nil, nil, s.side))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(sideWidth), 0, panel))
	middle := parts.Dock(nil, s.legend(), nil, nil, s.table)
	return parts.Dock(parts.Stack(0, s.figures(), parts.NewHairline()), nil, nil, right, middle)
}

// head is the title with what the session is, the way it goes, and the acts.
func (s *Session) head() fyne.CanvasObject {
	b := s.board.Session
	title := parts.PageHead(b.Title).Cutting()
	who := lang.L("{{.N}} reviewers", map[string]any{"N": len(b.Participants())})
	facts := parts.Row(7)
	add := func(o ...fyne.CanvasObject) {
		for _, x := range o {
			if len(facts.Objects) > 0 {
				facts.Add(parts.NewDot())
			}
			facts.Add(x)
		}
	}
	if s.row.ID != "" && !s.Wide() {
		add(parts.Second(lang.L("Call {{.Clock}} of {{.Day}}", map[string]any{"Clock": chart.Clock(s.row.Duration), "Day": s.d.Day(s.row.StartedAt)})))
	}
	add(parts.Second(b.Rubric + " v" + strconv.Itoa(b.Number)))
	add(parts.Second(who))
	if _, ok := b.Expert(); ok {
		add(parts.Second(lang.L("1 expert")))
	}
	add(parts.Second(lang.L("out of all averages")))
	back := parts.NewButton(lang.L("Calibration"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc")
	row := parts.Row(16, back, parts.Grow(parts.Stack(0, title, facts)), s.steps(), s.headActs())
	return parts.High(64, parts.Inset(0, 16, 0, 8, row))
}

// steps are the states with the present one on its plate.
func (s *Session) steps() fyne.CanvasObject {
	at, row := s.board.Session.State, parts.Row(6)
	passed := true
	shown := calibration.States[:]
	if s.Wide() { // the table's window is narrow: where it stands and what comes next
		i := slices.Index(shown, at)
		shown = shown[max(i, 0):min(i+2, len(shown))]
	}
	for i, st := range shown {
		if i > 0 {
			line := parts.NewPlate(look.Line2)
			line.Least = fyne.NewSize(12, 1)
			row.Add(line)
		}
		switch word := stateWord(st); {
		case st == at:
			passed = false
			row.Add(parts.NewPill(word, parts.StateChosen))
		case passed && !s.board.Session.CalledOff():
			row.Add(parts.Row(3, parts.NewIcon("check", 13, look.Good), parts.Label(word).Toned(look.Good)))
		default:
			row.Add(parts.Label(word))
		}
	}
	return row
}

// headActs are hearing the call and going on, the main act last.
func (s *Session) headActs() fyne.CanvasObject {
	row := parts.Row(8)
	if !s.board.Blind && s.sound.may() {
		hear := parts.NewButton(lang.L("Hear it"), parts.Plain, s.sound.toggle).WithIcon("play").WithKey("Space")
		s.sound.onTurn = func(on bool) {
			hear.Icon = map[bool]string{true: "pause", false: "play"}[on]
			hear.Word = map[bool]string{true: lang.L("Pause"), false: lang.L("Hear it")}[on]
			hear.Refresh()
		}
		row.Add(hear)
	}
	if word, do := s.next(); do != nil {
		row.Add(parts.NewButton(word, parts.Main, do).WithKey("Ctrl Enter"))
	}
	return row
}

// figures are how far the participants agree, each with its interval.
func (s *Session) figures() fyne.CanvasObject {
	f := s.board.Session.Figures
	row := parts.Row(28)
	if f == nil {
		return parts.Room(0, 0)
	}
	share := func(v float64) string { return chart.Percent(v, 0) }
	plain := func(v float64) string { return chart.Number(v, 2) }
	row.Add(figure(lang.L("Same answer"), "", f.Same, share, chart.Scale{Low: 0, High: 1}))
	if f.Within.Known {
		within := lang.L("Within {{.Points}} points of the expert", map[string]any{"Points": chart.Number(s.board.Session.Threshold, 0)})
		row.Add(figure(within, lang.L("{{.N}} of {{.All}}", map[string]any{"N": f.Near, "All": f.Scores}), f.Within, share, chart.Scale{Low: 0, High: 1}))
	}
	for _, c := range []struct {
		word string
		f    calibration.Figure
	}{{lang.L("Gwet AC1"), f.AC1}, {lang.L("Fleiss kappa"), f.Fleiss}, {lang.L("Krippendorff alpha"), f.Alpha}} {
		row.Add(figure(c.word, "", c.f, plain, chart.Scale{Low: 0, High: 1}))
	}
	row.Add(parts.Gap())
	n := lang.L("n = {{.Questions}} questions x {{.Raters}}", map[string]any{"Questions": f.Questions, "Raters": f.Raters})
	row.Add(parts.Stack(0, parts.Label(n).Trailing(), parts.Label(lang.L("95 % interval")).Trailing(),
		parts.Row(0, parts.Gap(), parts.NewLink(lang.L("What do these mean"), s.explain))))
	return parts.Over(parts.NewPlate(look.Well), parts.High(70, parts.Inset(0, 24, 0, 24, row)))
}

// figure is one coefficient: its name, the value with its interval, and both
// on a track. Where there is none a dash stands, with the reason below.
func figure(name, value string, f calibration.Figure, write func(float64) string, scale chart.Scale) fyne.CanvasObject {
	if !f.Known {
		return parts.Stack(0, parts.Label(name), parts.Strong(chart.None), parts.Label(lang.L("not defined here")))
	}
	if value == "" {
		value = write(f.Value)
	}
	between := lang.L("{{.Low}} to {{.High}}", map[string]any{"Low": write(f.Low), "High": write(f.High)})
	return parts.Stack(0, parts.Label(name), parts.Row(7, parts.NewText(value, look.TextPanel, look.Ink, true), parts.Label(between)),
		parts.NewInterval(scale, f.Value, f.Low, f.High))
}

func (s *Session) explain() { s.d.Go(desk.Route{Place: desk.Guide, ID: "calibration"}) }

func (s *Session) back() { s.d.Go(desk.Route{Place: desk.Calibration}) }

// legend says what the grounds mean, and until when everybody scored blind.
func (s *Session) legend() fyne.CanvasObject {
	b := s.board.Session
	measure := lang.L("as the expert")
	if s.expert() < 0 {
		measure = lang.L("as agreed")
	}
	swatch := func(ground, edge look.Token, word string) fyne.CanvasObject {
		p := parts.NewFrame(ground, edge, 3)
		p.Least = fyne.NewSize(15, 12)
		return parts.Row(6, p, parts.Label(word))
	}
	row := parts.Row(16, swatch(look.StricterD, look.Clear, lang.L("stricter")), swatch(look.MilderD, look.Clear, lang.L("milder")),
		swatch(look.Surface, look.Line2, measure),
		parts.Row(5, parts.NewIcon("tri", 12, look.Warn), parts.Label(lang.L("spread over {{.Points}}", map[string]any{"Points": chart.Number(b.Threshold, 0)}))))
	row.Add(parts.Grow(parts.Label(s.blindWords()).Cutting().Trailing()))
	return parts.Stack(0, parts.NewHairline(), parts.High(30, parts.Inset(0, 24, 0, 24, row)))
}

func (s *Session) blindWords() string {
	b := s.board.Session
	if n := len(s.board.Session.Calls); n > 1 {
		return lang.L("Call {{.N}} of {{.All}}, Ctrl ↓ for the next", map[string]any{"N": s.call + 1, "All": n})
	}
	return lang.L("Each scored blind, until {{.Time}}", map[string]any{"Time": s.d.Moment(b.ReviewAt)})
}
