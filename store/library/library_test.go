package library_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/recordings"
	"shifu/store/library"
)

var all = library.Question{Scope: people.Scope{All: true}}

func index(t testing.TB, calls ...library.Call) *library.Index {
	t.Helper()
	x := library.New([]string{"draft", "submitted", "released"})
	put(t, x, calls...)
	return x
}

func put(t testing.TB, x *library.Index, calls ...library.Call) {
	t.Helper()
	err := x.Update(func(put func(library.Call) error) error {
		for _, c := range calls {
			if err := put(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func score(x float64) *float64 { return &x }

// some makes calls by chance, in the order of their numbers with gaps.
func some(r *rand.Rand, n int) []library.Call {
	var out []library.Call
	for i := range n {
		c := library.Call{N: uint32(i*2 + 1), Start: int64(r.IntN(50)) * 1e6, Duration: time.Duration(r.IntN(1e7)) * time.Millisecond,
			AgentID: fmt.Sprint(r.IntN(5)), AgentName: []string{"王伟", "李芳", "Zed"}[r.IntN(3)], StaffNumber: fmt.Sprint(r.IntN(9)),
			OrganisationID: fmt.Sprint(r.IntN(2)), TeamID: fmt.Sprint(r.IntN(4)), Project: fmt.Sprint("p", r.IntN(3)), BusinessLine: fmt.Sprint("l", r.IntN(3)),
			Queue: "队列", Caller: fmt.Sprint(13000000000 + r.IntN(1000)), ExternalID: fmt.Sprint("X", i), Satisfaction: r.IntN(6), Sound: r.IntN(2) == 0}
		if r.IntN(2) == 0 {
			c.State, c.Score = "submitted", score(float64(r.IntN(101)))
		}
		out = append(out, c)
	}
	return out
}

var columns = []recordings.Column{recordings.ByStart, recordings.ByDuration, recordings.ByAgent, recordings.ByTeam, recordings.ByOrganisation,
	recordings.ByBusinessLine, recordings.ByProject, recordings.BySatisfaction, recordings.ByScore, recordings.ByState}

func TestPage_EveryOrderHasEveryCallOnceAndBackwardsIsTheMirror(t *testing.T) {
	x := index(t, some(rand.New(rand.NewPCG(1, 1)), 500)...)
	for _, by := range columns {
		up := x.Page(all, recordings.Order{By: by}, 0, 1000)
		down := x.Page(all, recordings.Order{By: by, Descending: true}, 0, 1000)
		slices.Reverse(down)
		if !slices.Equal(up, down) {
			t.Errorf("%s: backwards is another order", by)
		}
		slices.Sort(up)
		if len(slices.Compact(up)) != 500 {
			t.Errorf("%s: %d calls", by, len(up))
		}
	}
}

func TestPage_PagesJoinToTheWhole(t *testing.T) {
	x := index(t, some(rand.New(rand.NewPCG(2, 1)), 100)...)
	for _, o := range []recordings.Order{{By: recordings.ByAgent}, {By: recordings.ByDuration, Descending: true}} {
		var joined []uint32
		for at := 0; at < 120; at += 7 {
			joined = append(joined, x.Page(all, o, at, 7)...)
		}
		if !slices.Equal(joined, x.Page(all, o, 0, 1000)) {
			t.Errorf("%v", o)
		}
	}
	if got := x.Page(all, recordings.Order{}, -1, 5); got != nil {
		t.Error(got)
	}
}

// TestQuestions_AnswerAsALookAtEveryCall compares with the plainest way.
func TestQuestions_AnswerAsALookAtEveryCall(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	calls := some(r, 400)
	x := index(t, calls...)
	yes := true
	for name, c := range map[string]struct {
		f    recordings.Filter
		fits func(library.Call) bool
	}{
		"nothing": {recordings.Filter{}, func(library.Call) bool { return true }},
		"time":    {recordings.Filter{From: time.UnixMicro(10e6), Until: time.UnixMicro(20e6)}, func(c library.Call) bool { return c.Start >= 10e6 && c.Start < 20e6 }},
		"length":  {recordings.Filter{MinLength: time.Hour, MaxLength: 2 * time.Hour}, func(c library.Call) bool { return c.Duration >= time.Hour && c.Duration <= 2*time.Hour }},
		"team":    {recordings.Filter{TeamIDs: []string{"1", "3"}}, func(c library.Call) bool { return c.TeamID == "1" || c.TeamID == "3" }},
		"unknown": {recordings.Filter{TeamIDs: []string{"none such"}}, func(library.Call) bool { return false }},
		"agent":   {recordings.Filter{AgentIDs: []string{"2"}, Projects: []string{"p1"}}, func(c library.Call) bool { return c.AgentID == "2" && c.Project == "p1" }},
		"rating": {recordings.Filter{Satisfaction: []int{0, 5}, BusinessLines: []string{"l0", "l2"}}, func(c library.Call) bool {
			return (c.Satisfaction == 0 || c.Satisfaction == 5) && c.BusinessLine != "l1"
		}},
		"no state": {recordings.Filter{States: []string{"none"}, WithSound: &yes}, func(c library.Call) bool { return c.State == "" && c.Sound }},
		"name":     {recordings.Filter{Text: "王伟"}, func(c library.Call) bool { return c.AgentName == "王伟" }},
		"initials": {recordings.Filter{Text: "WW"}, func(c library.Call) bool { return c.AgentName == "王伟" }},
		"wide":     {recordings.Filter{Text: "ｚｅｄ"}, func(c library.Call) bool { return c.AgentName == "Zed" }},
		"digits":   {recordings.Filter{Text: "3000000012"}, func(c library.Call) bool { return strings.Contains(c.Caller, "3000000012") }},
		"two":      {recordings.Filter{Text: "伟 x7"}, func(c library.Call) bool { return c.AgentName == "王伟" && strings.HasPrefix(c.ExternalID, "X7") }},
		"queue":    {recordings.Filter{Text: "队"}, func(library.Call) bool { return true }},
	} {
		q := library.Question{Scope: people.Scope{All: true}, Filter: c.f}
		want := 0
		for _, call := range calls {
			if c.fits(call) {
				want++
			}
		}
		if got := x.Count(q); got != want {
			t.Errorf("%s: %d calls, want %d", name, got, want)
		}
	}
}

func TestScope_OthersCallsAreNowhere(t *testing.T) {
	x := index(t, library.Call{N: 1, OrganisationID: "a", AgentID: "me", Project: "mine", State: "draft", ShownState: "", Start: 1},
		library.Call{N: 2, OrganisationID: "a", AgentID: "mate", Project: "mates", Start: 2}, library.Call{N: 3, OrganisationID: "b", AgentID: "me", Project: "others", Start: 3})
	for _, c := range []struct {
		scope people.Scope
		want  []uint32
	}{{people.Scope{OrganisationID: "a"}, []uint32{1, 2}}, {people.Scope{OrganisationID: "a", PersonID: "me"}, []uint32{1}},
		{people.Scope{OrganisationID: "none"}, []uint32{}}, {people.Scope{}, []uint32{}}} {
		q := library.Question{Scope: c.scope}
		if got := x.Page(q, recordings.Order{}, 0, 9); len(got) != len(c.want) || !slices.Equal(got, c.want) && len(c.want) > 0 {
			t.Errorf("%+v: %v", c.scope, got)
		}
		q.Filter.OrganisationIDs, q.Filter.AgentIDs = []string{"a", "b"}, []string{"me", "mate"}
		if got := x.Count(q); got != len(c.want) {
			t.Errorf("%+v: asking for others gave %d", c.scope, got)
		}
		projects, _ := x.Choices(q)
		if len(projects) != len(c.want) {
			t.Errorf("%+v: projects %v", c.scope, projects)
		}
		days := x.Days(q, []time.Time{time.UnixMicro(0), time.UnixMicro(10)})
		if days[0].Calls != len(c.want) {
			t.Errorf("%+v: days %v", c.scope, days)
		}
	}
	own := library.Question{Scope: people.Scope{OrganisationID: "a", PersonID: "me"}, Filter: recordings.Filter{States: []string{"draft"}}}
	if x.Count(own) != 0 {
		t.Error("the agent finds their call by a state that was not released")
	}
}

func TestUpdate_ReplacesAndSortsLateCallsIn(t *testing.T) {
	calls := some(rand.New(rand.NewPCG(4, 1)), 60)
	x := index(t, calls[:40]...)
	x.Page(all, recordings.Order{By: recordings.ByAgent}, 0, 5)
	put(t, x, calls[40:]...)
	calls[3].Start, calls[3].Caller = 0, "99999"
	put(t, x, calls[3])
	want := index(t, calls...)
	for _, by := range columns {
		o := recordings.Order{By: by}
		if !slices.Equal(x.Page(all, o, 0, 99), want.Page(all, o, 0, 99)) {
			t.Errorf("%s: not as if read afresh", by)
		}
	}
	if q := (library.Question{Scope: all.Scope, Filter: recordings.Filter{Text: "99999"}}); x.Count(q) != 1 {
		t.Error("the changed number is not found")
	}
}

func TestNames_SortByPinyinAndByWhatTeamsAreCalled(t *testing.T) {
	x := index(t, library.Call{N: 1, AgentName: "张三", TeamID: "1"}, library.Call{N: 2, AgentName: "李四", TeamID: "2"}, library.Call{N: 3, AgentName: "Ada", TeamID: "3"})
	x.Name(nil, map[string]string{"1": "B", "2": "C", "3": "A"})
	if got := x.Page(all, recordings.Order{By: recordings.ByTeam}, 0, 9); !slices.Equal(got, []uint32{3, 1, 2}) {
		t.Error("teams", got)
	}
	got := x.Page(all, recordings.Order{By: recordings.ByAgent}, 0, 9)
	if slices.Index(got, 2) > slices.Index(got, 1) {
		t.Error("Li stands after Zhang", got)
	}
}

func TestDays_HitsAreAmongTheCalls(t *testing.T) {
	x := index(t, library.Call{N: 1, Start: 5, Queue: "a"}, library.Call{N: 2, Start: 15, Queue: "b"}, library.Call{N: 3, Start: 16, Queue: "a"}, library.Call{N: 4, Start: 99, Queue: "a"})
	q := library.Question{Scope: all.Scope, Filter: recordings.Filter{Text: "a"}}
	days := x.Days(q, []time.Time{time.UnixMicro(0), time.UnixMicro(10), time.UnixMicro(20)})
	if len(days) != 2 || days[0].Calls != 1 || days[0].Hits != 1 || days[1].Calls != 2 || days[1].Hits != 1 {
		t.Errorf("%+v", days)
	}
}

func TestLoad_GivesBackWhatWasSaved(t *testing.T) {
	calls := some(rand.New(rand.NewPCG(5, 1)), 80)
	x := index(t, calls...)
	path := filepath.Join(t.TempDir(), "i")
	if err := x.Save(path, library.Mark{Changes: 7, Head: "abc"}); err != nil {
		t.Fatal(err)
	}
	y, m, err := library.Load(path, []string{"draft", "submitted", "released"})
	if err != nil || m.Changes != 7 || m.Head != "abc" {
		t.Fatal(m, err)
	}
	calls[1].State = "released"
	put(t, x, calls[1], library.Call{N: 900})
	put(t, y, calls[1], library.Call{N: 900})
	for _, by := range columns {
		o := recordings.Order{By: by}
		if !slices.Equal(x.Page(all, o, 0, 99), y.Page(all, o, 0, 99)) {
			t.Errorf("%s differs", by)
		}
	}
}

func TestLoad_RefusesAnyChangedByte(t *testing.T) {
	x := index(t, some(rand.New(rand.NewPCG(6, 1)), 5)...)
	path := filepath.Join(t.TempDir(), "i")
	if err := x.Save(path, library.Mark{}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range b {
		c := bytes.Clone(b)
		c[i] ^= 0x40
		if err := os.WriteFile(path, c, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := library.Load(path, nil); err == nil {
			t.Fatalf("byte %d of %d changed unseen", i, len(b))
		}
	}
}

func FuzzLoad(f *testing.F) {
	x := index(f, some(rand.New(rand.NewPCG(7, 1)), 3)...)
	path := filepath.Join(f.TempDir(), "i")
	if err := x.Save(path, library.Mark{Head: "h"}); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "i")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if x, _, err := library.Load(path, nil); err == nil {
			x.Page(all, recordings.Order{By: recordings.ByAgent}, 0, 5)
		}
	})
}
