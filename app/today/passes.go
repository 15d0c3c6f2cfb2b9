package today

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/certificate"
	"shifu/training/retrain"
)

// retraining reads the actor's own open cases.
func (r *reader) retraining(ctx context.Context) (err error) {
	if r.d.Retrain == nil || !learns(r.by) {
		return nil
	}
	r.f.learning.cases, err = r.d.Retrain.Cases(ctx, r.by, retrain.Find{PersonID: r.by.PersonID, Open: true})
	return err
}

// toRetrain is a failed exam with what is missing before the resit.
func (s *Screen) toRetrain() []item {
	var out []item
	for _, c := range s.f.learning.cases {
		g := c.Gate
		it := item{icon: "loop", title: lang.L("Resit: {{.Exam}}", map[string]any{"Exam": c.Exam}), verb: lang.L("Go on preparing"), to: desk.Route{Place: desk.Retraining, ID: c.ID}}
		missing := map[string]any{"Articles": g.Articles - g.Read, "Cards": g.Cards - g.Right}
		switch {
		case c.State == retrain.Sitting:
			continue
		case c.Waived || g.Open():
			it.note = lang.L("all is learned: the resit can be sat")
		case g.Read < g.Articles && g.Right < g.Cards:
			it.note = lang.L("still missing: {{.Articles}} articles, {{.Cards}} cards", missing)
		case g.Read < g.Articles:
			it.note = lang.L("still missing: {{.Articles}} articles", missing)
		case g.Right < g.Cards:
			it.note = lang.L("still missing: {{.Cards}} cards on two days", missing)
		case !g.Recalled():
			it.note = lang.L("the cards are not remembered well enough yet")
		default:
			it.note = lang.L("the cool-down lasts until {{.Time}}", map[string]any{"Time": s.d.Moment(g.CoolUntil)})
		}
		if c.State == retrain.Scheduled {
			it.due = c.At
		}
		out = append(out, s.dueItem(it))
	}
	return out
}

// passBlock are one's own certificates: in force, to renew, still to earn.
func (s *Screen) passBlock() fyne.CanvasObject {
	if !s.d.Actor.Has(people.Trainee) || len(s.f.held) == 0 {
		return nil
	}
	today := certificate.DayOf(s.d.Now().In(s.d.Zone))
	box := parts.Stack(0, parts.Row(8, parts.PanelHead(lang.L("Certificates")), parts.Gap(), parts.NewLink(lang.L("All of them"), func() { s.d.Go(desk.Route{Place: desk.Certificates}) })), parts.Room(0, 6))
	for i := range s.f.held {
		if row := s.passRow(&s.f.held[i], today); row != nil {
			box.Add(row)
		}
	}
	return box
}

func (s *Screen) passRow(h *certificate.Holding, today certificate.Day) fyne.CanvasObject {
	p := s.f.programmes[h.ProgrammeID]
	name := p.Name
	if s.d.Settings.Language != words.Chinese && p.English != "" {
		name = p.English
	}
	say := func(key string, d certificate.Day) string {
		return lang.L(key, map[string]any{"Day": s.d.Day(d.In(s.d.Zone).Add(12 * time.Hour))})
	}
	state, word := parts.StateOpen, lang.L("to earn")
	switch last := h.Latest(today); {
	case h.On(today) == certificate.NotAsked:
		return nil
	case h.Suspended(today) != nil:
		state, word = parts.StateWarn, lang.L("suspended")
	case last == nil && h.Due != 0:
		word = say("to earn by {{.Day}}", h.Due)
	case last == nil:
	case h.On(today) == certificate.Expired:
		state, word = parts.StateBad, say("expired on {{.Day}}", last.Record.Expires)
	case h.On(today) == certificate.WindowOpen:
		state, word = parts.StateWarn, say("renew by {{.Day}}", last.Record.Expires)
	default:
		state, word = parts.StateGood, say("until {{.Day}}", last.Record.Expires)
	}
	icon, tone := state.Mark()
	note := parts.Second(word)
	if state == parts.StateWarn || state == parts.StateBad {
		note = parts.NewText(word, look.TextLabel, tone, false)
	}
	return parts.High(28, parts.Row(8, parts.NewIcon(icon, 14, tone), parts.Grow(parts.Body(name).Cutting()), note))
}
