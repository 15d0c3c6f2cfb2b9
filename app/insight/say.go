package insight

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/export"
	"shifu/internal/chart"
	"shifu/internal/tablefile"
	"shifu/internal/words"
	figures "shifu/qa/insight"
)

// table is what stands in a view as rows, for a file.
type table struct {
	name    string
	columns []string
	rows    [][]any
	// form says how a column is written where the rows stand below the chart:
	// t text, c count, p share, s score, d difference. Empty: they don't.
	form string
}

func (t *table) add(values ...any) { t.rows = append(t.rows, values) }

// export asks where to write what the view shows.
func (s *Screen) export() {
	if s.found.board == nil || s.found.board.N() == 0 {
		return
	}
	t := s.view().show().rows
	export.Rows(s.d, tablefile.Table{Name: t.name, Columns: t.columns, Count: len(t.rows), Rows: slices.Values(t.rows)})
}

// sure words a figure with its interval, or that it tells too little.
func sure(value, low, high string, few bool) string {
	if few {
		return lang.L("{{.Value}}, too few to tell", map[string]any{"Value": value})
	}
	return lang.L("{{.Value}}, likely {{.Low}} to {{.High}}", map[string]any{"Value": value, "Low": low, "High": high})
}

func nText(n int) string { return lang.L("n {{.N}}", map[string]any{"N": chart.Count(n)}) }

// meanText is "88.3, likely 86.1 to 90.5".
func meanText(m figures.Mean) string {
	if !m.Known {
		return chart.None
	}
	return sure(chart.Number(m.Value, 1), chart.Number(m.Low, 1), chart.Number(m.High, 1), m.Few())
}

func signedText(m figures.Mean) string {
	if !m.Known {
		return chart.None
	}
	return sure(chart.Signed(m.Value, 1), chart.Signed(m.Low, 1), chart.Signed(m.High, 1), m.Few())
}

// rateText is "82 %, likely 76 to 88 %".
func rateText(r figures.Rate) string {
	if r.N == 0 {
		return chart.None
	}
	low, high := r.Interval()
	return sure(chart.Percent(r.Share(), 0), chart.Number(100*low, 0), chart.Percent(high, 0), r.Few())
}

func percentTick(v, _ float64) string { return chart.Percent(v, 0) }

// unitName is how a unit is called.
func (s *Screen) unitName(by figures.By, u *figures.Unit) string {
	if by == figures.ByAgent && u.Name != "" {
		return u.Name
	}
	return s.names.name(u.ID)
}

// questionText is a question with its number.
func (s *Screen) questionText(ref string) string {
	if q, _, ok := s.found.form.Find(ref); ok {
		return ref + " " + q.Text
	}
	return ref
}

// order are the places of the rubric's questions, as in the newest form; those
// that it has no more come last.
func (s *Screen) order() []int {
	r := s.found.rubric
	var out []int
	for _, q := range s.found.form.All {
		if i := slices.Index(r.Refs, q.Ref); i >= 0 {
			out = append(out, i)
		}
	}
	for i := range r.Refs {
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// stepWord names a step of time.
func (s *Screen) stepWord(i int) string {
	at := s.found.starts[i].In(s.d.Zone)
	if periods[s.asks.Period].weekly {
		return s.d.Day(at)
	}
	if s.d.Settings.Language == words.Chinese {
		if at.Month() == 1 {
			return at.Format("2006 年")
		}
		return at.Format("1 月")
	}
	if at.Month() == 1 {
		return at.Format("2006")
	}
	return at.Format("Jan")
}
