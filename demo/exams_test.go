package demo_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"shifu/demo"
	"shifu/training/bank"
	"shifu/training/exam"
	"shifu/training/exam/stats"
)

// sat is one answered question of an attempt, with what is true of it.
type sat struct {
	exam, person string
	n            int // of the attempt
	share        float64
	theta        float64
	line         exam.Line
	asked        demo.Asked
}

// right reports whether the answer is right by the true key.
func (s sat) right() bool {
	f, _ := s.asked.Fraction(s.line.Answer)
	return f == 1
}

func exams(t testing.TB, m *made) map[string]exam.Standing {
	t.Helper()
	all, err := m.Exams().Exams(ctx, m.actors["温秋分"])
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]exam.Standing{}
	for _, e := range all {
		out[e.Name] = e
	}
	return out
}

func results(t testing.TB, m *made, id string) []exam.Result {
	t.Helper()
	rs, err := m.Exams().Results(ctx, m.actors["温秋分"], id)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(rs, func(a, b exam.Result) int { return a.Began.Compare(b.Began) })
	return rs
}

// everything that was answered in exams that are closed, in the order of time.
func everything(t testing.TB) []sat {
	t.Helper()
	all, err := answered()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var answered = sync.OnceValues(func() (out []sat, err error) {
	questions, err := demo.Questions()
	if err != nil {
		return nil, err
	}
	known := map[string]demo.Asked{}
	for _, a := range questions {
		known[a.Name] = a
	}
	trainer, before := shared.actors["温秋分"], map[string]int{}
	all, err := shared.Exams().Exams(ctx, trainer)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b exam.Standing) int { return a.Rules.Opens.Compare(b.Rules.Opens) })
	for _, e := range all {
		if e.Rules.Closes.After(evening) {
			continue
		}
		rs, err := shared.Exams().Results(ctx, trainer, e.ID)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(rs, func(a, b exam.Result) int { return a.Began.Compare(b.Began) })
		for _, r := range rs {
			lines, err := answersTo(e.Name, r, known, before)
			if err != nil {
				return nil, err
			}
			out = append(out, lines...)
		}
	}
	return out, nil
})

// answersTo are those of one attempt; before counts the earlier ones.
func answersTo(name string, r exam.Result, known map[string]demo.Asked, before map[string]int) (out []sat, err error) {
	taught, err := demo.TaughtBefore(name)
	if err != nil {
		return nil, err
	}
	abilities, err := demo.Abilities(1 - evening.Sub(r.Began).Hours()/(365*24))
	if err != nil {
		return nil, err
	}
	seen, err := shared.Exams().Review(ctx, shared.actors[r.Person], r.AttemptID)
	if err != nil {
		return nil, err
	}
	family := strings.TrimRight(name, "0123456789 月") + r.Person
	theta := abilities[r.Person] + taught + demo.Knows*float64(before[family])
	before[family]++
	for _, l := range seen.Lines {
		a := known[l.Question.Name]
		out = append(out, sat{name, r.Person, r.N, r.Points / r.Most, theta + demo.WeakBy(r.Person, a.Tags.Point), l, a})
	}
	return out, nil
}

// correlation is Pearson's.
func correlation(xs, ys []float64) float64 {
	mx, my := mean(xs), mean(ys)
	var xy, xx, yy float64
	for i := range xs {
		xy += (xs[i] - mx) * (ys[i] - my)
		xx += (xs[i] - mx) * (xs[i] - mx)
		yy += (ys[i] - my) * (ys[i] - my)
	}
	return xy / math.Sqrt(xx*yy)
}

// twoWays are the kinds that are right or wrong, nothing between.
var twoWays = []bank.Kind{bank.Single, bank.TrueFalse, bank.Numerical, bank.Short, bank.Ordering}

func TestMake_TheFacilitiesAreThoseOfTheModel(t *testing.T) {
	hits, expected, spread, n := map[string]float64{}, map[string]float64{}, map[string]float64{}, map[string]int{}
	for _, s := range everything(t) {
		if !slices.Contains(twoWays, s.asked.Kind) {
			continue
		}
		p := s.asked.Chance(s.theta)
		n[s.asked.Name]++
		expected[s.asked.Name] += p
		spread[s.asked.Name] += p * (1 - p)
		if s.right() {
			hits[s.asked.Name]++
		}
	}
	squares, many := 0.0, 0
	for name, k := range n {
		if k < 30 {
			continue
		}
		z := (hits[name] - expected[name]) / math.Sqrt(spread[name])
		squares, many = squares+z*z, many+1
		if math.Abs(z) > 4 {
			t.Errorf("%s: %v of %d are right, %.1f expected", name, hits[name], k, expected[name])
		}
	}
	if rms := math.Sqrt(squares / float64(many)); many < 60 || rms < .75 || rms > 1.25 {
		t.Errorf("%d questions, RMS of z %.2f", many, rms)
	}
}

func TestMake_AbilitiesAreFoundAgain(t *testing.T) {
	shares, thetas := map[string][]float64{}, map[string][]float64{}
	for _, s := range everything(t) {
		if strings.HasPrefix(s.exam, "95598") && s.n == 1 {
			shares[s.person] = append(shares[s.person], s.share)
			thetas[s.person] = append(thetas[s.person], s.theta)
		}
	}
	var xs, ys []float64
	for who := range shares {
		xs, ys = append(xs, mean(thetas[who])), append(ys, mean(shares[who]))
	}
	if r := correlation(xs, ys); len(xs) != 60 || r < .8 {
		t.Errorf("%d persons, r = %.2f", len(xs), r)
	}
}

func TestMake_TheCalibrationOfAFixedExamFindsTheHardness(t *testing.T) {
	rows, items := map[string]map[string]bool{}, map[string]demo.Asked{}
	for _, s := range everything(t) {
		if s.exam != "用电安全与应急" || s.n > 1 || s.asked.Tags.Point != "用电安全" || !slices.Contains(twoWays, s.asked.Kind) {
			continue
		}
		if rows[s.person] == nil {
			rows[s.person] = map[string]bool{}
		}
		rows[s.person][s.asked.Name], items[s.asked.Name] = s.right(), s.asked
	}
	var p stats.Patterns
	for name := range items {
		p.Items = append(p.Items, name)
	}
	slices.Sort(p.Items)
	for _, answers := range rows {
		var row []bool
		for _, name := range p.Items {
			row = append(row, answers[name])
		}
		p.Rows, p.Count = append(p.Rows, row), append(p.Count, 1)
	}
	c, err := stats.Calibrate(p, stats.OneParameter)
	if err != nil {
		t.Fatal(err)
	}
	var found, truth []float64
	for i, curve := range c.Items {
		if curve.B != nil {
			found, truth = append(found, *curve.B), append(truth, items[p.Items[i]].Hardness())
		}
	}
	if r := correlation(found, truth); len(p.Rows) < 40 || len(found) < 8 || r < .75 {
		t.Errorf("%d persons, %d questions, r = %.2f: %v, %v", len(p.Rows), len(found), r, found, truth)
	}
}

// goesWith is the correlation of having chosen an option with the share of all
// marks.
func goesWith(all []sat, option int) float64 {
	var chosen, shares []float64
	for _, s := range all {
		x := 0.0
		if slices.Contains(s.line.Answer.Options, option) {
			x = 1
		}
		chosen, shares = append(chosen, x), append(shares, s.share)
	}
	return correlation(chosen, shares)
}

func TestMake_TheWrongKeyAndTheLureShowInTheDistractors(t *testing.T) {
	byName := map[string][]sat{}
	for _, s := range everything(t) {
		if s.asked.Kind == bank.Single {
			byName[s.asked.Name] = append(byName[s.asked.Name], s)
		}
	}
	alarms, lures, dead := []string{}, 0, 0
	for name, all := range byName {
		a := all[0].asked
		if len(all) < 30 {
			if a.Keyed >= 0 {
				t.Errorf("only %d answered %s", len(all), name)
			}
			continue
		}
		held := a.Misread()
		key := held.Right()[0]
		for i := range a.Options {
			if i != key && goesWith(all, i) > max(0, goesWith(all, key)) {
				alarms = append(alarms, name)
			}
		}
		if a.Lure >= 0 && goesWith(all, a.Lure) > 0 {
			lures++
		}
		if a.Dead >= 0 && !slices.ContainsFunc(all, func(s sat) bool { return slices.Contains(s.line.Answer.Options, a.Dead) }) {
			dead++
		}
	}
	if !slices.Contains(alarms, "The last notice before cutting off") || len(alarms) > 5 {
		t.Errorf("the alarm goes off for %v", alarms)
	}
	if lures == 0 || dead != 2 {
		t.Errorf("%d lures draw able people, %d distractors are taken by nobody", lures, dead)
	}
}

func TestMake_ExamsWereSatFailedAndSatAgain(t *testing.T) {
	all := exams(t, shared)
	persons, passed, again, left, waiting := map[string]bool{}, map[string]bool{}, 0, 0, 0
	for _, e := range all {
		for _, r := range results(t, shared, e.ID) {
			persons[r.Person] = true
			passed[r.Person] = passed[r.Person] || r.Passed && strings.HasPrefix(e.Name, "95598")
			if r.N > 1 {
				again++
			}
			if r.Away > 0 {
				left++
			}
			if r.Jumps > 0 || r.Ended.After(evening) {
				t.Errorf("%s: %+v", e.Name, r)
			}
			if r.Person == "洪早稻" && e.Name == "投诉处理" && r.N == 1 && r.Away < 5 {
				t.Errorf("洪早稻 left the window %d times", r.Away)
			}
		}
		scripts, err := shared.Exams().Essays(ctx, shared.actors["吴清和"], e.ID)
		if err != nil {
			t.Fatal(err)
		}
		if waiting += len(scripts); len(scripts) > 0 && e.Rules.Closes.Before(evening.AddDate(0, 0, -20)) {
			t.Errorf("%s: %d essays were forgotten", e.Name, len(scripts))
		}
	}
	if draft := all["95598 普通话务 12 月"]; draft.State != exam.Draft || draft.Ended != 0 || len(draft.Blueprint) != 8 || draft.Rules.Limit != 0 {
		t.Errorf("%+v is no exam half finished", draft)
	}
	if len(all) != 9 || len(persons) != 60 || len(passed) != 60 || again < 20 || left < 10 || waiting < 12 {
		t.Errorf("%d exams, %d persons, %d sat again, %d left the window, %d essays wait", len(all), len(persons), again, left, waiting)
	}
	certified := 0
	for _, ok := range passed {
		if ok {
			certified++
		}
	}
	if certified < 40 || certified == 60 {
		t.Errorf("%d have passed", certified)
	}
}

func TestMake_TheTraineeMaySitOneNowAndSitsAgainOnFriday(t *testing.T) {
	offers, err := shared.Exams().Offers(ctx, shared.actors["徐芒种"])
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]exam.Offer{}
	for _, o := range offers {
		byName[o.Name] = o
	}
	if o := byName["服务规范与沟通测评"]; o.ExamID == "" || o.Stands != nil || len(o.Attempts) != 0 {
		t.Errorf("open now: %+v", o)
	}
	again := byName["抄表与计量 补考"]
	if o := again; o.Stands == nil || o.Questions != 40 || o.Most != 100 || o.PassShare != .8 || o.Rules.Opens.In(shanghai).Format("Mon 15:04") != "Fri 14:00" {
		t.Errorf("on Friday: %+v", o)
	}
	if d := again.Rules.Opens.Sub(evening).Hours() / 24; d < 0 || d > 7 {
		t.Errorf("in %.1f days", d)
	}
	for _, r := range results(t, shared, exams(t, shared)["抄表与计量专项"].ID) {
		if r.Person == "徐芒种" && (r.Passed || r.Points < 55 || r.Points > 75) {
			t.Errorf("徐芒种 has %v points", r.Points)
		}
	}
}

func TestMake_TheSameHourMakesTheSameExams(t *testing.T) {
	m, err := again()
	if err != nil {
		t.Fatal(err)
	}
	list := func(m *made) (out []string) {
		for _, e := range exams(t, m) {
			for _, r := range results(t, m, e.ID) {
				out = append(out, fmt.Sprint(e.Name, r.Person, r.N, r.Form, r.Points, r.Began.UnixMicro(), r.Used, r.Away))
			}
		}
		slices.SortFunc(out, cmp.Compare)
		return out
	}
	if a, b := list(shared), list(m); !slices.Equal(a, b) || len(a) < 300 {
		t.Errorf("%d and %d attempts", len(a), len(b))
	}
}
