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
	"shifu/app/transcribing"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/proposal"
	"shifu/recordings/transcribe"
)

const pageTranscription = transcribing.Page

// hearingPage is how calls are written down: off until somebody turns it on.
type hearingPage struct {
	kept               transcribe.Settings
	on, words          *parts.Check
	address, name, key *parts.Entry
	language, prompt   *parts.Entry
	limit, price       *parts.Entry
	where, place       *parts.Paragraph
	said               *fyne.Container
	busy               bool
	box                *fyne.Container
}

func (s *Screen) transcription() fyne.CanvasObject {
	s.hearing = hearingPage{box: parts.Stack(0)}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (transcribe.Settings, error) {
		return s.d.Transcribing.Settings(ctx, s.d.Actor)
	}, func(kept transcribe.Settings, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.hearing.kept = kept
		s.buildTranscription()
	})
	return s.hearing.box
}

func (s *Screen) buildTranscription() {
	h, k := &s.hearing, s.hearing.kept
	line := func(hint, text string, wide float32) *parts.Entry {
		e := parts.NewEntry(hint).Wide(wide)
		e.SetText(text)
		return e
	}
	h.on = parts.NewCheck(lang.L("Have calls transcribed by a server"), k.On, func(bool) { s.showWhere() })
	h.words = parts.NewCheck(lang.L("Ask when each word is said: it is lit while it is heard, and a click plays from it"), k.Words, nil)
	h.address, h.name = line("http://127.0.0.1:8000/v1", k.Address, 360), line("whisper-1", k.Model, 240)
	h.key = parts.NewPassword(lang.L("Key")).Wide(360)
	h.language, h.limit, h.price = line("zh", k.Language, 80), line("300", strconv.Itoa(k.Seconds), 80), line("0.043", transcribing.Yuan(k.PerMinute), 80)
	h.prompt = parts.NewNote(lang.L("Words that the server should know: names, streets, terms"), 3)
	h.prompt.SetText(k.Prompt)
	h.where, h.place = parts.NewParagraph("", look.TextLabel, look.Ink2), parts.NewParagraph("", look.TextLabel, look.Ink3)
	h.said = parts.Stack(0)
	h.address.OnChanged = func(string) { s.showWhere() }
	only := s.onlyKey(h.on, h.words, h.address, h.name, h.language, h.prompt, h.limit, h.price)
	yuan := parts.Row(8, h.price, parts.Second(lang.L("yuan a minute, to tell the cost before anything is sent")))
	h.box.Objects = []fyne.CanvasObject{
		block(lang.L("Transcription"), lang.L("What is said in a call is written down by a server, each voice for itself. Off until you turn it on; each time it is asked before anything is sent."), h.on, parts.Inset(6, 0, 0, 0, h.where), only),
		block(lang.L("Server"), lang.L("Any server that speaks the OpenAI protocol for transcription: OpenAI, speaches, whisper.cpp (its address ends in /inference), LocalAI, vLLM."),
			setting(lang.L("Address"), h.address), setting(lang.L("Model"), h.name), setting(lang.L("Key"), h.key), parts.Inset(0, 0, 4, look.Scaled(140), h.place),
			setting(lang.L("Seconds for a piece"), h.limit), setting(lang.L("Price"), yuan)),
		block(lang.L("What is asked for"), "", setting(lang.L("Language"), parts.Row(8, h.language, parts.Second(lang.L("zh or en; empty: the server finds out")))), parts.Room(0, 4), h.prompt, parts.Room(0, 6), h.words, h.said, parts.Room(0, 8),
			parts.Row(8, parts.NewButton(s.saveWord(), parts.Main, s.saveTranscription).WithKey("Ctrl S"), parts.NewButton(lang.L("Try it with a tone"), parts.Plain, s.tryTranscription).WithKey("Ctrl T"))),
	}
	s.keepTyped(pageTranscription, entries(h.address, h.name, h.key, h.language, h.prompt, h.limit, h.price), checks(h.on, h.words))
	s.showWhere()
	s.showHearingKey()
	h.box.Refresh()
}

// showWhere says where sound would go with what stands in the fields.
func (s *Screen) showWhere() {
	h := &s.hearing
	h.where.Set(transcribe.Settings{On: h.on.Checked, Address: strings.TrimSpace(h.address.Text())}.Where().In(s.d.Settings.Language))
	h.box.Refresh()
}

// typedHearing are the settings as they stand in the fields.
func (s *Screen) typedHearing() (transcribe.Settings, error) {
	h, out := &s.hearing, s.hearing.kept
	out.On, out.Words = h.on.Checked, h.words.Checked
	out.Address, out.Model = strings.TrimSpace(h.address.Text()), strings.TrimSpace(h.name.Text())
	out.Language, out.Prompt = strings.TrimSpace(h.language.Text()), strings.TrimSpace(h.prompt.Text())
	out.Seconds, _ = strconv.Atoi(strings.TrimSpace(h.limit.Text())) // 0 is refused with a sentence
	price, err := strconv.ParseFloat(strings.TrimSpace(strings.ReplaceAll(h.price.Text(), "，", ".")), 64)
	if h.price.Text() == "" {
		price, err = 0, nil
	}
	if err != nil || !(price >= 0 && price <= 1000) {
		return out, fault.New(fault.Invalid, "\"{{.Have}}\" is no price. Write it as 0.043.", fault.Values{"Have": h.price.Text()})
	}
	out.PerMinute = int(price*1000 + .5)
	return out, nil
}

// saveTranscription keeps the settings, for all; the key only here, in the keyring.
func (s *Screen) saveTranscription() {
	if s.hearing.on == nil {
		return
	}
	set, err := s.typedHearing()
	if err == nil {
		err = set.Check()
	}
	if err != nil {
		s.hearingSaid(parts.FieldError(words.Sentence(s.d.Settings.Language, err)))
		return
	}
	if set.On && !set.Local() && (!s.hearing.kept.On || s.hearing.kept.Address != set.Address) {
		parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Let sound be sent to {{.Address}}?", map[string]any{"Address": set.Address}), Text: set.Where().In(s.d.Settings.Language),
			Safe: lang.L("Cancel"), Act: lang.L("Turn it on"), Kind: parts.Main, OnAct: func() { s.keepTranscription(set) }})
		return
	}
	s.keepTranscription(set)
}

func (s *Screen) keepTranscription(set transcribe.Settings) {
	key := s.hearing.key.Text()
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.keepServer(set.Address, key, func() error { return s.d.Transcribing.SetSettings(ctx, s.d.Actor, set) })
	}, func(_ struct{}, err error) {
		if err != nil {
			s.hearingSaid(parts.FieldError(words.Sentence(s.d.Settings.Language, err)))
			return
		}
		s.hearing.kept = set
		s.hearing.key.SetText("")
		s.saved(pageTranscription)
		s.hearingSaid(nil)
		s.showHearingKey()
		s.d.Toast(lang.L("Saved"), nil)
		s.d.Trace("transcription-set", map[string]any{"on": set.On, "local": set.Local()})
	})
}

// tryTranscription sends a tone and says plainly what the server answered.
func (s *Screen) tryTranscription() {
	if s.hearing.on == nil || s.hearing.busy || s.d.Assist.Hearing == nil {
		return
	}
	set, err := s.typedHearing()
	if err == nil {
		check := set
		check.On = true
		err = check.Check()
	}
	if err != nil {
		s.hearingSaid(parts.FieldError(words.Sentence(s.d.Settings.Language, err)))
		return
	}
	s.hearing.busy = true
	s.hearingSaid(parts.Label(lang.L("Asking ...")))
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (transcribe.Tried, error) {
		return transcribe.Try(ctx, s.d.Assist.Hearing, set, s.d.Now)
	}, func(tried transcribe.Tried, err error) {
		s.hearing.busy = false
		if err != nil {
			s.hearingSaid(parts.FieldError(words.Sentence(s.d.Settings.Language, err)))
			return
		}
		say := parts.NewParagraph(tried.Say().In(s.d.Settings.Language), look.TextBody, look.Ink)
		say.Width = look.Scaled(textWidth) - 32
		s.hearingSaid(parts.Row(8, parts.NewIcon("okcircle", 15, look.Good), say))
	})
}

func (s *Screen) hearingSaid(o fyne.CanvasObject) {
	s.hearing.said.Objects = nil
	if o != nil {
		s.hearing.said.Add(parts.Inset(6, 0, 0, 0, o))
	}
	s.hearing.said.Refresh()
	s.hearing.box.Refresh()
}

// showHearingKey says where the key is.
func (s *Screen) showHearingKey() {
	place := proposal.NoKey
	if v := s.d.Assist.Vault; v != nil {
		place = v.Key(s.hearing.kept.Address)
	}
	s.hearing.place.Set(keyPlace(place))
}

// keyPlace says where a key is kept.
func keyPlace(p proposal.KeyPlace) string {
	switch p {
	case proposal.InKeyring:
		return lang.L("A key is in the system's keyring.")
	case proposal.InThisRun:
		return lang.L("This system has no keyring: the key is kept until Shifu is closed, then it is asked for again.")
	}
	return lang.L("No key is kept. It goes into the system's keyring, never into the workspace.")
}
