package library

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/recordings"
)

// page is the answer that is shown first: rows and how many there are.
type page struct {
	offset int
	rows   []recordings.Row
	found  int
}

// asked asks anew, from the top, since conditions or order changed.
func (s *Screen) asked() {
	s.view = s.sameView()
	s.drawViews()
	s.drawConditions()
	s.ask(0, true)
}

// refresh asks the same again, where the list stands.
func (s *Screen) refresh() {
	first, _ := s.table.List().InView()
	s.ask(first/blockRows*blockRows, false)
}

// ask reads a page; whatever was asked before is of no interest any more.
func (s *Screen) ask(offset int, anew bool) {
	s.asking()
	s.question, s.asking = context.WithCancel(s.ctx)
	s.wishing = false
	f, o := s.filter(), s.order
	s.said.ask(f, o)
	background.Run(s.question, s.d.Stage, func(ctx context.Context) (p page, err error) {
		p.offset = offset
		if p.rows, err = s.d.Calls.List(ctx, s.d.Actor, f, o, offset, 2*blockRows); err != nil {
			return p, err
		}
		p.found, err = s.d.Calls.Count(ctx, s.d.Actor, f)
		return p, err
	}, func(p page, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.show(p, anew)
		s.readCounts(f)
	})
}

// filter is the question as of now.
func (s *Screen) filter() recordings.Filter { return s.asks.filter(s.d.Now(), s.d.Zone) }

// show puts a page into the list.
func (s *Screen) show(p page, anew bool) {
	before := s.rows
	s.rows = newRows()
	s.rows.count = p.found
	if len(p.rows) > 0 || p.found == 0 {
		s.rows.put(p.offset, p.rows)
	}
	list := s.table.List()
	if anew {
		list.Chosen = -1
		list.ScrollTo(0)
	}
	s.standAgain()
	s.keepChosen(before, anew)
	s.table.Refresh()
	s.drawMiddle()
	s.marks.draw(s)
	s.talk.wish()
	s.d.Trace("loaded", map[string]any{"found": p.found, "rows": len(p.rows)})
}

// keepChosen holds on to the call in the preview, or takes the first one.
func (s *Screen) keepChosen(before *rows, anew bool) {
	id := s.preview.row.ID
	if s.wanted != "" {
		id = s.wanted
	}
	at := s.rows.find(id)
	list := s.table.List()
	switch {
	case at >= 0:
		list.Chosen = at
		s.wanted = ""
		s.preview.show(*s.rows.at(at))
	case s.wanted != "":
		s.wanted = ""
	case before.count == 0 || anew:
		list.Chosen = -1
		if r := s.rows.at(0); r != nil {
			list.Chosen = 0
			s.preview.show(*r)
			return
		}
		s.preview.show(recordings.Row{})
	default:
		list.Chosen = -1
	}
}

// drawMiddle shows the table, or what to do when there is nothing in it.
func (s *Screen) drawMiddle() {
	content := fyne.CanvasObject(s.table)
	if s.said.on {
		content = s.said.content()
	} else if s.rows.count == 0 && s.asks.empty() {
		content = s.nothingYet()
	} else if s.rows.count == 0 {
		content = parts.EmptyState("search", lang.L("No call fits these conditions"), lang.L("Take a condition away, or look in all calls."),
			parts.NewButton(lang.L("Clear conditions"), parts.Main, s.clearConditions))
	}
	if s.middle.Objects[0] != content {
		s.middle.Objects = []fyne.CanvasObject{content}
		s.middle.Refresh()
	}
}

func (s *Screen) nothingYet() fyne.CanvasObject {
	if !s.mayImport() {
		return parts.EmptyState("wave", lang.L("No calls yet"), lang.L("They appear here once they are imported."))
	}
	return parts.EmptyState("wave", lang.L("No calls yet"), lang.L("Drop recordings, folders or a table on the window, or choose them."),
		parts.NewButton(lang.L("Import calls"), parts.Main, s.openImport).WithKey("Ctrl I"))
}

// wish notes that rows in view are missing; they are read a moment later, so
// that dragging through a million rows doesn't read all of them.
func (s *Screen) wish() {
	if s.wishing {
		return
	}
	s.wishing = true
	s.d.Stage.After(s.question, 12*time.Millisecond, s.fetch)
}

// fetch reads the blocks that are in view and not here.
func (s *Screen) fetch() {
	s.wishing = false
	first, n := s.table.List().InView()
	for i := first / blockRows * blockRows; i < first+n; i += blockRows {
		if s.rows.missing(i) {
			s.fetchBlock(i)
		}
	}
}

func (s *Screen) fetchBlock(offset int) {
	f, o, into := s.filter(), s.order, s.rows
	into.loading[offset/blockRows] = true
	background.Run(s.question, s.d.Stage, func(ctx context.Context) ([]recordings.Row, error) {
		return s.d.Calls.List(ctx, s.d.Actor, f, o, offset, blockRows)
	}, func(read []recordings.Row, err error) {
		if err != nil {
			delete(into.loading, offset/blockRows)
			s.d.Fail(err)
			return
		}
		into.put(offset, read)
		s.table.List().Refresh()
		s.talk.wish()
		s.followChoice()
		s.d.Trace("block", map[string]any{"offset": offset, "rows": len(read)})
	})
}

// followChoice shows the chosen call once its row is there.
func (s *Screen) followChoice() {
	if r := s.rows.at(s.table.Chosen()); r != nil && r.ID != s.preview.row.ID {
		s.preview.show(*r)
	}
}

// tally is what is counted beside the list.
type tally struct {
	total, unscored int
	days            []recordings.Day
}

// readCounts counts what stands around the list, after the list itself.
func (s *Screen) readCounts(f recordings.Filter) {
	background.Run(s.question, s.d.Stage, func(ctx context.Context) (t tally, err error) {
		if t.total, err = s.d.Calls.Count(ctx, s.d.Actor, recordings.Filter{}); err != nil {
			return t, err
		}
		if bare, may := unscored(f); may {
			if t.unscored, err = s.d.Calls.Count(ctx, s.d.Actor, bare); err != nil {
				return t, err
			}
		}
		t.days, err = s.readDays(ctx, f)
		return t, err
	}, func(t tally, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.total = t.total
		s.showCount()
		s.found.Set(lang.L("Found {{.N}}, {{.Unscored}} of them not scored", map[string]any{"N": chart.Count(s.rows.count), "Unscored": chart.Count(t.unscored)}))
		s.drawDays(t.days)
		s.countViews()
		s.d.Trace("counted", map[string]any{"total": t.total, "unscored": t.unscored})
	})
}

// countViews counts what each view holds.
func (s *Screen) countViews() {
	vs, now := s.views(), s.d.Now()
	background.Run(s.question, s.d.Stage, func(ctx context.Context) (map[int]int, error) {
		counts := map[int]int{}
		for i, v := range vs[1:] {
			n, err := s.d.Calls.Count(ctx, s.d.Actor, v.Asks.filter(now, s.d.Zone))
			if err != nil {
				return nil, err
			}
			counts[i+1] = n
		}
		return counts, nil
	}, func(counts map[int]int, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.counts = counts
		s.drawViews()
	})
}
