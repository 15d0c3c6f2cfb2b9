package demo

import (
	"context"
	"fmt"
	"math"
	"sort"
	"time"

	"shifu/internal/people"
	"shifu/recordings"
)

// Silent is how many calls without sound the history has.
const Silent = 2000

// monthIndex is the shape of the year, January first: highest in July, August,
// November and December, then March and April, lowest in February.
var monthIndex = [12]float64{0.923, 0.700, 1.030, 1.030, 0.923, 0.923, 1.166, 1.147, 0.923, 0.923, 1.166, 1.147}

var weekdayIndex = [7]float64{0.86, 1.12, 1.06, 1.03, 1.02, 1.03, 0.88}

// hourIndex: the morning, the evening, and few at night.
var hourIndex = [24]float64{3, 2, 2, 1, 1, 2, 4, 8, 13, 15, 15, 12, 9, 9, 11, 12, 12, 12, 13, 15, 14, 11, 8, 5}

// stormDays lie so many days before today; each has so many times the calls.
var stormDays = map[int]float64{9: 2.8, 10: 1.6, 118: 3.2, 119: 1.8, 140: 2.4, 331: 2.2}

type business struct {
	line, project string
	weight        float64
	outbound      bool
	titles        []string
}

var businesses = []business{
	{"故障报修", "95598", 30, false, []string{"故障报修：整栋楼停电", "故障报修：家里没电", "故障报修：催问抢修进度", "故障报修：电压不稳", "故障报修：表箱冒火花"}},
	{"电费电价", "95598", 24, false, []string{"电费异议：本月偏高", "电价咨询：阶梯电价", "电价咨询：峰谷电价", "电费退费", "电子发票"}},
	{"业扩报装", "95598", 9, false, []string{"业扩报装：充电桩", "业扩报装：进度查询", "业扩报装：家里增容", "过户"}},
	{"抄表计量", "95598", 6, false, []string{"抄表计量：电表校验", "抄表计量：示数核对"}},
	{"投诉", "95598", 7, false, []string{"投诉：频繁停电", "投诉：营业厅态度", "投诉：抢修超时", "投诉：施工影响"}},
	{"咨询查询", "95598", 8, false, []string{"停电信息查询", "营业网点查询", "表扬"}},
	{"保险报案", "财产保险", 7, false, []string{"财险报案：暴雨进水", "财险报案：大风损坏", "车险：进度查询"}},
	{"咨询查询", "电子商务", 3, false, []string{"电商：订单查询", "电商：退换货"}},
	{"咨询查询", "人力资源", 1.5, false, []string{"人力资源：入职咨询"}},
	{"回访", "95598", 4.5, true, []string{"回访：抢修服务", "回访：装表接电"}},
}

// planHistory invents twelve months of calls of which only the facts are left.
// Each day's are imported the night after.
func (m *maker) planHistory(context.Context) error {
	days, weights := m.dayWeights()
	agents := m.agents()
	for range Silent {
		day := days[m.pick(weights)]
		start := day.Add(time.Duration(m.pick(hourIndex[:]))*time.Hour + time.Duration(m.chance.IntN(3600))*time.Second).UTC()
		m.history = append(m.history, m.oldCall(start, agents[m.pick(m.loads(agents, start))]))
	}
	sort.SliceStable(m.history, func(i, j int) bool { return m.history[i].StartedAt.Before(m.history[j].StartedAt) })
	nights := map[time.Time][]recordings.Call{}
	for i := range m.history {
		c := &m.history[i]
		c.ExternalID = fmt.Sprintf("H%05d", i+1)
		c.ImportedAt = m.nightAfter(c.StartedAt)
		nights[c.ImportedAt] = append(nights[c.ImportedAt], *c)
	}
	for night, calls := range nights {
		m.at(night, "importing the history", func(ctx context.Context) error {
			_, err := m.ws.Calls.Add(ctx, m.program, calls)
			return err
		})
	}
	return nil
}

// nightAfter is the midnight after a call; the last calls are of yesterday.
func (m *maker) nightAfter(start time.Time) time.Time {
	local := start.In(m.now.Location())
	return time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, m.now.Location()).UTC()
}

func (m *maker) dayWeights() (days []time.Time, weights []float64) {
	first := m.midnight(0).AddDate(-1, 0, 1)
	for ago := 366; ago >= 1; ago-- {
		day := m.midnight(-ago)
		if day.Before(first) {
			continue
		}
		storm := stormDays[ago]
		if storm == 0 {
			storm = 1
		}
		days = append(days, day)
		weights = append(weights, storm*monthIndex[day.Month()-1]*weekdayIndex[day.Weekday()])
	}
	return days, weights
}

// agents are those who take calls.
func (m *maker) agents() []castRow { return m.cast.with(people.Agent) }

// loads: who had not joined yet, or has left, takes no calls.
func (m *maker) loads(agents []castRow, at time.Time) []float64 {
	out := make([]float64, len(agents))
	for i, row := range agents {
		if m.working(row, at) {
			out[i] = 1
		}
		if row.Login != "" {
			out[i] *= 1.6
		}
	}
	return out
}

func (m *maker) working(row castRow, at time.Time) bool {
	left := row.Leaves < 0 && at.After(m.midnight(row.Leaves))
	return !left && at.After(m.cast.people[row.Name].JoinedAt)
}

func (m *maker) oldCall(start time.Time, row castRow) recordings.Call {
	who, b := m.cast.people[row.Name], businesses[m.pick(businessWeights)]
	direction := recordings.Inbound
	if b.outbound {
		direction = recordings.Outbound
	}
	length := m.length(190, 120)
	return recordings.Call{
		ID: m.callID(start), Source: Source, Title: b.titles[m.chance.IntN(len(b.titles))], StartedAt: start, Duration: length,
		AgentID: who.ID, AgentName: who.Name, StaffNumber: who.StaffNumber, OrganisationID: who.OrganisationID, TeamID: who.TeamID,
		Project: b.project, BusinessLine: b.line, Queue: b.line, Direction: direction, Caller: m.caller(),
		Satisfaction: m.satisfaction(b.line, row.Skill),
	}
}

var businessWeights = func() []float64 {
	out := make([]float64, len(businesses))
	for i, b := range businesses {
		out[i] = b.weight
	}
	return out
}()

// length draws from a lognormal distribution with the given mean and standard
// deviation in seconds (Brown et al., Statistical Analysis of a Telephone Call
// Center, JASA 100 (2005), found that shape in call data).
func (m *maker) length(mean, sd float64) time.Duration {
	sigma2 := math.Log(1 + sd*sd/(mean*mean))
	s := math.Exp(math.Log(mean) - sigma2/2 + math.Sqrt(sigma2)*m.chance.NormFloat64())
	return time.Duration(max(20, min(s, 1500))) * time.Second
}

func (m *maker) caller() string {
	heads := []string{"130", "133", "135", "136", "138", "139", "150", "151", "158", "159", "186", "188"}
	return fmt.Sprintf("%s****%04d", heads[m.chance.IntN(len(heads))], m.chance.IntN(400))
}

// satisfaction is 0 for the half who press no key.
func (m *maker) satisfaction(line string, skill float64) int {
	if m.chance.IntN(2) == 0 {
		return 0
	}
	weights := []float64{1, 2, 6, 26, 65 + 15*skill}
	if line == "投诉" {
		weights = []float64{8, 12, 20, 35, 25 + 8*skill}
	}
	return 1 + m.pick(weights)
}

// pick draws an index by weight.
func (m *maker) pick(weights []float64) int {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	x := m.chance.Float64() * sum
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}
