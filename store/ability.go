package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/ability"
	"shifu/training/certificate"
	"shifu/training/exam"
	"shifu/training/roleplay"
)

// Ability keeps ability sheets, posts and care. It fits ability.Keeper and
// ability.Care.
type Ability struct{ w *Workspace }

var (
	_ ability.Keeper = (*Ability)(nil)
	_ ability.Care   = (*Ability)(nil)
)

// Ability returns the keeper of ability sheets.
func (w *Workspace) Ability() *Ability { return &Ability{w} }

// Sheets returns those in scope. All are drawn, since each is set against the
// others of its project, and then narrowed.
func (k *Ability) Sheets(ctx context.Context, by people.Actor) ([]ability.Sheet, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	facts, err := k.facts(ctx)
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := ability.Compute(facts, k.w.now())
	return slices.DeleteFunc(out, func(x ability.Sheet) bool { return !s.Sees(x.OrganisationID, x.PersonID) }), nil
}

// facts gathers what is known of everybody who takes calls.
func (k *Ability) facts(ctx context.Context) ([]ability.Facts, error) {
	var rows []struct {
		ID, Name, OrganisationID, Organisation, TeamID, Team, Roles string
		JoinedAt                                                    int64
	}
	err := k.w.read.NewSelect().TableExpr("persons AS p").ColumnExpr("p.id, p.name, p.organisation_id, o.name AS organisation, coalesce(p.team_id, '') AS team_id, coalesce(t.name, '') AS team, p.roles, p.joined_at").
		Join("JOIN organisations AS o ON o.id = p.organisation_id").Join("LEFT JOIN teams AS t ON t.id = p.team_id").
		Where("p.left_at = 0 OR p.left_at > ?", micros(k.w.now())).OrderExpr("o.kind, o.name, t.name, p.name, p.id").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading who takes calls: %w", err)
	}
	var out []ability.Facts
	at := map[string]int{}
	for _, r := range rows {
		if roles := unpack[people.Role](r.Roles); !slices.Contains(roles, people.Agent) && !slices.Contains(roles, people.Trainee) {
			continue
		}
		at[r.ID] = len(out)
		out = append(out, ability.Facts{PersonID: r.ID, Name: r.Name, OrganisationID: r.OrganisationID, Organisation: r.Organisation, TeamID: r.TeamID, Team: r.Team, Joined: instant(r.JoinedAt)})
	}
	of := func(id string) *ability.Facts {
		if i, ok := at[id]; ok {
			return &out[i]
		}
		return nil
	}
	for _, read := range []func(context.Context, func(string) *ability.Facts) error{k.figures, k.projects, k.scores, k.marks, k.practice, k.certificates} {
		if err := read(ctx, of); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// recent are the days that count.
func (k *Ability) recent() indicators.Period {
	today := k.w.today()
	return indicators.Period{From: today - indicators.Date(ability.Window.Hours()/24), Until: today + 1}
}

func (k *Ability) figures(ctx context.Context, of func(string) *ability.Facts) error {
	lines, err := k.w.Figures().Sums(ctx, people.Program(), indicators.Question{Periods: []indicators.Period{k.recent()}, By: indicators.ByPerson})
	for _, l := range lines {
		if f := of(l.Group); f != nil {
			f.Figures = l.Sums
		}
	}
	return err
}

// projects says in which project somebody mostly works.
func (k *Ability) projects(ctx context.Context, of func(string) *ability.Facts) error {
	var rows []struct{ PersonID, Project string }
	p := k.recent()
	err := k.w.read.NewSelect().TableExpr("figure_days").ColumnExpr("person_id, project").Where("day >= ? AND day < ?", int(p.From), int(p.Until)).
		GroupExpr("person_id, project").OrderExpr("person_id, count(*) DESC, project").Scan(ctx, &rows)
	for _, r := range rows {
		if f := of(r.PersonID); f != nil {
			f.Project = cmp.Or(f.Project, r.Project)
		}
	}
	return err
}

func (k *Ability) scores(ctx context.Context, of func(string) *ability.Facts) error {
	var rows []struct {
		AgentID, BusinessLine string
		SubmittedAt           int64
		Final                 float64
	}
	q := counted(k.w.read.NewSelect().Model((*evaluationRow)(nil)).ColumnExpr("e.agent_id, e.submitted_at, e.final, c.business_line").Join("JOIN calls AS c ON c.id = e.call_id"), people.Scope{All: true}).
		Where("e.submitted_at >= ?", micros(k.w.now().Add(-ability.Window))).OrderExpr("e.submitted_at, e.id")
	if err := q.Scan(ctx, &rows); err != nil {
		return fmt.Errorf("reading scores: %w", err)
	}
	for _, r := range rows {
		if f := of(r.AgentID); f != nil {
			f.Scores = append(f.Scores, ability.Score{At: instant(r.SubmittedAt), Value: r.Final, Line: r.BusinessLine})
		}
	}
	return nil
}

func (k *Ability) marks(ctx context.Context, of func(string) *ability.Facts) error {
	var rows []struct {
		PersonID, Content string
		EndedAt           int64
		Share             float64
	}
	err := k.w.read.NewSelect().TableExpr("exam_attempts AS t").ColumnExpr("t.person_id, t.ended_at, 100 * t.points / t.most AS share, e.content").
		Join("JOIN exams AS e ON e.id = t.exam_id").Where("t.state = ? AND t.most > 0", string(exam.Marked)).OrderExpr("t.ended_at, t.id").Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("reading exams: %w", err)
	}
	for _, r := range rows {
		var e struct{ Name string }
		if err := json.Unmarshal([]byte(r.Content), &e); err != nil {
			return fmt.Errorf("reading the name of an exam: %w", err)
		}
		if f := of(r.PersonID); f != nil {
			f.Exams = append(f.Exams, ability.Mark{Name: e.Name, At: instant(r.EndedAt), Value: r.Share})
		}
	}
	return nil
}

// practice are role-plays that were played to an end, from the beginning.
func (k *Ability) practice(ctx context.Context, of func(string) *ability.Facts) error {
	all, err := k.w.RolePlays().Attempts(ctx, people.Program(), roleplay.Find{Over: true})
	for _, a := range all {
		if f := of(a.PersonID); f != nil && a.OfID == "" {
			f.Practice = append(f.Practice, ability.Mark{Name: a.Title.In(words.Chinese), At: a.OverAt, Value: a.Overall})
		}
	}
	return err
}

func (k *Ability) certificates(ctx context.Context, of func(string) *ability.Facts) error {
	ps, err := k.w.Certificates().Programmes(ctx, people.Program())
	if err != nil {
		return err
	}
	hs, err := k.w.Certificates().Holdings(ctx, people.Program(), certificate.Find{})
	today := k.w.today()
	for _, h := range hs {
		f := of(h.PersonID)
		i := slices.IndexFunc(ps, func(p certificate.Programme) bool { return p.ID == h.ProgrammeID })
		if f == nil || i < 0 {
			continue
		}
		c := ability.Certificate{ID: h.ProgrammeID, Name: ps[i].Name, Valid: h.InForce(today)}
		if last := h.Latest(today); last != nil {
			c.Until = last.Record.Expires
		}
		f.Certificates = append(f.Certificates, c)
	}
	return err
}

// Posts returns what people are looked for.
func (k *Ability) Posts(ctx context.Context, by people.Actor) ([]ability.Post, error) {
	if _, err := callScope(by); err != nil {
		return nil, err
	}
	var rows []struct{ ID, OrganisationID, Content string }
	q := k.w.read.NewSelect().TableExpr("ability_posts").Column("id", "organisation_id", "content")
	if s := by.Scope(); !s.All {
		q = q.Where("organisation_id IN ('', ?)", s.OrganisationID)
	}
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, k.w.explain(fmt.Errorf("reading posts: %w", err))
	}
	out := make([]ability.Post, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal([]byte(r.Content), &out[i]); err != nil {
			return nil, fmt.Errorf("reading post %s: %w", r.ID, err)
		}
		out[i].ID, out[i].OrganisationID = r.ID, r.OrganisationID
	}
	slices.SortFunc(out, func(a, b ability.Post) int {
		return cmp.Or(cmp.Compare(slices.Index(ability.Uses, a.Use), slices.Index(ability.Uses, b.Use)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

var errNoPost = fault.New(fault.NotFound, "This post is not in the workspace.", nil)

// postBy refuses a post that the actor does not keep.
func (c *change) postBy(ctx context.Context, id string) error {
	var org []string
	if err := c.NewSelect().TableExpr("ability_posts").Column("organisation_id").Where("id = ?", id).Scan(ctx, &org); err != nil {
		return err
	}
	if s := c.by.Scope(); len(org) == 0 || !s.All && org[0] != "" && org[0] != s.OrganisationID {
		return errNoPost
	}
	return mayKeepContest(c.by, org[0])
}

// SavePost adds or changes a post.
func (k *Ability) SavePost(ctx context.Context, by people.Actor, p ability.Post) (string, error) {
	if err := mayKeepContest(by, p.OrganisationID); err != nil {
		return "", err
	}
	if err := p.Check(); err != nil {
		return "", err
	}
	content, err := asJSON(p)
	if err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.contestOf(ctx, p.OrganisationID); err != nil {
			return err
		}
		if p.ID != "" {
			if err := c.postBy(ctx, p.ID); err != nil {
				return err
			}
			_, err = c.ExecContext(ctx, `UPDATE ability_posts SET organisation_id = ?, content = ? WHERE id = ?`, p.OrganisationID, content, p.ID)
		} else {
			p.ID = newID()
			_, err = c.ExecContext(ctx, `INSERT INTO ability_posts (id, organisation_id, content, made_by, made_at) VALUES (?, ?, ?, ?, ?)`, p.ID, p.OrganisationID, content, by.PersonID, micros(c.now))
		}
		c.record("save", "post", p.ID, map[string]any{"name": p.Name})
		c.tell(notice.Ability, p.ID)
		return err
	})
	if err != nil {
		return "", err
	}
	return p.ID, nil
}

// DropPost takes a post away.
func (k *Ability) DropPost(ctx context.Context, by people.Actor, id string) error {
	if err := by.Require(people.KeepContests); err != nil {
		return err
	}
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		if err := c.postBy(ctx, id); err != nil {
			return err
		}
		_, err := c.ExecContext(ctx, `DELETE FROM ability_posts WHERE id = ?`, id)
		c.record("drop", "post", id, nil)
		c.tell(notice.Ability, id)
		return err
	})
}
