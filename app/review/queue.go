// Package review is the queue of calls that wait for a reviewer, and the room
// in which one of them is heard and scored.
package review

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/qa"
	"shifu/recordings"
)

// Queue lists the calls that wait for the person.
type Queue struct {
	d      *desk.Desk
	ctx    context.Context
	cancel context.CancelFunc
	stop   func() // listening

	rows     []queued
	done     int
	prepared bool // the recordings were decoded ahead

	whole    *fyne.Container
	table    *parts.Table
	question *fyne.Container
	next     *parts.Button
}

// queued is one task with its call.
type queued struct {
	qa.Task
	call  recordings.Row
	talk  image.Image // who talks when; nil where it isn't known
	begun bool        // by the person; what others began is hidden
}

// New opens the queue.
func New(d *desk.Desk, _ desk.Route) desk.Screen {
	q := &Queue{d: d, whole: container.NewStack(), question: parts.Stack(0)}
	q.ctx, q.cancel = context.WithCancel(context.Background())
	q.table = q.newTable()
	q.next = parts.NewButton(lang.L("Take the next"), parts.Main, q.takeNext).WithKey("Ctrl Enter")
	q.stop = d.Hub.Listen(func(n notice.Notice) {
		if n.Subject == notice.Evaluations {
			d.Stage.Show(q.load)
		}
	})
	q.load()
	return q
}

// Content is the queue.
func (q *Queue) Content() fyne.CanvasObject { return q.whole }

// Wide leaves the rail open.
func (q *Queue) Wide() bool { return false }

// Close stops listening.
func (q *Queue) Close() {
	q.stop()
	q.cancel()
}

// load reads the tasks and their calls.
func (q *Queue) load() {
	if q.ctx.Err() != nil {
		return
	}
	type state struct {
		rows []queued
		done int
	}
	background.Run(q.ctx, q.d.Stage, func(ctx context.Context) (s state, err error) {
		s.rows, err = readQueue(ctx, q.d)
		if err == nil {
			s.done, err = q.d.Queue.DoneToday(ctx, q.d.Actor, midnight(q.d))
		}
		return s, err
	}, func(s state, err error) {
		if err != nil {
			q.d.Fail(err)
			return
		}
		q.rows, q.done = s.rows, s.done
		q.show()
		q.d.Trace("loaded", map[string]any{"place": "review", "tasks": len(q.rows), "done": q.done})
		q.prepare()
	})
}

// mostDrafts is how many drafts one person is expected to have at the most.
const mostDrafts = 500

func readQueue(ctx context.Context, d *desk.Desk) ([]queued, error) {
	tasks, err := d.Queue.Tasks(ctx, d.Actor)
	if err != nil {
		return nil, err
	}
	drafts, err := d.Quality.Evaluations(ctx, d.Actor, qa.Find{ReviewerID: d.Actor.PersonID, States: []qa.State{qa.Draft}}, mostDrafts)
	if err != nil {
		return nil, err
	}
	rows := make([]queued, 0, len(tasks))
	for _, t := range tasks {
		call, err := d.Calls.Call(ctx, d.Actor, t.CallID)
		if err != nil {
			return nil, err
		}
		begun := slices.ContainsFunc(drafts, func(e qa.Evaluation) bool { return e.CallID == t.CallID })
		rows = append(rows, queued{t, call, whoTalks(ctx, d, call.Call), begun})
	}
	return rows, nil
}

func (q *Queue) show() {
	q.whole.Objects = []fyne.CanvasObject{parts.Dock(q.bar(), q.question, nil, nil, q.body())}
	q.table.Refresh()
	q.whole.Refresh()
	if len(q.rows) == 0 {
		return
	}
	if c := q.table.Chosen(); c < 0 || c >= len(q.rows) {
		q.table.Choose(0)
	}
	if q.d.Window != nil && q.d.Window.Canvas().Focused() == nil {
		q.table.Focus()
	}
}

func (q *Queue) bar() fyne.CanvasObject {
	left := []fyne.CanvasObject{parts.Room(8, 0), parts.PageHead(lang.L("Review"))}
	var right []fyne.CanvasObject
	if all := q.done + len(q.rows); all > 0 {
		right = append(right, parts.Second(lang.L("{{.Done}} of {{.All}} today", map[string]any{"Done": q.done, "All": all})),
			parts.NewProgressLine(float64(q.done)/float64(all), 120), parts.Room(16, 0))
	}
	if len(q.rows) > 0 {
		skip := parts.NewButton(lang.L("Skip"), parts.Plain, q.askSkip).WithKey("F8")
		right = append(right, skip, q.next)
	}
	return parts.ToolBar(left, right)
}

func (q *Queue) body() fyne.CanvasObject {
	if len(q.rows) > 0 {
		return q.table
	}
	sentence := lang.L("Calls that are dealt to you stand here, with the reason why. You can score any other call from the library.")
	if q.done > 0 {
		sentence = lang.L("Everything for today is done: {{.N}}.", map[string]any{"N": q.done}) + " " + sentence
	}
	library := parts.NewButton(lang.L("Open the library"), parts.Main, func() { q.d.Go(desk.Route{Place: desk.Library}) })
	return parts.EmptyState("headset", lang.L("Nothing waits for you"), sentence, library)
}

// Actions are everything that can be done with the queue.
func (q *Queue) Actions() []desk.Action {
	none := len(q.rows) == 0
	acts := []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Take the next"), Key: fyne.KeyReturn, Mod: ctrl, Do: q.takeNext, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Open"), Bare: fyne.KeyReturn, Do: func() { q.open(q.table.Chosen()) }, Off: none},
		{Menu: desk.ReviewMenu, Label: lang.L("Skip this call"), Bare: fyne.KeyF8, Do: q.askSkip, Off: none},
	}
	if none {
		return acts
	}
	return append(acts, desk.Walk(q.table)...)
}

func (q *Queue) takeNext() { q.open(0) }

// open opens the call of a row.
func (q *Queue) open(row int) {
	if row >= 0 && row < len(q.rows) {
		q.d.Go(desk.Route{Place: desk.Room, ID: q.rows[row].CallID, Task: q.rows[row].ID})
	}
}

// askSkip asks in place why the chosen call is skipped.
func (q *Queue) askSkip() {
	row := q.table.Chosen()
	if row < 0 || row >= len(q.rows) {
		return
	}
	t := q.rows[row].Task
	question := lang.L("Why skip \"{{.Title}}\"?", map[string]any{"Title": nameOf(q.rows[row].call.Call)})
	content, entry := askReason(func(bool) {}, q.fold, question, lang.L("Skip"), reasons(), func(reason string) {
		q.fold()
		skipTask(q.d, q.ctx, t, reason, q.load)
	})
	q.question.Objects = []fyne.CanvasObject{content}
	q.whole.Refresh()
	entry.Focus()
}

func (q *Queue) fold() bool {
	q.question.Objects = nil
	q.whole.Refresh()
	q.table.Focus()
	return true
}
