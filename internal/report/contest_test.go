package report

import (
	"bytes"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/award"
	"shifu/training/contest"
)

func TestWriteContest_PrintsAFrozenResultOnly(t *testing.T) {
	rule := contest.Rule{Name: "接听能手", Leagues: contest.OneLeague, Coefficients: map[string]float64{"财产保险": 1.35},
		Metrics: []contest.Metric{{Source: contest.Quality, Better: 1, Weight: 1, Gated: true, Gate: 80}, {Source: contest.Source(indicators.OrderErrors), Better: -1, Gated: true, Gate: .02}}}
	c := contest.Contest{ID: "c", Rule: rule, Period: indicators.Period{From: 20000, Until: 20007}}
	row := contest.Row{UnitID: "p", Name: "林小满", Place: 1, Points: 61.5, Gain: 3, Periods: 4, Values: []contest.Value{{Known: true, Raw: 91}, {}}}
	b := contest.Board{Contest: c, Leagues: []contest.Standing{{Top: []contest.Row{row, {Place: 2, Points: 60}}, All: 9, Ranked: 8}}, Improved: []contest.Row{row}}
	var out bytes.Buffer
	if err := WriteContest(&out, words.Chinese, Contest{Board: b}); !fault.Is(err, fault.Conflict) {
		t.Error("a result that can still change was printed", err)
	}
	b.Contest.Frozen = []contest.Frozen{{Number: 1, At: time.Unix(1e9, 0), InputHash: "aa", ResultHash: "bb"}}
	for _, l := range []words.Language{words.Chinese, words.English} {
		out.Reset()
		if err := WriteContest(&out, l, Contest{Board: b}); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) {
			t.Error(l, err)
		}
	}
}

func TestWriteAward_HasAPageForEachWinnerAndTheRanking(t *testing.T) {
	f := 90.0
	pair := func(id string) award.Pair {
		return award.Pair{ID: id, Mentor: "陈白露", Mentee: "方竹青" + id, First: &f, Last: &f, Done: 1, Planned: 1}
	}
	pages := func(ps ...award.Pair) int {
		var out bytes.Buffer
		a := Award{Award: award.Award{ID: "a", Rule: award.Rule{Name: "最佳师徒 2026", Weights: award.Standard}, Hash: "cc"}, Result: award.Rank(award.Standard, ps, award.Vote{})}
		if err := WriteAward(&out, words.Chinese, a); err != nil {
			t.Fatal(err)
		}
		return bytes.Count(out.Bytes(), []byte("/Type /Page\n"))
	}
	if one, two := pages(pair("a")), pages(pair("a"), pair("b")); one != 2 || two != 3 {
		t.Error("pages", one, two)
	}
}
