package contracts

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/contract"
)

func (k *editor) goalTitles() fyne.CanvasObject {
	w := editWide
	return parts.High(24, parts.Row(6, parts.Grow(parts.Label(lang.L("Skill"))), fixed(w.kind, parts.Label(lang.L("Measured by"))), fixed(w.source, parts.Room(0, 0)),
		fixed(w.number, parts.Label(lang.L("Baseline"))), fixed(w.number, parts.Label(lang.L("Target"))), fixed(w.gone, parts.Room(0, 0))))
}

func (k *editor) goal(i int) fyne.CanvasObject {
	g, w := &k.terms.Goals[i], editWide
	kinds := k.kinds(g.Source.Kind)
	names := make([]string, len(kinds))
	for n, kind := range kinds {
		names[n] = k.s.say(kind.Name())
	}
	skill := parts.NewEntry("").Wide(140)
	skill.SetText(g.Skill)
	skill.OnChanged = func(t string) { g.Skill = t }
	kind := parts.NewSelect(names, slices.Index(kinds, g.Source.Kind), func(n int) {
		g.Source = contract.Source{Kind: kinds[n]}
		if kinds[n] == contract.Certificate {
			g.Target = 1
		}
		k.show()
	}).Wide(w.kind)
	target := k.value(g.Source, &g.Target, nil)
	baseline := k.value(g.Source, nil, &g.Baseline)
	gone := parts.NewLink(lang.L("Delete"), func() { k.terms.Goals = slices.Delete(k.terms.Goals, i, i+1); k.show() })
	return parts.High(40, parts.Row(6, parts.Grow(skill), kind, k.source(g), baseline, target, fixed(w.gone, parts.Row(0, gone))))
}

// kinds are those that can be chosen, with the one that is.
func (k *editor) kinds(now contract.SourceKind) (out []contract.SourceKind) {
	for _, kind := range contract.SourceKinds {
		if len(k.choices[kind]) > 0 || kind == now {
			out = append(out, kind)
		}
	}
	return out
}

// source offers what measures a goal of its kind; a new goal takes its name
// from it.
func (k *editor) source(g *contract.Goal) fyne.CanvasObject {
	all := k.choices[g.Source.Kind]
	same := func(x contract.Source) bool { return x.Ref == g.Source.Ref }
	if g.Source.Ref != "" && !slices.ContainsFunc(all, same) {
		all = append([]contract.Source{g.Source}, all...)
	}
	names := make([]string, len(all))
	for i, x := range all {
		names[i] = x.Name
	}
	return parts.NewSelect(names, slices.IndexFunc(all, same), func(i int) {
		g.Source = all[i]
		if strings.TrimSpace(g.Skill) == "" {
			g.Skill = bare(all[i])
			k.show()
		}
	}).Wide(editWide.source)
}

// bare is the name of a source without a question's number.
func bare(s contract.Source) string {
	if s.Kind == contract.RubricQuestion {
		if _, text, ok := strings.Cut(s.Name, " "); ok {
			return text
		}
	}
	return s.Name
}

// value is a field for a target, or for a baseline that may be empty. Shares
// are written in per cent.
func (k *editor) value(s contract.Source, to *float64, or **float64) *parts.Entry {
	e := parts.NewEntry(lang.L("not set")).Wide(editWide.number)
	scale := s.Scale()
	if or != nil && *or != nil {
		e.SetText(plain(**or * scale))
	}
	if to != nil {
		e.SetPlaceholder("")
		if *to != 0 {
			e.SetText(plain(*to * scale))
		}
	}
	e.OnChanged = func(text string) {
		x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		x /= scale
		empty := strings.TrimSpace(text) == ""
		switch {
		case err != nil && !(empty && or != nil):
			e.SetWrong(true)
			x = -1 // refused on saving
		default:
			e.SetWrong(false)
		}
		if or != nil {
			*or = &x
			if empty {
				*or = nil
			}
			return
		}
		*to = x
	}
	return e
}

// plain writes a number without needless digits.
func plain(x float64) string { return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) }

func (k *editor) measureTitles() fyne.CanvasObject {
	w := editWide
	return parts.High(24, parts.Row(6, parts.Grow(parts.Label(lang.L("What is done"))), fixed(w.number, parts.Label(lang.L("Times"))), fixed(w.rhythm, parts.Label(lang.L("Rhythm"))),
		fixed(w.evidence, parts.Label(lang.L("Proof"))), fixed(w.number, parts.Label(lang.L("Weight"))), fixed(w.gone, parts.Room(0, 0))))
}

func (k *editor) measure(i int) fyne.CanvasObject {
	m, w := &k.terms.Measures[i], editWide
	text := func(to *string, wide float32) *parts.Entry {
		e := parts.NewEntry("").Wide(wide)
		e.SetText(*to)
		e.OnChanged = func(t string) { *to = t }
		return e
	}
	names := make([]string, len(contract.Rhythms))
	for n, r := range contract.Rhythms {
		names[n] = k.s.say(r.Name())
	}
	rhythm := parts.NewSelect(names, slices.Index(contract.Rhythms, m.Rhythm), func(n int) { m.Rhythm = contract.Rhythms[n] }).Wide(w.rhythm)
	gone := parts.NewLink(lang.L("Delete"), func() { k.terms.Measures = slices.Delete(k.terms.Measures, i, i+1); k.show() })
	return parts.High(40, parts.Row(6, parts.Grow(text(&m.What, 140)), k.whole(&m.Times, nil).Wide(w.number), rhythm, text(&m.Evidence, w.evidence), k.whole(&m.Weight, nil).Wide(w.number),
		parts.Fix(look.Scaled(w.gone), 0, parts.Row(0, gone))))
}
