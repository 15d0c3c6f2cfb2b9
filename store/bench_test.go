package store_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/recordings"
	"shifu/store"
)

// p95 runs ask for each of b.N times and reports the 95th percentile, in
// milliseconds.
func p95(b *testing.B, ask func(i int) error) {
	b.Helper()
	took := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for i := range b.N {
		at := time.Now()
		if err := ask(i); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(at))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[(len(took)*95-1)/100])/1e6, "p95-ms")
}

func benchOpen(b *testing.B) *store.Workspace {
	b.Helper()
	w := open(b, benchLibrary(b), store.Options{PasswordCost: cheap})
	if _, err := w.Calls().Count(ctx, people.Program(), recordings.Filter{}); err != nil {
		b.Fatal(err)
	}
	return w
}

// fresh makes each question another one, so that no answer is at hand.
func fresh(f recordings.Filter, i int) recordings.Filter {
	f.Until = time.Date(2040, 1, 1, 0, 0, i, 0, time.UTC)
	return f
}

// BenchmarkLibrary_Open measures from a closed workspace to its first page.
func BenchmarkLibrary_Open(b *testing.B) {
	dir := benchLibrary(b)
	p95(b, func(int) error {
		w, err := store.Open(ctx, dir, store.Options{PasswordCost: cheap})
		if err != nil {
			return err
		}
		if _, err := w.Calls().List(ctx, people.Program(), recordings.Filter{}, recordings.Order{By: recordings.ByStart, Descending: true}, 0, 50); err != nil {
			return err
		}
		return w.Close()
	})
}

// BenchmarkLibrary_Sort measures first page and page 10,000 by each column.
func BenchmarkLibrary_Sort(b *testing.B) {
	w := benchOpen(b)
	for _, by := range []recordings.Column{recordings.ByStart, recordings.ByDuration, recordings.ByAgent, recordings.ByTeam, recordings.ByOrganisation,
		recordings.ByBusinessLine, recordings.ByProject, recordings.BySatisfaction, recordings.ByScore, recordings.ByState} {
		for name, offset := range map[string]int{"first": 0, "deep": benchCalls() / 2} {
			b.Run(string(by)+"/"+name, func(b *testing.B) {
				p95(b, func(i int) error {
					_, err := w.Calls().List(ctx, people.Program(), fresh(recordings.Filter{}, i), recordings.Order{By: by, Descending: i%2 == 0}, offset, 50)
					return err
				})
			})
		}
	}
}

// BenchmarkLibrary_Filter measures count and first page for each kind of filter.
func BenchmarkLibrary_Filter(b *testing.B) {
	w := benchOpen(b)
	sound := false
	filters := map[string]recordings.Filter{
		"line":         {BusinessLines: []string{"故障报修", "投诉"}},
		"length":       {MinLength: time.Minute, MaxLength: 5 * time.Minute},
		"month":        {From: time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)},
		"satisfaction": {Satisfaction: []int{1, 2}, Projects: []string{"95598"}},
		"state":        {States: []string{"none"}, WithSound: &sound},
		"tag":          {Tags: []string{"待复听"}},
		"common-word":  {Text: "停电"},
		"rare-word":    {Text: "停电 4711号"},
		"agent-name":   {Text: "王伟"},
		"digits":       {Text: "8675309"},
		"two-digits":   {Text: "86"},
		"nothing":      {Text: "没有这个"},
		"said-common":  {Said: "停电"},
		"said-rare":    {Said: "候补 晚点"},
		"said-long":    {Said: "上网电费"},
		"said-one":     {Said: "电"},
	}
	for name, f := range filters {
		b.Run(name, func(b *testing.B) {
			p95(b, func(i int) error {
				f := fresh(f, i)
				if _, err := w.Calls().Count(ctx, people.Program(), f); err != nil {
					return err
				}
				_, err := w.Calls().List(ctx, people.Program(), f, recordings.Order{By: recordings.ByDuration}, 0, 50)
				return err
			})
		})
	}
}

// BenchmarkLibrary_Said measures the first lines in which words are said, for
// words of every rank.
func BenchmarkLibrary_Said(b *testing.B) {
	w := benchOpen(b)
	p95(b, func(i int) error {
		f := fresh(recordings.Filter{Said: benchWords[i%len(benchWords)]}, i)
		_, _, err := w.Calls().Said(ctx, people.Program(), f, recordings.Order{By: recordings.ByStart, Descending: true}, 0, 100)
		return err
	})
}

// BenchmarkLibrary_Days measures the strip of a year's days.
func BenchmarkLibrary_Days(b *testing.B) {
	w := benchOpen(b)
	from := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	p95(b, func(i int) error {
		_, err := w.Calls().Days(ctx, people.Program(), fresh(recordings.Filter{Text: "停电"}, i), from, from.AddDate(1, 0, 0), time.UTC)
		return err
	})
}

// BenchmarkLibrary_Call measures opening one call.
func BenchmarkLibrary_Call(b *testing.B) {
	w := benchOpen(b)
	rows, err := w.Calls().List(ctx, people.Program(), recordings.Filter{}, recordings.Order{By: recordings.ByDuration}, benchCalls()/3, 1000)
	if err != nil {
		b.Fatal(err)
	}
	p95(b, func(i int) error {
		_, err := w.Calls().Call(ctx, people.Program(), rows[i*7%len(rows)].ID)
		return err
	})
}

// BenchmarkLibrary_Change measures a change and the list after it.
func BenchmarkLibrary_Change(b *testing.B) {
	w := benchOpen(b)
	rows, err := w.Calls().List(ctx, people.Program(), recordings.Filter{}, recordings.Order{By: recordings.ByStart}, 0, 1)
	if err != nil {
		b.Fatal(err)
	}
	p95(b, func(i int) error {
		c := rows[0].Call
		c.Title = fmt.Sprintf("小区停电 %d号", i)
		if err := w.Calls().SetFacts(ctx, people.Program(), c); err != nil {
			return err
		}
		_, err := w.Calls().List(ctx, people.Program(), recordings.Filter{}, recordings.Order{By: recordings.ByDuration}, 0, 50)
		return err
	})
}

// BenchmarkLibrary_Memory reports what a million listed calls hold.
func BenchmarkLibrary_Memory(b *testing.B) {
	w := benchOpen(b)
	for i := range b.N {
		if _, err := w.Calls().List(ctx, people.Program(), fresh(recordings.Filter{}, i), recordings.Order{By: recordings.ByAgent}, 0, 50); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(heap())/1e6, "heap-MB")
	runtime.KeepAlive(w)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkLibrary_Import measures metadata in batches of a thousand, into an
// empty library.
func BenchmarkLibrary_Import(b *testing.B) {
	w := open(b, b.TempDir(), store.Options{PasswordCost: cheap})
	g, err := newGenerator(w)
	if err != nil {
		b.Fatal(err)
	}
	p95(b, func(int) error {
		_, err := w.Calls().Add(ctx, people.Program(), g.next(1000))
		return err
	})
	b.ReportMetric(float64(1000*b.N)/b.Elapsed().Seconds(), "calls/s")
}
