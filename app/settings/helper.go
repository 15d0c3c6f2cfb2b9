package settings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/recordings/formats"
)

// helper says whether ffmpeg is there, which formats are missing without it, and
// takes the path at which it lies.
func (s *Screen) helper() fyne.CanvasObject {
	path := parts.NewEntry(lang.L("Empty: looked for on PATH")).WithIcon("document").Wide(360)
	path.SetText(s.d.Settings.Helper)
	use := func() {
		s.saved(pageGeneral)
		s.apply(func(c *desk.Choices) { c.Helper = strings.TrimSpace(path.Text()) })
	}
	s.keepTyped(pageGeneral, entries(path))
	path.OnSubmitted = func(string) { use() }
	names := map[string]any{"Formats": strings.Join(formats.OnlyHelped(), lang.L(", "))}
	state, icon, tone := lang.L("ffmpeg is missing: {{.Formats}} can't be read. Everything else is read without it.", names), "tri", look.Warn
	if found, ok := formats.Helper(); ok {
		names["Path"] = found
		state, icon, tone = lang.L("ffmpeg was found at {{.Path}}: {{.Formats}} are read too.", names), "okcircle", look.Good
	}
	if formats.HelperAstray() {
		names["Given"] = s.d.Settings.Helper
		state, icon, tone = lang.L("No program is at {{.Given}}, and no ffmpeg on PATH either: {{.Formats}} can't be read.", names), "tri", look.Warn
		if names["Path"] != nil {
			state = lang.L("No program is at {{.Given}}. ffmpeg from PATH is used instead, {{.Path}}: {{.Formats}} are read too.", names)
		}
	}
	say := parts.NewParagraph(state, look.TextLabel, look.Ink2)
	say.Width = look.Scaled(textWidth) - 32
	return block(lang.L("Other formats"), lang.L("Telephone codecs, WAV, FLAC, MP3, Ogg and Opus are read by Shifu itself; ffmpeg reads the rest."),
		parts.Row(8, parts.NewIcon(icon, 13, tone), say), parts.Room(0, 6),
		setting(lang.L("Path of ffmpeg"), parts.Row(8, path, parts.NewButton(lang.L("Use it"), parts.Plain, use).AsSmall())))
}
