package routinglab

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/app/desktest"
	"shifu/routing/lab"
)

const queueLog = `1767571200|c1|power|NONE|ENTERQUEUE||13800000000|1
1767571205|c1|power|Agent/1|CONNECT|5|x|2
1767571300|c1|power|Agent/1|COMPLETECALLER|5|95|1
1767571210|c2|power|NONE|ENTERQUEUE||13800000001|1
1767571250|c2|power|NONE|ABANDON|1|1|40
1767571310|c3|power|NONE|ENTERQUEUE||13800000002|1
1767571311|c3|power|Agent/1|CONNECT|1|x|1
1767571400|c3|power|Agent/1|COMPLETEAGENT|1|89|1
`

func TestCentre_MeasuresALogAndMakesAScenarioOfIt(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "another", storm)
	s := open(t, o, "centre")
	p := s.pages[4].(*centre)
	file := filepath.Join(t.TempDir(), "queue_log")
	if err := os.WriteFile(file, []byte(queueLog), 0o600); err != nil {
		t.Fatal(err)
	}
	p.load(file)
	if p.wrong != nil || p.report.Total.Offered != 3 || p.report.Total.Answered != 2 || *p.report.Total.SLa != 1 {
		t.Fatalf("%+v %v", p.report.Total, p.wrong)
	}
	act(t, s, "生成方案")
	all, err := o.Store.Lab().Scenarios(t.Context(), o.Town.Lead)
	if err != nil || len(all) != 2 || s.now != 1 || s.pages[1].(*scenarios).chosen().Name != "queue_log" || s.pages[1].(*scenarios).scenario.Groups[0].Name != "坐席组 1" {
		t.Errorf("%+v %v, page %d", all, err, s.now)
	}
	p.load(filepath.Join(t.TempDir(), "nothing"))
	if p.wrong == nil || p.history != nil {
		t.Error("a file that is not there was read")
	}
}

func TestCentre_AFigureOfNothingByNothingSaysWhyItHasNoValue(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, "centre")
	p := s.pages[4].(*centre)
	file := filepath.Join(t.TempDir(), "queue_log")
	if err := os.WriteFile(file, []byte(strings.Join(strings.Split(queueLog, "\n")[3:5], "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.load(file)
	act(t, s, "全部指标与算法")
	h := p.sheet()
	said := map[lab.Measure]string{}
	for row, e := range h.entries(true) {
		said[e.m] = h.table(true).Cell(row, 2).Text + " " + h.table(true).Cell(row, 3).Text
	}
	for m, want := range map[lab.Measure]string{lab.SLa: "– 没有接通", lab.NotReady: "– 日志没有成员记录", lab.WaitP90: "40.0 秒 ", lab.AbandonRate: "100.0 % "} {
		if said[m] != want {
			t.Errorf("%s is %q, want %q", m, said[m], want)
		}
	}
}
