package routinglab

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
	"shifu/routing/sim"
)

// whySide tells of one decision: its candidates with what spoke for and against
// them, and all calls that waited then, each with why it was not taken.
type whySide struct {
	y       *why
	waiting int // 1: the waiting calls are shown
	at      int // decision
	waiters []sim.Waiter
	content *fyne.Container
}

func newWhySide(y *why) *whySide { return &whySide{y: y, content: parts.Over()} }

func (v *whySide) empty(title, text string) {
	swap(v.content, parts.EmptyState("help", title, text))
}

// show tells of a decision and asks who waited then.
func (v *whySide) show(i int) {
	if i < 0 || i >= len(v.y.shown) {
		return
	}
	v.at, v.waiters = i, nil
	v.build()
	c, s, plain := v.y.shown[i].Choice, v.y.r.p.s, v.y.r.s
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]sim.Waiter, error) {
		plan, err := sim.NewPlan(plain)
		if err != nil {
			return nil, err
		}
		return lab.Waiting(ctx, plan, v.y.r.seed, c)
	}, func(all []sim.Waiter, err error) {
		s.d.Fail(err)
		if v.at == i {
			v.waiters = all
			v.build()
		}
	})
}

func (v *whySide) flip() {
	v.waiting = 1 - v.waiting
	v.build()
}

func (v *whySide) build() {
	if v.at >= len(v.y.shown) {
		return
	}
	c := v.y.shown[v.at].Choice
	lines := v.candidates(c)
	if v.waiting == 1 {
		lines = v.waits()
	}
	list := parts.NewList(func() int { return len(lines) }, newWhyLine, func(i int, o fyne.CanvasObject) { lines[i].fill(o) })
	list.RowHeight = 46
	pick := parts.Row(6, parts.NewSegments([]string{lang.L("Candidates"), lang.L("All waiting: {{.N}}", map[string]any{"N": len(v.waiters)})}, v.waiting, func(i int) { v.waiting = i; v.build() }), parts.NewKeyBadge("W"))
	rule := parts.NewParagraph(v.y.rule(lab.Choice{Decision: c.Decision}), look.TextLabel, look.Ink2)
	head := parts.Inset(10, 16, 8, 16, parts.Stack(6, parts.Strong(v.y.what(c)), rule, pick))
	swap(v.content, parts.Dock(parts.Stack(0, head, parts.NewHairline()), nil, nil, nil, list))
}

// whyLine is a candidate or a waiting call.
type whyLine struct {
	name, right, below string
	chosen, dim, own   bool
}

func newWhyLine() fyne.CanvasObject {
	return parts.Inset(4, 16, 4, 16, parts.Stack(1, parts.Row(6, parts.NewIcon("okcircle", 14, look.Good), parts.Grow(parts.Body("").Cutting()), parts.Fix(look.Scaled(52), 0, parts.Label("").Trailing())), parts.Inset(0, 0, 0, 20, parts.Label("").Cutting())))
}

func (l whyLine) fill(o fyne.CanvasObject) {
	lines := o.(*fyne.Container).Objects[0].(*fyne.Container).Objects
	first := lines[0].(*fyne.Container).Objects
	icon := first[0].(*parts.Icon)
	icon.Hidden = !l.chosen
	icon.Refresh()
	name := first[1].(*fyne.Container).Objects[0].(*parts.Text)
	tone := look.Ink
	if l.dim {
		tone = look.Ink3
	}
	name.Bold = l.chosen || l.own
	name.SetTone(l.name, tone)
	name.Refresh()
	first[2].(*fyne.Container).Objects[0].(*parts.Text).Set(l.right)
	lines[1].(*fyne.Container).Objects[0].(*parts.Text).Set(l.below)
}

func (v *whySide) candidates(c lab.Choice) (out []whyLine) {
	for _, x := range c.Candidates {
		l := whyLine{name: v.y.name(x), right: lang.L("rank {{.N}}", map[string]any{"N": chart.Number(x.Rank, 0)}), chosen: x.Chosen, dim: !x.Refused.IsZero()}
		if l.below = x.Refused.In(v.y.r.p.s.d.Settings.Language); l.dim {
			out = append(out, l)
			continue
		}
		l.below = lang.L("score {{.N}}", map[string]any{"N": chart.Number(x.Score, 1)})
		out = append(out, l)
	}
	if c.Left > 0 {
		out = append(out, whyLine{name: lang.L("{{.N}} more", map[string]any{"N": c.Left}), dim: true})
	}
	return out
}

func (v *whySide) waits() (out []whyLine) {
	if len(v.waiters) == 0 {
		return []whyLine{{name: lang.L("Nobody else waited"), dim: true}}
	}
	told := v.y.shown[v.at].Waiter
	for _, w := range v.waiters {
		l := whyLine{name: lang.L("{{.Place}}. {{.Type}}, call {{.N}}", map[string]any{"Place": w.Place, "Type": v.y.kind(w.Type), "N": call(w.Call)}), chosen: w.Chosen,
			right: lang.L("{{.N}} s", map[string]any{"N": chart.Number(w.Waited, 0)}), below: w.Why.In(v.y.r.p.s.d.Settings.Language)}
		if w.Chosen {
			l.below = lang.L("taken: rank {{.Rank}}, score {{.Score}}", map[string]any{"Rank": chart.Number(w.Rank, 0), "Score": chart.Number(w.Score, 1)})
		}
		l.own = told != nil && told.Call == w.Call && told.Type == w.Type
		out = append(out, l)
	}
	return out
}
