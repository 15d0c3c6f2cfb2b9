package mentoring

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/mentor"
)

// rules is the page of the name, the method, the hard rules and the weights.
func (o *opened) rules() fyne.CanvasObject {
	name := parts.NewEntry("").Wide(360)
	name.SetText(o.r.Name)
	name.OnChanged = func(t string) { o.r.Name = t; o.note() }
	words := []string{}
	for _, m := range methods {
		words = append(words, methodWord(m))
	}
	method := parts.NewSegments(words, slices.Index(methods, o.r.Method), func(i int) { o.r.Method = methods[i]; o.touch() })
	body := parts.Stack(0, o.ruleRow(lang.L("Name"), name), o.ruleRow(lang.L("Method"), parts.Row(0, method)), o.ruleRow("", parts.Second(methodHelp(o.r.Method))), parts.Room(0, 14),
		parts.PanelHead(lang.L("Hard rules")), parts.Room(0, 4), parts.Second(lang.L("A pair that breaks one is never proposed. Never the own manager, and always the own organisation unless help is agreed.")), parts.Room(0, 6))
	for _, row := range o.hard() {
		body.Add(row)
	}
	body.Add(parts.Room(0, 14))
	body.Add(parts.PanelHead(lang.L("Weights of the score")))
	body.Add(parts.Room(0, 4))
	body.Add(parts.Second(lang.L("The score is the weighted mean of the parts, 0 to 100. A part of which nothing is known counts half.")))
	body.Add(parts.Room(0, 6))
	for _, p := range mentor.Parts {
		body.Add(o.ruleRow(o.s.say(p.Name()), parts.Row(8, o.number(&o.r.Rules.Weights[p]), parts.Second(partHelp(p)))))
	}
	return parts.Scrolling(parts.Inset(14, 24, 24, 24, body))
}

func methodHelp(m mentor.Method) string {
	switch m {
	case mentor.Stable:
		return lang.L("Wishes first, scores after that: no two people would rather have each other.")
	case mentor.Participation:
		return lang.L("As many pairs as there can be, and of those the highest sum of scores.")
	}
	return lang.L("The highest sum of scores, even if somebody stays without a mentor.")
}

func partHelp(p mentor.Part) string {
	return []string{lang.L("share of the mentee's lost points, by question, that the mentor's level covers"), lang.L("24 hours together a week count as all"), lang.L("same team all, same organisation half"),
		lang.L("share of the mentee's languages that the mentor has"), lang.L("first wish all, the last one least"), lang.L("first wish all, the last one least")}[p]
}

func (o *opened) ruleRow(word string, x fyne.CanvasObject) fyne.CanvasObject {
	return parts.High(36, parts.Row(10, parts.Fix(look.Scaled(150), 0, parts.Label(word)), x))
}

// note notes a change without drawing anew: somebody is typing.
func (o *opened) note() { o.changed = true }

// number is a field for a number; what is none is refused on saving.
func (o *opened) number(to *float64) *parts.Entry {
	e := parts.NewEntry("").Wide(64)
	e.SetText(strconv.FormatFloat(*to, 'f', -1, 64))
	e.OnChanged = func(text string) {
		x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			x = -1
		}
		*to = x
		e.SetWrong(err != nil)
		o.note()
	}
	return e
}

func (o *opened) hard() []fyne.CanvasObject {
	r := &o.r.Rules
	places := float64(r.Capacity)
	capacity := o.number(&places)
	set := capacity.OnChanged
	capacity.OnChanged = func(t string) { set(t); r.Capacity = int(places) }
	names, ids := []string{lang.L("none is asked")}, []string{""}
	for _, p := range o.programmes {
		if p.RetiredAt.IsZero() {
			names, ids = append(names, p.Name), append(ids, p.ID)
		}
	}
	certificate := parts.NewSelect(names, max(slices.Index(ids, r.Certificate), 0), func(i int) { r.Certificate = ids[i]; o.touch() }).Wide(240)
	return []fyne.CanvasObject{
		o.ruleRow(lang.L("Places of a mentor"), parts.Row(8, capacity, parts.Second(lang.L("pairs at once, those that run included")))),
		o.ruleRow(lang.L("Certificate"), parts.Row(8, certificate, parts.Second(lang.L("that the mentor holds")))),
		o.ruleRow(lang.L("Together"), parts.Row(8, o.number(&r.Hours), parts.Second(lang.L("hours at work together a week at least; 0: not asked")))),
		o.ruleRow(lang.L("In common"), parts.NewCheck(lang.L("a project or a skill in common"), r.Common, func(on bool) { r.Common = on; o.touch() })),
		o.ruleRow(lang.L("Agreed help"), o.help()),
	}
}

// help are the agreements across organisations, with a way to add one.
func (o *opened) help() fyne.CanvasObject {
	r := &o.r.Rules
	name := map[string]string{}
	names := []string{}
	for _, x := range o.orgs {
		name[x.ID] = x.Name
		names = append(names, x.Name)
	}
	row := parts.Row(8)
	for i, h := range r.Help {
		row.Add(parts.NewChip(name[h.From], lang.L("helps {{.Name}}", map[string]any{"Name": name[h.To]}), nil, func() {
			r.Help = slices.Delete(slices.Clone(r.Help), i, i+1)
			o.touch()
			o.build()
		}))
	}
	if len(o.orgs) < 2 {
		row.Add(parts.Second(lang.L("You look after one organisation.")))
		return row
	}
	from, to := 0, 1
	row.Add(parts.NewSelect(names, 0, func(i int) { from = i }).Wide(130))
	row.Add(parts.Second(lang.L("helps")))
	row.Add(parts.NewSelect(names, 1, func(i int) { to = i }).Wide(130))
	row.Add(parts.NewButton(lang.L("Add"), parts.Plain, func() {
		if h := (mentor.Help{From: o.orgs[from].ID, To: o.orgs[to].ID}); h.From != h.To && !slices.Contains(r.Help, h) {
			r.Help = append(slices.Clone(r.Help), h)
			o.touch()
			o.build()
		}
	}).WithIcon("add").AsSmall())
	return row
}
