package routinglab

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing/lab"
	"shifu/routing/sim"
)

// why explains the decisions of the first run: who might have taken a call, by
// which ranks and scores, and why somebody did; or the tale of one call.
type why struct {
	r       *running
	from    int // interval
	onlyOff bool
	of      int    // type of the call that is looked up
	number  string // and its number; empty: none
	all     []lab.Told
	shown   []lab.Told
	field   *parts.Entry
	table   *parts.Table
	side    *whySide
	content *fyne.Container
}

func (r *running) openWhy() {
	if r.done.Runs == 0 || r.cancel != nil {
		return
	}
	r.why = &why{r: r, content: parts.Over()}
	r.why.side = newWhySide(r.why)
	r.why.build()
	r.show()
	r.showActs()
	r.why.load()
}

func (y *why) build() {
	y.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("Time"), Width: 78}, {Title: lang.L("What"), Width: 178}, {Title: lang.L("why.chosen"), Least: 110}, {Title: lang.L("Of"), Width: 50, Right: true}},
		func() int { return len(y.shown) }, y.cell)
	y.table.Left, y.table.List().RowHeight = 24, 28
	y.table.OnChosen = y.side.show
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(352), 0, parts.Over(parts.NewPlate(look.Well), y.side.content)))
	swap(y.content, parts.Dock(parts.Stack(0, parts.Inset(7, 24, 7, 24, y.head()), parts.NewHairline()), nil, nil, right, y.table))
}

// head chooses a time of the day, or a call by its number.
func (y *why) head() fyne.CanvasObject {
	h := y.r.s.Horizon
	var from fyne.CanvasObject = parts.Room(0, 0)
	if n := h.Intervals(); n > 1 && n <= 400 {
		var at []string
		for i := range n {
			at = append(at, clock(float64(i)*h.Interval))
		}
		from = parts.NewSelect(at, y.from, func(i int) { y.from, y.number = i, ""; y.field.SetText(""); y.load() }).Wide(84)
	}
	var types []string
	for _, t := range y.r.s.Types {
		types = append(types, t.Name)
	}
	y.field = parts.NewEntry(lang.L("Call no.")).Wide(76)
	y.field.SetText(y.number)
	y.field.OnEscape = y.r.p.s.unfocus
	y.field.OnSubmitted = func(t string) { y.number = strings.TrimSpace(t); y.load() }
	kinds := parts.NewSelect(types, y.of, func(i int) {
		if y.of = i; y.number != "" {
			y.load()
		}
	}).Wide(124)
	return parts.Row(8, parts.Label(lang.L("First run, decisions from")), from, parts.NewCheck(lang.L("Only those that chose nobody"), y.onlyOff, func(on bool) { y.onlyOff = on; y.narrow() }), parts.Gap(),
		parts.Label(lang.L("or the tale of call")), kinds, parts.Fix(look.Scaled(80), 0, y.field), parts.NewKeyBadge("C"))
}

// find puts the keyboard into the field for a call's number.
func (y *why) find() { y.field.Focus() }

func (y *why) load() {
	s := y.r.p.s
	seed, from := y.r.seed, float64(y.from)*y.r.s.Horizon.Interval
	one := y.number != ""
	number, err := span{1, mostSeed, true}.check(lang.L("The number of the call"), y.number)
	if y.field.SetWrong(one && err != nil); y.field.Wrong {
		y.all, y.shown = nil, nil
		y.table.Refresh()
		y.side.empty(lang.L("No such call"), s.say(err))
		return
	}
	kind := int32(y.of)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]lab.Told, error) {
		plan, err := sim.NewPlan(y.r.s)
		if err != nil {
			return nil, err
		}
		if one {
			return lab.Tale(ctx, plan, seed, kind, uint64(number))
		}
		all, err := lab.Why(ctx, plan, seed, from)
		out := make([]lab.Told, len(all))
		for i, c := range all {
			out[i].Choice = c
		}
		return out, err
	}, func(all []lab.Told, err error) {
		s.d.Fail(err)
		y.all = all
		y.narrow()
		s.d.Trace("why", map[string]any{"decisions": len(all)})
	})
}

func (y *why) narrow() {
	y.shown = slices.DeleteFunc(slices.Clone(y.all), func(c lab.Told) bool { return y.onlyOff && c.Chosen })
	y.table.List().Chosen = -1
	y.table.Refresh()
	switch {
	case len(y.shown) > 0:
		y.table.Choose(0)
	case y.number != "":
		y.side.empty(lang.L("No such call"), lang.L("Calls of a type are numbered from 1 as they come. This one did not come, or nothing was ever decided about it."))
	default:
		y.side.empty(lang.L("No decision here"), lang.L("Choose another time of the day."))
	}
	y.r.p.s.d.Changed() // there is something to export now, or no longer
}

func (y *why) cell(i, column int) parts.Cell {
	c := y.shown[i]
	switch column {
	case 0:
		return parts.Cell{Text: moment(c.At), Tone: look.Ink2}
	case 1:
		return parts.Cell{Text: y.inShort(c.Choice)}
	case 2:
		if w := c.Waiter; w != nil && !w.Chosen {
			return parts.Cell{Text: w.Why.In(y.r.p.s.d.Settings.Language), Icon: "tri", IconTone: look.Warn, Tone: look.Ink2}
		}
		if !c.Chosen {
			return parts.Cell{Text: y.chosen(c.Choice), Icon: "tri", IconTone: look.Warn, Tone: look.Ink2}
		}
		return parts.Cell{Text: y.chosen(c.Choice), Bold: true}
	}
	return parts.Cell{Text: chart.Count(len(c.Candidates) + c.Left), Tone: look.Ink2}
}
