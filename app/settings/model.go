package settings

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/proposal"
)

// modelPage is how a language model is used: off until somebody turns it on.
type modelPage struct {
	kept                          proposal.Settings
	on, plain, trial, prefill     *parts.Check
	persona                       *parts.Check
	address, name, key, limit, at *parts.Entry
	place, said                   *fyne.Container
	busy                          bool
	box                           *fyne.Container
}

func (s *Screen) model() fyne.CanvasObject {
	s.assist.box = parts.Stack(0)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (proposal.Settings, error) {
		return s.d.Assist.Proposals.Settings(ctx, s.d.Actor)
	}, func(kept proposal.Settings, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.assist.kept = kept
		s.buildModel()
	})
	return s.assist.box
}

func (s *Screen) buildModel() {
	m, k := &s.assist, s.assist.kept
	m.on = parts.NewCheck(lang.L("Ask a model"), k.On, nil)
	m.trial = parts.NewCheck(lang.L("Trial: ask silently, to compare with people"), k.Trial, nil)
	m.prefill = parts.NewCheck(lang.L("Fill in questions that are trusted; a person checks and submits"), k.Prefill, nil)
	m.persona = parts.NewCheck(lang.L("Role-plays: it words what the caller says; the score stays the script's"), k.Persona, nil)
	m.plain = parts.NewCheck(lang.L("The server knows no JSON schema"), k.Plain, nil)
	m.address, m.name = parts.NewEntry("https://host/v1").Wide(360), parts.NewEntry("").Wide(240)
	m.key = parts.NewPassword(lang.L("Key")).Wide(360)
	m.limit, m.at = parts.NewEntry("60").Wide(80), parts.NewEntry("90").Wide(80)
	m.address.SetText(k.Address)
	m.name.SetText(k.Model)
	m.limit.SetText(strconv.Itoa(k.Seconds))
	m.at.SetText(strconv.FormatFloat(k.Target*100, 'f', -1, 64))
	m.place, m.said = parts.Stack(0), parts.Stack(0)
	only := s.onlyKey(m.on, m.trial, m.prefill, m.persona, m.plain, m.address, m.name, m.limit, m.at)
	m.box.Objects = []fyne.CanvasObject{
		block(lang.L("Language model"), lang.L("It proposes answers in the review room; a person decides and submits. Off until you turn it on."), only, s.statement()),
		block(lang.L("Server"), lang.L("Any server that speaks the OpenAI protocol, also one in your own house."),
			setting(lang.L("Address"), m.address), setting(lang.L("Model"), m.name), setting(lang.L("Key"), m.key), m.place,
			setting(lang.L("Seconds for an answer"), m.limit), m.plain),
		block(lang.L("Use"), "", m.on, m.trial, m.prefill, m.persona, setting(lang.L("Target agreement, %"), m.at), m.said, parts.Room(0, 8), s.modelButtons()),
	}
	s.keepTyped(pageModel, entries(m.address, m.name, m.key, m.limit, m.at), checks(m.on, m.trial, m.prefill, m.persona, m.plain))
	s.showKeyPlace()
	m.box.Refresh()
}

// statement says plainly what leaves the machine and what does not.
func (s *Screen) statement() fyne.CanvasObject {
	box := parts.Stack(2, parts.Strong(lang.L("What leaves this machine")))
	list := func(icon string, tone look.Token, lines []words.Text) {
		for _, t := range lines {
			say := parts.NewParagraph(t.In(s.d.Settings.Language), look.TextLabel, look.Ink2)
			say.Width = look.Scaled(textWidth) - 32
			box.Add(parts.Row(8, parts.NewIcon(icon, 13, tone), say))
		}
	}
	list("upload", look.Warn, proposal.Leaves())
	box.Add(parts.Room(0, 6))
	box.Add(parts.Strong(lang.L("What never leaves it")))
	list("lock", look.Good, proposal.Stays())
	return box
}

func (s *Screen) modelButtons() fyne.CanvasObject {
	save := parts.NewButton(s.saveWord(), parts.Main, s.saveModel).WithKey("Ctrl S")
	test := parts.NewButton(lang.L("Test the connection"), parts.Plain, s.testModel).WithKey("Ctrl T")
	return parts.Row(8, save, test)
}

// typed are the settings as they stand in the fields.
func (s *Screen) typed() proposal.Settings {
	m, out := &s.assist, s.assist.kept
	out.On, out.Trial, out.Prefill, out.Plain = m.on.Checked, m.trial.Checked, m.prefill.Checked, m.plain.Checked
	out.Persona = m.persona.Checked
	out.Address, out.Model = strings.TrimSpace(m.address.Text()), strings.TrimSpace(m.name.Text())
	out.Seconds, _ = strconv.Atoi(strings.TrimSpace(m.limit.Text())) // 0 is refused with a sentence
	percent, _ := strconv.ParseFloat(strings.TrimSpace(m.at.Text()), 64)
	out.Target = percent / 100
	return out
}

// saveModel keeps the settings, for all; the key only here, in the keyring.
func (s *Screen) saveModel() {
	if s.assist.on == nil {
		return
	}
	set := s.typed()
	if set.On && !s.assist.kept.On && !set.Local() {
		parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Send redacted transcripts to {{.Address}}?", map[string]any{"Address": set.Address}),
			Text: lang.L("Every call that is opened for scoring is sent there, with names and numbers hidden."),
			Safe: lang.L("Cancel"), Act: lang.L("Send transcripts"), Kind: parts.Main, OnAct: func() { s.keepModel(set) }})
		return
	}
	s.keepModel(set)
}

func (s *Screen) keepModel(set proposal.Settings) {
	key := s.assist.key.Text()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.keepServer(set.Address, key, func() error { return s.d.Assist.Proposals.SetSettings(ctx, s.d.Actor, set) })
	}, func(_ struct{}, err error) {
		if err != nil {
			s.modelSaid(parts.FieldError(words.Sentence(s.d.Settings.Language, err)))
			return
		}
		s.assist.kept = set
		s.assist.key.SetText("")
		s.saved(pageModel)
		s.modelSaid(nil)
		s.showKeyPlace()
		s.d.Toast(lang.L("Saved"), nil)
		s.d.Trace("model-set", map[string]any{"on": set.On, "trial": set.Trial})
	})
}

// onlyKey shuts what somebody who doesn't keep the workspace can't change, and
// says so: of a server's settings only the key is everybody's own.
func (s *Screen) onlyKey(fields ...interface{ Disable() }) fyne.CanvasObject {
	if s.d.Actor.May(people.KeepWorkspace) {
		return parts.Room(0, 0)
	}
	for _, f := range fields {
		f.Disable()
	}
	say := parts.NewParagraph(lang.L("Administrators set this for all. Only the key is yours: it is kept on this machine."), look.TextLabel, look.Ink2)
	say.Width = look.Scaled(textWidth) - 32
	return parts.Inset(8, 0, 4, 0, parts.Row(8, parts.NewIcon("lock", 13, look.Ink3), say))
}

// saveWord is what the button keeps: all settings, or one's own key.
func (s *Screen) saveWord() string {
	if s.d.Actor.May(people.KeepWorkspace) {
		return lang.L("Save")
	}
	return lang.L("Keep the key")
}

// keepServer keeps the settings of a server, for all, by whoever may; its key
// only here, in the keyring, if one was typed.
func (s *Screen) keepServer(address, key string, set func() error) error {
	if s.d.Actor.May(people.KeepWorkspace) {
		if err := set(); err != nil {
			return err
		}
	}
	if key == "" || s.d.Assist.Vault == nil {
		return nil
	}
	_, err := s.d.Assist.Vault.SetKey(address, key)
	return err
}

// testModel asks the server for one word.
func (s *Screen) testModel() {
	if s.assist.on == nil || s.assist.busy || s.d.Assist.Model == nil {
		return
	}
	set := s.typed()
	check := set
	check.On = true
	if err := check.Check(); err != nil {
		s.modelSaid(parts.FieldError(words.Sentence(s.d.Settings.Language, err)))
		return
	}
	s.assist.busy = true
	s.modelSaid(parts.Label(lang.L("Asking ...")))
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Assist.Model.Test(ctx, set)
	}, func(_ struct{}, err error) {
		s.assist.busy = false
		if err != nil {
			s.modelSaid(parts.FieldError(words.Sentence(s.d.Settings.Language, err)))
			return
		}
		s.modelSaid(parts.Banner(parts.TintGood, lang.L("The model answers."), "", nil))
	})
}

func (s *Screen) modelSaid(o fyne.CanvasObject) {
	s.assist.said.Objects = nil
	if o != nil {
		s.assist.said.Add(parts.Inset(6, 0, 0, 0, o))
	}
	s.assist.said.Refresh()
	s.assist.box.Refresh()
}

// showKeyPlace says where the key is.
func (s *Screen) showKeyPlace() {
	place := proposal.NoKey
	if v := s.d.Assist.Vault; v != nil {
		place = v.Key(s.assist.kept.Address)
	}
	s.assist.place.Objects = []fyne.CanvasObject{parts.Inset(0, 0, 4, look.Scaled(140), parts.NewParagraph(keyPlace(place), look.TextLabel, look.Ink3))}
	s.assist.place.Refresh()
}
