package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/certificate"
)

// Rates returns the certified rate by organisation. On duty on a day is whom
// the daily figures of that day name; where none are told of an organisation
// for a month before and after, every agent and trainee who was employed there.
func (k *Certificates) Rates(ctx context.Context, by people.Actor, days []certificate.Day, skill string) ([]certificate.Line, error) {
	if err := by.Require(people.SeeCalls); err != nil {
		return nil, err
	}
	s, err := callScope(by)
	if err != nil || len(days) == 0 {
		return nil, err
	}
	hs, err := holdings(ctx, k.w.read, k.w.zone, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
	if err != nil {
		return nil, k.w.explain(err)
	}
	rows, err := programmeRows(ctx, k.w.read, people.Scope{All: true})
	if err != nil {
		return nil, k.w.explain(err)
	}
	lines, duty, err := k.onDuty(ctx, s, days)
	if err != nil {
		return nil, k.w.explain(err)
	}
	for i := range lines {
		var of []certificate.Programme
		for _, r := range rows {
			if r.concerns(lines[i].OrganisationID) {
				p, err := r.programme()
				if err != nil {
					return nil, err
				}
				p.RetiredAt = p.RetiredAt.In(k.w.zone)
				of = append(of, p)
			}
		}
		for _, d := range days {
			on := duty[lines[i].OrganisationID][d]
			share := certificate.Rate(d, skill, on.workers, of, hs)
			share.Told = on.told
			lines[i].Shares = append(lines[i].Shares, share)
		}
	}
	return lines, nil
}

// shift is who of an organisation is on duty on a day.
type onDay struct {
	workers []certificate.Worker
	told    bool
}

// onDuty returns the organisations in scope, and by each and day who is on duty.
func (k *Certificates) onDuty(ctx context.Context, s people.Scope, days []certificate.Day) ([]certificate.Line, map[string]map[certificate.Day]onDay, error) {
	var lines []certificate.Line
	q := k.w.read.NewSelect().Table("organisations").ColumnExpr("id AS organisation_id, name").OrderExpr("kind, name")
	if !s.All {
		q = q.Where("id = ?", s.OrganisationID)
	}
	if err := q.Scan(ctx, &lines); err != nil {
		return nil, nil, fmt.Errorf("reading organisations: %w", err)
	}
	duty := map[string]map[certificate.Day]onDay{}
	for _, l := range lines {
		duty[l.OrganisationID] = map[certificate.Day]onDay{}
	}
	if err := k.worked(ctx, days, duty); err != nil {
		return nil, nil, err
	}
	told, err := k.toldNear(ctx, days)
	if err != nil {
		return nil, nil, err
	}
	return lines, duty, k.employed(ctx, days, told, duty)
}

// worked fills in whom daily figures name.
func (k *Certificates) worked(ctx context.Context, days []certificate.Day, duty map[string]map[certificate.Day]onDay) error {
	var rows []struct {
		Day                      int
		PersonID, OrganisationID string
	}
	err := k.w.read.NewSelect().Table("figure_days").Distinct().Column("day", "person_id", "organisation_id").
		Where("day IN (?)", bun.List(days)).OrderExpr("day, person_id").Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("reading who was on duty: %w", err)
	}
	for _, r := range rows {
		d := indicators.Date(r.Day)
		if by, ok := duty[r.OrganisationID]; ok {
			by[d] = onDay{append(by[d].workers, certificate.Worker{PersonID: r.PersonID, OrganisationID: r.OrganisationID}), true}
		}
	}
	return nil
}

// toldNear returns by organisation the days near those days for which figures
// are told.
func (k *Certificates) toldNear(ctx context.Context, days []certificate.Day) (map[string][]certificate.Day, error) {
	var rows []struct {
		Day            int
		OrganisationID string
	}
	err := k.w.read.NewSelect().Table("figure_days").Distinct().Column("day", "organisation_id").
		Where("day BETWEEN ? AND ?", int(slices.Min(days))-near, int(slices.Max(days))+near).OrderExpr("day").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("reading which days are told: %w", err)
	}
	out := map[string][]certificate.Day{}
	for _, r := range rows {
		out[r.OrganisationID] = append(out[r.OrganisationID], indicators.Date(r.Day))
	}
	return out, nil
}

// isNear reports whether one of the days, in order, is near d.
func isNear(days []certificate.Day, d certificate.Day) bool {
	i, _ := slices.BinarySearch(days, d-near)
	return i < len(days) && days[i] <= d+near
}

// employed fills in everybody where no figures tell anything.
func (k *Certificates) employed(ctx context.Context, days []certificate.Day, told map[string][]certificate.Day, duty map[string]map[certificate.Day]onDay) error {
	var rows []personRow
	if err := k.w.read.NewSelect().Model(&rows).Column("id", "organisation_id", "roles", "joined_at", "left_at").OrderExpr("p.id").Scan(ctx); err != nil {
		return fmt.Errorf("reading persons: %w", err)
	}
	for _, r := range rows {
		by, p := duty[r.OrganisationID], r.person()
		if by == nil || !p.Has(people.Agent) && !p.Has(people.Trainee) {
			continue
		}
		for _, d := range days {
			if noon := d.In(k.w.zone).Add(12 * 3600e9); !isNear(told[r.OrganisationID], d) && !noon.Before(p.JoinedAt) && !p.Left(noon) {
				by[d] = onDay{append(by[d].workers, certificate.Worker{PersonID: r.ID, OrganisationID: r.OrganisationID}), false}
			}
		}
	}
	return nil
}

// certifiedOn tells of a day j of the joined figures whether all that duty asks
// of its person is in force: what certificate.Rate says of one day without a
// skill. NULL: nothing is asked.
const certifiedOn = `(SELECT min(CASE WHEN EXISTS (SELECT 1 FROM certificates AS x WHERE x.holding_id = h.id AND x.issued_day <= j.day AND x.expires_day >= j.day)
		AND NOT EXISTS (SELECT 1 FROM certificate_suspensions AS s WHERE s.holding_id = h.id AND s.from_day <= j.day AND (s.until_day = 0 OR s.until_day > j.day)) THEN 1 ELSE 0 END)
	FROM certificate_holdings AS h JOIN certificate_programmes AS g ON g.id = h.programme_id
	WHERE h.person_id = j.person_id AND g.duty AND g.since_day <= j.day AND (g.wide OR g.organisation_id = j.organisation_id)
	AND h.assigned_day <= j.day AND (h.released_day = 0 OR h.released_day > j.day))`

// dutyFacts are the facts of the certified rate, for a day j of the joined
// figures: who worked is on duty wherever duty asks a certificate by that day.
func (k *Figures) dutyFacts(ctx context.Context) (onDuty, certified string, err error) {
	var rows []programmeRow
	if err := k.w.read.NewSelect().Model(&rows).Where("g.duty").OrderExpr("g.id").Scan(ctx); err != nil {
		return "", "", fmt.Errorf("reading what duty asks: %w", err)
	}
	var asked []string
	for _, r := range rows {
		one := fmt.Sprintf("j.day >= %d", r.SinceDay)
		if r.RetiredAt > 0 {
			one += fmt.Sprintf(" AND j.day < %d", int(indicators.DateOf(instant(r.RetiredAt).In(k.w.zone))))
		}
		if !r.Wide {
			one += " AND j.organisation_id = '" + strings.ReplaceAll(r.OrganisationID, "'", "''") + "'"
		}
		asked = append(asked, "("+one+")")
	}
	if len(asked) == 0 {
		return "CAST(NULL AS BIGINT)", "CAST(NULL AS BIGINT)", nil
	}
	when := "CASE WHEN j.worked > 0 AND (" + strings.Join(asked, " OR ") + ") THEN "
	return when + "1 END", when + "coalesce(" + certifiedOn + ", 0) END", nil
}
