package contests

import (
	"cmp"

	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/award"
	"shifu/training/contest"
)

func (s *Screen) say(t words.Text) string { return t.In(s.d.Settings.Language) }

var stateLooks = map[contest.State]parts.State{contest.Announced: parts.StatePlain, contest.Running: parts.StateChosen, contest.Ended: parts.StateWarn,
	contest.Open: parts.StateDueSoon, contest.Final: parts.StateGood}

func stateName(st contest.State) string {
	return map[contest.State]string{contest.Announced: lang.L("Announced"), contest.Running: lang.L("Running"), contest.Ended: lang.L("Over, not frozen"),
		contest.Open: lang.L("Appeals open"), contest.Final: lang.L("Final")}[st]
}

func awardState(st award.State) (string, parts.State) {
	switch st {
	case award.Planned:
		return lang.L("Planned"), parts.StatePlain
	case award.Year:
		return lang.L("Weights locked"), parts.StateChosen
	case award.Voting:
		return lang.L("Vote open"), parts.StateDueSoon
	case award.Counted:
		return lang.L("Vote closed"), parts.StateWarn
	}
	return lang.L("Published"), parts.StateGood
}

func unitName(u contest.Unit) string {
	return map[contest.Unit]string{contest.Person: lang.L("Each for oneself"), contest.Team: lang.L("Teams"), contest.Vendor: lang.L("Companies")}[u]
}

func spanName(sp indicators.Span) string {
	return map[indicators.Span]string{indicators.CycleSpan: lang.L("Shift cycle"), indicators.WeekSpan: lang.L("Week"), indicators.MonthSpan: lang.L("Month")}[sp]
}

func leaguesName(l contest.Leagues) string {
	return map[contest.Leagues]string{contest.OneLeague: lang.L("One league"), contest.ByTenure: lang.L("By tenure"), contest.ByLast: lang.L("By the last place")}[l]
}

// leagueName is what the league of a rule is called.
func leagueName(r *contest.Rule, league int) string {
	switch {
	case r.Leagues == contest.ByTenure && league == 0:
		return lang.L("under {{.N}} months", map[string]any{"N": r.Months[0]})
	case r.Leagues == contest.ByTenure && league == len(r.Months):
		return lang.L("{{.N}} months and more", map[string]any{"N": r.Months[league-1]})
	case r.Leagues == contest.ByTenure:
		return lang.L("{{.From}} to {{.N}} months", map[string]any{"From": r.Months[league-1], "N": r.Months[league]})
	case r.Leagues == contest.ByLast:
		return lang.L("League {{.N}}", map[string]any{"N": string(rune('A' + league))})
	}
	return lang.L("All")
}

// period writes the days of a contest.
func (s *Screen) period(p indicators.Period) string {
	return s.d.Day(p.From.In(s.d.Zone)) + " " + lang.L("to") + " " + s.d.Day((p.Until - 1).In(s.d.Zone))
}

// amount writes a value in the unit of its source.
func amount(k contest.Kind, x float64) string {
	switch {
	case k.Source == contest.Complaints:
		return chart.Number(x, 0)
	case k.Source == contest.CallsPerHour, k.Source == contest.Quality, k.Source == contest.Exams:
		return chart.Number(x, 1)
	case k.Unit == indicators.Rate || k.Unit == indicators.Share:
		return chart.Percent(x, 1)
	case k.Unit == indicators.SecondsEach:
		return lang.L("{{.N}} s", map[string]any{"N": chart.Number(x, 0)})
	}
	return chart.Number(x, 2)
}

// gate writes the condition of a metric.
func gate(m contest.Metric) string {
	k, _ := contest.KindOf(m.Source)
	if m.Better == indicators.Lower {
		return lang.L("at most {{.N}}", map[string]any{"N": amount(k, m.Gate)})
	}
	return lang.L("at least {{.N}}", map[string]any{"N": amount(k, m.Gate)})
}

// whereFrom is the team of a row, or its company.
func whereFrom(r *contest.Row) string {
	if r.UnitID == "" {
		return lang.L("another company")
	}
	return cmp.Or(r.Team, r.Organisation)
}

// who is the name of a row.
func who(r *contest.Row) string {
	if r.UnitID == "" {
		return "–"
	}
	return r.Name
}

func (s *Screen) organisation(id string) string {
	for _, o := range s.orgs {
		if o.ID == id {
			return o.Name
		}
	}
	if id == "" {
		return lang.L("all companies")
	}
	return ""
}
