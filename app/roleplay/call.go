package roleplay

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/training/roleplay"
)

// call is the attempt being played.
type call struct {
	s      *Screen
	a      roleplay.Attempt
	busy   bool
	later  []func() // what was asked for while a move was under way
	typing bool
	order  []int // of the replies, as they stand

	entry *parts.Entry
	time  *parts.Text
	late  *parts.Text
	spent *parts.Text // on wrap-up
	split timers
	stop  context.CancelFunc
	bench bench

	asideOn bool // a colleague was on the line at the last tick
}

func newCall(s *Screen, a roleplay.Attempt) *call {
	c := &call{s: s, a: a, split: newTimers(), time: parts.Strong(""), late: parts.Label(""), spent: parts.Second("")}
	c.entry = parts.NewEntry(lang.L("Type the answer, or choose one by its digit")).WithKey("T").Wide(300)
	c.entry.Most = 500
	c.entry.OnSubmitted = func(text string) { c.say(text) }
	c.entry.OnFocus = func(on bool) {
		c.typing = on
		s.d.Changed()
	}
	c.entry.OnEscape = func() { s.d.Window.Canvas().Unfocus() }
	c.equip()
	ctx, stop := context.WithCancel(s.ctx)
	c.stop = stop
	s.d.Stage.Every(ctx, time.Second, c.tick)
	c.shuffle()
	c.tick()
	return c
}

// shuffle sets the replies of the state in an order that gives nothing away,
// the same each time this attempt comes here.
func (c *call) shuffle() {
	c.order = nil
	state := c.a.Run.State()
	if state == nil || c.a.Run.Over() {
		return
	}
	for i := range state.Replies {
		c.order = append(c.order, i)
	}
	h := fnv.New64a()
	seed := c.a.ID
	if c.a.Level == roleplay.Exam {
		seed = c.a.ScenarioID // the same for all
	}
	h.Write([]byte(seed + state.ID))
	r := rand.New(rand.NewPCG(h.Sum64(), uint64(len(c.a.Run.Turns))))
	r.Shuffle(len(c.order), func(i, j int) { c.order[i], c.order[j] = c.order[j], c.order[i] })
}

// now is how long the call has lasted.
func (c *call) now() time.Duration { return c.s.d.Now().Sub(c.a.BegunAt) }

// tick moves the clocks.
func (c *call) tick() {
	c.time.Set(clock(c.now()))
	c.spend()
	c.press()
	run := c.a.Run
	turn := run.Turns[len(run.Turns)-1]
	state := run.State()
	if run.Over() {
		c.spent.Set(lang.L("Wrap-up since {{.Time}}", map[string]any{"Time": clock(max(c.now()-run.EndedAt, 0).Truncate(time.Second))}))
		return
	}
	if state == nil {
		return
	}
	if left, on := c.aside(); on {
		c.late.Set(lang.L("a colleague: {{.N}} s more", map[string]any{"N": int(left.Seconds()) + 1}))
		c.asideOn = true
		return
	}
	if c.asideOn && c.s.call == c {
		c.asideOn = false
		c.s.show()
	}
	left := c.a.Scenario.Limit(state) - (c.now() - turn.From)
	if left < 0 {
		c.late.Set(lang.L("the caller is waiting"))
		return
	}
	c.late.Set(lang.L("answer within {{.N}} s", map[string]any{"N": int(left.Seconds())}))
}

// heard speaks the customer's line.
func (c *call) heard() {
	turn := c.a.Run.Turns[len(c.a.Run.Turns)-1]
	c.s.mouth.say(c.s.ctx, &c.a, turn.State)
}

// say answers.
func (c *call) say(text string) {
	if c.busy || roleplay.Plain(text) == "" {
		return
	}
	c.move(roleplay.Move{Kind: roleplay.Say, Text: text}, func() {
		c.entry.SetText("")
		c.shuffle()
		c.turn()
	})
}

// choose says the reply at a place.
func (c *call) choose(place int) {
	if place < len(c.order) {
		c.say(c.a.Run.State().Replies[c.order[place]].In(c.a.Language))
	}
}

// soon does an act now, or as soon as the move under way is made.
func (c *call) soon(act func()) {
	if c.busy {
		c.later = append(c.later, act)
		return
	}
	act()
}

// caughtUp does what was asked for meanwhile.
func (c *call) caughtUp() {
	if len(c.later) > 0 && !c.busy && c.s.call == c {
		act := c.later[0]
		c.later = c.later[1:]
		act()
		c.caughtUp()
	}
}

func (c *call) click(x roleplay.Click) { c.soon(func() { c.open(x) }) }

func (c *call) open(x roleplay.Click) {
	c.bench.open = map[roleplay.Click]tool{roleplay.Knowledge: knowledgeTool, roleplay.Order: orderTool, roleplay.Transfer: handTool}[x]
	c.bench.finding = x == roleplay.Knowledge
	if c.clicked(x) || c.a.Run.Over() || x == roleplay.Transfer {
		c.s.show()
		c.focusFind()
		return
	}
	c.move(roleplay.Move{Kind: roleplay.Do, Text: string(x)}, func() {})
}

func (c *call) clicked(x roleplay.Click) bool {
	return slices.ContainsFunc(c.a.Run.Clicks, func(k roleplay.Clicked) bool { return k.Click == x })
}

// move makes a move and shows what became of the call.
func (c *call) move(m roleplay.Move, after func()) {
	if c.busy {
		return
	}
	c.busy = true
	s, id := c.s, c.a.ID
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (roleplay.Attempt, error) {
		return s.d.Rehearsal.Move(ctx, s.d.Actor, id, m)
	}, func(a roleplay.Attempt, err error) {
		defer c.caughtUp()
		if c.busy = false; err != nil {
			s.d.Fail(err)
			return
		}
		c.a = a
		after()
		c.tick()
		if a.Run.Wrapped || a.Run.Over() && len(a.Scenario.Form) == 0 {
			c.end()
			return
		}
		if a.Run.Over() && c.bench.open != orderTool && len(a.Scenario.Form) > 0 {
			c.bench.open = orderTool
			s.d.Trace("wrap-up", map[string]any{"ending": string(a.Ending)})
		}
		s.show()
		c.focusFind()
		s.d.Trace("turn", map[string]any{"state": a.Run.Turns[len(a.Run.Turns)-1].State, "mood": a.Run.Mood, "turns": len(a.Run.Turns)})
	})
}

// end shows what the call came to.
func (c *call) end() {
	c.stop()
	s := c.s
	s.d.Window.Canvas().Unfocus()
	if s.seat != nil {
		s.mouth.close()
		s.seat.closed()
		return
	}
	s.call, s.result = nil, newResult(s, c.a)
	s.load()
	s.d.Trace("ended", map[string]any{"ending": string(c.a.Ending), "score": c.a.Overall})
}

// hangUp ends the call on the agent's side.
func (c *call) hangUp() {
	if c.a.Run.Over() {
		c.finish()
		return
	}
	parts.Ask(c.s.d.Window.Canvas(), parts.Question{Title: lang.L("End this call?"), Text: lang.L("The agent hangs up first. What was said is scored and kept."),
		Safe: lang.L("Stay on the line"), Act: lang.L("Hang up"), Kind: parts.Delete, OnAct: func() { c.move(roleplay.Move{Kind: roleplay.Leave}, func() {}) }})
}

// turn lets the caller speak: the script's line, or a model in its own words.
// Where the model fails the script's line stands.
func (c *call) turn() {
	s := c.s
	scene, ok := c.a.Run.Scene(c.a.Language)
	if !ok || !s.freely || !s.improvises() || c.a.Level == roleplay.Exam {
		c.heard()
		return
	}
	id, turns := c.a.ID, len(c.a.Run.Turns)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (roleplay.Move, error) {
		line, err := s.d.Assist.Persona.Improvise(ctx, s.k.model, scene)
		if err != nil {
			return roleplay.Move{}, err
		}
		return roleplay.Improvised(line)
	}, func(m roleplay.Move, err error) {
		if s.call != c || c.a.ID != id || len(c.a.Run.Turns) != turns {
			return // the call has gone on
		}
		if err != nil {
			s.d.Fail(err)
			c.heard()
			return
		}
		c.move(m, func() {})
	})
}

// again repeats what the customer said last.
func (c *call) again() { c.heard() }

func (c *call) content() fyne.CanvasObject {
	foot := c.foot
	switch {
	case c.a.Run.Over():
		foot = c.wrapView
	case c.bench.open == handTool: // its digits and Enter are for the desks
		foot = func() fyne.CanvasObject { return parts.Room(0, 0) }
	}
	var top fyne.CanvasObject
	if c.a.Run.Waiting != "" {
		top = c.waitingBanner()
	} else if _, on := c.aside(); on {
		top = c.asideBanner()
	}
	left := parts.Dock(top, foot(), nil, nil, c.talk())
	return parts.Dock(c.bar(), nil, nil, c.side(), left)
}
