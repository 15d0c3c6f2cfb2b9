package practice

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	engine "shifu/routing/practice"
	"shifu/routing/sim"
)

// sideView is the panel at the right: the load ratio, the tiers, the wall of
// agents, the critical tasks and the log; or what is about to be ordered.
type sideView struct {
	r       *room
	ratio   *parts.Text
	scale   *parts.LoadScale
	tiers   *fyne.Container
	wallOf  *parts.Text
	wall    *parts.SeatWall
	states  *fyne.Container
	log     *fyne.Container
	lower   *fyne.Container
	stack   *fyne.Container
	points  *parts.Text
	shown   string // what the tiers were drawn for
	logged  string
	said    string
	content *fyne.Container
}

func newSideView(r *room) *sideView {
	v := &sideView{r: r, ratio: parts.PageHead(""), tiers: parts.Stack(0), wallOf: parts.Strong(""), wall: parts.NewSeatWall(), states: parts.Over(), log: parts.Stack(0), lower: parts.Over(), points: parts.Second("")}
	v.scale = parts.NewLoadScale(chart.Scale{Low: .6, High: 2.4}, parts.ScaleStep{From: 1.2, Word: v.at("yellow", "1.2"), Tone: look.WarnM},
		parts.ScaleStep{From: 1.5, Word: v.at("orange", "1.5"), Tone: look.CustomerM}, parts.ScaleStep{From: 2, Word: v.at("red", "2.0"), Tone: look.BadM})
	head := parts.Inset(8, 16, 6, 16, parts.Stack(0, parts.Row(8, parts.Strong(lang.L("Load ratio")), parts.Gap(), v.ratio), v.scale))
	v.content = parts.Dock(parts.Stack(0, head, parts.NewHairline()), nil, nil, nil, v.lower)
	v.showLower()
	return v
}

// at names a threshold by its colour where the word is short.
func (v *sideView) at(colour, ratio string) string {
	if v.r.s.d.Settings.Language != words.Chinese {
		return ratio
	}
	return lang.L(colour) + " " + ratio
}

// showLower shows the floor, or the order that is being thought about.
func (v *sideView) showLower() {
	if v.r.asks != nil {
		swap(v.lower, v.r.asks.content)
		return
	}
	wall := parts.Inset(8, 16, 6, 16, parts.Stack(5, v.wallOf, v.wall, v.states))
	links := parts.Row(6, parts.NewLink(lang.L("Critical tasks"), v.r.askTasks), parts.NewKeyBadge("T"), parts.Gap(), parts.NewLink(lang.L("Review the shift"), v.r.review), parts.NewKeyBadge("R"))
	log := parts.Inset(6, 16, 8, 16, parts.Stack(2, parts.Row(8, parts.Strong(lang.L("Just now")), parts.Gap(), v.points), links, v.log))
	v.stack = parts.Stack(0, v.tiers, wall, parts.NewHairline(), log)
	swap(v.lower, parts.Scrolling(v.stack))
}

// show puts figures in place; the tiers, forty rows whose minutes count on, are
// drawn no more often than the charts.
func (v *sideView) show(due bool) {
	f := v.r.pic.frame
	tone := look.Ink
	switch {
	case f.Ratio >= 2:
		tone = look.Bad
	case f.Ratio >= 1.2:
		tone = look.Warn
	}
	v.ratio.SetTone(chart.Number(f.Ratio, 2), tone)
	v.scale.Set(f.Ratio)
	v.points.Set(lang.L("points {{.N}}", map[string]any{"N": chart.Number(f.Points, 0)}))
	tiers, wall, log := due && v.showTiers(), v.showWall(), v.showLog()
	if v.stack != nil && (tiers || wall || log) {
		v.stack.Refresh() // what changed may be higher now
	}
}

// showTiers draws the tiers again where anything of them changed; the show
// functions say whether that may have changed their height.
func (v *sideView) showTiers() bool {
	f := v.r.pic.frame
	key := fmt.Sprint(v.r.dueFor, v.r.due != nil && v.r.due.done)
	for _, t := range f.Tiers {
		key += fmt.Sprint(t.Open, t.Due, t.People, minutes(t.Cooldown), minutes(f.At-t.Since))
	}
	if key == v.shown {
		return false
	}
	v.shown = key
	v.tiers.Objects = nil
	for n := range f.Tiers {
		v.tiers.Add(parts.Inset(7, 16, 7, 16, v.tier(n, f.Tiers[n])))
		v.tiers.Add(parts.NewHairline())
	}
	v.tiers.Refresh()
	return true
}

func (v *sideView) tier(n int, t engine.Tier) fyne.CanvasObject {
	f := v.r.pic.frame
	pill := parts.NewPill(lang.L("at {{.Ratio}}", map[string]any{"Ratio": chart.Number(t.From, 2)}), parts.StateNA).WithIcon("lock")
	switch {
	case t.Open:
		pill = parts.NewPill(lang.L("open for {{.N}} min", map[string]any{"N": int((f.At - t.Since).Minutes())}), parts.StateGood)
	case t.Due:
		pill = parts.NewPill(lang.L("may be opened"), parts.StateWarn)
	case n == 0:
		pill = parts.NewPill(lang.L("at any time"), parts.StatePlain)
	}
	box := parts.Stack(1, parts.Row(8, parts.Grow(parts.Strong(tierWord(n)).Cutting()), pill))
	for i, p := range t.Parts {
		if i == 4 && len(t.Parts) > 5 && n != 0 {
			box.Add(v.part(lang.L("the others"), rest(t.Parts[4:]), lang.L("{{.N}} min", map[string]any{"N": int(t.Parts[4].Lead.Minutes())})))
			break
		}
		when := minutes(p.Lead)
		if t.Open && p.Seated > 0 {
			when = lang.L("there")
		}
		box.Add(v.part(p.Name.In(v.r.s.d.Settings.Language), max(p.People, p.Seated), when))
	}
	if d := v.r.due; d != nil && d.done && !t.Open && d.tier == n {
		box.Add(parts.Inset(4, 0, 2, 0, v.foreseen(d)))
	}
	return box
}

func rest(all []engine.Part) int {
	sum := 0
	for _, p := range all {
		sum += max(p.People, p.Seated)
	}
	return sum
}

func (v *sideView) part(word string, people int, when string) fyne.CanvasObject {
	n := chart.None
	if people > 0 {
		n = lang.L("{{.N}} people", map[string]any{"N": people})
	}
	return parts.High(19, parts.Row(8, parts.Room(look.Scaled(8), 0), parts.Grow(parts.Second(word).Cutting()), parts.Fix(look.Scaled(56), 0, parts.Second(n).Trailing()), parts.Fix(look.Scaled(46), 0, parts.Label(when).Trailing())))
}

// foreseen is what opening a tier is likely to bring, with the act.
func (v *sideView) foreseen(d *dueLook) fyne.CanvasObject {
	o := d.outlook
	box := parts.Stack(3, parts.Label(lang.L("If it is opened, within 30 min")), changeRow(lang.L("95598 answers"), o.Helped))
	if o.Lends {
		box.Add(changeRow(lang.L("Worst lender"), o.Lenders))
	}
	act := parts.NewButton(tierAct(d.tier), parts.Main, func() { v.r.propose(engine.OpenTier) }).AsSmall().WithKey("2")
	foot := parts.Row(8, parts.Grow(parts.Label(lang.L("{{.N}} people, ≈ {{.Cost}}", map[string]any{"N": o.People, "Cost": money(o.Terms.Cost)})).Cutting()), act)
	return parts.Stack(6, parts.Over(parts.NewFrame(look.Clear, look.Line2, look.RadiusButton), parts.Inset(5, 8, 5, 8, box)), foot)
}

func tierAct(n int) string {
	if n == 0 {
		return lang.L("Open step 0")
	}
	return lang.L("Open tier {{.Tier}}", map[string]any{"Tier": n})
}

// changeRow shows a share before and after, with the middle 80 % of futures.
func changeRow(word string, c engine.Change) fyne.CanvasObject {
	tone := look.Ink
	switch {
	case c.After-c.Before > c.Half:
		tone = look.Good
	case c.Before-c.After > c.Half:
		tone = look.Bad
	}
	return parts.High(19, parts.Row(6, parts.Grow(parts.Second(word).Cutting()), parts.Body(chart.Number(100*c.Before, 0)), parts.NewIcon("forward", 12, look.Ink3),
		parts.Strong(chart.Number(100*c.After, 0)).Toned(tone), parts.Fix(look.Scaled(74), 0, parts.Label(lang.L("{{.From}} to {{.To}}", map[string]any{"From": chart.Number(100*c.Low, 0), "To": chart.Number(100*c.High, 0)})).Trailing())))
}

var seatTones = map[sim.State]look.Token{sim.Ready: look.GoodM, sim.Ringing: look.AgentM, sim.Talking: look.AgentM, sim.Holding: look.AgentM, sim.WrapUp: look.Accent, sim.NotReady: look.NaM}

func (v *sideView) showWall() bool {
	seats := make([]parts.WallSeat, 0, len(v.r.pic.wall))
	counts := map[look.Token]int{}
	lent := 0
	for _, s := range v.r.pic.wall {
		tone, ok := seatTones[s.State]
		if !ok {
			continue
		}
		counts[tone]++
		if s.Lent {
			lent++
		}
		seats = append(seats, parts.WallSeat{Tone: tone, Lent: s.Lent})
	}
	grown := v.wall.Set(seats)
	there, way := len(seats), 0
	if row := v.r.row(v.r.of); row != nil {
		there, way = row.Staffed, row.Travelling
	}
	text := lang.L("{{.Project}}: {{.N}} there", map[string]any{"Project": v.r.name(v.r.of), "N": there})
	if way > 0 {
		text += lang.L(", {{.N}} on their way", map[string]any{"N": way})
	}
	v.wallOf.Set(text)
	said := fmt.Sprint(counts, lent)
	if said == v.said {
		return grown
	}
	v.said = said
	swap(v.states, parts.Lines(8, look.Scaled(266), swatch(look.AgentM, lang.L("talking {{.N}}", map[string]any{"N": counts[look.AgentM]})), swatch(look.Accent, lang.L("wrap-up {{.N}}", map[string]any{"N": counts[look.Accent]})),
		swatch(look.GoodM, lang.L("ready {{.N}}", map[string]any{"N": counts[look.GoodM]})), swatch(look.NaM, lang.L("not ready {{.N}}", map[string]any{"N": counts[look.NaM]})),
		parts.Label(lang.L("hollow: lent {{.N}}", map[string]any{"N": lent}))))
	return grown
}

func (v *sideView) showLog() bool {
	f := v.r.pic.frame
	n := min(len(f.Log), 12)
	key := fmt.Sprint(len(f.Log), n)
	if n > 0 {
		key += fmt.Sprint(f.Log[0].At, v.r.lineText(f.Log[0]))
	}
	if key == v.logged {
		return false
	}
	v.logged = key
	v.log.Objects = nil
	begins := v.r.p.session.Scenario().Begins
	for _, l := range f.Log[:n] {
		ink := look.Ink2
		if l.Event != nil || l.Limit != nil {
			ink = look.Warn
		}
		v.log.Add(parts.Row(8, parts.Fix(look.Scaled(38), 0, parts.Label(hour(begins+l.At))), parts.Grow(parts.NewParagraph(v.r.lineText(l), look.TextLabel, ink))))
	}
	if n == 0 {
		v.log.Add(parts.Label(lang.L("Nothing happened yet.")))
	}
	v.log.Refresh()
	return true
}

// dueLook is what opening the next tier is likely to bring.
type dueLook struct {
	tier    int
	outlook engine.Outlook
	done    bool
}

// foresee forecasts the next tier once it may be opened.
func (r *room) foresee() {
	f := r.pic.frame
	tier := -1
	for n, t := range f.Tiers {
		if t.Due && !t.Open && t.Cooldown <= 0 {
			tier = n
			break
		}
	}
	if tier < 0 || f.Over {
		r.due, r.dueFor = nil, ""
		return
	}
	key := fmt.Sprint(tier, int(f.At/engine.Quarter))
	now := r.s.d.Now()
	if key == r.dueFor || r.runs && r.due != nil && r.due.tier == tier && now.Sub(r.foresaw) < foreseeEvery {
		return
	}
	r.dueFor, r.foresaw = key, now
	d := &dueLook{tier: tier}
	fork := r.p.fork()
	background.Run(r.ctx, r.s.d.Stage, func(ctx context.Context) (engine.Outlook, error) {
		return fork.Forecast(ctx, engine.Order{Deed: engine.OpenTier, Project: engine.Emergency, Tier: tier})
	}, func(o engine.Outlook, err error) {
		if err != nil || r.dueFor != key {
			return // it can't be opened just now
		}
		d.outlook, d.done = o, true
		r.due = d
		if r.side.showTiers() && r.side.stack != nil {
			r.side.stack.Refresh()
		}
	})
}
