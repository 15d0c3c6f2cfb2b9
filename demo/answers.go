package demo

import (
	"math"
	"time"

	"shifu/qa"
	"shifu/recordings"
)

// hardness is the log-odds with which an ordinary agent loses something on a
// question: listening, repeating and promising are where points are lost.
var hardness = map[string]float64{
	"1.1": -3.30, "1.2": -2.40, "2.1": -2.60, "2.2": -1.05, "2.3": -2.40, "3.1": -0.90, "3.2": -1.80,
	"4.1": -2.70, "4.2": -2.20, "4.3": -2.10, "4.4": -2.00, "4.5": -1.80, "5.1": -1.00, "5.2": -5.40, "5.3": -4.70,
	"6.1": -1.70, "6.2": -1.90,
}

// applies tells how often a question that allows N/A applies to a kind of call.
var applies = map[string]map[string]float64{
	"3.2": {"电费电价": 1, "抄表计量": 1, "业扩报装": 0.6, "保险报案": 1},
	"4.3": {"故障报修": 1},
	"4.4": {"故障报修": 0.15},
	"4.5": {"故障报修": 0.75},
	"5.1": {"故障报修": 1, "投诉": 0.9, "业扩报装": 0.8, "电费电价": 0.35, "抄表计量": 0.5, "保险报案": 0.6},
	"6.2": {"故障报修": 1, "投诉": 1, "业扩报装": 0.9, "电费电价": 0.7, "抄表计量": 1, "保险报案": 1},
}

// judge answers the form for a call as a reviewer of the given severity would
// for an agent of the given skill.
func (m *maker) judge(v *qa.Version, c recordings.Call, skill, severity float64) qa.Answers {
	out := qa.Answers{}
	for _, q := range v.All {
		if q.NA && m.chance.Float64() >= applies[q.Ref][c.BusinessLine] {
			out[q.Ref] = qa.NotApplicable()
			continue
		}
		odds := hardness[q.Ref] - skill + severity
		if q.Choices()[len(q.Choices())-1].Fails() {
			odds -= skill // a good agent hardly ever makes a mistake that fails all
		}
		out[q.Ref] = m.mark(q, c, odds)
	}
	return out
}

func (m *maker) mark(q *qa.Question, c recordings.Call, odds float64) qa.Answer {
	choice := 0
	if m.chance.Float64() < 1/(1+math.Exp(-odds)) {
		choice = len(q.Choices()) - 1
		if choice > 1 && m.chance.Float64() < 0.62 {
			choice = 1
		}
	}
	a := qa.Choose(choice)
	a.Spent = time.Duration(4+m.chance.IntN(22)) * time.Second
	if choice > 0 {
		a.Comment = m.remark(q.Ref)
		a.Moments = []qa.Moment{{At: m.somewhere(c.Duration), Lane: qa.LaneAgent}}
		if len(q.RootCauses) > 0 {
			a.Cause = q.RootCauses[m.chance.IntN(len(q.RootCauses))]
		}
	}
	return a
}

func (m *maker) somewhere(length time.Duration) time.Duration {
	return time.Duration(0.08*float64(length) + m.chance.Float64()*0.84*float64(length)).Truncate(100 * time.Millisecond)
}

func (m *maker) remark(ref string) string {
	some := remarks[ref]
	if len(some) == 0 {
		return "请按规范要求改进。"
	}
	return some[m.chance.IntN(len(some))]
}

// remarks are what reviewers write where points are lost.
var remarks = map[string][]string{
	"1.1": {"超过三声接听，没有致歉。", "客户久等，开头应先致歉。"},
	"1.2": {"没有报工号。", "问候语不完整。", "开头太快，客户没有听清单位。"},
	"2.1": {"语速偏快，老年客户要求重复。", "语气平淡，缺少回应。", "声音偏小。"},
	"2.2": {"客户没说完就打断。", "两次与客户抢话。", "客户陈述时没有回应，随后打断。", "情绪激动时更要让客户先说完。"},
	"2.3": {"使用了“剩余电流保护器”等术语。", "缩写没有解释。"},
	"3.1": {"地址没有复述。", "联系电话没有确认。", "户号没有逐位核对。", "复述了地址，漏了联系电话。"},
	"3.2": {"没有核实户主就提供余额。", "先报了用电量才核实。"},
	"4.1": {"应归为服务类投诉。", "把咨询登记成了报修。"},
	"4.2": {"答复与知识库不一致。", "答不了时没有留号回呼。", "只念条文，没有回答客户的问题。"},
	"4.3": {"没有问停电范围。", "没有问现场有无危险。", "派单晚了五分钟。"},
	"4.4": {"没有指导客户自查。", "没有说明可能收费。"},
	"4.5": {"系统里有停电信息，没有告知原因。", "只说等通知，没有说明原因。"},
	"5.1": {"承诺了修复时间。", "“马上就到”属于超范围承诺。", "应按公布时限答复：市区 45 分钟到场。", "答应三天到账，没有依据。"},
	"5.2": {"未经核实透露了他人的用电资料。"},
	"5.3": {"让客户自己找别的部门，属于推诿。", "拒绝受理客户的诉求。"},
	"6.1": {"没有询问其他需求。", "先于客户挂机。"},
	"6.2": {"工单漏填联系电话。", "描述过于简单，无法处理。", "工单下发超过五分钟。"},
}

// summaries are what reviewers write to the agent on the whole call.
var summaries = []struct {
	least float64
	texts []string
}{
	{97, []string{"很好，保持。", "流程完整，语气亲切。", "解释清楚，客户满意。", "可以推荐为标杆录音。"}},
	{88, []string{"整体不错，注意核对环节。", "业务熟练，倾听再耐心一些。", "结尾再从容一点。", "承诺时限请按公布的说。"}},
	{75, []string{"核对和承诺两处失分，请重听标红的时刻。", "情绪管理需要加强。", "请对照知识库复习本类业务。"}},
	{0, []string{"失分较多，已建议安排辅导。", "请与班组长一起重听这通电话。", "一票否决，请认真对待。"}},
}

func (m *maker) summary(score float64) string {
	for _, s := range summaries {
		if score >= s.least {
			return s.texts[m.chance.IntN(len(s.texts))]
		}
	}
	return ""
}
