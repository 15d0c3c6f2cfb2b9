package retention

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/recordings/retention"
)

func (s *Screen) day(t time.Time) parts.Cell {
	return parts.Cell{Text: t.In(s.d.Zone).Format("2006-01-02"), Value: t, Tone: look.Ink2}
}

func (s *Screen) dueTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Call"), Least: 160}, {Title: lang.L("Start"), Width: 92}, {Title: lang.L("Agent"), Width: 90, Yield: 1},
		{Title: lang.L("Organisation"), Width: 130, Yield: 3}, {Title: lang.L("Business line"), Width: 96, Yield: 2}, {Title: lang.L("Kept until"), Width: 92},
		{Title: lang.L("Rule"), Width: 150, Yield: 1}, {Title: lang.L("Stands before it"), Width: 170}},
		func() int { return len(s.due) }, func(row, column int) parts.Cell { return s.dueCell(s.due[row], column) })
	t.OnOpened = func(row int) { s.d.Go(desk.Route{Place: desk.Room, ID: s.due[row].Call.ID}) }
	if s.deletes() {
		t.Marked = func(row int) bool { return s.marked[s.due[row].Call.ID] }
		t.OnMarked = func(row int, on bool) { s.mark(s.due[row], on) }
		t.AllMarked = func() bool { return len(s.marked) > 0 && len(s.marked) == s.free() }
		t.OnAllMarked = s.markAll
	}
	t.List().Chosen = 0
	return t
}

func (s *Screen) dueCell(d retention.Due, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: desk.CallName(d.Call.Call)}
	case 1:
		return s.day(d.Call.StartedAt)
	case 2:
		return parts.Cell{Text: d.Call.AgentName, Tone: look.Ink2}
	case 3:
		return parts.Cell{Text: d.Call.OrganisationName, Tone: look.Ink2}
	case 4:
		return parts.Cell{Text: d.Call.BusinessLine, Tone: look.Ink2}
	case 5:
		return s.day(d.Until)
	case 6:
		return parts.Cell{Text: d.Rule.Name, Tone: look.Ink2}
	}
	if len(d.Blocks) == 0 {
		return parts.StateCell(lang.L("nothing: it can go"), parts.StateOpen)
	}
	names := make([]string, len(d.Blocks))
	for i, b := range d.Blocks {
		names[i] = blockName(b)
	}
	return parts.Cell{Text: strings.Join(names, lang.L(", ")), Icon: "lock", Tone: look.Warn}
}

// blockName is the word for what stands before a deletion.
func blockName(b retention.Block) string {
	switch b {
	case retention.Held:
		return lang.L("on hold")
	case retention.Evaluated:
		return lang.L("being scored")
	case retention.Appealed:
		return lang.L("appeal open")
	case retention.Calibrated:
		return lang.L("in calibration")
	case retention.Examined:
		return lang.L("in the bank")
	case retention.Analysed:
		return lang.L("joint listening planned")
	}
	return lang.L("benchmark call")
}

func (s *Screen) holdTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Reason"), Least: 200}, {Title: lang.L("Calls"), Width: 70, Right: true}, {Title: lang.L("Held since"), Width: 100},
		{Title: lang.L("By whom"), Width: 100}, {Title: lang.L("State"), Width: 110}, {Title: lang.L("Why lifted"), Width: 220, Yield: 1}},
		func() int { return len(s.holds) }, func(row, column int) parts.Cell { return s.holdCell(s.holds[row], column) })
	t.List().Chosen = 0
	return t
}

func (s *Screen) holdCell(h retention.Hold, column int) parts.Cell {
	switch column {
	case 0:
		return parts.Cell{Text: h.Reason, Bold: h.LiftedAt.IsZero()}
	case 1:
		return parts.Cell{Text: chart.Count(h.Calls), Value: h.Calls}
	case 2:
		return s.day(h.At)
	case 3:
		return parts.Cell{Text: h.By, Tone: look.Ink2}
	case 4:
		if h.LiftedAt.IsZero() {
			return parts.Cell{Text: lang.L("holds"), Icon: "lock", Tone: look.Warn}
		}
		return parts.Cell{Text: lang.L("lifted"), Tone: look.Ink3}
	}
	if h.LiftedAt.IsZero() {
		return parts.Cell{Text: "–", Tone: look.Ink3}
	}
	return parts.Cell{Text: h.Why + "  " + h.LiftedBy + " " + h.LiftedAt.In(s.d.Zone).Format("2006-01-02"), Tone: look.Ink2}
}

func (s *Screen) ruleTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Rule"), Least: 180}, {Title: lang.L("Organisation"), Width: 170}, {Title: lang.L("Project"), Width: 130},
		{Title: lang.L("Business line"), Width: 130}, {Title: lang.L("Kept for"), Width: 90, Right: true}, {Title: lang.L("Scored calls"), Width: 100, Right: true}},
		func() int { return len(s.rules) }, func(row, column int) parts.Cell { return s.ruleCell(s.rules[row], column) })
	t.OnOpened = func(int) { s.editRule() }
	t.List().Chosen = 0
	return t
}

func (s *Screen) ruleCell(r retention.Rule, column int) parts.Cell {
	all := func(v string) parts.Cell {
		if v == "" {
			return parts.Cell{Text: lang.L("all of them"), Tone: look.Ink3}
		}
		return parts.Cell{Text: v, Tone: look.Ink2}
	}
	switch column {
	case 0:
		return parts.Cell{Text: r.Name, Bold: true}
	case 1:
		return all(s.organisation(r.OrganisationID))
	case 2:
		return all(r.Project)
	case 3:
		return all(r.BusinessLine)
	case 4:
		return parts.Cell{Text: days(r.Days), Value: r.Days}
	}
	return parts.Cell{Text: days(r.ScoredDays), Value: r.ScoredDays}
}

func days(n int) string { return lang.L("{{.N}} days", map[string]any{"N": strconv.Itoa(n)}) }

func (s *Screen) organisation(id string) string {
	for _, o := range s.orgs {
		if o.ID == id {
			return o.Name
		}
	}
	return ""
}

func (s *Screen) goneTable() *parts.Table {
	t := parts.NewTable([]parts.TableColumn{{Title: lang.L("Call"), Least: 150}, {Title: lang.L("Start"), Width: 100}, {Title: lang.L("Deleted on"), Width: 100},
		{Title: lang.L("By whom"), Width: 100}, {Title: lang.L("Reason"), Width: 220}, {Title: lang.L("SHA-256 of the audio"), Width: 220, Yield: 1}},
		func() int { return len(s.gone) }, func(row, column int) parts.Cell { return s.goneCell(s.gone[row], column) })
	t.List().Chosen = 0
	return t
}

func (s *Screen) goneCell(z retention.Tombstone, column int) parts.Cell {
	switch column {
	case 0:
		if z.ExternalID != "" {
			return parts.Cell{Text: z.ExternalID}
		}
		return parts.Cell{Text: z.CallID, Tone: look.Ink2}
	case 1:
		return s.day(z.StartedAt)
	case 2:
		return s.day(z.At)
	case 3:
		return parts.Cell{Text: z.By, Tone: look.Ink2}
	case 4:
		return parts.Cell{Text: z.Why}
	}
	if z.Hash == "" {
		return parts.Cell{Text: lang.L("there was no audio"), Tone: look.Ink3}
	}
	return parts.Cell{Text: z.Hash, Tone: look.Ink3, Small: true}
}
