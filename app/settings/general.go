package settings

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/recordings/player"
)

var (
	modes     = []look.Mode{look.ModeSystem, look.ModeLight, look.ModeDark}
	languages = []words.Language{words.Chinese, words.English}
	rewinds   = []time.Duration{0, 500 * time.Millisecond, time.Second, 1500 * time.Millisecond, 2 * time.Second, 3 * time.Second, 5 * time.Second}
	skips     = []int{2, 3, 5, 10, 15}
)

// general is how Shifu looks, speaks and plays; each choice counts at once.
func (s *Screen) general() fyne.CanvasObject {
	c := s.d.Settings
	mode := parts.NewSegments([]string{lang.L("As the system"), lang.L("Light"), lang.L("Dark")}, max(slices.Index(modes, look.Mode(c.Mode)), 0),
		func(i int) { s.apply(func(c *desk.Choices) { c.Mode = string(modes[i]) }) })
	speech := parts.NewSegments([]string{"中文", "English"}, slices.Index(languages, c.Language),
		func(i int) { s.apply(func(c *desk.Choices) { c.Language = languages[i] }) })
	rewind := parts.NewSegments(seconds(rewinds), slices.Index(rewinds, c.Rewind), func(i int) { s.apply(func(c *desk.Choices) { c.Rewind = rewinds[i] }) })
	var lengths []time.Duration
	for _, n := range skips {
		lengths = append(lengths, time.Duration(n)*time.Second)
	}
	skip := parts.NewSegments(seconds(lengths), slices.Index(skips, c.SkipSeconds), func(i int) { s.apply(func(c *desk.Choices) { c.SkipSeconds = skips[i] }) })
	return parts.Stack(0,
		block(lang.L("Look"), "", setting(lang.L("Light or dark"), mode), s.textSize()),
		block(lang.L("Language"), lang.L("Everything changes at once; nothing that is open is lost."), setting(lang.L("Language"), speech)),
		block(lang.L("Playing"), "", setting(lang.L("Rewind on resume"), rewind), setting(lang.L("Skip by"), skip), setting(lang.L("Sound output"), s.loudspeakers())),
		s.helper())
}

// loudspeakers offers the sound outputs of this machine once they are known.
func (s *Screen) loudspeakers() fyne.CanvasObject {
	room := parts.Row(0)
	if s.d.Sound == nil || s.d.Output == nil {
		return room
	}
	background.Run(s.ctx, s.d.Stage, s.d.Sound.Outputs, func(found []player.Output, err error) {
		room.Objects = []fyne.CanvasObject{s.chooseLoudspeaker(found)}
		room.Refresh()
		s.d.Trace("outputs", map[string]any{"n": len(found)})
	})
	return room
}

func (s *Screen) chooseLoudspeaker(found []player.Output) fyne.CanvasObject {
	if len(found) == 0 {
		return parts.Second(lang.L("The system's own setting decides where sound goes."))
	}
	names, titles := []string{""}, []string{lang.L("As the system")}
	for _, o := range found {
		names, titles = append(names, o.Name), append(titles, o.Title)
	}
	kept := s.d.Output.Name()
	if !slices.Contains(names, kept) {
		names, titles = append(names, kept), append(titles, lang.L("{{.Name}} (not connected)", map[string]any{"Name": kept}))
	}
	return parts.NewSelect(titles, slices.Index(names, kept), func(i int) {
		s.d.Output.Use(names[i])
		s.d.Trace("output", map[string]any{"name": names[i]})
	})
}

func (s *Screen) apply(change func(*desk.Choices)) {
	next := s.d.Settings
	change(&next)
	s.d.Trace("applied", map[string]any{"mode": next.Mode, "percent": next.Percent, "language": string(next.Language),
		"rewind": next.Rewind.Seconds(), "skip": next.SkipSeconds})
	s.d.Apply(next)
}

// textSize moves a preview while it is dragged, and counts once it is applied:
// a window that grows under the mouse could not be aimed at.
func (s *Screen) textSize() fyne.CanvasObject {
	now := s.d.Settings.Percent
	figure := parts.Strong("")
	preview := parts.Row(0)
	use := parts.NewButton(lang.L("Use this size"), parts.Main, nil).AsSmall()
	show := func(percent int) {
		figure.Set(chart.Percent(float64(percent)/100, 0))
		size := look.TextBody * float32(percent) / 100 / look.Scale()
		preview.Objects = []fyne.CanvasObject{parts.NewText(lang.L("Shifu listens, scores and teaches: 86.7"), size, look.Ink, false)}
		preview.Refresh()
		use.Hidden = percent == now
		use.Refresh()
	}
	slider := parts.NewSlider(look.ScaleLeast, look.ScaleMost, 10, float64(now), func(v float64) { show(int(v)) })
	slider.Width = 200
	use.OnTapped = func() { s.apply(func(c *desk.Choices) { c.Percent = int(slider.Value) }) }
	show(now)
	ground := parts.NewFrame(look.Well, look.Line, look.RadiusBlock)
	line := setting(lang.L("Text size"), parts.Row(12, slider, figure, use))
	return parts.Stack(4, line, parts.Over(ground, parts.High(52, parts.Inset(0, 16, 0, 16, preview))))
}
