package operations

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/qa/indicators"
)

// roster is the shifts of a team over the month of the day that is shown.
type roster struct {
	s      *Screen
	month  indicators.Period
	shifts []indicators.Shift
	whole  *fyne.Container
}

func newRoster(s *Screen) *roster { return &roster{s: s, whole: parts.Over()} }

func (r *roster) content() fyne.CanvasObject { return r.whole }
func (r *roster) actions() []desk.Action     { return nil }

func (r *roster) load() {
	s := r.s
	f := s.found()
	f.Period = indicators.PeriodOf(indicators.MonthSpan, s.state.Day, s.cycle)
	if len(f.TeamIDs)+len(f.OrganisationIDs) == 0 && f.Project == "" && s.d.Actor.TeamID != "" && s.d.Actor.May(people.SeeCalls) {
		f.TeamIDs = []string{s.d.Actor.TeamID}
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]indicators.Shift, error) {
		return s.d.Figures.Shifts(ctx, s.d.Actor, f)
	}, func(shifts []indicators.Shift, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		r.month, r.shifts = f.Period, shifts
		r.draw()
		s.show(r)
		s.d.Trace("loaded", map[string]any{"place": "operations", "view": "shifts", "rows": len(shifts)})
	})
}

func (r *roster) draw() {
	r.whole.Objects = nil
	if len(r.shifts) == 0 {
		r.whole.Objects = []fyne.CanvasObject{r.s.emptyList(lang.L("No shifts in this month"))}
		return
	}
	body := parts.Stack(0)
	byTeam := map[string][]indicators.Shift{}
	for _, t := range r.shifts {
		byTeam[t.Who.TeamID] = append(byTeam[t.Who.TeamID], t)
	}
	teams := make([]string, 0, len(byTeam))
	for id := range byTeam {
		teams = append(teams, id)
	}
	slices.SortFunc(teams, func(a, b string) int {
		st := r.s.staff
		return cmp.Or(cmp.Compare(st.rank(indicators.ByTeam, a), st.rank(indicators.ByTeam, b)), strings.Compare(st.teamText(a), st.teamText(b)))
	})
	for _, id := range teams {
		body.Add(r.teamBlock(id, byTeam[id]))
	}
	r.whole.Objects = []fyne.CanvasObject{parts.Dock(nil, r.legend(), nil, nil, parts.Scrolling(parts.Inset(10, 24, 10, 24, body)))}
}

// teamBlock is the calendar of one team.
func (r *roster) teamBlock(id string, shifts []indicators.Shift) fyne.CanvasObject {
	byPerson := map[string][][]indicators.Shift{}
	hours := map[string]time.Duration{}
	for _, t := range shifts {
		if byPerson[t.Who.PersonID] == nil {
			byPerson[t.Who.PersonID] = make([][]indicators.Shift, r.month.Days())
		}
		byPerson[t.Who.PersonID][t.Date-r.month.From] = append(byPerson[t.Who.PersonID][t.Date-r.month.From], t)
		if dutyOf(t.Duty) != offDuty {
			hours[t.Who.PersonID] += t.End.Sub(t.Start)
		}
	}
	persons := make([]string, 0, len(byPerson))
	for p := range byPerson {
		persons = append(persons, p)
	}
	slices.SortFunc(persons, func(a, b string) int {
		return cmp.Or(strings.Compare(r.s.staff.persons[a].StaffNumber, r.s.staff.persons[b].StaffNumber), cmp.Compare(a, b))
	})
	rows := make([]parts.CalendarRow, len(persons))
	for i, p := range persons {
		rows[i] = parts.CalendarRow{Name: r.s.staff.person(p), Note: lang.L("{{.N}} h", map[string]any{"N": strconv.Itoa(int(hours[p].Hours()))}), Cells: make([]parts.CalendarCell, r.month.Days())}
		for d, ts := range byPerson[p] {
			if len(ts) > 0 {
				rows[i].Cells[d] = dutyCell(ts)
			}
		}
	}
	c := parts.NewCalendar(r.days(), rows)
	c.Tell = func(row, day int) string { return r.tell(byPerson[persons[row]][day]) }
	title := r.s.staff.teamText(id)
	if id == "" {
		title = lang.L("Without a team")
	}
	head := parts.Row(8, parts.PanelHead(title), parts.Label(lang.L("{{.N}} people, {{.Month}}", map[string]any{"N": len(persons),
		"Month": r.s.periodText(indicators.MonthSpan, r.month)})))
	return parts.Stack(2, head, c, parts.Room(0, 14))
}

func (r *roster) days() []parts.CalendarDay {
	today := indicators.DateOf(r.s.d.Now().In(r.s.d.Zone))
	out := make([]parts.CalendarDay, r.month.Days())
	for i := range out {
		d := r.month.From + indicators.Date(i)
		at := d.UTC()
		out[i] = parts.CalendarDay{Word: strconv.Itoa(at.Day()), Second: weekday(at), Rest: at.Weekday() == time.Saturday || at.Weekday() == time.Sunday, Now: d == today}
	}
	return out
}

// weekday is the day's name in one or two letters.
func weekday(at time.Time) string {
	name := []rune(lang.L(strings.ToLower(at.Weekday().String()) + ".short"))
	if name[0] > 0x2E80 {
		return string(name[len(name)-1:])
	}
	return string(name[:2])
}

// duty is what kind of turn it is.
type duty int

const (
	early duty = iota
	late
	night
	training
	offDuty
	other
)

var duties = []struct {
	kind  duty
	marks []string
}{{training, []string{"培训", "train"}}, {offDuty, []string{"休", "假", "off", "leave"}}, {early, []string{"早", "白", "early", "day", "morning"}},
	{late, []string{"中", "晚", "late", "evening"}}, {night, []string{"夜", "night"}}}

func dutyOf(name string) duty {
	name = strings.ToLower(name)
	for _, d := range duties {
		for _, m := range d.marks {
			if strings.Contains(name, m) {
				return d.kind
			}
		}
	}
	return other
}

// dutyLook is the ground and tone of each kind of turn.
var dutyLook = map[duty][2]look.Token{early: {look.AgentT, look.Agent}, late: {look.CustomerT, look.Customer}, night: {look.Sel, look.Accent},
	training: {look.GoodT, look.Good}, offDuty: {look.Hover, look.Ink3}, other: {look.Hover, look.Ink2}}

func dutyCell(ts []indicators.Shift) parts.CalendarCell {
	t := ts[0]
	colours := dutyLook[dutyOf(t.Duty)]
	name := []rune(t.Duty)
	if len(name) == 0 {
		name = []rune("•")
	}
	return parts.CalendarCell{Word: string(name[:1]), Ground: colours[0], Tone: colours[1], Dot: len(t.NotReady) > 0 || len(ts) > 1}
}

// tell is everything about the turns of a day.
func (r *roster) tell(ts []indicators.Shift) string {
	var lines []string
	for _, t := range ts {
		text := t.Duty + "  " + t.Start.In(r.s.d.Zone).Format("15:04") + "–" + t.End.In(r.s.d.Zone).Format("15:04")
		for _, more := range append([]string{t.Project}, t.NotReady...) {
			if more != "" {
				text += "  " + more
			}
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "; ")
}

// legend counts the turns by name.
func (r *roster) legend() fyne.CanvasObject {
	n := map[string]int{}
	var names []string
	for _, t := range r.shifts {
		if n[t.Duty] == 0 {
			names = append(names, t.Duty)
		}
		n[t.Duty]++
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(dutyOf(a), dutyOf(b)), strings.Compare(a, b)) })
	row := parts.Row(8)
	for _, name := range names {
		colours := dutyLook[dutyOf(name)]
		row.Add(parts.Fix(12, 12, parts.NewFrame(colours[0], colours[1], 3)))
		row.Add(parts.Label(name + " " + strconv.Itoa(n[name])))
		row.Add(parts.Room(6, 0))
	}
	row.Add(parts.Gap())
	row.Add(parts.Label(lang.L("A dot: with reasons to be not ready; the mouse tells them.")))
	return parts.Stack(0, parts.NewHairline(), parts.Inset(5, 24, 5, 24, row))
}
