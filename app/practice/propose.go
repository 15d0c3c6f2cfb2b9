package practice

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	engine "shifu/routing/practice"
)

// proposal is an order that is being thought about: what it asks for, and what
// it is likely to bring. The clock stands still meanwhile.
type proposal struct {
	r       *room
	deeds   []engine.Deed
	choices []engine.Choice
	at      int
	order   engine.Order
	wrong   error
	outlook *engine.Outlook
	asked   context.CancelFunc
	below   *fyne.Container
	content *fyne.Container
}

// propose thinks about the first order of a deed that can be given for the
// project that is looked at.
func (r *room) propose(deeds ...engine.Deed) {
	if r.pic.frame == nil || r.pic.frame.Over {
		return
	}
	of := r.of
	if deeds[0] == engine.OpenTier {
		of = engine.Emergency
	}
	p := &proposal{r: r, deeds: deeds, below: parts.Over(), content: parts.Over()}
	for _, c := range r.p.choices(of) {
		if slices.Contains(deeds, c.Order.Deed) {
			p.choices = append(p.choices, c)
		}
	}
	if len(p.choices) == 0 {
		r.s.d.Toast(lang.L("{{.Project}} has nothing for this.", map[string]any{"Project": r.name(of)}), nil)
		return
	}
	p.at = max(slices.IndexFunc(p.choices, func(c engine.Choice) bool { return c.Refused == nil }), 0)
	r.asks = p
	p.choose(p.at)
	r.side.showLower()
	r.s.d.Changed()
}

func (p *proposal) choose(i int) {
	p.at = i
	p.order = p.choices[i].Order
	p.build()
	p.ask()
}

// build shows the fields of the order.
func (p *proposal) build() {
	names := make([]string, len(p.choices))
	for i, c := range p.choices {
		names[i] = p.name(c)
	}
	head := parts.NewParagraph(p.r.orderText(p.order), look.TextPanel, look.Ink)
	head.Bold, head.Width = true, 266
	box := parts.Stack(6, head)
	if len(p.choices) > 1 {
		box.Add(parts.NewSelect(names, p.at, p.choose).Wide(260))
	}
	switch p.order.Deed {
	case engine.Lend, engine.GiveBack, engine.KeepLonger:
		box.Add(p.field(lang.L("People"), p.order.Count, func(n int) { p.order.Count = n }))
	}
	switch p.order.Deed {
	case engine.KeepLonger, engine.MoveBreaks:
		hours := []int{1, 2, 3}
		at := max(slices.Index(hours, int(p.order.For/time.Hour)), 0)
		box.Add(parts.Row(8, parts.Fix(look.Scaled(70), 0, parts.Second(lang.L("For so long"))), parts.NewSegments([]string{lang.L("{{.N}} h", map[string]any{"N": 1}), lang.L("{{.N}} h", map[string]any{"N": 2}), lang.L("{{.N}} h", map[string]any{"N": 3})}, at, func(i int) {
			p.order.For = time.Duration(hours[i]) * time.Hour
			p.build()
			p.ask()
		})))
	}
	box.Add(p.below)
	acts := parts.Row(8, parts.NewButton(lang.L("Leave it"), parts.Plain, p.drop).WithKey("Esc"), parts.Gap(), parts.NewButton(lang.L("Order it"), parts.Main, p.give).WithIcon("check").WithKey("Enter"))
	box.Add(acts)
	box.Add(parts.Label(lang.L("The clock stands still meanwhile.")))
	swap(p.content, parts.Scrolling(parts.Inset(10, 16, 10, 16, box)))
	p.showBelow()
}

// name is a choice in a few words.
func (p *proposal) name(c engine.Choice) string {
	text := ""
	switch o := c.Order; o.Deed {
	case engine.OpenTier, engine.CloseTier:
		text = tierWord(o.Tier)
	case engine.Lend:
		text = lang.L("{{.From}} lends", map[string]any{"From": p.r.name(o.From)})
	case engine.GiveBack:
		text = lang.L("back to {{.From}}", map[string]any{"From": p.r.name(o.From)})
	case engine.Preset:
		text = engine.PresetText(o.Preset).In(p.r.s.d.Settings.Language)
	case engine.Urgent:
		text = engine.KindText(o.Kind).In(p.r.s.d.Settings.Language)
	default:
		text = deedWord(o.Deed)
	}
	if c.Refused != nil {
		text += "  " + lang.L("not now")
	}
	return text
}

func (p *proposal) field(word string, n int, set func(int)) fyne.CanvasObject {
	e := parts.NewEntry("").Wide(56)
	e.SetText(strconv.Itoa(n))
	change := func(v int) { set(v); p.ask() }
	e.OnChanged = func(t string) {
		v, err := strconv.Atoi(t)
		if e.SetWrong(err != nil || v < 1); err == nil && v > 0 {
			change(v)
		}
	}
	step := func(by int) func() {
		return func() {
			if v, err := strconv.Atoi(e.Text()); err == nil {
				e.SetText(strconv.Itoa(max(v+by, 1)))
			}
		}
	}
	return parts.Row(8, parts.Fix(look.Scaled(70), 0, parts.Second(word)), parts.NewButton("−", parts.Plain, step(-1)).AsSmall(), parts.Fix(look.Scaled(60), 0, e), parts.NewButton("+", parts.Plain, step(+1)).AsSmall())
}

// ask forecasts the next half hour with the order.
func (p *proposal) ask() {
	if p.asked != nil {
		p.asked()
	}
	ctx, cancel := context.WithCancel(p.r.ctx)
	p.asked = cancel
	p.outlook, p.wrong = nil, nil
	p.showBelow()
	fork, o := p.r.p.fork(), p.order
	background.Run(ctx, p.r.s.d.Stage, func(ctx context.Context) (engine.Outlook, error) { return fork.Forecast(ctx, o) }, func(out engine.Outlook, err error) {
		p.wrong = err
		if err == nil {
			p.outlook = &out
		}
		p.showBelow()
		p.r.s.d.Trace("forecast", map[string]any{"deed": o.Deed.String(), "ok": err == nil})
	})
}

func (p *proposal) showBelow() {
	l := p.r.s.d.Settings.Language
	switch {
	case p.wrong != nil:
		why := parts.NewParagraph(words.Sentence(l, p.wrong), look.TextLabel, look.Bad)
		why.Width = 244
		swap(p.below, parts.Row(4, parts.NewIcon("xcircle", 13, look.Bad), parts.Grow(why)))
	case p.outlook == nil:
		swap(p.below, parts.Label(lang.L("Looking half an hour ahead …")))
	default:
		o := p.outlook
		box := parts.Stack(3, parts.Label(lang.L("Within 30 min, in {{.N}} possible futures", map[string]any{"N": o.Runs})), changeRow(lang.L("{{.Project}} answers", map[string]any{"Project": p.r.name(p.order.Project)}), o.Helped))
		if o.Lends && o.People > 0 && (p.order.Deed == engine.Lend || p.order.Deed == engine.OpenTier) {
			box.Add(changeRow(lang.L("Worst lender"), o.Lenders))
		}
		box.Add(parts.High(19, parts.Row(6, parts.Grow(parts.Second(lang.L("Callers lost in all"))), parts.Body(chart.Number(o.Lost.Before, 0)), parts.NewIcon("forward", 12, look.Ink3), parts.Strong(chart.Number(o.Lost.After, 0)),
			parts.Fix(look.Scaled(74), 0, parts.Label(lang.L("{{.From}} to {{.To}}", map[string]any{"From": chart.Number(o.Lost.Low, 0), "To": chart.Number(o.Lost.High, 0)})).Trailing()))))
		terms := []fyne.CanvasObject{parts.Label(lang.L("works: {{.When}}", map[string]any{"When": minutes(o.Terms.Lead)}))}
		if o.Terms.Cost > 0 {
			terms = append(terms, parts.Label(lang.L("about {{.Cost}}", map[string]any{"Cost": money(o.Terms.Cost)})))
		}
		terms = append(terms, parts.Label(lang.L("again in {{.When}}", map[string]any{"When": minutes(o.Terms.Cooldown)})))
		swap(p.below, parts.Stack(6, parts.Over(parts.NewFrame(look.Clear, look.Line2, look.RadiusButton), parts.Inset(6, 8, 6, 8, box)), parts.Lines(8, look.Scaled(262), terms...)))
	}
}

// give orders it.
func (p *proposal) give() {
	if err := p.r.p.do(p.order); err != nil {
		p.wrong = err
		p.showBelow()
		return
	}
	p.r.s.d.Trace("ordered", map[string]any{"deed": p.order.Deed.String(), "project": p.order.Project})
	p.r.fresh, p.r.due, p.r.dueFor = true, nil, ""
	p.drop()
	p.r.keep()
	p.r.look()
}

// drop thinks no more about it.
func (p *proposal) drop() {
	if p.asked != nil {
		p.asked()
	}
	p.r.asks = nil
	p.r.ticked = p.r.s.d.Now()
	p.r.side.showLower()
	p.r.s.d.Changed()
}
