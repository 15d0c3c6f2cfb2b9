package demo

import (
	"context"
	"time"

	"shifu/qa"
	"shifu/training/coaching"
)

// coached is a coaching plan of the demo.
type coached struct {
	coach, agent string
	day          int // from today, on which it is made
	practice     string
	sessions     []string // what was worked on, a week apart; the first two days after it is made
	next         int      // days from today on which another is planned; 0: none
	followed     int      // days from today on which the follow-up begins; 0: not yet
	verdict      string   // it is done
	met          bool
	words        string // the agent's; empty: not acknowledged
}

var coachings = []coached{
	{coach: "邵孟春", agent: "方竹青", day: -1, practice: "每天听一段标杆录音，写下三句复述的话；周五对练两通。"},
	{coach: "邵孟春", agent: "宋荷风", day: -2, practice: "把常用的五句道歉写成卡片，接班前念一遍。", next: 1, words: "收到，明天下班后见。"},
	{coach: "邵孟春", agent: "罗春分", day: -12, practice: "派单前复述地址和电话，班长抽听三通。", sessions: []string{"一起听了两通电话，找出漏核对的地方；约定先复述后派单。"}, next: 2, words: "知道问题在哪了，先从地址开始复述。"},
	{coach: "邵孟春", agent: "钟槐序", day: -19, practice: "语速计时练习，每天录一段自己的话听回放。", sessions: []string{"听录音，数语速。", "已慢下来，结尾还急，练收尾三句。"}, words: "录下来听才知道自己说得多快。"},
	{coach: "邵孟春", agent: "魏松烟", day: -46, practice: "角色对练：激动客户三种开场。", sessions: []string{"先情后事，练了三轮。", "能接住情绪了，少说“但是”。"}, followed: -24, words: "对练很有用。"},
	{coach: "邵孟春", agent: "丁梅雨", day: -95, practice: "工单四要素清单贴在屏幕边，写完勾一遍。", sessions: []string{"逐条对工单。", "抽查五张全对。"}, followed: -70, verdict: "连续三周没有漏填，目标达到，清单推广到全班。", met: true, words: "清单省事。"},
	{coach: "邵孟春", agent: "傅兰秋", day: -88, practice: "等待前征得同意，每 30 秒回来一次。", sessions: []string{"练等待三步。"}, followed: -66, verdict: "有进步但不稳，下月换成听标杆录音加对练再来一轮。", words: "查系统慢的时候还是会忘。"},
	{coach: "贾立春", agent: "徐芒种", day: -6, practice: "每天一通角色对练，先问四件事再派单；读“客户报停电先问什么”。", sessions: []string{"听了 c09，缺“有没有靠电的医疗设备”。写成口诀。"}, next: 3},
	{coach: "贾立春", agent: "杜寒露", day: -40, practice: "客户说完再说，心里数一秒。", sessions: []string{"看抢话的波形，找出五处。", "抢话从五处降到一处。"}, followed: -20, words: "看到波形才相信。"},
	{coach: "常小寒", agent: "韩大雪", day: -9, practice: "投诉类型判断表，每天做十题卡片。", sessions: []string{"讲五类投诉的分界。"}, next: 5, words: "卡片已经开始做。"},
}

// planCoaching fills a board: every column has plans in it.
func (m *maker) planCoaching(context.Context) error {
	for i := range coachings {
		x := &coachings[i]
		m.at(m.midnight(x.day).Add(16*time.Hour+20*time.Minute), "planning the coaching of "+x.agent, func(ctx context.Context) error { return m.coach(ctx, x) })
	}
	return nil
}

func (m *maker) coach(ctx context.Context, x *coached) error {
	k, by, agent := m.ws.Coaching, m.cast.as(x.coach), m.cast.person(x.agent)
	found, err := m.ws.Scores.Evaluations(ctx, by, qa.Find{AgentID: agent.ID, Until: m.ws.Clock.Now(), InForce: true}, 12)
	if err != nil {
		return err
	}
	id := ""
	for _, e := range found {
		d, err := k.Draft(ctx, by, e.ID)
		if err != nil {
			return err
		}
		if d.Goal.Ref == "" || d.Goal.Target <= d.Goal.Baseline || e.Purpose != qa.Ordinary {
			continue
		}
		d.Practice, d.Goal.By = x.practice, m.ws.Clock.Now().AddDate(0, 0, 45)
		if id, err = k.Save(ctx, by, d.Plan); err != nil {
			return err
		}
		break
	}
	if id != "" {
		m.coachOn(id, x)
	}
	return nil
}

// coachOn plans what becomes of a plan.
func (m *maker) coachOn(id string, x *coached) {
	k, by := m.ws.Coaching, m.cast.as(x.coach)
	begun := m.midnight(x.day + 2)
	for i, note := range x.sessions {
		at := begun.AddDate(0, 0, 7*i).Add(17 * time.Hour)
		m.at(at.Add(40*time.Minute), "a coaching session with "+x.agent, func(ctx context.Context) error { return k.Hold(ctx, by, id, at, note) })
	}
	if x.words != "" {
		m.at(m.midnight(x.day+1).Add(9*time.Hour+15*time.Minute), "acknowledging a coaching plan", func(ctx context.Context) error {
			return k.Acknowledge(ctx, m.cast.as(x.agent), id, x.words)
		})
	}
	if x.next > 0 {
		m.at(m.midnight(0).Add(-2*time.Hour), "planning the next session", func(ctx context.Context) error {
			return k.Arrange(ctx, by, id, m.midnight(x.next).Add(17*time.Hour))
		})
	}
	if x.followed != 0 {
		m.at(m.midnight(x.followed).Add(18*time.Hour), "following the coaching of "+x.agent+" up", func(ctx context.Context) error { return k.Follow(ctx, by, id) })
	}
	if x.verdict != "" {
		m.at(m.midnight(x.followed+31).Add(11*time.Hour), "closing the coaching of "+x.agent, func(ctx context.Context) error { return k.Close(ctx, by, id, x.met, x.verdict) })
	}
}

// Coaching is what keeps coaching plans.
type Coaching interface {
	coaching.Keeper
	coaching.Figures
}
