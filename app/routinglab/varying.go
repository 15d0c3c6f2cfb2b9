package routinglab

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/routing/lab"
)

// varying shows what matters most in a scenario: every parameter turned by
// itself, or one over a range.
type varying struct {
	*study
	one      bool // one parameter over a range
	lever    int
	only     string
	by       string // percent
	from, to string // percent of today's value
	typed    amiss
	turned
}

// turned is what was found: one of the two.
type turned struct {
	tornado lab.Tornado
	curve   lab.Curve
}

func newVarying(s *Screen) *varying {
	p := &varying{by: "20", from: "70", to: "130", lever: 3}
	p.study = newStudy(s, p, 206, studyWords{icon: "trend", act: lang.L("Vary"), nothing: lang.L("Nothing to vary"), title: lang.L("What matters most?"),
		text: lang.L("Calls, handling time, patience, agents: each is turned a little, and you see which one moves the service.")})
	return p
}

func (p *varying) none() bool { return len(p.tornado.Turns)+len(p.curve.Points) == 0 }

// rechosen forgets the type or group of another scenario.
func (p *varying) rechosen() { p.only = "" }

func (p *varying) form(k *lab.Scenario) {
	p.left.Add(parts.Strong(lang.L("What is varied")))
	at := 0
	if p.one {
		at = 1
	}
	p.left.Add(parts.Inset(6, 0, 8, 0, parts.NewSegments([]string{lang.L("Each by itself"), lang.L("One")}, at, func(i int) { p.one = i == 1; p.build(); p.show() })))
	said := parts.Stack(0)
	p.typed = amiss{told: func(err error) { p.tell(said, err) }}
	percent := func(word, subject string, least, most float64, at *string) fyne.CanvasObject {
		e := p.s.entryField(*at, 56, p.start)
		p.typed.watch(e, subject, span{least: least, most: most}, func(t string, _ float64) { *at = t })
		return row(word, 60, parts.Fix(look.Scaled(60), 0, e), parts.Label("%"))
	}
	if !p.one {
		p.left.Add(percent(lang.L("by"), lang.L("The change in percent"), 1, 90, &p.by))
		p.left.Add(parts.NewParagraph(lang.L("Each parameter is turned down and up by this share, the others stay."), look.TextLabel, look.Ink3))
		p.left.Add(said)
		return
	}
	names := make([]string, len(lab.Levers))
	for i, l := range lab.Levers {
		names[i] = leverWords.Of(l)
	}
	p.left.Add(parts.NewSelect(names, p.lever, func(i int) { p.lever, p.only = i, ""; p.build() }).Wide(206))
	p.left.Add(parts.Inset(6, 0, 6, 0, p.onlySelect(k)))
	p.left.Add(percent(lang.L("from"), lang.L("The lower end in percent"), 100*lab.LeastFactor, 100*lab.MostFactor, &p.from))
	p.left.Add(percent(lang.L("to"), lang.L("The upper end in percent"), 100*lab.LeastFactor, 100*lab.MostFactor, &p.to))
	p.left.Add(parts.NewParagraph(lang.L("In nine steps of the value as it stands; all see the same calls."), look.TextLabel, look.Ink3))
	p.left.Add(said)
}

// tell says below the fields what is amiss with them.
func (p *varying) tell(in *fyne.Container, err error) {
	in.Objects = nil
	if err != nil {
		text := parts.NewParagraph(p.s.say(err), look.TextLabel, look.Bad)
		text.Width = look.Scaled(p.wide)
		in.Objects = []fyne.CanvasObject{parts.Room(0, 8), text}
	}
	p.left.Refresh()
}

// onlySelect narrows a lever to one type or group.
func (p *varying) onlySelect(k *lab.Scenario) fyne.CanvasObject {
	ids, names := []string{""}, []string{lang.L("in all types")}
	s, err := k.Read()
	if err != nil {
		return parts.Room(0, 0)
	}
	if lab.Levers[p.lever].OfGroups() {
		names[0] = lang.L("in all groups")
		for _, g := range s.Groups {
			ids, names = append(ids, g.Name), append(names, g.Name)
		}
	} else {
		for _, t := range s.Types {
			ids, names = append(ids, t.Name), append(names, t.Name)
		}
	}
	at := 0
	for i, id := range ids {
		if id == p.only {
			at = i
		}
	}
	return parts.NewSelect(names, at, func(i int) { p.only = ids[i] }).Wide(206)
}

const steps = 9

// asked reads the form: what is to be worked out.
func (p *varying) asked(k *lab.Scenario) (func(ctx context.Context, runs int, seed uint64) (turned, error), error) {
	s, err := k.Read()
	if err != nil {
		return nil, err
	}
	if err := p.typed.first(); err != nil {
		return nil, err
	}
	by, _ := number(p.by)
	from, _ := number(p.from)
	to, _ := number(p.to)
	if p.one && from >= to {
		return nil, fault.New(fault.Invalid, "A range is two numbers, the smaller first.", nil)
	}
	if !p.one {
		return func(ctx context.Context, runs int, seed uint64) (f turned, err error) {
			f.tornado, err = lab.Twist(ctx, s, by/100, runs, seed, p.moved(ctx))
			return f, err
		}, nil
	}
	factors := make([]float64, steps)
	for i := range factors {
		factors[i] = (from + (to-from)*float64(i)/(steps-1)) / 100
	}
	lever, only := lab.Levers[p.lever], p.only
	return func(ctx context.Context, runs int, seed uint64) (f turned, err error) {
		f.curve, err = lab.Vary(ctx, s, lever, only, factors, runs, seed, p.moved(ctx))
		return f, err
	}, nil
}

func (p *varying) start() {
	k := p.base()
	if k == nil {
		return
	}
	turn, err := p.asked(k)
	if err != nil {
		p.fail(err)
		return
	}
	ctx, runs, seed, ok := p.launch(k, func() { p.turned = turned{} })
	if !ok {
		return
	}
	background.Run(ctx, p.s.d.Stage, func(ctx context.Context) (turned, error) { return turn(ctx, runs, seed) }, func(f turned, err error) {
		p.turned = f
		p.ended(err)
		p.s.d.Trace("varied", map[string]any{"levers": len(f.tornado.Turns), "points": len(f.curve.Points)})
	})
}

func (p *varying) result() (lab.Study, any) {
	if len(p.curve.Points) > 0 {
		return lab.Study{Kind: lab.OneVaried, Name: leverWords.Of(p.curve.Lever)}, p.curve
	}
	return lab.Study{Kind: lab.EachVaried, Name: lang.L("each parameter by {{.Share}}", map[string]any{"Share": chart.Percent(p.tornado.By, 0)})}, p.tornado
}

// restore shows a kept sensitivity.
func (p *varying) restore(st lab.Study) {
	p.one = st.Kind == lab.OneVaried
	p.turned = turned{}
	if p.one {
		p.restored(st, &p.curve)
	} else {
		p.restored(st, &p.tornado)
	}
}

func (p *varying) actions() []desk.Action {
	acts := p.study.actions()
	if export.May(p.s.d) {
		acts = append(acts, export.Action(lang.L("Export these figures"), func() { export.Table(p.s.d, lang.L("Sensitivity"), p.table()) }, p.none()))
	}
	return acts
}
