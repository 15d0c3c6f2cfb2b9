package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/roleplay"
)

// RolePlays keeps role-plays. It fits roleplay.Player, roleplay.Keeper and
// roleplay.Author.
type RolePlays struct{ w *Workspace }

var (
	_ roleplay.Player = (*RolePlays)(nil)
	_ roleplay.Keeper = (*RolePlays)(nil)
	_ roleplay.Author = (*RolePlays)(nil)
)

// RolePlays returns the keeper of role-plays.
func (w *Workspace) RolePlays() *RolePlays { return &RolePlays{w} }

type roleplayRow struct {
	bun.BaseModel `bun:"table:roleplay_attempts,alias:t"`

	ID             string  `bun:"id,pk"`
	PersonID       string  `bun:"person_id"`
	OrganisationID string  `bun:"organisation_id"`
	ScenarioID     string  `bun:"scenario_id"`
	Hash           string  `bun:"hash"`
	Level          string  `bun:"level"`
	Language       string  `bun:"language"`
	BegunAt        int64   `bun:"begun_at"`
	OverAt         int64   `bun:"over_at"`
	OfID           string  `bun:"of_id"`
	FromTurn       int     `bun:"from_turn"`
	Ending         string  `bun:"ending"`
	Overall        float64 `bun:"overall"`
	Raw            float64 `bun:"raw"`
	Failed         bool    `bun:"failed"`
	Moves          string  `bun:"moves"`
	ShiftID        string  `bun:"shift_id"`
	Variant        int     `bun:"variant"`
	Ease           int     `bun:"ease"`
	Replays        string  `bun:"replays"` // states, a blank between

	Person       string `bun:"person,scanonly"`
	Organisation string `bun:"organisation,scanonly"`
	Team         string `bun:"team,scanonly"`
	Judged       int    `bun:"judged,scanonly"`
	Source       string `bun:"source,scanonly"`
}

func (r *roleplayRow) attempt() (roleplay.Attempt, error) {
	s, err := readScenario(r.Hash, r.Source)
	if err != nil {
		return roleplay.Attempt{}, err
	}
	replays := strings.Fields(r.Replays)
	s = s.As(r.Variant, r.Ease).Toward(replays)
	return roleplay.Attempt{ID: r.ID, PersonID: r.PersonID, Person: r.Person, OrganisationID: r.OrganisationID, Organisation: r.Organisation, Team: r.Team,
		ScenarioID: r.ScenarioID, Line: s.Line, Title: s.Title, Skills: s.Skills, Level: roleplay.Level(r.Level), Language: words.Language(r.Language),
		BegunAt: instant(r.BegunAt), OverAt: instant(r.OverAt), OfID: r.OfID, FromTurn: r.FromTurn, Ending: roleplay.Ending(r.Ending),
		Overall: r.Overall, Raw: r.Raw, Failed: r.Failed, Judged: r.Judged, ShiftID: r.ShiftID, Variant: r.Variant, Ease: r.Ease, Replays: replays, Scenario: s}, nil
}

// played adds what the moves have made of the call.
func (r *roleplayRow) played() (roleplay.Attempt, error) {
	a, err := r.attempt()
	if err != nil {
		return a, err
	}
	if err := json.Unmarshal([]byte(r.Moves), &a.Moves); err != nil {
		return a, fmt.Errorf("reading role-play %s: %w", r.ID, err)
	}
	if a.Run, err = roleplay.Play(a.Scenario, a.Moves); err != nil {
		return a, fmt.Errorf("playing role-play %s: %w", r.ID, err)
	}
	a.Score = a.Run.Score()
	return a, nil
}

// readScenarios are the sources that were read, by hash: they never change.
var readScenarios sync.Map

func readScenario(hash, source string) (*roleplay.Scenario, error) {
	if s, ok := readScenarios.Load(hash); ok {
		return s.(*roleplay.Scenario), nil
	}
	s, err := roleplay.Parse(hash, []byte(source))
	if err != nil {
		return nil, fmt.Errorf("reading a kept scenario: %w", err)
	}
	readScenarios.Store(hash, s)
	return s, nil
}

func sourceHash(source []byte) string {
	sum := sha256.Sum256(source)
	return hex.EncodeToString(sum[:])
}

// attempts reads those in the actor's scope, with names.
func (k *RolePlays) attempts(ctx context.Context, db bun.IDB, by people.Actor, which func(*bun.SelectQuery) *bun.SelectQuery) ([]roleplayRow, error) {
	s, err := callScope(by)
	if err != nil {
		return nil, err
	}
	var rows []roleplayRow
	q := db.NewSelect().Model(&rows).ColumnExpr("t.*, x.source").ColumnExpr("p.name AS person, o.name AS organisation, coalesce(m.name, '') AS team").
		ColumnExpr("(SELECT count(*) FROM roleplay_reviews AS v WHERE v.attempt_id = t.id) AS judged").
		Join("JOIN roleplay_sources AS x ON x.hash = t.hash").Join("JOIN persons AS p ON p.id = t.person_id").
		Join("JOIN organisations AS o ON o.id = t.organisation_id").Join("LEFT JOIN teams AS m ON m.id = p.team_id")
	if !s.All {
		q = q.Where("t.organisation_id = ?", s.OrganisationID)
	}
	if s.PersonID != "" {
		q = q.Where("t.person_id = ?", s.PersonID)
	}
	if err := which(q).OrderExpr("t.begun_at DESC, t.id DESC").Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading role-plays: %w", err)
	}
	return rows, nil
}

var errNoRolePlay = fault.New(fault.NotFound, "This role-play is not in the workspace.", nil)

func (k *RolePlays) attemptBy(ctx context.Context, db bun.IDB, by people.Actor, id string) (*roleplayRow, error) {
	rows, err := k.attempts(ctx, db, by, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("t.id = ?", id) })
	switch {
	case err != nil:
		return nil, err
	case len(rows) == 0:
		return nil, errNoRolePlay
	}
	return &rows[0], nil
}

// Attempts returns the attempts that match, the newest first.
func (k *RolePlays) Attempts(ctx context.Context, by people.Actor, f roleplay.Find) ([]roleplay.Attempt, error) {
	rows, err := k.attempts(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		if f.PersonID != "" {
			q = q.Where("t.person_id = ?", f.PersonID)
		}
		if f.ScenarioID != "" {
			q = q.Where("t.scenario_id = ?", f.ScenarioID)
		}
		if f.Over {
			q = q.Where("t.over_at > 0")
		}
		return q
	})
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := []roleplay.Attempt{}
	for i := range rows {
		a, err := rows[i].attempt()
		if err != nil {
			return nil, err
		}
		if f.Skill == "" || a.Practises(f.Skill) {
			out = append(out, a)
		}
	}
	return out, nil
}

// Attempt returns one with its run, score and reviews.
func (k *RolePlays) Attempt(ctx context.Context, by people.Actor, id string) (roleplay.Attempt, error) {
	r, err := k.attemptBy(ctx, k.w.read, by, id)
	if err != nil {
		return roleplay.Attempt{}, k.w.explain(err)
	}
	a, err := r.played()
	if err != nil {
		return roleplay.Attempt{}, err
	}
	a.Reviews, err = reviewsOf(ctx, k.w.read, id)
	if a.Hidden(by.PersonID) {
		a.Reviews = nil
	}
	return a, k.w.explain(err)
}

// Skills is how well a person knows what they practised.
func (k *RolePlays) Skills(ctx context.Context, by people.Actor, personID string) ([]roleplay.Skill, error) {
	all, err := k.Attempts(ctx, by, roleplay.Find{PersonID: personID, Over: true})
	if err != nil {
		return nil, err
	}
	return roleplay.SkillsOf(all, k.w.now()), nil
}

// Offers returns what the actor can play.
func (k *RolePlays) Offers(ctx context.Context, by people.Actor) ([]roleplay.Offer, error) {
	if err := mayPlay(by); err != nil {
		return nil, err
	}
	all, err := playable(ctx, k.w.read, by)
	if err != nil {
		return nil, k.w.explain(err)
	}
	mine, err := k.attempts(ctx, k.w.read, by, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("t.person_id = ? AND t.of_id = '' AND t.over_at > 0", by.PersonID)
	})
	if err != nil {
		return nil, k.w.explain(err)
	}
	out := make([]roleplay.Offer, len(all))
	for i, p := range all {
		out[i] = roleplay.Offer{Scenario: p.s, Own: p.own}
		for _, r := range mine {
			if r.ScenarioID != p.s.ID {
				continue
			}
			if o := &out[i]; o.Attempts == 0 {
				o.Last, o.Level = instant(r.OverAt), roleplay.Level(r.Level)
			}
			out[i].Attempts++
			out[i].Best = max(out[i].Best, r.Overall)
		}
	}
	return out, nil
}

// mayPlay lets those practise who sit exams, and those who keep practice try.
func mayPlay(by people.Actor) error {
	if by.PersonID == "" || !by.May(people.KeepPractice) {
		return by.Require(people.SitExams)
	}
	return nil
}
