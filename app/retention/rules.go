package retention

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/recordings/retention"
)

func (s *Screen) chosenRule() *retention.Rule {
	if at := s.tables[pageRules].Chosen(); at >= 0 && at < len(s.rules) {
		return &s.rules[at]
	}
	return nil
}

func (s *Screen) newRule() { s.askRule(retention.Rule{Days: 180, ScoredDays: 730}) }

func (s *Screen) editRule() {
	if r := s.chosenRule(); r != nil && s.deletes() {
		s.askRule(*r)
	}
}

// dropRule takes the chosen rule away; it can be undone.
func (s *Screen) dropRule() {
	r := s.chosenRule()
	if r == nil {
		return
	}
	was := *r
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Retention.DropRule(ctx, s.d.Actor, was.ID)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.load()
		s.d.Toast(lang.L("Rule {{.Name}} removed", map[string]any{"Name": was.Name}), func() {
			was.ID = ""
			s.doing(func(error) {}, lang.L("Saved"), func(ctx context.Context) error {
				_, err := s.d.Retention.SaveRule(ctx, s.d.Actor, was)
				return err
			})
		})
	})
}

// askRule edits a rule.
func (s *Screen) askRule(r retention.Rule) {
	title := lang.L("New rule")
	if r.ID != "" {
		title = r.Name
	}
	name, plain, scored := parts.NewEntry(lang.L("Name of the rule")).Wide(300), parts.NewEntry("180"), parts.NewEntry("730")
	name.SetText(r.Name)
	plain.SetText(strconv.Itoa(r.Days))
	scored.SetText(strconv.Itoa(r.ScoredDays))
	ids, orgs := []string{""}, []string{lang.L("all of them")}
	for _, o := range s.orgs {
		ids, orgs = append(ids, o.ID), append(orgs, o.Name)
	}
	fields := parts.Stack(6, labelled(lang.L("Name"), name),
		labelled(lang.L("Organisation"), parts.NewSelect(orgs, max(slices.Index(ids, r.OrganisationID), 0), func(i int) { r.OrganisationID = ids[i] }).Wide(300)),
		labelled(lang.L("Project"), choice(s.projects, &r.Project)), labelled(lang.L("Business line"), choice(s.lines, &r.BusinessLine)),
		labelled(lang.L("Kept for"), parts.Row(6, parts.Fix(look.Scaled(72), 0, plain), parts.Label(lang.L("days from the call")))),
		labelled(lang.L("Scored calls"), parts.Row(6, parts.Fix(look.Scaled(72), 0, scored), parts.Label(lang.L("days from the call")))))
	ask.Form(s.d, parts.Question{Title: title, Act: lang.L("Save"), Kind: parts.Main, Width: look.Scaled(500)}, name, fields, func(done func(error)) {
		var err error
		r.Name = strings.TrimSpace(name.Text())
		if r.Days, err = number(plain.Text()); err == nil {
			r.ScoredDays, err = number(scored.Text())
		}
		if err != nil {
			done(err)
			return
		}
		s.doing(done, lang.L("Saved"), func(ctx context.Context) error {
			_, err := s.d.Retention.SaveRule(ctx, s.d.Actor, r)
			return err
		})
	})
}

func number(text string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0, fault.New(fault.Invalid, "“{{.Value}}” is no number of days.", fault.Values{"Value": text})
	}
	return n, nil
}

// choice chooses one of these, or all.
func choice(from []string, into *string) fyne.CanvasObject {
	options := append([]string{lang.L("all of them")}, from...)
	return parts.NewSelect(options, max(slices.Index(options, *into), 0), func(i int) {
		if *into = ""; i > 0 {
			*into = options[i]
		}
	}).Wide(300)
}

func labelled(word string, field fyne.CanvasObject) fyne.CanvasObject {
	return parts.Row(8, parts.Fix(look.Scaled(110), 0, parts.Label(word)), field)
}
