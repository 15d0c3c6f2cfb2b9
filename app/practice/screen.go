// Package practice is the place where a supervisor rehearses a shift: a
// simulated hotline of 95598 and ten projects that goes on by itself, acts with
// a forecast before each, and moments to go back to.
package practice

import (
	"context"
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/internal/people"
	engine "shifu/routing/practice"
	"shifu/routing/practice/logbook"
)

// Screen is the open place: the list of scenarios, or the room of a session.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  context.CancelFunc
	saving *background.Line
	middle *fyne.Container
	list   *parts.List
	all    []*engine.Scenario
	last   *engine.Record // the session that was left
	seed   string
	room   *room
	past   *past
	writes *composing
	own    map[string]logbook.Scenario // by key
	starts []logbook.Start
	from   string // ID of the starting state to begin from, empty: from the beginning
	wanted string // key of the scenario to be chosen once it is read
	tab    int    // scenarios, sessions
}

// New opens the place; the route's ID may name a scenario.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, saving: d.Stage.NewLine(), middle: parts.Over(), all: engine.Scenarios()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Practice), s.readAgain)
	s.buildList()
	s.past = newPast(s)
	if sc := engine.Find(r.ID); sc != nil {
		s.choose(sc)
	}
	s.recall()
	s.past.read()
	s.wanted = r.ID
	s.readOwn()
	s.readStarts()
	if id, ok := desk.IsSession(r.ID); ok {
		s.tab = 1
		s.reopen(id)
	}
	return s
}

// readAgain reads what others, or this place, changed.
func (s *Screen) readAgain() {
	s.past.read()
	s.readOwn()
	s.readStarts()
}

// readOwn reads the scenarios of the organisation.
func (s *Screen) readOwn() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]logbook.Scenario, error) {
		return s.d.ScenarioAuthor.Scenarios(ctx, s.d.Actor)
	}, func(all []logbook.Scenario, err error) {
		s.d.Fail(err)
		s.all, s.own = engine.Scenarios(), map[string]logbook.Scenario{}
		for _, k := range all {
			if sc, err := k.Read(); err != nil {
				s.d.Fail(err)
			} else {
				s.all = append(s.all, sc)
				s.own[sc.Key] = k
			}
		}
		s.choose(&engine.Scenario{Key: s.wanted})
		s.list.Chosen = min(s.list.Chosen, len(s.all)-1)
		s.list.Refresh()
		if s.room == nil && s.writes == nil {
			s.show()
		}
	})
}

// turn shows another page.
func (s *Screen) turn(tab int) {
	s.tab = tab
	s.show()
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.middle }

// Wide folds the rail: the room needs the width.
func (s *Screen) Wide() bool { return true }

// Here is the chosen scenario.
func (s *Screen) Here() desk.Route {
	id := ""
	if s.room != nil && s.room.opened {
		return desk.Route{Place: desk.Practice, ID: desk.SessionID(s.room.kept.ID)}
	}
	if sc := s.chosen(); sc != nil {
		id = sc.Key
	}
	return desk.Route{Place: desk.Practice, ID: id}
}

// Close stops the clock; the session can be gone on with.
func (s *Screen) Close() {
	if s.room != nil {
		s.room.close()
	}
	s.leave()
}

// Actions are those of the list or of the room.
func (s *Screen) Actions() []desk.Action {
	if s.writes != nil {
		return s.writes.actions()
	}
	if s.room != nil {
		return s.room.actions()
	}
	return s.startActions()
}

// instructs reports whether the actor may let things happen.
func (s *Screen) instructs() bool { return s.d.Actor.May(people.KeepPractice) }

const savedKey = "practice.session"

func (s *Screen) recall() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (*engine.Record, error) {
		blob, err := s.d.Preferences.Preference(ctx, s.d.Actor, savedKey)
		k := &engine.Record{}
		if err != nil || blob == nil || json.Unmarshal(blob, k) != nil {
			return nil, err
		}
		if _, err := k.Played(); err != nil {
			return nil, nil // of an earlier version
		}
		return k, nil
	}, func(k *engine.Record, err error) {
		s.d.Fail(err)
		s.last = k
		s.show()
		s.d.Trace("loaded", map[string]any{"place": "practice", "scenarios": len(s.all)})
	})
}

// keep notes the session, so that it can be gone on with.
func (s *Screen) keep(k *engine.Record) {
	s.last = k
	blob := []byte("null")
	if k != nil {
		var err error
		if blob, err = json.Marshal(k); err != nil {
			s.d.Fail(err)
			return
		}
	}
	s.saving.Do(func() error {
		return s.d.Preferences.SetPreference(context.Background(), s.d.Actor, savedKey, blob)
	}, s.d.Fail)
}

func (s *Screen) show() {
	if s.writes != nil {
		swap(s.middle, s.writes.content)
	} else if s.room != nil && s.room.reviews != nil {
		swap(s.middle, s.room.reviews.content)
	} else if s.room != nil {
		swap(s.middle, s.room.content)
	} else {
		swap(s.middle, s.startPage())
	}
	s.d.Changed()
}

func swap(in *fyne.Container, objects ...fyne.CanvasObject) {
	in.Objects = objects
	in.Refresh()
}

// start begins a session, or goes on with the one that was left.
func (s *Screen) start(sc *engine.Scenario, seed uint64, from *engine.Record) {
	s.enter(func(ctx context.Context) (*play, error) { return begin(ctx, sc, seed, from) })
}

// enter prepares a session and opens its room.
func (s *Screen) enter(prepare func(ctx context.Context) (*play, error)) {
	d := s.d
	_, end := d.Progress(lang.L("Preparing the shift"), nil)
	background.Run(s.ctx, d.Stage, prepare, func(p *play, err error) {
		end()
		if err != nil {
			d.Fail(err)
			return
		}
		s.room = newRoom(s, p)
		s.show()
		d.Trace("session", map[string]any{"scenario": p.session.Scenario().Key, "seed": p.session.Seed(), "at": int(p.session.Now().Seconds())})
	})
}

// end leaves the room.
func (s *Screen) end() {
	s.room.close()
	s.room = nil
	s.show()
}
