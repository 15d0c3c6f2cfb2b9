package settings

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings"
)

// keepingPage is the state of the workspace and its back-ups.
type keepingPage struct {
	busy    bool
	calls   int
	backups []desk.Backup
	checked bool
	wrong   []words.Text
	box     *fyne.Container
}

// workspace is where the work lies and how it is kept safe.
func (s *Screen) workspace() fyne.CanvasObject {
	s.keeping.box = parts.Stack(0)
	s.showKeeping()
	s.readKeeping()
	return s.keeping.box
}

func (s *Screen) readKeeping() {
	type state struct {
		calls   int
		backups []desk.Backup
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (st state, err error) {
		if s.d.Actor.May(people.SeeCalls) {
			if st.calls, err = s.d.Calls.Count(ctx, s.d.Actor, recordings.Filter{}); err != nil {
				return st, err
			}
		}
		st.backups, err = s.d.Keeping.Backups(ctx, s.d.Actor)
		return st, err
	}, func(st state, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.keeping.calls, s.keeping.backups = st.calls, st.backups
		s.showKeeping()
		s.d.Trace("loaded", map[string]any{"place": "settings", "backups": len(st.backups)})
	})
}

func (s *Screen) showKeeping() {
	k := &s.keeping
	back := parts.NewButton(lang.L("Back up now"), parts.Main, s.backUp).WithIcon("download").WithKey("Ctrl B")
	check := parts.NewButton(lang.L("Check everything"), parts.Plain, s.check).WithIcon("search")
	if k.busy {
		back.Disable()
		check.Disable()
	}
	facts := block(lang.L("Workspace"), lang.L("A folder with everything in it: database, recordings, back-ups."),
		parts.FactLine(parts.Fact{Label: lang.L("Folder"), Value: s.d.Keeping.Folder()}),
		parts.FactLine(parts.Fact{Label: lang.L("Calls"), Value: chart.Count(k.calls)}),
		parts.Room(0, 8), parts.Row(8, back, check), s.checkSaid())
	k.box.Objects = []fyne.CanvasObject{facts, block(lang.L("Back-ups"), lang.L("Copy them to another disk too. To restore one, close Shifu and run: shifuctl restore."), s.backupRows())}
	k.box.Refresh()
}

func (s *Screen) backupRows() fyne.CanvasObject {
	box := parts.Stack(0)
	if len(s.keeping.backups) == 0 {
		return parts.Second(lang.L("There is none yet. Back up now: it takes seconds."))
	}
	for _, b := range s.keeping.backups {
		row := parts.Row(12, parts.Fix(look.Scaled(130), 0, parts.Body(s.d.Moment(b.At))), parts.Grow(parts.Second(filepath.Base(strings.ReplaceAll(b.Path, `\`, "/"))).Cutting()),
			parts.Label(lang.L("{{.N}} MB", map[string]any{"N": chart.Number(float64(b.Size)/1e6, 1)})))
		box.Add(parts.High(look.HeightRow, row))
		box.Add(parts.NewHairline())
	}
	return box
}

// checkSaid is what the last check found.
func (s *Screen) checkSaid() fyne.CanvasObject {
	k := &s.keeping
	if !k.checked {
		return parts.Room(0, 0)
	}
	if len(k.wrong) == 0 {
		return parts.Inset(10, 0, 0, 0, parts.Banner(parts.TintGood, lang.L("Everything is sound: database, recordings, audit log."), "", nil))
	}
	box := parts.Stack(4)
	for _, w := range k.wrong {
		box.Add(parts.Banner(parts.TintBad, w.In(s.d.Settings.Language), "", nil))
	}
	return parts.Inset(10, 0, 0, 0, box)
}

// backUp writes a back-up; the window stays usable meanwhile.
func (s *Screen) backUp() {
	type written struct{ path, head string }
	s.long(lang.L("Backing up"), func(ctx context.Context) (func(), error) {
		path, head, err := s.d.Keeping.Backup(ctx, s.d.Actor)
		w := written{path, head}
		return func() {
			s.d.Toast(lang.L("Backed up: {{.File}}", map[string]any{"File": filepath.Base(w.path)}), nil)
			s.d.Trace("backed-up", map[string]any{"path": w.path, "head": w.head})
			s.readKeeping()
		}, err
	})
}

// check reads everything and says what is wrong.
func (s *Screen) check() {
	s.long(lang.L("Checking"), func(ctx context.Context) (func(), error) {
		wrong, err := s.d.Keeping.Check(ctx, s.d.Actor)
		return func() {
			s.keeping.checked, s.keeping.wrong = true, wrong
			s.showKeeping()
			s.d.Trace("checked", map[string]any{"wrong": len(wrong)})
		}, err
	})
}

// long does work that may take a while, one at a time, with a way to cancel.
func (s *Screen) long(title string, work func(context.Context) (done func(), err error)) {
	if s.keeping.busy {
		return
	}
	s.keeping.busy = true
	s.showKeeping()
	ctx, cancel := context.WithCancel(s.ctx)
	_, end := s.d.Progress(title, cancel)
	background.Run(s.ctx, s.d.Stage, func(context.Context) (func(), error) { return work(ctx) }, func(done func(), err error) {
		cancel()
		s.keeping.busy = false
		s.showKeeping()
		s.d.Changed()
		if err != nil {
			s.d.Fail(err)
		} else {
			done()
		}
		end()
	})
}

// auditPage is the tail of the audit log.
type auditPage struct {
	rows  []desk.Entry
	table *parts.Table
	head  *parts.Text
}

// mostAudit is how many rows of the audit log are shown.
const mostAudit = 200

// audit shows who did what last, and the head of the chain.
func (s *Screen) audit() fyne.CanvasObject {
	a := &s.log
	a.head = parts.Second("").Cutting()
	a.table = parts.NewTable([]parts.TableColumn{{Title: lang.L("When"), Width: 130}, {Title: lang.L("Who"), Width: 130}, {Title: lang.L("What")}},
		func() int { return len(a.rows) }, s.auditCell)
	a.table.Left = 0
	type tail struct {
		rows []desk.Entry
		head string
	}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (tail, error) {
		rows, head, err := s.d.Keeping.Audit(ctx, s.d.Actor, mostAudit)
		return tail{rows, head}, err
	}, func(got tail, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		a.rows = got.rows
		a.head.Set(got.head)
		a.table.Refresh()
		s.d.Trace("loaded", map[string]any{"place": "audit", "rows": len(a.rows)})
	})
	say := parts.NewParagraph(lang.L("It only grows: each row carries the hash of the one before. Write the head down, and later nobody can rewrite what lies before it."), look.TextLabel, look.Ink2)
	return parts.Stack(4, parts.PanelHead(lang.L("Audit log")), say, parts.Row(8, parts.Label(lang.L("Head")), parts.Grow(a.head)), parts.Room(0, 4),
		parts.Fix(0, look.Scaled(560), a.table))
}

func (s *Screen) auditCell(row, column int) parts.Cell {
	if row >= len(s.log.rows) {
		return parts.Cell{}
	}
	e := s.log.rows[row]
	switch column {
	case 0:
		return parts.Cell{Text: s.d.Moment(e.At), Tone: look.Ink2}
	case 1:
		return parts.Cell{Text: e.Who}
	}
	return parts.Cell{Text: actWord(e.What)}
}
