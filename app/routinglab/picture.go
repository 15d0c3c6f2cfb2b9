package routinglab

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/routing"
)

// picture shows which group takes which type, in which order.
func picture(s *routing.Scenario, opened func(types bool, at int)) fyne.CanvasObject {
	filled := s.Filled()
	var left, right []parts.JoinedNode
	for _, t := range s.Types {
		left = append(left, parts.JoinedNode{Name: t.Name, Note: rateText(t.Arrivals) + "  " + distText(t.Service), Tail: skillsText(t.Requires, true)})
	}
	var joins []parts.Join
	for k, g := range s.Groups {
		right = append(right, parts.JoinedNode{Name: g.Name, Note: agentsText(g.Agents), Tail: skillsText(g.Skills, false)})
		for i, t := range s.Types {
			rank, ok := filled.CallChooses[t.Name][g.Name]
			if _, back := filled.AgentChooses[g.Name][t.Name]; !ok || !back {
				continue
			}
			word := chart.Number(rank, 0)
			if d := filled.Delays.At(g.Name, t.Name, 0); d > 0 {
				word += "  " + lang.L("after {{.N}} s", map[string]any{"N": chart.Number(d, 0)})
			}
			joins = append(joins, parts.Join{From: i, To: k, Word: word, Strong: rank == firstRank(filled.CallChooses[t.Name])})
		}
	}
	j := parts.NewJoined(left, right, joins)
	j.LeftHead, j.RightHead = lang.L("Call types"), lang.L("Groups of agents; numbers at the lines are ranks")
	j.OnTapped = opened
	return j
}

func firstRank(ranks map[string]float64) float64 {
	if len(ranks) == 0 {
		return 0
	}
	return slices.Min(slices.Collect(maps.Values(ranks)))
}

func rateText(a routing.Arrivals) string {
	if len(a.PerMinute) == 0 {
		return ""
	}
	from, to := slices.Min(a.PerMinute), slices.Max(a.PerMinute)
	text := chart.Number(from, 1)
	if to != from {
		text = lang.L("{{.From}} to {{.To}}", map[string]any{"From": chart.Number(from, 1), "To": chart.Number(to, 1)})
	}
	return lang.L("{{.N}} a minute", map[string]any{"N": text})
}

func agentsText(agents []int) string {
	if len(agents) == 0 {
		return ""
	}
	from, to := slices.Min(agents), slices.Max(agents)
	text := chart.Count(from)
	if to != from {
		text = lang.L("{{.From}} to {{.To}}", map[string]any{"From": from, "To": to})
	}
	return lang.L("{{.N}} agents", map[string]any{"N": text})
}

// skillsText lists skills with their levels; at least as a type asks for them.
func skillsText(skills map[string]int, least bool) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(skills)) {
		level := chart.Count(skills[name])
		if least {
			level += "+"
		}
		out = append(out, name+" "+level)
	}
	return strings.Join(out, "  ")
}

// dayChart shows the calls of each interval by type, and how many the agents
// could take; nil without intervals.
func dayChart(s *routing.Scenario) fyne.CanvasObject {
	h := s.Horizon
	n := h.Intervals()
	if n < 2 || n > 400 {
		return nil
	}
	tones := []look.Token{look.Accent, look.CustomerM, look.AgentM, look.NaM, look.GoodM, look.WarnM}
	groups := make([]parts.BarGroup, n)
	for i := range groups {
		if every := max(1, n/12); i%every == 0 {
			groups[i].Word = clock(float64(i) * h.Interval)
		}
		groups[i].Parts = make([]float64, min(len(s.Types), len(tones)))
		for k, t := range s.Types {
			rate := t.Arrivals.PerMinute[h.Row(i, len(t.Arrivals.PerMinute))]
			groups[i].Parts[min(k, len(tones)-1)] += rate * h.Interval / 60
		}
	}
	var legend []fyne.CanvasObject
	for k, t := range s.Types {
		if k < len(tones)-1 || len(s.Types) == len(tones) {
			legend = append(legend, dotted(tones[k], t.Name))
		}
	}
	if len(s.Types) > len(tones) {
		legend = append(legend, dotted(tones[len(tones)-1], lang.L("the others")))
	}
	head := parts.Row(12, append([]fyne.CanvasObject{parts.Strong(lang.L("Calls an interval")), parts.Gap()}, legend...)...)
	return parts.Dock(parts.High(24, head), nil, nil, nil, parts.NewBarChart(groups, tones...))
}

// dotted is a word behind a dot of its tone.
func dotted(tone look.Token, word string) fyne.CanvasObject {
	dot := parts.NewPlate(tone)
	dot.Radius, dot.Least = 4, fyne.NewSize(8, 8)
	return parts.Row(5, dot, parts.Label(word))
}
