package contests

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/contest"
)

// editing is a rule that is being written.
type editing struct {
	s    *Screen
	id   string // empty: a new one
	rule contest.Rule

	name, day, months, coefficients, days, prize *parts.Entry
	rows                                         []*metricRow
	list                                         *fyne.Container
	wrong                                        *fyne.Container
	sum                                          *parts.Text
	content                                      fyne.CanvasObject
}

// standardRule is what a new contest begins with.
func standardRule() contest.Rule {
	of := func(s contest.Source, weight float64) contest.Metric {
		k, _ := contest.KindOf(s)
		return contest.Metric{Source: s, Better: k.Better, Weight: weight, K: k.K}
	}
	r := contest.Rule{Span: indicators.WeekSpan, Unit: contest.Person, Leagues: contest.ByTenure, Months: []int{12, 24}, AppealDays: 3,
		Metrics: []contest.Metric{of(contest.Source(indicators.FirstContact), .4), of(contest.CallsPerHour, .3), of(contest.Quality, .3), of(contest.Complaints, 0)}}
	r.Metrics[2].Gated, r.Metrics[2].Gate = true, 80
	r.Metrics[3].Gated = true
	return r
}

func (s *Screen) newContest() {
	r := standardRule()
	if len(s.contests) > 0 {
		r = s.contests[0].Rule
		r.Name = ""
	}
	if !s.d.Actor.Scope().All {
		r.OrganisationID = s.d.Actor.OrganisationID
	}
	s.editRule("", r, indicators.DateOf(s.d.Now().In(s.d.Zone))+1)
}

func (s *Screen) changeContest() {
	s.editRule(s.board.Contest.ID, s.board.Contest.Rule, s.board.Contest.Period.From)
}

func (s *Screen) editRule(id string, r contest.Rule, day indicators.Date) {
	e := &editing{s: s, id: id, rule: r, list: parts.Stack(0), wrong: parts.Stack(0), sum: parts.Second("")}
	field := func(hint, text string, wide float32) *parts.Entry {
		f := parts.NewEntry(hint).Wide(wide)
		f.SetText(text)
		return f
	}
	e.name = field(lang.L("Name of the contest"), r.Name, 320)
	e.day = field("2026-11-23", day.String(), 120)
	var months []string
	for _, m := range r.Months {
		months = append(months, strconv.Itoa(m))
	}
	e.months = field("12 24", strings.Join(months, " "), 120)
	e.coefficients = field(lang.L("Project 1.2; other project 0.8"), contest.WriteCoefficients(r.Coefficients), 320)
	e.days = field("3", strconv.Itoa(max(r.AppealDays, 1)), 60)
	e.prize = field(lang.L("What the winners get"), r.Prize, 320)
	for _, m := range r.Metrics {
		e.addMetric(m)
	}
	e.build()
	s.edit = e
	s.show()
	e.name.Focus()
}

func labelled(word string, fields ...fyne.CanvasObject) fyne.CanvasObject {
	return parts.High(38, parts.Row(8, append([]fyne.CanvasObject{parts.Fix(look.Scaled(120), 0, parts.Second(word).Cutting())}, fields...)...))
}

// build lays the form out.
func (e *editing) build() {
	pick := func(names []string, at int, set func(int)) fyne.CanvasObject {
		return parts.NewSegments(names, max(at, 0), set)
	}
	var spans, units, ways []string
	for _, x := range contest.Spans {
		spans = append(spans, spanName(x))
	}
	for _, x := range contest.Units {
		units = append(units, unitName(x))
	}
	for _, x := range contest.LeagueWays {
		ways = append(ways, leaguesName(x))
	}
	orgIDs, orgs := e.organisations()
	org := parts.NewSelect(orgs, max(slices.Index(orgIDs, e.rule.OrganisationID), 0), func(i int) { e.rule.OrganisationID = orgIDs[i] }).Wide(200)
	e.rule.OrganisationID = orgIDs[max(slices.Index(orgIDs, e.rule.OrganisationID), 0)]
	form := parts.Stack(0,
		labelled(lang.L("Name of the contest"), e.name),
		labelled(lang.L("Contest period"), pick(spans, slices.Index(contest.Spans, e.rule.Span), func(i int) { e.rule.Span = contest.Spans[i] }), parts.Second(lang.L("in which lies")), e.day),
		labelled(lang.L("Who competes"), pick(units, slices.Index(contest.Units, e.rule.Unit), func(i int) { e.rule.Unit = contest.Units[i] }), org),
		labelled(lang.L("Leagues"), pick(ways, slices.Index(contest.LeagueWays, e.rule.Leagues), func(i int) { e.rule.Leagues = contest.LeagueWays[i] }), parts.Second(lang.L("months")), e.months),
		parts.Room(0, 8), parts.Row(8, parts.PanelHead(lang.L("Metrics")), parts.Label(lang.L("A gate is a condition: who misses it is not ranked.")), parts.Gap(), e.sum), parts.Room(0, 4), e.list,
		parts.Row(0, parts.NewButton(lang.L("Add a metric"), parts.Plain, e.another).WithIcon("add").AsSmall()), parts.Room(0, 8),
		labelled(lang.L("Coefficients"), e.coefficients), labelled(lang.L("Days to appeal"), e.days), labelled(lang.L("Prize"), e.prize), e.wrong)
	foot := parts.Inset(10, 24, 10, 24, parts.Row(8, parts.Label(lang.L("The rule is locked once the period begins.")), parts.Gap(),
		parts.NewButton(lang.L("Cancel"), parts.Plain, e.cancel).WithKey("Esc"), parts.NewButton(lang.L("Announce"), parts.Main, e.save).WithIcon("check").WithKey("Ctrl S")))
	e.content = parts.Dock(nil, parts.Stack(0, parts.NewHairline(), foot), nil, nil, container.NewVScroll(parts.Inset(12, 24, 12, 24, form)))
	e.showRows()
}

// organisations are those whose people the actor may let compete.
func (e *editing) organisations() (ids, names []string) {
	by := e.s.d.Actor
	if contest.MayKeep(by, "") {
		ids, names = append(ids, ""), append(names, lang.L("all companies"))
	}
	for _, o := range e.s.orgs {
		if contest.MayKeep(by, o.ID) {
			ids, names = append(ids, o.ID), append(names, o.Name)
		}
	}
	if len(ids) == 0 {
		ids, names = []string{by.OrganisationID}, []string{""}
	}
	return ids, names
}

// read makes a rule of what was typed.
func (e *editing) read() (r contest.Rule, day indicators.Date, err error) {
	r = e.rule
	r.Name, r.Prize, r.Metrics, r.Months = e.name.Text(), e.prize.Text(), nil, nil
	if day, err = indicators.ParseDate(strings.TrimSpace(e.day.Text())); err != nil {
		return r, day, err
	}
	if r.Coefficients, err = contest.ReadCoefficients(e.coefficients.Text()); err != nil {
		return r, day, err
	}
	if r.AppealDays, err = strconv.Atoi(strings.TrimSpace(e.days.Text())); err != nil {
		return r, day, fault.New(fault.Invalid, "The time to appeal is 1 to {{.N}} days.", fault.Values{"N": 30})
	}
	if r.Leagues == contest.ByTenure {
		for _, word := range strings.Fields(strings.ReplaceAll(e.months.Text(), ",", " ")) {
			n, err := strconv.Atoi(word)
			if err != nil {
				return r, day, fault.New(fault.Invalid, "Leagues by tenure need one to four numbers of months, the smaller first.", nil)
			}
			r.Months = append(r.Months, n)
		}
	}
	for i, row := range e.rows {
		m, err := row.read(i + 1)
		if err != nil {
			return r, day, err
		}
		r.Metrics = append(r.Metrics, m)
	}
	return r, day, nil
}

func (e *editing) cancel() {
	e.s.edit = nil
	e.s.show()
}

func (e *editing) save() {
	r, day, err := e.read()
	if err != nil {
		e.refuse(err)
		return
	}
	var id string
	e.s.run(lang.L("Announced"), func(ctx context.Context) (err error) {
		id, err = e.s.d.Contests.Save(ctx, e.s.d.Actor, e.id, r, day)
		e.s.wanted = id
		return err
	}, func(err error) {
		if err != nil {
			e.refuse(err)
			return
		}
		e.s.edit = nil
	})
}

// refuse says below the form what is wrong with it.
func (e *editing) refuse(err error) {
	p := parts.NewParagraph(words.Sentence(e.s.d.Settings.Language, err), look.TextBody, look.Bad)
	p.Width = look.Scaled(480)
	e.wrong.Objects = []fyne.CanvasObject{parts.Room(0, 6), p}
	e.wrong.Refresh()
	e.content.Refresh()
	e.s.d.Trace("refused", map[string]any{"error": err.Error()})
}

func (e *editing) actions() []desk.Action {
	return []desk.Action{{Menu: desk.EditMenu, Label: lang.L("Announce"), Key: fyne.KeyS, Mod: ctrl, Do: e.save},
		{Menu: desk.WindowMenu, Label: lang.L("Cancel"), Bare: fyne.KeyEscape, Do: e.cancel}}
}
