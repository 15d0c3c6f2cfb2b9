package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/contract"
)

func (c *change) tellPair(id string) { c.tell(notice.Mentoring, id) }

// withPair changes one pair that the actor may see.
func (k *Pairs) withPair(ctx context.Context, by people.Actor, id string, do func(ctx context.Context, c *change, p contract.Pair) error) error {
	return k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		p, err := k.w.pairBy(ctx, c, by, id)
		if err != nil {
			return err
		}
		if !p.EndedAt.IsZero() {
			return fault.New(fault.Conflict, "The pair of {{.Mentor}} and {{.Mentee}} was broken off.", fault.Values{"Mentor": p.Mentor.Name, "Mentee": p.Mentee.Name})
		}
		c.tellPair(id)
		return do(ctx, c, p)
	})
}

// MakePair makes a pair by hand.
func (k *Pairs) MakePair(ctx context.Context, by people.Actor, mentorID, menteeID string) (id string, err error) {
	if err := by.Require(people.KeepMentoring); err != nil {
		return "", err
	}
	err = k.w.change(ctx, by, func(ctx context.Context, c *change) error {
		id, err = k.makePair(ctx, c, mentorID, menteeID, "")
		return err
	})
	return id, err
}

func (k *Pairs) makePair(ctx context.Context, c *change, mentorID, menteeID, roundID string) (string, error) {
	s := c.by.Scope()
	mentor, err := personBy(ctx, c, s, mentorID)
	if err != nil {
		return "", err
	}
	mentee, err := personBy(ctx, c, s, menteeID)
	if err != nil {
		return "", err
	}
	if err := k.mayPair(ctx, c, mentor.person(), mentee.person()); err != nil {
		return "", err
	}
	id := newID()
	if _, err := c.ExecContext(ctx, `INSERT INTO mentor_pairs (id, mentor_id, mentee_id, round_id, made_by, made_at, ended_by, ended_at, ended_why) VALUES (?, ?, ?, ?, ?, ?, '', 0, '')`,
		id, mentorID, menteeID, roundID, c.by.PersonID, micros(c.now)); err != nil {
		return "", fmt.Errorf("keeping a pair: %w", err)
	}
	c.record("pair", "mentor-pair", id, map[string]any{"mentor": mentorID, "mentee": menteeID, "round": roundID})
	c.tellPair(id)
	return id, nil
}

// mayPair refuses what no round would propose either.
func (k *Pairs) mayPair(ctx context.Context, c *change, mentor, mentee people.Person) error {
	names := fault.Values{"Mentor": mentor.Name, "Mentee": mentee.Name}
	switch {
	case mentor.ID == mentee.ID:
		return fault.New(fault.Invalid, "Nobody is their own mentor.", nil)
	case mentor.Left(c.now) || mentee.Left(c.now):
		return fault.New(fault.Invalid, "{{.Mentor}} or {{.Mentee}} has left. Choose somebody who is here.", names)
	case !mentor.Has(people.Mentor):
		return fault.New(fault.Invalid, "{{.Mentor}} is no mentor. An administrator can give the role.", names)
	case mentee.ManagerID == mentor.ID:
		return fault.New(fault.Invalid, "{{.Mentor}} is the manager of {{.Mentee}}. Choose another mentor.", names)
	}
	all, err := k.w.pairs(ctx, c, people.Program(), func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("k.mentee_id = ? AND k.ended_at = 0", mentee.ID)
	})
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.Open(c.today()) {
			return fault.New(fault.Conflict, "{{.Mentee}} has a mentor already. Break that pair off first.", names)
		}
	}
	return nil
}

// Write keeps the next version of a contract.
func (k *Pairs) Write(ctx context.Context, by people.Actor, pairID string, number int, t contract.Terms) (next contract.Contract, err error) {
	err = k.withPair(ctx, by, pairID, func(ctx context.Context, c *change, p contract.Pair) error {
		if !by.May(people.KeepMentoring) && by.PersonID != p.Mentor.PersonID {
			return by.Require(people.KeepMentoring)
		}
		if next, err = nextContract(p, number, t); err != nil {
			return err
		}
		next.MadeBy, next.MadeAt = by.Name, c.now
		content, err := asJSON(contractContent{&next.Mentor, &next.Mentee, &next.Terms})
		if err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `INSERT INTO mentor_contracts (pair_id, number, content, made_by, made_at) VALUES (?, ?, ?, ?, ?)`, pairID, next.Number, content, by.PersonID, micros(c.now)); err != nil {
			return fmt.Errorf("keeping a contract: %w", err)
		}
		c.record("write", "mentor-contract", pairID, map[string]any{"number": next.Number, "hash": next.Hash(), "why": next.Terms.Change})
		return nil
	})
	if err != nil {
		return contract.Contract{}, err
	}
	return next, nil
}

// nextContract is the version after number, checked, its lines with IDs.
func nextContract(p contract.Pair, number int, t contract.Terms) (contract.Contract, error) {
	have := 0
	if c := p.Newest(); c != nil {
		have = c.Number
	}
	if have != number {
		return contract.Contract{}, fault.New(fault.Conflict, "The contract was changed meanwhile. Read it again, then change it.", nil)
	}
	t.Goals, t.Measures = slices.Clone(t.Goals), slices.Clone(t.Measures)
	t.Tidy()
	if number > 0 && t.Change == "" {
		return contract.Contract{}, fault.New(fault.Invalid, "Say why the contract is changed.", nil)
	}
	for i := range t.Goals {
		if t.Goals[i].ID == "" {
			t.Goals[i].ID = newID()
		}
	}
	for i := range t.Measures {
		if t.Measures[i].ID == "" {
			t.Measures[i].ID = newID()
		}
	}
	return contract.Contract{PairID: p.ID, Number: number + 1, Mentor: p.Mentor, Mentee: p.Mentee, Terms: t}, t.Check()
}

// SignContract puts the actor's name under a version.
func (k *Pairs) SignContract(ctx context.Context, by people.Actor, pairID string, number int, hash, name, password string) error {
	if _, err := k.w.pairBy(ctx, k.w.read, by, pairID); err != nil {
		return k.w.explain(err)
	}
	if err := k.w.showsHand(ctx, by, password); err != nil {
		return err
	}
	return k.withPair(ctx, by, pairID, func(ctx context.Context, c *change, p contract.Pair) error {
		v := p.Newest()
		if v == nil || v.Number != number || v.Hash() != hash {
			return fault.New(fault.Conflict, "The contract was changed meanwhile. Read it again, then sign it.", nil)
		}
		party, err := v.ToSign(by)
		if err != nil {
			return err
		}
		if err := by.SignsAs(name); err != nil {
			return err
		}
		if _, err = c.ExecContext(ctx, `INSERT INTO mentor_signatures (pair_id, number, party, hash, person_id, name, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			pairID, number, string(party), hash, by.PersonID, by.Name, micros(c.now)); err != nil {
			return fmt.Errorf("keeping a signature: %w", err)
		}
		c.record("sign", "mentor-contract", pairID, map[string]any{"number": number, "party": string(party), "hash": hash})
		if missing := v.Missing(); len(missing) == 1 && missing[0] == party {
			return c.mentors(ctx, p.Mentee.PersonID, p.Mentor.PersonID)
		}
		return nil
	})
}

// mentors writes down who is somebody's mentor: nobody with an empty ID.
func (c *change) mentors(ctx context.Context, menteeID, mentorID string) error {
	if _, err := c.ExecContext(ctx, `UPDATE persons SET mentor_id = ? WHERE id = ?`, orNull(mentorID), menteeID); err != nil {
		return fmt.Errorf("keeping who is the mentor: %w", err)
	}
	c.tell(notice.Persons, menteeID)
	return nil
}

// reason is a text that must be there and not too long.
func reason(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" || len([]rune(text)) > contract.MostText {
		return "", fault.New(fault.Invalid, "Give a reason of {{.N}} characters at the most.", fault.Values{"N": contract.MostText})
	}
	return text, nil
}

// Object keeps an objection.
func (k *Pairs) Object(ctx context.Context, by people.Actor, pairID, why string) error {
	return k.withPair(ctx, by, pairID, func(ctx context.Context, c *change, p contract.Pair) error {
		v := p.InForce()
		if v == nil {
			return fault.New(fault.Conflict, "No contract is in force. Leave it unsigned, or let it be changed.", nil)
		}
		mine := v.PartiesOf(by)
		why, err := reason(why)
		switch {
		case len(mine) == 0:
			return fault.New(fault.Forbidden, "Only those who sign the contract object to it.", nil)
		case !v.Terms.CanObject(c.today()):
			return fault.New(fault.Conflict, "The objection period is over. Change the contract together instead.", nil)
		case p.Objection() != nil:
			return fault.New(fault.Conflict, "An objection is open already.", nil)
		case err != nil:
			return err
		}
		id := newID()
		if _, err := c.ExecContext(ctx, `INSERT INTO mentor_objections (id, pair_id, number, party, by_id, why, at, settled_by, settled_at, answer, ends) VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, '', ?)`,
			id, pairID, v.Number, string(mine[0]), by.PersonID, why, micros(c.now), false); err != nil {
			return fmt.Errorf("keeping an objection: %w", err)
		}
		c.record("object", "mentor-contract", pairID, map[string]any{"number": v.Number, "party": string(mine[0]), "why": why})
		return nil
	})
}

// Answer settles the open objection.
func (k *Pairs) Answer(ctx context.Context, by people.Actor, pairID, answer string, ends bool) error {
	if err := by.Require(people.KeepMentoring); err != nil {
		return err
	}
	return k.withPair(ctx, by, pairID, func(ctx context.Context, c *change, p contract.Pair) error {
		o := p.Objection()
		if o == nil {
			return fault.New(fault.NotFound, "No objection is open.", nil)
		}
		answer, err := reason(answer)
		if err != nil {
			return err
		}
		if _, err := c.ExecContext(ctx, `UPDATE mentor_objections SET settled_by = ?, settled_at = ?, answer = ?, ends = ? WHERE id = ?`, by.PersonID, micros(c.now), answer, ends, o.ID); err != nil {
			return fmt.Errorf("settling an objection: %w", err)
		}
		c.record("answer", "mentor-contract", pairID, map[string]any{"objection": o.ID, "ends": ends, "why": answer})
		if ends {
			return c.breakOff(ctx, p, answer)
		}
		return nil
	})
}

// Break breaks a pair off.
func (k *Pairs) Break(ctx context.Context, by people.Actor, pairID, why string) error {
	if err := by.Require(people.KeepMentoring); err != nil {
		return err
	}
	return k.withPair(ctx, by, pairID, func(ctx context.Context, c *change, p contract.Pair) error {
		why, err := reason(why)
		if err != nil {
			return err
		}
		if s := p.State(c.today()); (s == contract.Running || s == contract.Ahead) && !p.Mentor.Left && !p.Mentee.Left {
			return fault.New(fault.Conflict, "The contract is in force. Change it to an earlier end, which all sign.", nil)
		}
		return c.breakOff(ctx, p, why)
	})
}

func (c *change) breakOff(ctx context.Context, p contract.Pair, why string) error {
	if _, err := c.ExecContext(ctx, `UPDATE mentor_pairs SET ended_by = ?, ended_at = ?, ended_why = ? WHERE id = ?`, c.by.PersonID, micros(c.now), why, p.ID); err != nil {
		return fmt.Errorf("breaking a pair off: %w", err)
	}
	if _, err := c.ExecContext(ctx, `UPDATE persons SET mentor_id = NULL WHERE id = ? AND mentor_id = ?`, p.Mentee.PersonID, p.Mentor.PersonID); err != nil {
		return fmt.Errorf("keeping who is the mentor: %w", err)
	}
	c.record("break", "mentor-pair", p.ID, map[string]any{"why": why})
	c.tell(notice.Persons, p.Mentee.PersonID)
	return nil
}
