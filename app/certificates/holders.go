package certificates

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/training/certificate"
)

// find narrows the holders.
type find struct {
	text         string
	number       string // only this certificate
	which        which
	organisation string
	programme    string
	sorted       int
	descending   bool
}

// which is what one looks for among holders.
type which int

const (
	everybody which = iota
	inForce
	within30
	within60
	within90
	windowOpen
	suspended
	expired
	underway
	doubtful
)

func whichNames() []string {
	return []string{lang.L("All states"), lang.L("Valid"), lang.L("Expiring in 30 days"), lang.L("Expiring in 60 days"), lang.L("Expiring in 90 days"), lang.L("Renew now"),
		lang.L("Suspended"), lang.L("Expired"), lang.L("Not earned yet"), lang.L("In doubt")}
}

// holds reports whether a holding is of that kind on a day.
func (w which) holds(h *certificate.Holding, d certificate.Day) bool {
	left, has := h.Left(d)
	soon := func(n int) bool { return has && left >= 0 && left <= n }
	switch w {
	case inForce:
		return h.InForce(d)
	case within30:
		return soon(30)
	case within60:
		return soon(60)
	case within90:
		return soon(90)
	case windowOpen:
		return h.On(d) == certificate.WindowOpen
	case suspended:
		return h.Suspended(d) != nil
	case expired:
		return h.On(d) == certificate.Expired
	case underway:
		return h.On(d) == certificate.Assigned || h.On(d) == certificate.InProgress
	case doubtful:
		last := h.Latest(d)
		return last != nil && !last.Doubt.IsZero()
	}
	return true
}

// narrow lists who is looked for, in the order of the table.
func (s *Screen) narrow() {
	was := ""
	if h := s.chosen(); h != nil {
		was = h.ID
	}
	s.rows = nil
	for i := range s.holdings {
		if h := &s.holdings[i]; s.find.takes(h, s.today()) {
			s.rows = append(s.rows, h)
		}
	}
	slices.SortStableFunc(s.rows, func(a, b *certificate.Holding) int {
		if n := s.lacking(a, b); n != 0 {
			return n
		}
		if s.find.descending {
			return -s.order(a, b)
		}
		return s.order(a, b)
	})
	at := max(slices.IndexFunc(s.rows, func(h *certificate.Holding) bool { return h.ID == was }), 0)
	s.holders.List().Chosen = min(at, len(s.rows)-1)
	s.own.List().Chosen = min(max(s.own.Chosen(), 0), len(s.mine)-1)
	s.show()
}

func (f find) takes(h *certificate.Holding, d certificate.Day) bool {
	if f.organisation != "" && h.OrganisationID != f.organisation || f.programme != "" && h.ProgrammeID != f.programme || !f.which.holds(h, d) {
		return false
	}
	has := func(text string) bool {
		return slices.ContainsFunc(h.Issues, func(i certificate.Issue) bool { return strings.Contains(i.Record.Number, text) })
	}
	if f.number != "" {
		return has(f.number)
	}
	t := strings.ToUpper(strings.TrimSpace(f.text))
	return t == "" || strings.Contains(strings.ToUpper(h.Person), t) || strings.Contains(strings.ToUpper(h.StaffNumber), t) || has(t)
}

// The columns of the holders.
const (
	colPerson = iota
	colOrganisation
	colProgramme
	colState
	colIssued
	colExpires
	colLeft
)

func (s *Screen) order(a, b *certificate.Holding) int {
	d := s.today()
	switch s.find.sorted {
	case colOrganisation:
		return strings.Compare(s.organisation(a.OrganisationID), s.organisation(b.OrganisationID))
	case colProgramme:
		return strings.Compare(s.title(s.programme(a.ProgrammeID)), s.title(s.programme(b.ProgrammeID)))
	case colState:
		x, _ := standing(a, d)
		y, _ := standing(b, d)
		return strings.Compare(x, y)
	case colIssued, colExpires, colLeft:
		x, y := a.Latest(d), b.Latest(d)
		switch {
		case x == nil || y == nil:
			return 0
		case s.find.sorted == colIssued:
			return cmp.Compare(x.Record.Issued, y.Record.Issued)
		}
		return cmp.Compare(x.Record.Expires, y.Record.Expires)
	}
	return strings.Compare(a.Person, b.Person)
}

// lacking lets those without a certificate stand last, whichever way dates run.
func (s *Screen) lacking(a, b *certificate.Holding) int {
	if s.find.sorted < colIssued {
		return 0
	}
	d := s.today()
	switch x, y := a.Latest(d) == nil, b.Latest(d) == nil; {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}

func (s *Screen) holderTable() *parts.Table {
	s.find.sorted = colLeft
	t := parts.NewTable([]parts.TableColumn{
		{Title: lang.L("Holder"), Width: 84, Sorts: true}, {Title: lang.L("Organisation"), Width: 104, Sorts: true, Yield: 2}, {Title: lang.L("Certificate"), Least: 110, Sorts: true},
		{Title: lang.L("State"), Width: 104, Sorts: true}, {Title: lang.L("Issued"), Width: 96, Sorts: true, Yield: 1}, {Title: lang.L("Valid through"), Width: 104, Sorts: true},
		{Title: lang.L("Days left"), Width: 76, Right: true, Sorts: true},
	}, func() int { return len(s.rows) }, func(row, column int) parts.Cell { return s.holderCell(s.rows[row], column) })
	t.Sorted = s.find.sorted
	t.OnSorted = func(column int, descending bool) {
		s.find.sorted, s.find.descending = column, descending
		t.Sorted, t.Descending = column, descending
		s.narrow()
	}
	t.OnChosen = func(int) { s.showSide(); s.d.Changed() }
	return t
}

func (s *Screen) holderCell(h *certificate.Holding, column int) parts.Cell {
	d := s.today()
	last := h.Latest(d)
	switch column {
	case colPerson:
		return parts.Cell{Text: h.Person, Bold: true}
	case colOrganisation:
		return parts.Cell{Text: s.organisation(h.OrganisationID), Tone: look.Ink2}
	case colProgramme:
		return parts.Cell{Text: s.title(s.programme(h.ProgrammeID))}
	case colState:
		return standingCell(h, d)
	}
	if last == nil {
		return parts.Cell{Text: chart.None, Tone: look.Ink3}
	}
	switch column {
	case colIssued:
		return parts.Cell{Text: s.day(last.Record.Issued), Tone: look.Ink2}
	case colExpires:
		return parts.Cell{Text: s.day(last.Record.Expires), Tone: look.Ink2}
	}
	left, _ := h.Left(d)
	return leftCell(left)
}

// leftCell is how many days are left; none once it has expired.
func leftCell(left int) parts.Cell {
	switch {
	case left < 0:
		return parts.Cell{Text: chart.None, Tone: look.Ink3, Value: left}
	case left <= 30:
		return parts.Cell{Text: chart.Count(left), Tone: look.Warn, Bold: true, Value: left}
	}
	return parts.Cell{Text: chart.Count(left), Value: left}
}

// holderView is the filters above the table.
func (s *Screen) holderView() fyne.CanvasObject {
	if len(s.holdings) == 0 {
		return s.nobody()
	}
	state := parts.NewSelect(whichNames(), int(s.find.which), func(i int) { s.find.which = which(i); s.narrow() }).Wide(140)
	state.Small = true
	s.search.Small = true
	row := parts.Row(8, s.search, state)
	if len(s.orgs) > 1 {
		row.Add(s.organisationSelect())
	}
	row.Add(s.programmeSelect())
	if s.find.number != "" {
		row.Add(parts.NewChip(lang.L("Number"), s.find.number, s.unnumber, s.unnumber))
	}
	row.Add(parts.Gap())
	row.Add(parts.Label(lang.L("{{.N}} shown", map[string]any{"N": chart.Count(len(s.rows))})))
	s.holders.Refresh()
	var table fyne.CanvasObject = s.holders
	if len(s.rows) == 0 {
		table = parts.EmptyState("badge", lang.L("Nobody is like that"), lang.L("Take a filter away, or look for another name."),
			parts.NewButton(lang.L("Show all"), parts.Main, s.showAll).WithKey("Esc"))
	}
	return parts.Dock(parts.Inset(8, 24, 8, 24, row), nil, nil, nil, table)
}

func (s *Screen) unnumber() { s.find.number = ""; s.narrow() }

func (s *Screen) showAll() {
	s.find = find{sorted: s.find.sorted, descending: s.find.descending}
	s.search.SetText("")
	s.narrow()
}

func (s *Screen) nobody() fyne.CanvasObject {
	if !s.keeps() {
		return parts.EmptyState("badge", lang.L("Nobody holds a certificate yet"), lang.L("Trainers say who needs which certificate; whoever passes its exams stands here."))
	}
	return parts.EmptyState("badge", lang.L("Nobody holds a certificate yet"), lang.L("First say what is issued, then ask it of people. Whoever passes the exams has it at once."),
		parts.NewButton(lang.L("What is issued"), parts.Main, func() { s.turn(tabProgrammes) }))
}

func (s *Screen) organisationSelect() fyne.CanvasObject {
	ids, names := []string{""}, []string{lang.L("All organisations")}
	for _, o := range s.orgs {
		ids, names = append(ids, o.ID), append(names, o.Name)
	}
	pick := parts.NewSelect(names, slices.Index(ids, s.find.organisation), func(i int) { s.find.organisation = ids[i]; s.narrow() }).Wide(148)
	pick.Small = true
	return pick
}

func (s *Screen) programmeSelect() fyne.CanvasObject {
	ids, names := []string{""}, []string{lang.L("All certificates")}
	for i := range s.programmes {
		ids, names = append(ids, s.programmes[i].ID), append(names, s.title(&s.programmes[i]))
	}
	pick := parts.NewSelect(names, slices.Index(ids, s.find.programme), func(i int) { s.find.programme = ids[i]; s.narrow() }).Wide(130)
	pick.Small = true
	return pick
}
