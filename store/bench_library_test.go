package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/recordings"
	"shifu/store"
)

// The library of the benchmarks: SHIFU_BENCH_CALLS calls (default a million).
// SHIFU_BENCH_DIR names a folder in which it is kept for the next run.
func benchCalls() int {
	if n, err := strconv.Atoi(os.Getenv("SHIFU_BENCH_CALLS")); err == nil && n > 0 {
		return n
	}
	return 1_000_000
}

var bench struct {
	sync.Once
	dir string
	err error
}

// benchLibrary returns a folder with a workspace of a million invented calls.
func benchLibrary(b *testing.B) string {
	b.Helper()
	bench.Do(func() { bench.dir, bench.err = makeLibrary(benchCalls()) })
	if bench.err != nil {
		b.Fatal(bench.err)
	}
	return bench.dir
}

func makeLibrary(n int) (string, error) {
	dir := os.Getenv("SHIFU_BENCH_DIR")
	if dir == "" {
		tmp, err := os.MkdirTemp("", "shifu-bench-*")
		if err != nil {
			return "", err
		}
		dir = tmp
	}
	dir = filepath.Join(dir, fmt.Sprintf("library-%d", n))
	done := filepath.Join(dir, "cache", "complete")
	if _, err := os.Stat(done); err == nil {
		return dir, nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	w, err := store.Open(ctx, dir, store.Options{PasswordCost: cheap})
	if err != nil {
		return "", err
	}
	g, err := newGenerator(w)
	if err != nil {
		return "", err
	}
	for g.made < n {
		calls, said := g.talked(g.next(min(1000, n-g.made)))
		if _, err := w.Calls().AddWith(ctx, people.Program(), calls, said); err != nil {
			return "", err
		}
	}
	if _, err := w.Calls().Count(ctx, people.Program(), recordings.Filter{}); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return dir, os.WriteFile(done, nil, 0o600)
}

// generator makes calls that look like a hotline's year: 3 organisations, 40
// teams, 1,000 agents, sensible spreads; always the same ones.
type generator struct {
	r      *rand.Rand
	agents []people.Person
	made   int
}

func newGenerator(w *store.Workspace) (*generator, error) {
	g := &generator{r: rand.New(rand.NewPCG(1, 2))}
	by, k := people.Program(), w.People()
	for o := range 3 {
		kind := people.Vendor
		if o == 0 {
			kind = people.InHouse
		}
		org, err := k.SaveOrganisation(ctx, by, people.Organisation{Name: fmt.Sprintf("单位%d", o), Kind: kind})
		if err != nil {
			return nil, err
		}
		for t := range 14 {
			team, err := k.SaveTeam(ctx, by, people.Team{OrganisationID: org, Name: fmt.Sprintf("班组%d-%d", o, t)})
			if err != nil {
				return nil, err
			}
			if err := k.AddPersons(ctx, by, g.team(org, team, 24*t)); err != nil {
				return nil, err
			}
		}
	}
	agents, err := k.Persons(ctx, by, people.Find{Role: people.Agent})
	g.agents = agents
	return g, err
}

func (g *generator) team(org, team string, from int) []people.Person {
	var ps []people.Person
	for range 24 {
		name := string([]rune("王李张刘陈杨赵黄周吴")[g.r.IntN(10)]) + string([]rune("伟芳娜敏静丽强磊军洋")[g.r.IntN(10)]) + string([]rune("一文海春华国")[g.r.IntN(6)])
		ps = append(ps, people.Person{OrganisationID: org, TeamID: team, Name: name, StaffNumber: fmt.Sprintf("%06d", from+len(ps)), Roles: []people.Role{people.Agent}})
	}
	return ps
}

var (
	benchLines    = []string{"故障报修", "电费电价", "投诉", "业扩报装", "咨询", "保险报案", "回访", "表扬"}
	benchProjects = []string{"95598", "12345", "保险", "银行", "燃气", "水务", "政务", "商城", "快递", "铁路"}
	benchTags     = []string{"典型案例", "待复听", "培训素材"}
	benchTopics   = []string{"小区停电", "电费异常", "抄表有误", "投诉停电时间长", "新装申请", "事故报案", "缴费未到账", "表扬师傅"}
)

func (g *generator) next(n int) []recordings.Call {
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	out := make([]recordings.Call, n)
	for i := range out {
		a := g.agents[g.r.IntN(len(g.agents))]
		topic := g.r.IntN(len(benchTopics))
		c := recordings.Call{ExternalID: fmt.Sprintf("C%012d", g.made), Source: "recorder", Title: fmt.Sprintf("%s %d号", benchTopics[topic], g.r.IntN(10000)),
			StartedAt: start.Add(time.Duration(g.made) * 31 * time.Second).Add(time.Duration(g.r.IntN(600)) * time.Second),
			Duration:  time.Duration(20+g.r.ExpFloat64()*200) * time.Second, AgentID: a.ID, AgentName: a.Name, StaffNumber: a.StaffNumber,
			OrganisationID: a.OrganisationID, TeamID: a.TeamID, Project: benchProjects[g.r.IntN(10)], BusinessLine: benchLines[topic],
			Queue: fmt.Sprintf("队列%d", g.r.IntN(20)), Direction: recordings.Inbound, Caller: fmt.Sprintf("1%010d", g.r.Int64N(1e10)),
			Satisfaction: g.r.IntN(6)}
		out[i] = c
		g.made++
	}
	return out
}

// benchWords is what a hotline talks of, the most common first; how often a
// word is said falls with its rank (Zipf's law).
var benchWords = strings.Fields(`您好 请问 电费 停电 我们 这个 可以 查询 户号 电表 时间 什么 已经 处理 师傅 登记 地址 小区 马上 谢谢
	不好意思 稍等 核实 电话 缴费 余额 账单 电价 阶梯 抄表 故障 报修 抢修 恢复 送电 计划检修 跳闸 欠费 短信 微信 支付宝 营业厅 工单 投诉 态度 不满 满意 回访 尽快 联系
	业扩 报装 增容 过户 更名 销户 峰谷 分时 发票 电子发票 退费 补缴 违约金 充电桩 光伏 并网 上网电费 变压器 线路 电缆 电线杆 鸟窝 树障 打雷 台风 暴雨 积水 漏电 触电 烧坏 冰箱
	空调 赔偿 保险 报案 查勘 定损 理赔 快递 水费 燃气 社保 医保 公积金 居住证 户口 噪音 施工 路灯 井盖 积分 会员 优惠 套餐 退款 发货 物流 换货 车票 改签 候补 晚点`)

// talked gives a tenth of the calls a transcript: some twelve utterances of
// four to twelve words; and a twentieth a tag.
func (g *generator) talked(calls []recordings.Call) ([]recordings.Call, []recordings.Beside) {
	zipf := rand.NewZipf(g.r, 1.1, 4, uint64(len(benchWords)-1))
	said := make([]recordings.Beside, len(calls))
	for i := 0; i < len(calls); i += 20 {
		said[i].Tags = benchTags[i/20%len(benchTags):][:1]
	}
	for i := 0; i < len(calls); i += 10 {
		at := time.Duration(0)
		for u := range 8 + g.r.IntN(9) {
			var text strings.Builder
			for range 4 + g.r.IntN(9) {
				text.WriteString(benchWords[zipf.Uint64()])
			}
			until := at + time.Duration(text.Len())*80*time.Millisecond
			said[i].Said = append(said[i].Said, recordings.Utterance{Lane: u % 2, Start: at, End: until, Text: text.String()})
			at = until
		}
	}
	return calls, said
}
