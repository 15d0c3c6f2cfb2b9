package app

import (
	"context"
	"encoding/json"
	"reflect"
	"time"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/internal/words"
	"shifu/recordings/formats"
)

// settingsKey is the preference under which a person's settings are kept.
const settingsKey = "settings"

// standard are the settings of somebody who has chosen nothing yet.
func standard(l words.Language) desk.Choices {
	return desk.Choices{Mode: string(look.ModeLight), Percent: 100, Language: l,
		Rewind: 1500 * time.Millisecond, SkipSeconds: 5}
}

// loadSettings reads the person's settings, applies them and goes on with then.
func (s *Shell) loadSettings(then func()) {
	d := s.desk
	background.Run(context.Background(), s.out.Stage, func(ctx context.Context) ([]byte, error) {
		return d.Preferences.Preference(ctx, d.Actor, settingsKey)
	}, func(kept []byte, err error) {
		if err == nil && len(kept) > 0 {
			// Settings that can't be read any more are replaced by the standard ones.
			_ = json.Unmarshal(kept, &d.Settings)
			d.Settings.Keys = d.Settings.Keys.Renamed()
		}
		s.wear()
		then()
	})
}

// apply keeps changed settings and shows them at once.
func (s *Shell) apply(chosen desk.Choices) {
	d := s.desk
	was := d.Settings
	d.Settings = chosen
	if was.Keys = chosen.Keys; reflect.DeepEqual(was, chosen) { // nothing else: what is open stays
		s.menus()
		s.window.Content().Refresh()
	} else {
		s.wear()
		s.anew()
	}
	d.Trace("applied-look", map[string]any{"mode": chosen.Mode, "language": string(chosen.Language), "percent": chosen.Percent})
	kept, err := json.Marshal(chosen)
	if err != nil {
		s.fail(err)
		return
	}
	background.Run(context.Background(), s.out.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Preferences.SetPreference(ctx, d.Actor, settingsKey, kept)
	}, func(_ struct{}, err error) { s.fail(err) })
}

// anew builds what is shown once more, with what was typed there and not saved.
func (s *Shell) anew() {
	var typed any
	if from, ok := s.screen.(interface{ Drafts() any }); ok {
		typed = from.Drafts()
	}
	s.again()
	if into, ok := s.screen.(interface{ Redraft(before any) }); ok && typed != nil {
		into.Redraft(typed)
	}
}

// wear puts theme and language on, and tells where ffmpeg lies.
func (s *Shell) wear() {
	formats.UseHelper(s.desk.Settings.Helper)
	if err := speak(s.desk.Settings.Language); err != nil {
		s.fail(err)
	}
	s.app.Settings().SetTheme(look.New(look.Mode(s.desk.Settings.Mode), s.desk.Settings.Percent))
}
