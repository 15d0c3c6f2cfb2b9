package demo

import (
	"context"
	"fmt"
	"time"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/benchmark"
)

// Benchmarks is what keeps benchmark calls.
type Benchmarks interface {
	benchmark.Keeper
	benchmark.Player
}

// exemplar is a benchmark call of the demo.
type exemplar struct {
	call     string // of the script
	by       string // who proposes it
	day      int    // from today
	account  benchmark.Account
	from, to int      // lines of the transcript
	article  string   // its title
	review   int      // days from today
	shared   []string // organisations
	approved int
}

var exemplars = []exemplar{
	{call: "c21", by: "秦立秋", day: -5, from: 0, to: 14, review: 170, shared: []string{"云杉（外包）", "海棠（外包）"}, approved: 2,
		account: benchmark.Account{Title: "投诉先听完：不解释，先记清", Why: "客户说了快一分钟，坐席一次没有打断；复述占道的位置和影响，讲清下一步谁在什么时候联系，没有替施工方辩解。", Line: "投诉", Skill: "语言与倾听", Difficulty: benchmark.Medium}},
	{call: "c25", by: "冯清明", day: -4, from: 0, to: 15, article: "居民充电桩执行什么电价", review: 178, shared: []string{"云杉（外包）", "海棠（外包）"}, approved: 2,
		account: benchmark.Account{Title: "家用充电桩：材料、费用、时限一次说清", Why: "先确认是不是固定车位，再讲材料和费用，主动说明电价和可以线上办理；客户没有再问第二遍。", Line: "业扩报装", Skill: "一次说全", Difficulty: benchmark.Medium}},
	{call: "c10", by: "唐雨水", day: -3, from: 1, to: 16, article: "交清欠费后多久复电", review: 96, shared: []string{"海棠（外包）"}, approved: 2,
		account: benchmark.Account{Title: "缴费后没复电：先查指令，再教看灯", Why: "先安抚，再按“缴费时间、指令状态、表上的灯”一步步排查；查不到的不猜，派远程复电并约好回电时间。", Line: "电费电价", Skill: "排查有序", Difficulty: benchmark.Hard}},
	{call: "c06", by: "贺霜降", day: -2, from: 0, to: 6, article: "计划停电与临时停电的通知时间", review: 120, shared: []string{"云杉（外包）"}, approved: 2,
		account: benchmark.Account{Title: "计划检修：说清原因、起止和提醒", Why: "查到公告后一次说全原因和起止时间，主动提醒复电后检查电器，客户不用再问第二遍。", Line: "故障报修", Skill: "一次说全", Difficulty: benchmark.Easy}},
	{call: "c11", by: "唐雨水", day: -2, from: 1, to: 18, article: "本月电费突然变高的五个问题", review: 178, approved: 1,
		account: benchmark.Account{Title: "电费翻倍：先报两期示数再下结论", Why: "客户情绪激动，先接住情绪，再按抄表天数、分档、天气、家中变化的顺序问；结论留给核查工单，不替系统辩解。", Line: "电费电价", Skill: "情绪安抚", Difficulty: benchmark.Hard}},
	{call: "c04", by: "贺霜降", day: -1, from: 0, to: 13, article: "客户报停电先问什么", review: 180, approved: 1,
		account: benchmark.Account{Title: "整栋楼停电：先问四件事再派单", Why: "开头报单位和工号，先问停电范围，再问电表和异常，最后问有没有靠电的医疗设备；派单前复述地址，只承诺到场时限，不承诺复电时间。", Line: "故障报修", Skill: "核对关键信息", Difficulty: benchmark.Easy}},
}

// hearers are who hears benchmark calls, with how eager they are.
var hearers = []string{"徐芒种", "方竹青", "林小满", "韩大雪", "罗春分", "宋荷风", "廖晴川", "高山远", "邱若谷", "周谷雨"}

// planBenchmarks proposes six calls, checks and approves most of them, and lets
// people hear those in use.
func (m *maker) planBenchmarks(context.Context) error {
	for i := range exemplars {
		x := &exemplars[i]
		m.at(m.midnight(x.day).Add(15*time.Hour+10*time.Minute), "proposing "+x.account.Title, func(ctx context.Context) error { return m.exemplify(ctx, x) })
	}
	return nil
}

func (m *maker) exemplify(ctx context.Context, x *exemplar) error {
	call, ok := m.recorded[x.call]
	if !ok {
		return fmt.Errorf("there is no call %s", x.call)
	}
	a := x.account
	a.ArticleID, a.ReviewAt = m.articles[x.article], m.midnight(x.review)
	for _, c := range m.spoken {
		if c.ID == x.call {
			last := min(x.to, len(c.Utterances)-1)
			a.From, a.Until = time.Duration(c.Utterances[x.from].StartMS)*time.Millisecond, time.Duration(c.Utterances[last].EndMS)*time.Millisecond+300*time.Millisecond
		}
	}
	a.From, a.Until = a.From.Truncate(100*time.Millisecond), min(a.Until.Truncate(100*time.Millisecond), call.Duration)
	by, evaluation := m.cast.as(x.by), ""
	found, err := m.ws.Scores.Evaluations(ctx, m.cast.as(qualified), qa.Find{CallID: call.ID, InForce: true}, 1)
	if err != nil {
		return err
	}
	if len(found) > 0 && found[0].Purpose == qa.Ordinary {
		evaluation = found[0].ID
	}
	k := m.ws.Benchmarks
	id, err := k.Propose(ctx, by, "", call.ID, evaluation, a)
	if err != nil {
		return err
	}
	m.at(m.ws.Clock.Now().Add(3*time.Hour), "approving "+a.Title, func(ctx context.Context) error { return m.approve(ctx, id, x) })
	return nil
}

func (m *maker) approve(ctx context.Context, id string, x *exemplar) error {
	k, first, second := m.ws.Benchmarks, m.cast.as(librarian), m.cast.as(qualified)
	marks, err := k.Suggested(ctx, first, id)
	if err == nil {
		err = k.Confirm(ctx, first, id, marks)
	}
	if err == nil {
		err = k.Approve(ctx, first, id, "示范清楚，适合新人反复听。")
	}
	if err != nil || x.approved < 2 {
		return err
	}
	m.ws.Clock.set(m.ws.Clock.Now().Add(95 * time.Minute))
	if err := k.Approve(ctx, second, id, ""); err != nil {
		return err
	}
	var with []string
	for _, name := range x.shared {
		with = append(with, m.organisation(name))
	}
	if err := k.Share(ctx, second, id, with); err != nil {
		return err
	}
	m.listen(id, x)
	return nil
}

// organisation is the ID of one by its name.
func (m *maker) organisation(name string) string {
	return m.cast.person(map[string]string{"云杉（外包）": "常小寒", "海棠（外包）": "贾立春"}[name]).OrganisationID
}

// listen lets people hear a call in the weeks after it was approved.
func (m *maker) listen(id string, x *exemplar) {
	for _, name := range hearers {
		r := drawn("hear" + name + x.call)
		for range r.IntN(4) {
			at := m.ws.Clock.Now().Add(time.Duration(2+r.IntN(72)) * time.Hour)
			m.at(at, name+" hears a benchmark call", func(ctx context.Context) error {
				p := m.cast.person(name)
				if p.OrganisationID != m.cast.person(m.agentOf(x.call)).OrganisationID && !m.sharedWith(x, p) || p.Left(m.ws.Clock.Now()) {
					return nil
				}
				_, err := m.ws.Benchmarks.Hear(ctx, m.cast.as(name), id)
				return err
			})
		}
	}
}

func (m *maker) agentOf(script string) string {
	for _, c := range m.spoken {
		if c.ID == script {
			return c.Agent
		}
	}
	return ""
}

func (m *maker) sharedWith(x *exemplar, p people.Person) bool {
	for _, name := range x.shared {
		if m.organisation(name) == p.OrganisationID {
			return true
		}
	}
	return false
}
