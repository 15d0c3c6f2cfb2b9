package certificates

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/certificate"
)

// issued are the programmes of which certificates can still be issued.
func (s *Screen) issued() (ids, names []string) {
	for i := range s.programmes {
		if p := &s.programmes[i]; p.RetiredAt.IsZero() {
			ids, names = append(ids, p.ID), append(names, s.title(p))
		}
	}
	return ids, names
}

// labelled is a word before a field.
func labelled(word string, fields ...fyne.CanvasObject) fyne.CanvasObject {
	return parts.High(36, parts.Row(8, append([]fyne.CanvasObject{parts.Fix(look.Scaled(96), 0, parts.Second(word).Cutting())}, fields...)...))
}

// whom finds people by what is typed: an organisation's or a team's name stands
// for its agents, otherwise a name or a staff number for one person.
func (s *Screen) whom(ctx context.Context, typed string) ([]people.Person, error) {
	typed = strings.TrimSpace(typed)
	all, err := s.d.People.Persons(ctx, s.d.Actor, people.Find{})
	if err != nil {
		return nil, err
	}
	keep := func(is func(people.Person) bool) []people.Person {
		return slices.DeleteFunc(slices.Clone(all), func(p people.Person) bool { return !is(p) })
	}
	sits := func(p people.Person) bool { return p.Has(people.Agent) || p.Has(people.Trainee) }
	for _, o := range s.orgs {
		if o.Name == typed {
			return keep(func(p people.Person) bool { return p.OrganisationID == o.ID && sits(p) }), nil
		}
	}
	for _, t := range s.teams {
		if t.Name == typed {
			return keep(func(p people.Person) bool { return p.TeamID == t.ID && sits(p) }), nil
		}
	}
	found := keep(func(p people.Person) bool { return typed != "" && (p.Name == typed || p.StaffNumber == typed) })
	switch len(found) {
	case 0:
		return nil, fault.New(fault.Invalid, "Nobody is called {{.Name}}. Type a name, a staff number, a team or an organisation.", fault.Values{"Name": typed})
	case 1:
		return found, nil
	}
	return nil, fault.New(fault.Invalid, "{{.N}} people are called {{.Name}}. Type the staff number.", fault.Values{"N": len(found), "Name": typed})
}

// dayField reads an optional day.
func readDay(text string) (certificate.Day, error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	return indicators.ParseDate(text)
}

// askAssign asks of whom a certificate is asked, and until when.
func (s *Screen) askAssign() {
	ids, names := s.issued()
	if !s.keeps() || len(ids) == 0 {
		return
	}
	at := max(slices.Index(ids, s.find.programme), 0)
	pick := parts.NewSelect(names, at, func(i int) { at = i }).Wide(300)
	who := parts.NewEntry(lang.L("Name, staff number, team or organisation")).Wide(300)
	due := parts.NewEntry(lang.L("2026-11-18, or empty")).Wide(160)
	if h := s.chosen(); h != nil {
		who.SetText(h.StaffNumber)
	}
	fields := parts.Stack(0, labelled(lang.L("Certificate"), pick), labelled(lang.L("Of whom"), who), labelled(lang.L("Due"), due))
	s.ask(parts.Question{Title: lang.L("Ask a certificate of whom?"), Text: lang.L("A team or an organisation stands for its agents. Whoever has passed the exams already has it at once."), Act: lang.L("Ask it"), Kind: parts.Main},
		who, fields, func(ctx context.Context) (string, error) {
			day, err := readDay(due.Text())
			if err != nil {
				return "", err
			}
			ps, err := s.whom(ctx, who.Text())
			if err != nil {
				return "", err
			}
			n, err := s.d.CertificateKeeper.Assign(ctx, s.d.Actor, ids[at], idsOf(ps), day)
			return lang.L("Asked of {{.N}} people", map[string]any{"N": n}), err
		})
}

func idsOf(ps []people.Person) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.ID
	}
	return out
}

// askIssue asks for whom a certificate is issued by hand, and why.
func (s *Screen) askIssue() {
	ids, names := s.issued()
	if !s.keeps() || len(ids) == 0 {
		return
	}
	at := 0
	who := parts.NewEntry(lang.L("Name or staff number")).Wide(300)
	if h := s.chosen(); h != nil {
		who.SetText(h.StaffNumber)
		at = max(slices.Index(ids, h.ProgrammeID), 0)
	}
	pick := parts.NewSelect(names, at, func(i int) { at = i }).Wide(300)
	earned := parts.NewEntry("2026-11-18").Wide(160)
	earned.SetText(s.today().String())
	why := parts.NewEntry(lang.L("Reason")).Wide(300)
	fields := parts.Stack(0, labelled(lang.L("Certificate"), pick), labelled(lang.L("Holder"), who), labelled(lang.L("Earned on"), earned), labelled(lang.L("Reason"), why))
	s.ask(parts.Question{Title: lang.L("Issue a certificate by hand?"), Text: lang.L("For exams that were sat elsewhere. The reason stands beside it for good."), Act: lang.L("Issue"), Kind: parts.Main},
		why, fields, func(ctx context.Context) (string, error) {
			day, err := indicators.ParseDate(strings.TrimSpace(earned.Text()))
			if err != nil {
				return "", err
			}
			ps, err := s.whom(ctx, who.Text())
			if err != nil {
				return "", err
			}
			if len(ps) != 1 {
				return "", fault.New(fault.Invalid, "A certificate is issued by hand to one person at a time.", nil)
			}
			number, err := s.d.CertificateKeeper.Issue(ctx, s.d.Actor, ids[at], ps[0].ID, day, why.Text())
			return lang.L("Issued {{.Number}}", map[string]any{"Number": number}), err
		})
}
