package editor

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/revision"
)

// askKeepScale keeps the options of the chosen question under a name. The name
// of a scale that is not locked gives that one new options.
func (s *Screen) askKeepScale() {
	q, at := s.question(), s.chosen
	if q == nil {
		return
	}
	name := parts.NewEntry(lang.L("Name of the scale")).Wide(360)
	ask.Form(s.d, parts.Question{Title: lang.L("Keep these options as a scale?"), Act: lang.L("Keep"), Kind: parts.Main,
		Text: lang.L("Other questions can use it too. Once a published version uses it, it is locked.")},
		name, parts.Stack(6, parts.Second(optionsText(q.Options)), name), func(done func(error)) {
			scale := revision.Scale{Name: strings.TrimSpace(name.Text()), Language: s.now().Language, Options: withoutEffects(q.Options)}
			for _, have := range s.scales {
				if have.Name == scale.Name && !have.Locked() {
					scale.ID = have.ID
				}
			}
			s.keepScale(scale, at, done)
		})
}

// withoutEffects are options as a scale has them: what an answer fails is the
// question's.
func withoutEffects(options []qa.Option) []qa.Option {
	out := make([]qa.Option, len(options))
	for i, o := range options {
		o.Effect = ""
		out[i] = o
	}
	return out
}

func (s *Screen) keepScale(scale revision.Scale, at qa.QuestionAt, done func(error)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]revision.Scale, error) {
		if _, err := s.d.Scales.SaveScale(ctx, s.d.Actor, scale); err != nil {
			return nil, err
		}
		return s.d.Scales.Scales(ctx, s.d.Actor)
	}, func(all []revision.Scale, err error) {
		if err == nil {
			s.scales = all
			s.reshape(func(v *qa.Version) {
				for _, q := range v.All {
					if q.Scale == scale.Name {
						scale.Apply(q)
					}
				}
				asked(at, func(q *qa.Question) { q.Scale = scale.Name })(v)
			})
			s.d.Trace("scale", map[string]any{"name": scale.Name})
		}
		done(err)
	})
}

// optionsText is a scale in one line.
func optionsText(options []qa.Option) string {
	texts := make([]string, len(options))
	for i, o := range options {
		texts[i] = o.Label + " " + o.Score.String()
	}
	return strings.Join(texts, ", ")
}

// askScales lists the scales: what is in them, whether they are locked, and a
// way to delete those that are not.
func (s *Screen) askScales() {
	box := parts.Stack(0)
	var show func()
	show = func() {
		box.Objects = nil
		for _, scale := range s.scales {
			box.Add(s.scaleRow(scale, func() { s.dropScale(scale, show) }))
			box.Add(parts.NewHairline())
		}
		box.Refresh()
	}
	show()
	dialog := parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Scales"),
		Text:    lang.L("2 to 11 options from 1 down to 0. A new one: give a question options of its own, then keep them as a scale."),
		Content: parts.Fix(0, look.Scaled(300), parts.Scrolling(box)), Safe: lang.L("Close"), Act: lang.L("Keep the options of this question"), Kind: parts.Main, Width: 620, OnAct: s.askKeepScale})
	if q := s.question(); q == nil || q.Scale != "" || len(q.Options) == 0 {
		_, act := dialog.Buttons()
		act.Hide()
	}
}

func (s *Screen) scaleRow(scale revision.Scale, drop func()) fyne.CanvasObject {
	state := fyne.CanvasObject(parts.NewLink(lang.L("Delete"), drop))
	switch {
	case scale.Shipped:
		state = parts.NewPill(lang.L("came with Shifu"), parts.StatePlain).WithIcon("lock")
	case scale.Uses > 0:
		state = parts.NewPill(lang.L("used by {{.N}} versions", map[string]any{"N": scale.Uses}), parts.StatePlain).WithIcon("lock")
	}
	return parts.High(look.HeightRow, parts.Row(12, parts.Fix(look.Scaled(110), 0, parts.Strong(scale.Name).Cutting()),
		parts.Grow(parts.Second(optionsText(scale.Options)).Cutting()), state))
}

func (s *Screen) dropScale(scale revision.Scale, then func()) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]revision.Scale, error) {
		if err := s.d.Scales.DropScale(ctx, s.d.Actor, scale.ID); err != nil {
			return nil, err
		}
		return s.d.Scales.Scales(ctx, s.d.Actor)
	}, func(all []revision.Scale, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.scales = all
		s.fields.show()
		then()
	})
}
