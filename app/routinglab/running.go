package routinglab

import (
	"context"
	"encoding/json"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing"
	"shifu/routing/lab"
	"shifu/routing/sim"
)

// frame is how often a running simulation is drawn at the most.
const frame = 100 * time.Millisecond

// running is a run of a scenario: its settings, its charts while it goes on, and
// then its figures.
type running struct {
	p       *scenarios
	of      lab.Scenario
	s       *routing.Scenario
	draw    *settings
	seed    uint64             // of what is shown
	cancel  context.CancelFunc // nil: nothing runs
	done    lab.Outcome
	kept    bool
	wrong   error
	why     *why // the decisions, when they are open
	view    int  // 0 the day, 1 every figure
	scope   int  // of the figures
	body    *fyne.Container
	bar     *parts.ProgressLine
	count   *parts.Text
	acts    *fyne.Container
	line    *fyne.Container
	head    *fyne.Container
	views   *parts.Segments
	content *fyne.Container
}

func newRunning(p *scenarios, of lab.Scenario, s *routing.Scenario) *running {
	r := &running{p: p, of: of, s: s, seed: p.s.state.Seed, body: parts.Over(), acts: parts.Row(6), line: parts.Row(10), content: parts.Over()}
	r.bar, r.count = parts.NewProgressLine(0, 120), parts.Label("").Cutting()
	r.views = parts.NewSegments([]string{lang.L("The day"), lang.L("Every figure")}, 0, func(i int) { r.view = i; r.show() })
	r.layout()
	return r
}

func (r *running) layout() {
	said := parts.Stack(0)
	own := 0
	if r.s.Horizon.Calls > 0 {
		own = 4 // what is enough of days is too much of long runs
	}
	r.draw = r.p.s.newSettings(1, own, r.start, (&complaint{s: r.p.s, line: said, page: r.content}).tell)
	r.head = parts.Row(8, parts.NewButton(lang.L("Back"), parts.Quiet, r.back).WithIcon("back").WithKey("Esc").AsSmall(), parts.Grow(parts.PanelHead(r.of.Name).Cutting()), r.draw.row, r.acts)
	swap(r.content, parts.Dock(parts.Stack(0, parts.Inset(10, 24, 6, 16, r.head), parts.Inset(0, 24, 6, 24, r.line), said, parts.NewHairline()), nil, nil, nil, r.body))
	r.showActs()
}

func (r *running) showActs() {
	r.acts.Objects = nil
	switch {
	case r.cancel != nil:
		r.acts.Add(parts.NewButton(lang.L("Stop"), parts.Plain, r.stop).WithIcon("cancel").WithKey("S"))
	default:
		if r.done.Runs > 0 && r.why == nil {
			r.acts.Add(parts.NewButton(lang.L("Why"), parts.Plain, r.openWhy).WithIcon("help").WithKey("Y"))
			if !r.kept {
				r.acts.Add(parts.NewButton(lang.L("Keep result"), parts.Plain, r.keep).WithKey("K"))
			}
		}
		r.acts.Add(parts.NewButton(lang.L("Run"), parts.Main, r.start).WithIcon("play").WithKey("R"))
	}
	r.showLine()
	r.head.Refresh()
	r.p.s.d.Changed()
}

// showLine is how far the runs are; once they are over, what can be taken of them.
func (r *running) showLine() {
	r.line.Objects = nil
	if r.why == nil {
		r.line.Add(r.views)
		r.line.Add(parts.NewKeyBadge("F"))
	}
	if r.cancel != nil || r.done.Runs == 0 {
		r.line.Add(parts.Grow(r.bar))
		r.line.Add(parts.Fix(look.Scaled(230), 0, r.count))
		r.line.Refresh()
		return
	}
	r.line.Add(parts.Grow(r.count))
	if r.why == nil {
		r.line.Add(parts.NewButton("queue_log", parts.Quiet, r.writeLog).AsSmall().WithIcon("download").WithKey("L"))
	}
	if export.May(r.p.s.d) {
		r.line.Add(parts.NewButton(lang.L("Export"), parts.Quiet, r.exported).AsSmall().WithIcon("download").WithKey("Ctrl E"))
	}
	r.line.Refresh()
}

// exported takes the figures out, or the decisions when they are in view.
func (r *running) exported() {
	if r.why != nil {
		r.why.export()
		return
	}
	r.export()
}

func (r *running) back() {
	if r.why != nil {
		r.why = nil
		r.show()
		r.showActs()
		return
	}
	r.stop()
	r.p.running = nil
	r.p.show()
}

// stop ends the simulation; what was found so far stays in view and is not kept.
func (r *running) stop() {
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
		r.count.Set(lang.L("Stopped after {{.Done}} of {{.All}} runs", map[string]any{"Done": chart.Count(r.done.Runs), "All": chart.Count(r.done.Of)}))
		r.showActs()
	}
}

// start runs the scenario. Frames are drawn at most ten times a second: the
// simulation waits for none of them.
func (r *running) start() {
	n, seed, err := r.draw.asked()
	if err != nil {
		return
	}
	r.stop()
	r.p.s.unfocus()
	r.done, r.kept, r.why, r.wrong, r.seed = lab.Outcome{}, false, nil, nil, seed
	r.bar.Set(0)
	r.count.Set("")
	r.show()
	ctx, cancel := context.WithCancel(r.p.s.ctx)
	r.cancel = cancel
	r.showActs()
	d := r.p.s.d
	background.Run(ctx, d.Stage, func(ctx context.Context) (lab.Outcome, error) {
		plan, err := sim.NewPlan(r.s)
		if err != nil {
			return lab.Outcome{}, err
		}
		var last time.Time
		return lab.Watch(ctx, plan, n, seed, func(done, total int, sofar func() lab.Outcome) {
			if now := d.Now(); now.Sub(last) >= frame && ctx.Err() == nil {
				last = now
				o := sofar()
				d.Stage.Show(func() { r.frame(ctx, o) })
			}
		})
	}, func(o lab.Outcome, err error) {
		r.cancel = nil
		if r.wrong = err; err == nil {
			r.done = o
		}
		r.show()
		r.showActs()
		d.Trace("ran", map[string]any{"runs": o.Runs, "calls": o.Calls})
	})
}

// frame shows what was found so far.
func (r *running) frame(ctx context.Context, o lab.Outcome) {
	if ctx.Err() == nil && r.cancel != nil {
		r.done = o
		r.show()
	}
}

func (r *running) show() {
	o := r.done
	if o.Of > 0 {
		r.bar.Set(float64(o.Runs) / float64(o.Of))
		r.count.Set(lang.L("{{.Done}} of {{.All}} runs", map[string]any{"Done": chart.Count(o.Runs), "All": chart.Count(o.Of)}) + "  " + lang.L("{{.N}} calls", map[string]any{"N": chart.Count(int(o.Calls))}))
	}
	switch {
	case r.wrong != nil:
		swap(r.body, parts.Inset(12, 24, 12, 24, parts.Stack(0, parts.Banner(parts.TintBad, r.p.s.say(r.wrong), "", nil))))
	case r.why != nil:
		swap(r.body, r.why.content)
	case o.Runs == 0:
		swap(r.body, parts.Inset(12, 24, 12, 24, parts.Stack(0, parts.Label(lang.L("The first run is on its way …")))))
	case r.view == 1:
		swap(r.body, r.sheet().content())
	default:
		swap(r.body, r.results())
	}
}

func (r *running) keep() {
	if r.done.Runs == 0 || r.cancel != nil || r.kept {
		return
	}
	name := lang.L("{{.N}} runs, seed {{.Seed}}", map[string]any{"N": r.done.Runs, "Seed": r.seed})
	r.kept = true
	keepStudy(r.p.s, lab.Study{ScenarioID: r.of.ID, Revision: r.of.Revision, Kind: lab.OneRun, Name: name}, r.done)
	r.showActs()
}

// keepStudy keeps a result in the workspace.
func keepStudy(s *Screen, st lab.Study, result any) {
	blob, err := json.Marshal(result)
	if err != nil {
		s.d.Fail(err)
		return
	}
	st.Result = blob
	background.Run(context.Background(), s.d.Stage, func(ctx context.Context) (string, error) { return s.d.Lab.KeepStudy(ctx, s.d.Actor, st) }, func(id string, err error) {
		s.d.Fail(err)
		if err == nil {
			s.d.Toast(lang.L("Result kept with the scenario"), nil)
			s.d.Trace("study", map[string]any{"id": id})
		}
	})
}

// restore shows a kept run.
func (r *running) restore(st lab.Study) {
	r.done.Seed = r.seed // of results that do not tell
	r.wrong = json.Unmarshal(st.Result, &r.done)
	r.seed = r.done.Seed
	r.kept = true
	r.show()
	r.count.Set(st.Name + "  " + st.MadeBy + " " + r.p.s.d.Moment(st.MadeAt))
	r.showActs()
}

func (r *running) actions() []desk.Action {
	busy := r.cancel != nil
	acts := []desk.Action{
		{Menu: desk.ViewMenu, Label: lang.L("Back"), Bare: fyne.KeyEscape, Do: r.back, GapBefore: true},
		{Menu: desk.ReviewMenu, Label: lang.L("Run"), Bare: fyne.KeyR, Do: r.start, Off: busy},
		{Menu: desk.ReviewMenu, Label: lang.L("Stop"), Bare: fyne.KeyS, Do: r.stop, Off: !busy},
		{Menu: desk.ReviewMenu, Label: lang.L("Keep result"), Bare: fyne.KeyK, Do: r.keep, Off: busy || r.kept || r.done.Runs == 0},
		{Menu: desk.FileMenu, Label: lang.L("Write the queue_log of the first run"), Bare: fyne.KeyL, Do: r.writeLog, Off: busy || r.done.Runs == 0},
		{Menu: desk.ViewMenu, Label: lang.L("Every figure with its formula"), Bare: fyne.KeyF, Do: func() { r.views.Choose(1 - r.view) }, Off: r.done.Runs == 0 || r.why != nil},
		{Menu: desk.ReviewMenu, Label: lang.L("Why"), Bare: fyne.KeyY, Do: r.openWhy, Off: busy || r.done.Runs == 0},
	}
	if y := r.why; y != nil {
		acts = append(acts, desk.Action{Menu: desk.ViewMenu, Label: lang.L("The tale of a call"), Bare: fyne.KeyC, Do: y.find},
			desk.Action{Menu: desk.ViewMenu, Label: lang.L("All waiting calls of a decision"), Bare: fyne.KeyW, Do: y.side.flip})
	}
	if export.May(r.p.s.d) {
		label, none := lang.L("Export these figures"), r.done.Runs == 0
		if r.why != nil {
			label, none = lang.L("Export these decisions"), len(r.why.shown) == 0
		}
		acts = append(acts, export.Action(label, r.exported, none))
	}
	return acts
}
