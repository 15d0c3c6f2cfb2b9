package practice

import (
	"image"
	"image/color"
	"image/draw"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/routing"
	engine "shifu/routing/practice"
)

// floorTable has a row for every project.
type floorTable struct {
	r     *room
	table *parts.Table
	bars  []shownBars // a project
}

// shownBars is a picture of two bars and what it was drawn for. A picture that
// stays the same is neither scaled nor taken to the screen again.
type shownBars struct {
	forecast, actual float64
	mode             color.Color
	picture          image.Image
}

// The columns.
const (
	colName = iota
	colKind
	colBars
	colOver
	colWaiting
	colLongest
	colRate
	colLanding
	colOccupied
	colStaffed
	colIn
	colOut
	colVerdict
)

func newFloorTable(r *room) *floorTable {
	t := &floorTable{r: r, bars: make([]shownBars, len(engine.Projects))}
	name, kind := float32(114), float32(72)
	if r.s.d.Settings.Language != words.Chinese {
		name, kind = 142, 90
	}
	t.table = parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Project"), Width: name}, {Title: lang.L("Kind"), Width: kind, Yield: 2}, {Title: lang.L("Plan, actual"), Width: 76}, {Title: "", Width: 54, Right: true},
		{Title: lang.L("Queued"), Width: 58, Right: true}, {Title: lang.L("Longest"), Width: 58, Right: true}, {Title: lang.L("Rate, %"), Width: 58, Right: true},
		{Title: lang.L("Landing"), Width: 62, Right: true}, {Title: lang.L("Occupied"), Width: 96, Yield: 1}, {Title: lang.L("Staff"), Width: 44, Right: true},
		{Title: lang.L("In"), Width: 38, Right: true}, {Title: lang.L("Out"), Width: 38, Right: true}, {Title: lang.L("Verdict"), Least: 140}},
		func() int { return len(engine.Projects) }, t.cell)
	t.table.Left = 16
	t.table.List().RowHeight = 31
	t.table.List().Chosen = 0
	t.table.OnChosen = func(i int) { r.watch(engine.Projects[i].Key) }
	return t
}

func (t *floorTable) show() { t.table.Refresh() }

func kindWord(b routing.Business) string {
	switch b {
	case routing.Insurance:
		return lang.L("insurance")
	case routing.CallBack:
		return lang.L("call-back")
	case routing.Complaint:
		return lang.L("complaint")
	}
	return lang.L("enquiry")
}

func (t *floorTable) cell(row, column int) parts.Cell {
	f := t.r.pic.frame
	if f == nil || row >= len(f.Rows) {
		return parts.Cell{}
	}
	x := &f.Rows[row]
	switch column {
	case colName:
		return parts.Cell{Text: x.Name.In(t.r.s.d.Settings.Language), Bold: true}
	case colKind:
		if row == 0 {
			return parts.Cell{Text: lang.L("power supply"), Tone: look.Ink2, Small: true}
		}
		return parts.Cell{Text: kindWord(x.Business), Tone: look.Ink2, Small: true}
	case colBars:
		return parts.Cell{Image: t.bars[row].show(x.Forecast, x.Actual)}
	case colOver:
		return overCell(x, f.At)
	case colWaiting:
		return counted(x.Waiting, x.Waiting > 5+x.Staffed/4)
	case colLongest:
		if x.Longest <= 0 {
			return parts.Cell{Text: chart.None, Tone: look.Ink3}
		}
		return toned(chart.Clock(x.Longest.Truncate(time.Second)), x.Longest > time.Minute)
	case colRate:
		return rateCell(x, x.AnswerRate, true)
	case colLanding:
		return rateCell(x, x.Landing, false)
	case colOccupied:
		return occupiedCell(x)
	case colStaffed:
		return parts.Cell{Text: chart.Count(x.Staffed)}
	case colIn:
		return signed(x.LentIn+x.Travelling, "+", look.Accent)
	case colOut:
		return signed(x.LentOut, chart.Minus, look.Ink2)
	}
	return t.verdict(x)
}

func counted(n int, bad bool) parts.Cell {
	if n == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return toned(chart.Count(n), bad)
}

func toned(text string, bad bool) parts.Cell {
	if bad {
		return parts.Cell{Text: text, Tone: look.Bad, Bold: true}
	}
	return parts.Cell{Text: text}
}

func signed(n int, sign string, tone look.Token) parts.Cell {
	if n == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	return parts.Cell{Text: sign + chart.Count(n), Tone: tone}
}

// floorOf is the answer rate of a project's contract.
func floorOf(key string) float64 { return engine.Projects[engine.Index(key)].Floor }

func rateCell(x *engine.Row, v float64, bold bool) parts.Cell {
	c := toned(chart.Number(100*v, 1), v < floorOf(x.Key)-.005)
	c.Bold = c.Bold && bold
	return c
}

// few is below how many calls a quarter of an hour says nothing in per cent.
const few = 10

// overCell is by how much the actual calls differ from the forecast.
func overCell(x *engine.Row, at time.Duration) parts.Cell {
	if x.Forecast < 1 || at == 0 {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	if x.Forecast < few {
		return parts.Cell{Text: chart.Number(x.Actual, 0) + " / " + chart.Number(x.Forecast, 0), Tone: look.Ink3, Small: true}
	}
	v := x.Actual/x.Forecast - 1
	c := parts.Cell{Text: chart.Signed(100*v, 0) + " %", Tone: look.Ink2, Small: true}
	if v > .2 {
		c.Tone = look.Warn
	}
	return c
}

func occupiedCell(x *engine.Row) parts.Cell {
	c := parts.Cell{Text: chart.Percent(x.Occupancy, 0), Bar: min(x.Occupancy, 1), BarTone: look.Accent}
	if x.Occupancy > .93 {
		c.BarTone, c.Tone = look.WarnM, look.Warn
	}
	return c
}

func (t *floorTable) verdict(x *engine.Row) parts.Cell {
	c := parts.Cell{Text: x.Verdict.In(t.r.s.d.Settings.Language), Icon: "check", IconTone: look.Ink3, Tone: look.Ink2, Small: t.r.s.d.Settings.Language == words.English}
	switch x.Tone {
	case engine.Able:
		c.Icon, c.IconTone, c.Tone = "add", look.Good, look.Good
	case engine.Warn:
		c.Icon, c.IconTone, c.Tone = "tri", look.Warn, look.Warn
	case engine.Bad:
		c.Icon, c.IconTone, c.Tone, c.Bold = "xcircle", look.Bad, look.Bad, true
	}
	return c
}

// show is the picture of the bars, the same one as long as nothing changes.
func (b *shownBars) show(forecast, actual float64) image.Image {
	if now := look.Colour(look.Surface); b.picture == nil || b.forecast != forecast || b.actual != actual || b.mode != now {
		*b = shownBars{forecast, actual, now, barsImage(forecast, actual)}
	}
	return b.picture
}

// barsImage is the forecast above the actual: the forecast fills 60 % of the
// width, whatever is more or less shows at the end of the second bar.
func barsImage(forecast, actual float64) image.Image {
	const wide, tall, fine = 72, 16, 2
	m := image.NewRGBA(image.Rect(0, 0, wide*fine, tall*fine))
	if forecast <= 0 {
		return m
	}
	full := wide * .6
	bar := func(y int, long float64, ink color.Color) {
		draw.Draw(m, image.Rect(0, y*fine, int(min(long, wide)*fine), (y+4)*fine), image.NewUniform(ink), image.Point{}, draw.Src)
	}
	tone := look.AgentM
	if actual > forecast*1.2 && forecast >= 10 {
		tone = look.WarnM
	}
	bar(3, full, look.Colour(look.NaM))
	bar(9, full*actual/forecast, look.Colour(tone))
	return m
}
