package bank

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/qa"
	"shifu/recordings"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

// clipFields are the call, the piece of it that is heard, and of a score-call
// question the expert's evaluation.
func (e *editing) clipFields() fyne.CanvasObject {
	c := bank.Clip{}
	if e.q.Clip != nil {
		c = *e.q.Clip
	}
	name := lang.L("No call is chosen yet.")
	if e.call != nil {
		name = callLine(e.s.d, *e.call)
	} else if c.CallID != "" {
		name = chart.None
	}
	pick := parts.NewButton(lang.L("Choose a call"), parts.Plain, e.chooseCall).WithIcon("phone").WithKey("Ctrl L").AsSmall()
	box := parts.Stack(8, parts.Row(10, pick, parts.Grow(parts.NewText(name, look.TextBody, look.Ink, false).Cutting())))
	if c.CallID == "" {
		return e.framed(box)
	}
	from, until := e.clock("clip-from", c.From, func(c *bank.Clip, at time.Duration) { c.From = at }), e.clock("clip-until", c.Until, func(c *bank.Clip, at time.Duration) { c.Until = at })
	plays := e.parsed("plays", "0", strconv.Itoa(c.Plays), func(q *bank.Question, text string) bool {
		n, err := strconv.Atoi(text)
		if text == "" {
			n, err = 0, nil
		}
		if err == nil && n >= 0 && n <= 99 {
			q.Clip.Plays = n
			return true
		}
		return false
	}).Wide(56)
	hear := parts.NewButton(lang.L("Hear it"), parts.Plain, e.hear).WithIcon("play").WithKey("Ctrl Shift P").AsSmall()
	for _, f := range []*parts.Entry{from, until, plays} {
		f.Small = true
	}
	box.Add(parts.Row(8, hear, parts.Label(lang.L("from")), from, parts.NewLink(lang.L("here Ctrl B"), func() { e.here(false) }),
		parts.Label(lang.L("to")), until, parts.NewLink(lang.L("here Ctrl E"), func() { e.here(true) })))
	box.Add(parts.Row(8, parts.Label(lang.L("May be heard")), plays, parts.Label(lang.L("times; 0: as often as one likes"))))
	if e.q.Kind == bank.ScoreCall {
		box.Add(e.expertField())
	}
	return e.framed(box)
}

func (e *editing) framed(o fyne.CanvasObject) fyne.CanvasObject {
	return parts.Over(parts.NewFrame(look.Well, look.Line, look.RadiusBlock), parts.Inset(10, 12, 10, 12, o))
}

func callLine(d *desk.Desk, c recordings.Call) string {
	return d.Moment(c.StartedAt) + "  " + desk.CallName(c) + "  " + c.AgentName + "  " + chart.ClockWide(c.Duration)
}

// clock is a field for a time on the recording.
func (e *editing) clock(key string, at time.Duration, set func(c *bank.Clip, at time.Duration)) *parts.Entry {
	text := ""
	if at > 0 || key == "clip-from" {
		text = chart.ClockWide(at)
	}
	return e.parsed(key, "1:42", text, func(q *bank.Question, text string) bool {
		at, ok := time.Duration(0), true
		if text != "" {
			at, ok = chart.ParseClock(text)
		}
		if !ok || e.call != nil && e.call.Duration > 0 && at > e.call.Duration {
			return false
		}
		set(q.Clip, at)
		return true
	}).Wide(72)
}

// expertField offers the evaluations of the call, of which one is the expert's.
func (e *editing) expertField() fyne.CanvasObject {
	if len(e.evaluations) == 0 {
		return parts.Label(lang.L("Nobody has scored this call yet: the answer is compared with the expert's evaluation."))
	}
	names, at := make([]string, len(e.evaluations)), -1
	for i, v := range e.evaluations {
		names[i] = v.ReviewerName + "  " + e.s.d.Moment(v.SubmittedAt) + "  " + desk.ScoreText(v.Final)
		if v.ID == e.q.ExpertID {
			at = i
		}
	}
	pick := parts.NewSelect(names, at, func(i int) {
		e.typed("expert", func(q *bank.Question) { q.ExpertID, q.VersionID = e.evaluations[i].ID, e.evaluations[i].VersionID })
	}).Wide(300)
	pick.Placeholder = lang.L("Choose the expert's evaluation")
	return parts.Row(8, parts.Label(lang.L("Compared with")), pick)
}

// readCall reads the call of the clip and who has scored it.
func (e *editing) readCall() {
	id := ""
	if e.q.Clip != nil {
		id = e.q.Clip.CallID
	}
	if e.call != nil && e.call.ID == id {
		return
	}
	e.call, e.evaluations = nil, nil
	if id == "" {
		return
	}
	type read struct {
		call        recordings.Row
		evaluations []qa.Evaluation
	}
	background.Run(e.s.ctx, e.s.d.Stage, func(ctx context.Context) (r read, err error) {
		if r.call, err = e.s.d.Calls.Call(ctx, e.s.d.Actor, id); err != nil {
			return r, err
		}
		r.evaluations, err = e.s.d.Quality.Evaluations(ctx, e.s.d.Actor, qa.Find{CallID: id, InForce: true}, 50)
		return r, err
	}, func(r read, err error) {
		if err != nil {
			e.s.d.Fail(err)
			return
		}
		if e.q.Clip != nil && e.q.Clip.CallID == id {
			e.call, e.evaluations = &r.call.Call, r.evaluations
			e.rebuild()
		}
	})
}

// hear plays the clip, or stops it.
func (e *editing) hear() {
	if c := e.q.Clip; c != nil && c.CallID != "" {
		e.s.ear.play(*c)
	}
}

// here sets the beginning or the end of the clip to where it is heard.
func (e *editing) here(end bool) {
	at, heard := e.s.ear.heard()
	if !heard || e.q.Clip == nil {
		return
	}
	at = at.Truncate(time.Second)
	e.shape(func(q *bank.Question) {
		if end {
			q.Clip.Until = at
		} else {
			q.Clip.From = at
		}
	})
}

// chooseCall offers calls with sound.
func (e *editing) chooseCall() {
	if !e.q.NeedsCall() {
		return
	}
	sound := true
	s := e.s
	s.pick(lang.L("Which call?"), lang.L("Words in title, agent, queue"), func(ctx context.Context, text string) ([]picked, error) {
		rows, err := s.d.Calls.List(ctx, s.d.Actor, recordings.Filter{Text: text, WithSound: &sound}, recordings.Order{By: recordings.ByStart, Descending: true}, 0, mostPicked)
		out := make([]picked, len(rows))
		for i, r := range rows {
			out[i] = picked{id: r.ID, title: desk.CallName(r.Call), note: s.d.Moment(r.StartedAt) + "  " + r.AgentName + "  " + chart.ClockWide(r.Duration)}
		}
		return out, err
	}, func(p picked) {
		e.shape(func(q *bank.Question) { q.Clip, q.ExpertID, q.VersionID = &bank.Clip{CallID: p.id, Plays: 2}, "", "" })
		e.readCall()
	})
}

// chooseArticle offers the articles of the knowledge base.
func (e *editing) chooseArticle() {
	s := e.s
	s.pick(lang.L("Which article?"), lang.L("Words, organisation, pinyin initials"), func(ctx context.Context, text string) ([]picked, error) {
		found, err := s.d.Articles.Search(ctx, s.d.Actor, knowledge.Ask{Text: text, Most: mostPicked})
		out := make([]picked, len(found.Hits))
		for i, h := range found.Hits {
			out[i] = picked{id: h.ID, title: h.Title, note: h.Category}
		}
		return out, err
	}, func(p picked) {
		e.article = p.title
		s.titles[p.id] = p.title
		e.shape(func(q *bank.Question) { q.Tags.ArticleID = p.id })
	})
}
