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
	"shifu/internal/fault"
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
	runs    string
	seed    string
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
	head    *fyne.Container
	views   *parts.Segments
	content *fyne.Container
}

func newRunning(p *scenarios, of lab.Scenario, s *routing.Scenario) *running {
	st := p.s.state
	r := &running{p: p, of: of, s: s, runs: plain(float64(max(st.Runs, 1))), seed: plain(float64(st.Seed)), body: parts.Over(), acts: parts.Row(6), content: parts.Over()}
	if s.Horizon.Calls > 0 {
		r.runs = "4"
	}
	r.bar, r.count = parts.NewProgressLine(0, 120), parts.Label("").Cutting()
	r.views = parts.NewSegments([]string{lang.L("The day"), lang.L("Every figure")}, 0, func(i int) { r.view = i; r.show() })
	r.layout()
	return r
}

func (r *running) layout() {
	runs := parts.NewEntry("").Wide(56)
	runs.SetText(r.runs)
	runs.OnChanged = func(t string) { r.runs = t; runs.SetWrong(r.asked() != nil) }
	seed := parts.NewEntry("").Wide(56)
	seed.SetText(r.seed)
	seed.OnChanged = func(t string) { r.seed = t; seed.SetWrong(r.asked() != nil) }
	r.head = parts.Row(8, parts.NewButton(lang.L("Back"), parts.Quiet, r.back).WithIcon("back").WithKey("Esc").AsSmall(), parts.Grow(parts.PanelHead(r.of.Name).Cutting()),
		parts.Label(lang.L("Runs")), parts.Fix(0, 0, runs), parts.Label(lang.L("Seed")), parts.Fix(0, 0, seed), r.acts)
	line := parts.Row(10, r.views, parts.NewKeyBadge("F"), parts.Grow(r.bar), parts.Fix(look.Scaled(230), 0, r.count))
	swap(r.content, parts.Dock(parts.Stack(0, parts.Inset(10, 24, 6, 16, r.head), parts.Inset(0, 24, 6, 24, line), parts.NewHairline()), nil, nil, nil, r.body))
	r.showActs()
}

func (r *running) asked() error {
	n, ok := number(r.runs)
	seed, fine := number(r.seed)
	if !ok || !fine || n != float64(int(n)) || n < 1 || n > lab.MostRuns || seed < 0 || seed != float64(uint64(seed)) {
		return fault.New(fault.Invalid, "Runs are a whole number from 1 to {{.Most}}, a seed is a whole number.", fault.Values{"Most": lab.MostRuns})
	}
	return nil
}

func (r *running) showActs() {
	r.acts.Objects = nil
	switch {
	case r.cancel != nil:
		r.acts.Add(parts.NewButton(lang.L("Stop"), parts.Plain, r.stop).WithIcon("cancel").WithKey("S"))
	default:
		if r.done.Runs > 0 {
			r.acts.Add(parts.NewButton(lang.L("Why"), parts.Plain, r.openWhy).WithIcon("help").WithKey("Y"))
			if !r.kept {
				r.acts.Add(parts.NewButton(lang.L("Keep result"), parts.Plain, r.keep).WithKey("K"))
			}
		}
		r.acts.Add(parts.NewButton(lang.L("Run"), parts.Main, r.start).WithIcon("play").WithKey("R"))
	}
	r.acts.Refresh()
	r.head.Refresh()
	r.p.s.d.Changed()
}

func (r *running) back() {
	if r.why != nil {
		r.why = nil
		r.show()
		r.p.s.d.Changed()
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
		r.count.Set(lang.L("Stopped after {{.Done}} of {{.All}} runs", map[string]any{"Done": r.done.Runs, "All": r.done.Of}))
		r.showActs()
	}
}

// start runs the scenario. Frames are drawn at most ten times a second: the
// simulation waits for none of them.
func (r *running) start() {
	if r.wrong = r.asked(); r.wrong != nil {
		r.show()
		return
	}
	r.stop()
	r.done, r.kept, r.why = lab.Outcome{}, false, nil
	n, _ := number(r.runs)
	seed, _ := number(r.seed)
	r.p.s.state.Runs, r.p.s.state.Seed = int(n), uint64(seed)
	r.p.s.remember()
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
		return lab.Watch(ctx, plan, int(n), uint64(seed), func(done, total int, sofar func() lab.Outcome) {
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
		r.count.Set(lang.L("{{.Done}} of {{.All}} runs", map[string]any{"Done": o.Runs, "All": o.Of}) + "  " + lang.L("{{.N}} calls", map[string]any{"N": chart.Count(int(o.Calls))}))
	}
	switch {
	case r.wrong != nil:
		swap(r.body, parts.Inset(12, 24, 12, 24, parts.Stack(0, parts.Banner(parts.TintBad, r.p.s.say(r.wrong), "", nil))))
	case r.why != nil:
		swap(r.body, r.why.content)
	case o.Runs == 0:
		swap(r.body, parts.Room(0, 0))
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
	name := lang.L("{{.N}} runs, seed {{.Seed}}", map[string]any{"N": r.done.Runs, "Seed": r.p.s.state.Seed})
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
	r.wrong = json.Unmarshal(st.Result, &r.done)
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
		label, do, none := lang.L("Export these figures"), r.export, r.done.Runs == 0
		if r.why != nil {
			label, do, none = lang.L("Export these decisions"), r.why.export, len(r.why.shown) == 0
		}
		acts = append(acts, export.Action(label, do, none))
	}
	return acts
}
