package demo

import (
	"cmp"
	"context"
	"slices"
	"time"

	"shifu/qa"
	"shifu/qa/rubrics"
	"shifu/qa/score"
	"shifu/recordings"
)

// Evaluations is how many have been submitted; drafts come on top.
const Evaluations = 324

// many is how often those are scored whose year should be seen well.
var many = map[string]int{"徐芒种": 28, "林小满": 20, "何惊蛰": 16, "韩大雪": 14, "陈白露": 12, "周谷雨": 10, "沈立夏": 10}

// planReview writes the year of quality review: rubrics, evaluations of old
// calls and of those with sound, and the queues.
func (m *maker) planReview(context.Context) error {
	if err := m.planRubrics(); err != nil {
		return err
	}
	reviews, err := m.readReviews()
	if err != nil {
		return err
	}
	scored := 0
	for _, r := range reviews {
		if r.To != qa.Draft {
			scored++
		}
	}
	m.scoreHistory(Evaluations - scored)
	if err := m.planReviews(reviews); err != nil {
		return err
	}
	if err := m.planTasks(reviews); err != nil {
		return err
	}
	m.planTogether()
	m.planDrafts()
	m.planSampling()
	return nil
}

// scoreHistory has n old calls scored: those of the chosen agents evenly over
// the year, the rest at random, a few of them by two reviewers.
func (m *maker) scoreHistory(n int) {
	byAgent := map[string][]recordings.Call{}
	for _, c := range m.history {
		if c.StartedAt.Before(m.midnight(-2)) {
			byAgent[c.AgentName] = append(byAgent[c.AgentName], c)
		}
	}
	var chosen []recordings.Call
	taken := map[string]bool{}
	choose := func(c recordings.Call) {
		if !taken[c.ID] {
			taken[c.ID] = true
			chosen = append(chosen, c)
		}
	}
	for _, row := range m.agents() {
		calls := byAgent[row.Name]
		times := min(max(many[row.Name], 4), len(calls))
		for i := range times {
			choose(calls[(2*i+1)*len(calls)/(2*times)])
		}
	}
	for len(chosen) < n-doubles-more {
		choose(m.history[m.chance.IntN(len(m.history)*99/100)])
	}
	slices.SortFunc(chosen, func(a, b recordings.Call) int { return cmp.Compare(a.ID, b.ID) })
	m.scoreOld(chosen[:n-doubles-more])
}

// doubles is how many old calls a second reviewer scores too; more are spread
// between them.
const (
	doubles = 12
	more    = 24
)

// heard is how a first reviewer scored a call; empty: nobody did.
type heard struct {
	by      string
	at      time.Time
	answers qa.Answers
}

func (m *maker) scoreOld(calls []recordings.Call) {
	firsts, again := make([]heard, len(calls)), map[int]bool{}
	for i, c := range calls {
		firsts[i] = m.scoreOne(c, m.reviewer(c, ""), heard{})
		if i%(len(calls)/doubles) == 0 && i/(len(calls)/doubles) < doubles {
			m.scoreOne(c, m.reviewer(c, firsts[i].by), firsts[i])
			again[i] = true
		}
	}
	m.withAside(func() {
		due := 0
		for i, c := range calls {
			if due += more; due >= len(calls) && !again[i] {
				m.scoreOne(c, m.reviewer(c, firsts[i].by), firsts[i])
				due -= len(calls)
			}
		}
	})
}

// withAside draws from a source of its own, so that what comes after stays as it
// would have been.
func (m *maker) withAside(do func()) {
	was := m.chance
	m.chance = m.aside
	do()
	m.chance = was
}

// reviewer draws one who may score the call; a vendor's reviewer scores only
// the vendor's own.
func (m *maker) reviewer(c recordings.Call, but string) castRow {
	rows := m.cast.with("reviewer")
	weights := make([]float64, len(rows))
	for i, row := range rows {
		if row.Name != but && m.mayScore(row, c) {
			weights[i] = 1
		}
		if row.unit == c.OrganisationID && m.cast.kinds[row.unit] == "vendor" {
			weights[i] *= 2.5
		}
	}
	return rows[m.pick(weights)]
}

func (m *maker) mayScore(row castRow, c recordings.Call) bool {
	return m.cast.kinds[row.unit] == "in-house" || row.unit == c.OrganisationID
}

// scoreOne has a call scored within days, and says when and how. A second
// reviewer does so after the first; what could be heard was the same, so most
// answers are too. Agents never see theirs.
func (m *maker) scoreOne(c recordings.Call, by castRow, first heard) heard {
	v := m.drawn
	skill := m.skill(m.cast.traits[c.AgentName], c.StartedAt)
	answers := m.judge(&v, c, skill, by.Severity)
	for _, q := range v.All {
		if first.answers != nil && m.aside.Float64() < 0.6 {
			answers[q.Ref] = first.answers[q.Ref]
		}
	}
	result := score.Score(&v, answers)
	e := qa.Evaluation{Answers: answers, Comment: m.summary(result.Final.Value),
		Listened: c.Duration * time.Duration(85+m.chance.IntN(40)) / 100}
	day := c.StartedAt.In(m.now.Location())
	at := time.Date(day.Year(), day.Month(), day.Day()+1+m.chance.IntN(5), 9+m.chance.IntN(8), m.chance.IntN(60), m.chance.IntN(60), 0, m.now.Location())
	for !at.Before(m.midnight(0)) {
		at = at.AddDate(0, 0, -1)
	}
	if first.answers != nil {
		at = first.at.Add(time.Duration(20+m.chance.IntN(90)) * time.Minute)
		m.life(c, by.Name, e, at, qa.Submitted, "")
		return heard{by.Name, at, answers}
	}
	m.life(c, by.Name, e, at, m.fate(at, result), "")
	return heard{by.Name, at, answers}
}

// skill is what the agent can at that time of the year.
func (m *maker) skill(row castRow, at time.Time) float64 {
	year := 1 - m.now.Sub(at).Hours()/(365*24)
	return row.Skill + row.Trend*max(0, year) + 0.35*m.chance.NormFloat64()
}

// fate is how far an evaluation of that day has come by now.
func (m *maker) fate(at time.Time, r score.Result) qa.State {
	age := m.now.Sub(at)
	x := m.chance.Float64()
	switch {
	case age < 40*time.Hour:
		return qa.Submitted
	case age < 12*24*time.Hour && x < 0.2 && r.Final.Value < 97:
		return qa.Appealed
	case age < 16*24*time.Hour && x < 0.3 && r.Final.Value < 97:
		return qa.InReview
	case age < 9*24*time.Hour && x < 0.75:
		return qa.Released
	case age < 16*24*time.Hour && r.FailAll && x < 0.5:
		return qa.InReview
	case age < 30*24*time.Hour && x < 0.8:
		return qa.Acknowledged
	case x < 0.015:
		return qa.Voided
	case x < 0.14 || r.FailAll && x < 0.35:
		return qa.Upheld
	case !r.FailAll && (x < 0.18 || x < 0.42 && lostOn(r, contested)) && r.Final.Value < 97:
		return qa.Revised
	}
	return qa.Closed
}

// planRubrics publishes the default rubric three times in the year, and the
// others once.
func (m *maker) planRubrics() error {
	shipped, err := rubrics.Shipped("95598", "zh-Hans")
	if err != nil {
		return err
	}
	m.drawn = shipped
	for i, days := range []int{-368, -205, -72} {
		v, err := rubrics.Shipped("95598", "zh-Hans")
		if err != nil {
			return err
		}
		younger(&v, 3-(i+1))
		m.publish(m.midnight(days).Add(9*time.Hour), v, &m.rubric)
	}
	english, err := rubrics.Shipped("95598", "en")
	if err != nil {
		return err
	}
	m.publish(m.midnight(-72).Add(9*time.Hour+5*time.Minute), english, &m.english)
	for _, name := range rubrics.Names[1:] {
		v, err := rubrics.Shipped(name, "zh-Hans")
		if err != nil {
			return err
		}
		m.publish(m.midnight(-150).Add(10*time.Hour), v, nil)
	}
	return nil
}

// younger makes of the present rubric the one that was in use some versions
// before: repeating the facts and promises weighed less then.
func younger(v *qa.Version, versions int) {
	if q, _, ok := v.Find("3.1"); ok && versions >= 1 {
		q.Weight = qa.Whole(5)
		q.Evidence = false
	}
	if q, _, ok := v.Find("5.1"); ok && versions >= 2 {
		q.Weight = qa.Whole(5)
		q.Text = "不作超出规定的承诺"
	}
}

func (m *maker) publish(at time.Time, v qa.Version, keep *qa.Version) {
	m.at(at, "publishing "+v.Title, func(ctx context.Context) error {
		lead := m.cast.as("吴清和")
		if keep != nil {
			v.RubricID = keep.RubricID
		}
		id, err := m.ws.Scores.Publish(ctx, lead, v)
		if err != nil || keep == nil {
			return err
		}
		*keep, err = m.ws.Scores.Version(ctx, lead, id)
		return err
	})
}
