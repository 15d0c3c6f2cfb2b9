package routinglab

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/app/desktest"
	"shifu/app/parts"
)

// refuses types what a field can't take, then what it can.
func refuses(t *testing.T, s *Screen, e *parts.Entry, bad []string, good, sentence string) {
	t.Helper()
	for _, text := range bad {
		e.SetText(text)
		if said := shown(s); !e.Wrong || strings.Count(said, sentence) != 1 {
			t.Errorf("%q: red %v, %q stands there %d times", text, e.Wrong, sentence, strings.Count(said, sentence))
		}
	}
	e.SetText(good)
	if e.Wrong || strings.Contains(shown(s), sentence) {
		t.Errorf("%q is refused", good)
	}
}

var noNumbers = []string{"x", "-1", "NaN", "1e99", "1 2"}

func TestAmiss_EachFieldOfTheCalculatorSaysWhatItTakes(t *testing.T) {
	s := open(t, desktest.NewOffice(t), "staffing")
	p := s.pages[0].(*staffing)
	for i, c := range []struct{ also, good, subject string }{
		{"4000000000", "180", "每小时来电数须是"}, {"0", "240", "处理时长须是"}, {"400000000", "120", "耐心须是"}, {"100", "80", "服务水平须是"}, {"400000000", "20", "服务水平的时限须是"}, {"100", "30", "缩减率须是"},
	} {
		refuses(t, s, p.typed.fields[i], append(noNumbers, c.also), c.good, c.subject)
	}
	p.typed.fields[0].SetText("x")
	p.below(1)
	if len(p.found.day) > 0 {
		t.Error("a day stands there beside a wrong field")
	}
}

func TestAmiss_RunsAndSeedSayWhatTheyTakeAndKeepARunFromStarting(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "storm", storm)
	for _, page := range []string{"comparison", "sensitivity"} {
		s := open(t, o, page)
		y := s.pages[2].(*comparing).study
		if page == "sensitivity" {
			y = s.pages[3].(*varying).study
		}
		refuses(t, s, y.settings.runs, append(noNumbers, "1", "2001", "2.5", ""), "6", "次数须是 2 到 2,000 之间的整数")
		refuses(t, s, y.settings.seed, append(noNumbers, "0.5"), "1", "种子须是")
		y.settings.runs.SetText("1")
		act(t, s, y.words.act)
		if y.asks.none() && y.cancel == nil && y.settings.first() == nil {
			t.Error("it ran")
		}
		if s.state.Runs != 6 {
			t.Errorf("%d runs are remembered", s.state.Runs)
		}
	}
}

func TestAmiss_ARunSaysWhichFieldIsWrongAndTheFiguresStay(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "storm", storm)
	s := open(t, o, "scenarios")
	act(t, s, "运行")
	r := s.pages[1].(*scenarios).running
	was := r.done.Runs
	refuses(t, s, r.draw.runs, append(noNumbers, "0", "2001"), "6", "次数须是 1 到 2,000")
	r.draw.seed.SetText("x")
	if r.draw.runs.Wrong || !r.draw.seed.Wrong {
		t.Error("the wrong field is red")
	}
	r.start()
	if r.done.Runs != was || was == 0 || !strings.Contains(shown(s), "接通率") {
		t.Errorf("%d runs, were %d", r.done.Runs, was)
	}
	r.draw.seed.SetText("7")
	if r.seed != 1 {
		t.Error("what is shown became of another seed by typing one")
	}
	r.start()
	if r.seed != 7 || r.done.Seed != 7 {
		t.Errorf("seed %d, of the outcome %d", r.seed, r.done.Seed)
	}
}

func TestAmiss_TheFieldsOfASensitivityAndOfALogSayWhatTheyTake(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "storm", storm)
	s := open(t, o, "sensitivity")
	v := s.pages[3].(*varying)
	refuses(t, s, v.typed.fields[0], append(noNumbers, "0", "91"), "20", "变动百分比须是 1 到 90")
	v.one = true
	v.build()
	refuses(t, s, v.typed.fields[0], append(noNumbers, "4"), "70", "下限百分比须是 5 到 2,000")
	refuses(t, s, v.typed.fields[1], append(noNumbers, "2001"), "130", "上限百分比须是")
	s.open(4)
	p := s.pages[4].(*centre)
	file := filepath.Join(t.TempDir(), "queue_log")
	if err := os.WriteFile(file, []byte(queueLog), 0o600); err != nil {
		t.Fatal(err)
	}
	p.load(file)
	refuses(t, s, p.typed.fields[0], noNumbers, "3", "服务水平的时限须是")
	refuses(t, s, p.typed.fields[1], noNumbers, "5", "短时放弃时限须是")
	if *p.report.Total.SLa != 0.5 {
		t.Errorf("within 3 s %v were answered", *p.report.Total.SLa)
	}
}

func TestAmiss_ACallNumberThatIsNoneSaysSo(t *testing.T) {
	o := desktest.NewOffice(t)
	keep(t, o, "storm", storm)
	s := open(t, o, "scenarios")
	act(t, s, "运行")
	act(t, s, "为什么")
	y := s.pages[1].(*scenarios).running.why
	for _, text := range []string{"x", "-3", "0", "1.5"} {
		y.field.SetText(text)
		y.field.OnSubmitted(text)
		if !y.field.Wrong || len(y.shown) > 0 || !strings.Contains(shown(s), "通话编号须是") {
			t.Errorf("%q: %s", text, shown(s))
		}
	}
	y.field.OnSubmitted("1")
	if y.field.Wrong || len(y.shown) == 0 {
		t.Error("call 1 has no tale")
	}
}
