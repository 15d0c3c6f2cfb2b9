package app

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/door"
	"shifu/internal/people"
	"shifu/internal/words"
)

// begin shows what comes before the work: the first run in an empty workspace,
// signing in, or nothing where nobody else has access.
func (s *Shell) begin() {
	if s.out.Empty {
		s.alone(door.FirstRun(s.doorway(), s.out.MakeDemo, s.out.Found, func() {
			s.out.Empty = false
			s.begin()
		}))
		s.out.Trace("shown", map[string]any{"place": "first-run"})
		return
	}
	type doorState struct {
		logins []string
		open   bool
	}
	background.Run(context.Background(), s.out.Stage, func(ctx context.Context) (doorState, error) {
		logins, open, err := s.out.Kept.Door.Logins(ctx)
		return doorState{logins, open}, err
	}, func(st doorState, err error) {
		login := s.out.Login
		s.out.Login = ""
		if st.open && len(st.logins) == 1 {
			login = st.logins[0]
		}
		if login != "" {
			s.enterAs(login)
			return
		}
		s.signIn()
	})
}

// enterAs signs in without a password, or asks for one.
func (s *Shell) enterAs(login string) {
	background.Run(context.Background(), s.out.Stage, func(ctx context.Context) (people.Actor, error) {
		return s.out.Kept.Door.SignIn(ctx, login, "")
	}, func(by people.Actor, err error) {
		if err != nil {
			s.signIn()
			return
		}
		s.admit(by)
	})
}

func (s *Shell) signIn() {
	s.alone(door.SignIn(s.doorway(), s.admit))
	s.out.Trace("shown", map[string]any{"place": "sign-in"})
}

// admit lets a person in; a vendor's person confirms the confidentiality
// statement first.
func (s *Shell) admit(by people.Actor) {
	s.remember(by)
	if by.Confidential() {
		s.enter(by)
		return
	}
	s.alone(door.Statement(s.doorway(), by, s.enter, s.changePerson))
	s.out.Trace("shown", map[string]any{"place": "statement"})
}

func (s *Shell) doorway() door.Doorway {
	return door.Doorway{Door: s.out.Kept.Door, Stage: s.out.Stage, Window: s.window, Language: s.out.Language, Hint: s.hint(), Known: s.known(),
		Speak: func(l words.Language) {
			s.out.Language = l
			if err := speak(l); err == nil {
				s.begin()
			}
		}}
}

// alone shows content without rail and menu's actions of a person.
func (s *Shell) alone(content fyne.CanvasObject) {
	s.window.SetContent(content)
	s.menus()
}

// letOther is changePerson on somebody's wish: what is open is saved first.
func (s *Shell) letOther() { s.kept(lang.L("Leave all the same"), s.changePerson) }

func (s *Shell) changePerson() {
	s.leaveAll()
	s.begin()
}

func other(l words.Language) words.Language {
	if l == words.Chinese {
		return words.English
	}
	return words.Chinese
}

// errNotHere is an error whose text is a sentence for people already.
func errNotHere(sentence string) error { return errors.New(sentence) }

// hint is what to type at the door of a demo workspace.
func (s *Shell) hint() words.Text {
	if s.out.Hint == nil {
		return words.Text{}
	}
	return s.out.Hint()
}

// knownKey is the program's own preference that lists who signed in on this machine.
const knownKey = "signed-in"

// mostKnown is how many of them are offered.
const mostKnown = 4

// known are those who are offered at the door: the demo's cast, otherwise who
// signed in on this machine before.
func (s *Shell) known() []door.Known {
	if s.out.Cast != nil {
		if cast := s.out.Cast(); len(cast) > 0 {
			return cast
		}
	}
	var out []door.Known
	for _, login := range s.app.Preferences().StringList(knownKey) {
		out = append(out, door.Known{Login: login})
	}
	return out
}

// remember puts whoever signed in first among those who are offered.
func (s *Shell) remember(by people.Actor) {
	logins := []string{by.Login}
	for _, l := range s.app.Preferences().StringList(knownKey) {
		if l != by.Login && len(logins) < mostKnown {
			logins = append(logins, l)
		}
	}
	s.app.Preferences().SetStringList(knownKey, logins)
}
