package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contract"
	"shifu/training/mentor"
)

// Pairs is what keeps pairs and rounds of pairing.
type Pairs interface {
	contract.Keeper
	mentor.Keeper
}

// demoPair is a pair with its contract.
type demoPair struct {
	mentor, mentee string
	begins, days   int // from today; how long
	goals          []demoGoal
	waits          string // who has still to sign; empty: nobody
	changed        int    // day on which the targets were raised; 0: never
}

// demoGoal is a goal by what measures it: a question's number, "exam" or a skill
// that is certified.
type demoGoal struct {
	by, skill    string
	base, target float64
}

// demoPairs are those of the year, as they began.
var demoPairs = []demoPair{
	{mentor: "周谷雨", mentee: "蒋端阳", begins: -145, days: 90, goals: []demoGoal{{"4.2", "答复正确", 68, 85}, {"6.2", "工单质量", 70, 88}}},
	{mentor: "姜小暑", mentee: "林小满", begins: -120, days: 180, goals: []demoGoal{{"2.2", "耐心倾听", 60, 85}, {"4.2", "答复正确", 66, 88}, {complaints, "投诉处理", 0, 1}}},
	{mentor: "陈白露", mentee: "方竹青", begins: -100, days: 180, changed: -30, goals: []demoGoal{{"3.1", "重复并确认", 62, 85}, {"2.1", "语音语速", 70, 90}, {generalCalls, "普通话务持证", 0, 1}}},
	{mentor: "沈立夏", mentee: "徐芒种", begins: -83, days: 90, goals: []demoGoal{{"3.1", "重复并确认关键信息", 58, 90}, {"2.2", "耐心倾听，不打断客户", 72, 90}, {"4.2", "答复正确", 80, 92},
		{"5.1", "不超时限承诺", 92, 100}, {"6.2", "工单完整、正确", 75, 95}, {metering, "抄表与计量", 0, 1}}},
	{mentor: "周谷雨", mentee: "廖晴川", begins: -60, days: 90, goals: []demoGoal{{"3.1", "重复并确认", 60, 85}, {"exam", "普通话务考试", 62, 80}}},
	{mentor: "沈立夏", mentee: "龙云起", begins: -41, days: 90, goals: []demoGoal{{"2.2", "耐心倾听", 58, 85}, {"4.3", "及时派单", 64, 90}, {generalCalls, "普通话务持证", 0, 1}}},
	{mentor: "沈立夏", mentee: "陆晚舟", begins: -24, days: 30, goals: []demoGoal{{"1.2", "开场规范", 70, 95}, {"3.1", "重复并确认", 55, 80}}},
	{mentor: "陈白露", mentee: "何惊蛰", begins: -8, days: 15, goals: []demoGoal{{"5.3", "不推诿、不敷衍", 70, 95}}},
	{mentor: "陈白露", mentee: "高山远", begins: 3, days: 30, waits: "高山远", goals: []demoGoal{{"1.2", "开场规范", 72, 95}, {"4.1", "业务类型判断", 60, 85}}},
}

// planPairs has the pairs of the year, each signed by all, one changed, one
// objected to, one that waits for its mentee; and a round that is being reviewed.
func (m *maker) planPairs(context.Context) error {
	for _, p := range demoPairs {
		m.at(earlier(m.midnight(p.begins-2).Add(10*time.Hour), m.now.Add(-27*time.Hour)), "pairing "+p.mentee, func(ctx context.Context) error { return m.pair(ctx, p) })
	}
	m.at(m.midnight(-50).Add(15*time.Hour), "objecting to a contract", m.object)
	soon := min(9*time.Hour, m.now.Sub(m.midnight(0))-time.Hour)
	m.at(m.midnight(0).Add(max(soon, 2*time.Minute)), "proposing pairs for the new class", m.proposeNewClass)
	m.planMentoring()
	return nil
}

// pair makes a pair, writes its contract and has it signed, and plans its change.
func (m *maker) pair(ctx context.Context, p demoPair) error {
	by, k := m.cast.as(librarian), m.ws.Pairs
	id, err := k.MakePair(ctx, by, m.cast.person(p.mentor).ID, m.cast.person(p.mentee).ID)
	if err != nil {
		return err
	}
	t, err := m.terms(ctx, p)
	if err != nil {
		return err
	}
	if _, err := k.Write(ctx, by, id, 0, t); err != nil {
		return err
	}
	if err := m.signAll(ctx, id, p); err != nil || p.changed == 0 {
		return err
	}
	m.at(m.midnight(p.changed).Add(11*time.Hour), "changing the contract of "+p.mentee, func(ctx context.Context) error { return m.raise(ctx, id, p) })
	return nil
}

// raise changes a contract: the questions' targets go up, and all sign again.
func (m *maker) raise(ctx context.Context, id string, p demoPair) error {
	by, k := m.cast.as(p.mentor), m.ws.Pairs
	now, err := k.Pair(ctx, by, id)
	if err != nil {
		return err
	}
	t := now.Newest().Terms
	t.Goals, t.Change = slices.Clone(t.Goals), "中期评估后调高目标：前三个月进步快"
	for i := range t.Goals {
		if t.Goals[i].Source.Kind == contract.RubricQuestion {
			t.Goals[i].Target = min(t.Goals[i].Target+5, 100)
		}
	}
	if _, err := k.Write(ctx, by, id, now.Newest().Number, t); err != nil {
		return err
	}
	return m.signAll(ctx, id, p)
}

// signAll lets the two and their managers sign, but not who waits.
func (m *maker) signAll(ctx context.Context, id string, p demoPair) error {
	for _, name := range []string{p.mentor, p.mentee, m.cast.traits[p.mentor].Manager, m.cast.traits[p.mentee].Manager} {
		if name == p.waits {
			continue
		}
		by := m.cast.as(name)
		now, err := m.ws.Pairs.Pair(ctx, by, id)
		if err != nil {
			return err
		}
		v := now.Newest()
		if _, err := v.ToSign(by); err != nil {
			continue // the manager of both has signed
		}
		if err := m.ws.Pairs.SignContract(ctx, by, id, v.Number, v.Hash(), name, Password); err != nil {
			return fmt.Errorf("%s signs: %w", name, err)
		}
	}
	return nil
}

// terms are those of a demo contract.
func (m *maker) terms(ctx context.Context, p demoPair) (contract.Terms, error) {
	begins := indicators.DateOf(m.midnight(p.begins))
	t := contract.Terms{Begins: begins, Ends: contract.Last(begins, p.days), Period: p.days, SessionEvery: 10, SessionMinutes: 45, Objection: 30, Allowance: 300_00,
		MentorDuties: "按计划面谈和同听录音，示范标准话术；每周看一次徒弟的评价和错题，及时指出问题；为徒弟保密。",
		MenteeDuties: "按时参加面谈，完成每项措施并留下凭证；遇到不会的业务先查知识库再请教；每周写一次小结。",
		Assessment:   "期满按目标达成、措施完成和期末考试评定，由培训师与班组长共同确认。",
		Reward:       "目标全部达成，师徒各奖励 600 元，并参加年度“最佳师徒”评选。",
		Ending:       "内容变更须师徒协商一致、单位批准，形成新版本并重新签署；异议期内任一方可书面提出解除。",
		Measures: []contract.Measure{
			{What: "一起听 2 通录音", Rhythm: contract.Weekly, Times: 1, Evidence: "听音记录，写明通话编号", Weight: 3},
			{What: "旁听师傅当班 1 小时", Rhythm: contract.Fortnightly, Times: 1, Evidence: "旁听小结", Weight: 2},
			{What: "写一页复盘", Rhythm: contract.Monthly, Times: 1, Evidence: "复盘文稿", Weight: 2}}}
	if p.days < 60 {
		t.SessionEvery, t.Objection, t.Allowance = 5, 7, 0
	}
	for _, g := range p.goals {
		goal, err := m.goal(ctx, g)
		if err != nil {
			return t, err
		}
		t.Goals = append(t.Goals, goal)
	}
	return t, nil
}

// goal finds what measures a goal as the workspace stands now.
func (m *maker) goal(ctx context.Context, g demoGoal) (contract.Goal, error) {
	goal := contract.Goal{Skill: g.skill, Baseline: &g.base, Target: g.target}
	if q, _, ok := m.rubric.Find(g.by); ok {
		goal.Source = contract.Source{Kind: contract.RubricQuestion, Ref: m.rubric.RubricID + "/" + g.by, Name: g.by + " " + q.Text}
		return goal, nil
	}
	if id := m.exams["95598 普通话务"]; g.by == "exam" && id != "" {
		goal.Source = contract.Source{Kind: contract.Exam, Ref: id, Name: "95598 普通话务"}
		return goal, nil
	}
	all, err := m.ws.Certificates.Programmes(ctx, m.cast.as(librarian))
	for _, x := range all {
		if x.Skill == g.by {
			goal.Source = contract.Source{Kind: contract.Certificate, Ref: x.ID, Name: x.Name}
			return goal, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("nothing in the demo measures %q", g.by)
	}
	return goal, err
}

// object lets a mentee object in the first month; the coordinator has not
// answered the last time, and did once before.
func (m *maker) object(ctx context.Context) error {
	by, k := m.cast.as("廖晴川"), m.ws.Pairs
	all, err := k.Pairs(ctx, by, contract.Find{PersonID: by.PersonID, Open: true})
	if err != nil || len(all) == 0 {
		return err
	}
	if err := k.Object(ctx, by, all[0].ID, "师徒排班几乎不重叠，两周里没能一起听录音"); err != nil {
		return err
	}
	return k.Answer(ctx, m.cast.as(librarian), all[0].ID, "已请班组长把徒弟调到同一轮班，合同继续", false)
}

// proposeNewClass puts a round for the new classes up for review: more
// newcomers than there are places.
func (m *maker) proposeNewClass(ctx context.Context) error {
	by, k := m.cast.as(librarian), m.ws.Pairs
	mentors, mentees, err := k.Candidates(ctx, by)
	if err != nil {
		return err
	}
	r := mentor.Round{Name: "新训班结对", Method: mentor.Participation, Rules: mentor.StandardRules()}
	r.Rules.Common, r.Rules.Hours, r.Rules.Capacity = false, 6, 4
	r.Mentors = append(r.Mentors, mentors...)
	for _, p := range mentees {
		if row := m.cast.traits[p.Facts.Name]; slices.Contains(row.Roles, people.Trainee) && !slices.Contains(row.Roles, people.Agent) {
			p.Roster = "1-5 08:30-17:30"
			r.Mentees = append(r.Mentees, p)
		}
	}
	id := func(name string) string { return m.cast.person(name).ID }
	for _, w := range [][]string{{"任晴雪", "周谷雨", "陈白露"}, {"郝长风", "姜小暑"}, {"孔飞雪", "沈立夏"}, {"周谷雨", "谭晓雾", "任晴雪"}} {
		for _, side := range [][]mentor.Person{r.Mentors, r.Mentees} {
			if i := slices.IndexFunc(side, func(p mentor.Person) bool { return p.ID == id(w[0]) }); i >= 0 {
				for _, name := range w[1:] {
					side[i].Wishes = append(side[i].Wishes, id(name))
				}
			}
		}
	}
	r.Obligatory = []mentor.Pair{{Mentee: id("黎青禾"), Mentor: id("姜小暑")}}
	if r, err = k.SaveRound(ctx, by, r); err != nil {
		return err
	}
	_, err = k.ProposePairs(ctx, by, r.ID)
	return err
}
