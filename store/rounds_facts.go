package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/certificate"
	"shifu/training/contract"
	"shifu/training/mentor"
)

// keptDays is how far back scores tell of a person's level.
const keptDays = 90

// Candidates returns who could take part now.
func (k *Pairs) Candidates(ctx context.Context, by people.Actor) (mentors, mentees []mentor.Person, err error) {
	if err := by.Require(people.KeepMentoring); err != nil {
		return nil, nil, err
	}
	all, _, err := k.facts(ctx, k.w.read, by)
	if err != nil {
		return nil, nil, k.w.explain(err)
	}
	for _, f := range all {
		p := mentor.Person{ID: f.person.ID, Facts: f.Facts}
		if f.person.Has(people.Mentor) {
			mentors = append(mentors, p)
		}
		if (f.person.Has(people.Agent) || f.person.Has(people.Trainee)) && f.MentorID == "" {
			mentees = append(mentees, p)
		}
	}
	return mentors, mentees, nil
}

// known is a person with what the workspace knows of them.
type known struct {
	mentor.Facts
	person people.Person
}

// inform fills in the facts of everybody in a round as they are now; who is not
// in the actor's scope is not in the workspace.
func (k *Pairs) inform(ctx context.Context, c *change, r *mentor.Round) error {
	all, window, err := k.facts(ctx, c, c.by)
	if err != nil {
		return err
	}
	at := map[string]mentor.Facts{}
	for _, f := range all {
		at[f.person.ID] = f.Facts
	}
	r.Window = window
	for _, side := range [][]mentor.Person{r.Mentors, r.Mentees} {
		for i := range side {
			f, ok := at[side[i].ID]
			if !ok {
				return fault.New(fault.NotFound, "{{.Name}} is not here any more. Take them out of the round.", fault.Values{"Name": side[i].Label()})
			}
			side[i].Facts = f
		}
	}
	return k.namedCertificate(ctx, c, r)
}

// namedCertificate writes the name of the certificate that the rules ask for.
func (k *Pairs) namedCertificate(ctx context.Context, c *change, r *mentor.Round) error {
	r.Rules.Named = ""
	if r.Rules.Certificate == "" {
		return nil
	}
	rows, err := programmeRows(ctx, c, c.by.Scope())
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.ID == r.Rules.Certificate {
			p, err := row.programme()
			r.Rules.Named = p.Name
			return err
		}
	}
	return fault.New(fault.NotFound, "This certificate is not in the workspace.", nil)
}

// stillMay refuses what broke a hard rule since it was proposed.
func (k *Pairs) stillMay(ctx context.Context, c *change, r *mentor.Round) error {
	now := *r
	now.Mentors, now.Mentees = slices.Clone(r.Mentors), slices.Clone(r.Mentees)
	if err := k.inform(ctx, c, &now); err != nil {
		return err
	}
	m, given := now.Matrix(k.w.zone), map[string]int{}
	for i, p := range r.Proposed {
		j := slices.IndexFunc(now.Mentors, func(x mentor.Person) bool { return x.ID == p.MentorID })
		if j < 0 {
			continue
		}
		names := fault.Values{"Mentor": now.Mentors[j].Label(), "Mentee": now.Mentees[i].Label()}
		if given[p.MentorID]++; given[p.MentorID] > m.Room[j] {
			return fault.New(fault.Conflict, "{{.Mentor}} has fewer places now. Propose the pairs again.", names)
		}
		if cell := &m.Cells[i][j]; !cell.May() {
			names["Why"] = cell.Barred[0]
			return fault.New(fault.Conflict, "{{.Mentor}} can't be the mentor of {{.Mentee}} any more: {{.Why}}. Propose the pairs again.", names)
		}
	}
	return nil
}

// facts are what is known of everybody in the actor's scope who could take
// part, and of which days shifts are known.
func (k *Pairs) facts(ctx context.Context, db bun.IDB, by people.Actor) ([]known, mentor.Window, error) {
	today := k.w.today()
	window := mentor.Window{From: today - mentor.WindowDays, Until: today + mentor.WindowDays}
	all, err := k.crew(ctx, db, by)
	if err != nil {
		return nil, window, err
	}
	at := map[string]*known{}
	for i := range all {
		at[all[i].person.ID] = &all[i]
	}
	for _, fill := range []func(context.Context, bun.IDB, map[string]*known) error{k.fillPairs, k.fillCertificates, k.fillKept} {
		if err := fill(ctx, db, at); err != nil {
			return nil, window, err
		}
	}
	window, err = fillShifts(ctx, db, window, at)
	return all, window, err
}

// crew are mentors, agents and trainees who are here, with their reporting lines.
func (k *Pairs) crew(ctx context.Context, db bun.IDB, by people.Actor) ([]known, error) {
	var rows []struct {
		personRow          `bun:",extend"`
		Organisation, Team string
	}
	q := db.NewSelect().Model((*personRow)(nil)).ColumnExpr("p.*, o.name AS organisation, coalesce(t.name, '') AS team").
		Join("JOIN organisations AS o ON o.id = p.organisation_id").Join("LEFT JOIN teams AS t ON t.id = p.team_id").
		Where("(p.left_at = 0 OR p.left_at > ?)", micros(k.w.now())).OrderExpr("o.kind, o.name, t.name, p.name, p.id")
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading persons: %w", err)
	}
	manager, s := map[string]string{}, by.Scope()
	for _, r := range rows {
		manager[r.ID] = r.ManagerID.String
	}
	var out []known
	for _, r := range rows {
		p := r.person()
		if !s.All && p.OrganisationID != s.OrganisationID || !p.Has(people.Mentor) && !p.Has(people.Agent) && !p.Has(people.Trainee) {
			continue
		}
		f := known{person: p}
		f.Name, f.StaffNumber, f.OrganisationID, f.Organisation, f.TeamID, f.Team = p.Name, p.StaffNumber, p.OrganisationID, r.Organisation, p.TeamID, r.Team
		for id := manager[p.ID]; id != "" && !slices.Contains(f.Above, id); id = manager[id] {
			f.Above = append(f.Above, id)
		}
		out = append(out, f)
	}
	return out, nil
}

func (k *Pairs) fillPairs(ctx context.Context, db bun.IDB, at map[string]*known) error {
	pairs, err := k.w.pairs(ctx, db, people.Program(), func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.ended_at = 0") })
	if err != nil {
		return err
	}
	for _, p := range pairs {
		if !p.Open(k.w.today()) {
			continue
		}
		if m := at[p.Mentor.PersonID]; m != nil {
			m.Taken++
		}
		if m := at[p.Mentee.PersonID]; m != nil {
			m.MentorID = p.Mentor.PersonID
		}
	}
	return nil
}

func (k *Pairs) fillCertificates(ctx context.Context, db bun.IDB, at map[string]*known) error {
	rows, err := programmeRows(ctx, db, people.Scope{All: true})
	if err != nil {
		return err
	}
	skill := map[string]string{}
	for _, r := range rows {
		p, err := r.programme()
		if err != nil {
			return err
		}
		skill[p.ID] = p.Skill
	}
	hs, err := holdings(ctx, db, k.w.zone, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
	if err != nil {
		return err
	}
	for _, h := range hs {
		f := at[h.PersonID]
		if f == nil {
			continue
		}
		if h.InForce(k.w.today()) {
			f.Certificates = append(f.Certificates, h.ProgrammeID)
		}
		if k.skilled(&h, f) && !slices.Contains(f.Skills, skill[h.ProgrammeID]) {
			f.Skills = append(f.Skills, skill[h.ProgrammeID])
		}
	}
	return nil
}

// skilled reports whether a skill is one of the person's: they are certified,
// or, who is no mentor, it is asked of them.
func (k *Pairs) skilled(h *certificate.Holding, f *known) bool {
	return h.InForce(k.w.today()) || !f.person.Has(people.Mentor) && h.Asked(k.w.today())
}

func (k *Pairs) fillKept(ctx context.Context, db bun.IDB, at map[string]*known) error {
	var rows []struct {
		AgentID, RubricID, Ref string
		N                      int
		Mean                   float64
	}
	q := counted(db.NewSelect().Model((*evaluationRow)(nil)).Join("JOIN evaluation_answers AS a ON a.evaluation_id = e.id AND a.edition = e.edition"), people.Scope{All: true})
	if err := q.ColumnExpr("e.agent_id, e.rubric_id, a.ref, count(*) AS n, avg(a.credit) AS mean").Where("e.submitted_at >= ? AND a.weight > 0", micros(k.w.now().AddDate(0, 0, -keptDays))).
		GroupExpr("e.agent_id, e.rubric_id, a.ref").Scan(ctx, &rows); err != nil {
		return fmt.Errorf("reading levels: %w", err)
	}
	for _, r := range rows {
		if f := at[r.AgentID]; f != nil {
			if f.Kept == nil {
				f.Kept = map[string]mentor.Mean{}
			}
			f.Kept[r.RubricID+"/"+r.Ref] = mentor.Mean{N: r.N, Mean: r.Mean}
		}
	}
	return nil
}

// fillShifts reads shifts and projects of the window, and narrows the window to
// the days of which any shift is known.
func fillShifts(ctx context.Context, db bun.IDB, w mentor.Window, at map[string]*known) (mentor.Window, error) {
	var rows []struct {
		PersonID           string
		Project            string
		Day                int
		StartedAt, EndedAt int64
	}
	if err := db.NewRaw(`SELECT person_id, project, day, started_at, ended_at FROM figure_shifts WHERE day >= ? AND day < ? ORDER BY day`, int(w.From), int(w.Until)).Scan(ctx, &rows); err != nil {
		return w, fmt.Errorf("reading shifts: %w", err)
	}
	for _, r := range rows {
		if f := at[r.PersonID]; f != nil {
			f.Shifts = append(f.Shifts, mentor.SpanOf(instant(r.StartedAt), instant(r.EndedAt)))
			f.worksFor(r.Project)
		}
	}
	for _, f := range at {
		f.Shifts = mentor.Joined(f.Shifts)
	}
	var projects []struct{ PersonID, Project string }
	if err := db.NewRaw(`SELECT DISTINCT person_id, project FROM figure_days WHERE day >= ? AND day < ? ORDER BY project`, int(w.From), int(w.Until)).Scan(ctx, &projects); err != nil {
		return w, fmt.Errorf("reading projects: %w", err)
	}
	for _, r := range projects {
		if f := at[r.PersonID]; f != nil {
			f.worksFor(r.Project)
		}
	}
	if len(rows) > 0 {
		w = mentor.Window{From: contract.Day(rows[0].Day), Until: contract.Day(rows[len(rows)-1].Day) + 1}
	}
	return w, nil
}

func (f *known) worksFor(project string) {
	if project != "" && !slices.Contains(f.Projects, project) {
		f.Projects = append(f.Projects, project)
	}
}
