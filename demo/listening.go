package demo

import (
	"context"
	"time"

	"shifu/training/analysis"
)

// planListening holds one joint listening and plans another.
func (m *maker) planListening(context.Context) error {
	m.at(m.midnight(-4).Add(9*time.Hour+30*time.Minute), "planning a joint listening", func(ctx context.Context) error {
		return m.gather(ctx, "吴清和", "c19", "营业厅投诉：为什么越解释越火", m.midnight(-3).Add(15*time.Hour), "贺霜降", "秦立秋", "温秋分", "邵孟春", "夏菊月")
	})
	m.at(m.midnight(-3).Add(15*time.Hour+5*time.Minute), "listening together", m.listenTogether)
	m.at(m.midnight(-1).Add(10*time.Hour), "planning the next joint listening", func(ctx context.Context) error {
		return m.gather(ctx, "吴清和", "c01", "催问抢修：等待里说什么", m.midnight(2).Add(15*time.Hour), "贺霜降", "唐雨水", "温秋分", "常小寒", "林小满")
	})
	return nil
}

func (m *maker) gather(ctx context.Context, lead, call, title string, at time.Time, members ...string) error {
	s := analysis.Session{CallID: m.recorded[call].ID, Title: title, At: at}
	for _, name := range members {
		s.Members = append(s.Members, analysis.Member{PersonID: m.cast.person(name).ID})
	}
	_, err := m.ws.Analyses.Plan(ctx, m.cast.as(lead), s)
	return err
}

// heardThen is what somebody found in the call about the business hall.
type heardThen struct {
	at   int // seconds
	sort analysis.Sort
	text string
	by   string
}

var findings = []heardThen{
	{6, analysis.Good, "开头完整，主动问“请问有什么可以帮您”，语气平稳。", "贺霜降"},
	{21, analysis.Better, "客户刚说到排队两小时就被“您先冷静”打断，情绪升级从这里开始。", "秦立秋"},
	{38, analysis.Better, "解释“当时人多”等于替营业厅辩解，客户听到的是推脱。", "温秋分"},
	{57, analysis.Good, "复述了时间、地点和工作人员特征，工单要素齐全。", "邵孟春"},
	{81, analysis.Unclear, "说“三个工作日内答复”，该类投诉时限要再核对。", "夏菊月"},
}

func (m *maker) listenTogether(ctx context.Context) error {
	lead, k := m.cast.as("吴清和"), m.ws.Analyses
	all, err := k.Sessions(ctx, lead)
	if err != nil || len(all) == 0 {
		return err
	}
	id, length := all[0].ID, all[0].Length
	for _, f := range findings {
		at := min(time.Duration(f.at)*time.Second, length)
		if err := k.Note(ctx, m.cast.as(f.by), id, analysis.Finding{At: at, Sort: f.sort, Text: f.text}); err != nil {
			return err
		}
	}
	for _, d := range []struct {
		text, owner string
		day         int
	}{{"把“先情后事”三句写进投诉话术，替换“您先冷静”。", "温秋分", 8}, {"两个班班前会各放一遍 0:21–0:40，练三轮。", "邵孟春", 3}, {"核对投诉答复时限，改知识库文章。", "夏菊月", 1}} {
		if err := k.Decide(ctx, lead, id, analysis.Decision{Text: d.text, OwnerID: m.cast.person(d.owner).ID, Due: m.midnight(d.day).Add(18 * time.Hour)}); err != nil {
			return err
		}
	}
	var came []string
	for _, name := range []string{"贺霜降", "秦立秋", "温秋分", "邵孟春", "夏菊月"} {
		came = append(came, m.cast.person(name).ID)
	}
	if err := k.Hold(ctx, lead, id, came, "情绪先于事情：听完、说出客户的处境，再问必要信息。打断和辩解各一次，是这通电话失分的原因。"); err != nil {
		return err
	}
	s, err := k.Session(ctx, lead, id)
	if err != nil {
		return err
	}
	m.at(m.midnight(-1).Add(17*time.Hour), "carrying out a decision", func(ctx context.Context) error {
		return k.Finish(ctx, m.cast.as("邵孟春"), id, s.Decisions[1].ID, "两个班都放了，各练三轮。")
	})
	return nil
}
