package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/training/exam"
)

// Handouts draws a paper for each person; nothing is kept.
func (k *Exams) Handouts(ctx context.Context, by people.Actor, examID string, personIDs []string, seed uint64) ([]exam.Handout, error) {
	out, err := handouts(ctx, k.w.read, by, examID, personIDs, seed, k.w.now())
	return out, k.w.explain(err)
}

func handouts(ctx context.Context, db bun.IDB, by people.Actor, examID string, personIDs []string, seed uint64, now time.Time) ([]exam.Handout, error) {
	row, e, err := examBy(ctx, db, by, examID)
	if err != nil {
		return nil, err
	}
	if e.State != exam.Published {
		return nil, fault.New(fault.Conflict, "Papers are handed out for a published exam.", nil)
	}
	h, err := hallOf(ctx, db, row, e, slices.Clone(personIDs))
	if err != nil {
		return nil, err
	}
	d, err := h.dealer(ctx, db, personIDs, now)
	if err != nil {
		return nil, err
	}
	out := make([]exam.Handout, len(personIDs))
	for i, id := range personIDs {
		if a, ok := h.actors[id]; !ok || !sits(e, a) {
			return nil, fault.New(fault.NotFound, "This exam is not meant for this person.", nil)
		}
		if out[i], err = d.deal(id, seed+uint64(i)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// dealer hands papers out one after another.
type dealer struct {
	*hall
	forms []exam.Form
	given []int                     // papers by form
	pool  []exam.Candidate          // without own forms
	seen  map[string]map[string]int // by person and entry
}

func (h *hall) dealer(ctx context.Context, db bun.IDB, personIDs []string, now time.Time) (d dealer, err error) {
	d = dealer{hall: h, given: make([]int, h.ex.Forms), seen: map[string]map[string]int{}}
	if h.ex.Forms > 0 {
		for _, all := range h.before {
			for _, b := range all {
				d.given[b.Form-1]++
			}
		}
		if err := json.Unmarshal([]byte(h.row.Forms), &d.forms); err != nil {
			return d, fmt.Errorf("reading the forms of exam %s: %w", h.ex.ID, err)
		}
		return d, nil
	}
	pool, err := unfrozen(ctx, db, h.ex.ID, now)
	if err != nil {
		return d, err
	}
	if d.pool, err = usesOf(ctx, db, pool, ""); err != nil {
		return d, err
	}
	var rows []struct {
		PersonID, EntryID string
		N                 int
	}
	err = db.NewSelect().TableExpr("exam_uses").ColumnExpr("person_id, entry_id, count(*) AS n").Where("person_id IN (?)", bun.List(append(slices.Clone(personIDs), ""))).
		GroupExpr("person_id, entry_id").Scan(ctx, &rows)
	if err != nil {
		return d, fmt.Errorf("counting uses: %w", err)
	}
	for _, r := range rows {
		d.had(r.PersonID)[r.EntryID] = r.N
	}
	return d, nil
}

// had counts what a person has been asked, by entry.
func (d *dealer) had(personID string) map[string]int {
	if d.seen[personID] == nil {
		d.seen[personID] = map[string]int{}
	}
	return d.seen[personID]
}

func (d *dealer) deal(personID string, seed uint64) (exam.Handout, error) {
	form, picks, err := d.next(personID, seed)
	if err != nil {
		return exam.Handout{}, err
	}
	out := exam.Handout{PersonID: personID, Paper: exam.Lay(picks, d.questions, d.ex.Rules, form, seed)}
	for _, it := range out.Paper.Items {
		out.Questions = append(out.Questions, d.questions[it.QuestionID])
	}
	return out, nil
}

// next is the form that the person had least, given least; or a draw of their own.
func (d *dealer) next(personID string, seed uint64) (form int, picks []exam.Pick, err error) {
	if d.ex.Forms > 0 {
		weight := slices.Clone(d.given)
		for _, b := range d.before[personID] {
			weight[b.Form-1] += 1 << 30
		}
		form = slices.Index(weight, slices.Min(weight)) + 1
		d.given[form-1]++
		return form, d.forms[form-1].Picks, nil
	}
	had := d.had(personID)
	for i := range d.pool {
		d.pool[i].Seen = had[entryOf(d.pool[i].Question)]
	}
	if picks, err = d.ex.Blueprint.Draw(d.pool, seed); err != nil {
		return 0, nil, err
	}
	for i := range d.pool {
		if id := d.pool[i].ID; slices.ContainsFunc(picks, func(p exam.Pick) bool { return p.QuestionID == id }) {
			d.pool[i].Uses++
			had[entryOf(d.pool[i].Question)]++
		}
	}
	return 0, picks, nil
}
