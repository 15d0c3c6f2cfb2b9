// Package app is the window: the shell with rail, menu and status bar around
// the screens, signing in, and going from place to place.
package app

import (
	"context"
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/door"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
)

// Outfit is what the program hands to the window: everything that is kept,
// sound, reports, and the clock.
type Outfit struct {
	Kept     desk.Kept
	Sound    desk.Sound
	Reports  desk.Reports
	Keeping  desk.Keeping
	Hub      *notice.Hub
	Stage    *background.Stage
	Now      func() time.Time
	Zone     *time.Location
	Language words.Language // until somebody's settings say otherwise
	// Notice is a sentence to show above everything, zero for none: a
	// workspace that can only be read, for instance.
	Notice words.Text
	Trace  func(event string, facts map[string]any) // nil: nobody listens
	// MakeDemo fills an empty workspace with the demo.
	MakeDemo func(ctx context.Context, progress func(done, total int)) error
	// Found makes the first person of an empty workspace.
	Found func(ctx context.Context, name string) error
	// Hint is a sentence for the page where people sign in; nil: none.
	Hint func() words.Text
	// Tick does what timers ask for, without a person; nil: nothing.
	Tick func(ctx context.Context) error
	// Watch looks at the watched folders; nil: nothing.
	Watch func(ctx context.Context) error
	// Cast names who is who in a demo workspace; nil or empty elsewhere.
	Cast func() []door.Known
	// Empty reports whether the workspace has no person yet.
	Empty bool
	// Login signs in at once where no password is asked; empty: ask.
	Login string
}

// Shell is the window with whoever works in it.
type Shell struct {
	app     fyne.App
	window  fyne.Window
	out     Outfit
	desk    *desk.Desk // nil until somebody has signed in
	screen  desk.Screen
	here    *desk.Route
	history []desk.Route
	rail    *parts.Rail
	status  *statusBar
	toasts  *toasts
	counts  map[desk.Place]int
	stop    []func() // of the hub
	filled  bool     // the full screen is for a screen that is alone
	wasFull bool
	keys    []fyne.Shortcut // of a screen without a menu
	seen    seenActs        // what could be done since somebody signed in
	held    bool            // shortcuts rest
	leaving bool            // the keyboard is being taken from a part that is gone
	asking  bool            // whether entries that can't be saved may be lost
}

// Open shows the window of a program; the caller then runs a.
func Open(a fyne.App, out Outfit) (*Shell, error) {
	if out.Trace == nil {
		out.Trace = func(string, map[string]any) {}
	}
	s := &Shell{app: a, out: out, window: a.NewWindow("Shifu"), counts: map[desk.Place]int{}}
	if err := speak(out.Language); err != nil {
		return nil, err
	}
	a.Settings().SetTheme(look.New(look.ModeLight, 100))
	parts.ShowKeys(s.shownKey)
	s.window.SetMaster()
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(1280, 760))
	s.window.Canvas().SetOnTypedKey(s.typed)
	s.window.Canvas().SetOnTypedRune(s.typedRune)
	s.window.SetOnDropped(s.dropped)
	s.window.SetCloseIntercept(s.quit)
	a.Lifecycle().SetOnExitedForeground(func() { s.attend(false) })
	a.Lifecycle().SetOnEnteredForeground(func() { s.attend(true) })
	if name := (loudspeaker{s}).Name(); name != "" {
		s.hearBy(name)
	}
	s.begin()
	s.keepTime()
	s.window.Show()
	return s, nil
}

// Window is the window, for tests.
func (s *Shell) Window() fyne.Window { return s.window }

// Desk is the place of work of whoever is signed in, nil for nobody; for tests.
func (s *Shell) Desk() *desk.Desk { return s.desk }

// enter lets a person work.
func (s *Shell) enter(by people.Actor) {
	s.leaveAll()
	s.desk = s.newDesk(by)
	s.status, s.toasts = newStatusBar(s.out.Stage), newToasts(s.out.Stage)
	s.loadSettings(func() {
		s.listen()
		s.count()
		s.open(desk.Route{Place: desk.Today})
		s.out.Trace("entered", map[string]any{"name": by.Name, "places": s.placeNames()})
	})
}

func (s *Shell) newDesk(by people.Actor) *desk.Desk {
	d := &desk.Desk{Kept: s.out.Kept, Actor: by, Now: s.out.Now, Zone: s.out.Zone, Stage: s.out.Stage,
		Hub: s.out.Hub, Reports: s.out.Reports, Keeping: s.out.Keeping, Sound: s.out.Sound, Output: loudspeaker{s}, Window: s.window, Trace: s.out.Trace}
	d.Settings = standard(s.out.Language)
	d.Go, d.Back, d.Changed = s.goTo, s.back, s.changed
	d.Toast = func(text string, undo func()) { s.toasts.show(text, undo) }
	d.Fail = func(err error) {
		if s.desk == d { // not on the desk of whoever came after
			s.fail(err)
		}
	}
	d.Progress = func(title string, cancel func()) (func(done, total int), func()) {
		return s.status.progress(title, cancel)
	}
	d.Apply = s.apply
	d.Acts, d.HoldKeys = s.acts, s.holdKeys
	return d
}

// fail says what went wrong, in words, where it stays until it is read.
func (s *Shell) fail(err error) {
	if err == nil || s.desk == nil {
		return
	}
	s.status.problem(words.Sentence(s.desk.Settings.Language, err))
	s.out.Trace("failed", map[string]any{"error": err.Error()})
}

// changed draws anew what depends on the screen's actions and on counts.
func (s *Shell) changed() {
	s.leaveGone()
	s.menus()
	s.count()
}

// leaveGone takes the keyboard from a part that is shown no more: Fyne leaves it
// there, and Enter would open a row of a list that nobody sees. Only such a part
// has no place in the window; the corner belongs to the rail. A part that was
// never drawn has none either, but is about to be shown. Losing the keyboard may
// change the actions in turn.
func (s *Shell) leaveGone() {
	c, driver := s.window.Canvas(), fyne.CurrentApp().Driver()
	o, ok := c.Focused().(fyne.CanvasObject)
	if !ok || s.leaving || driver.CanvasForObject(o) == nil {
		return
	}
	if at := driver.AbsolutePositionForObject(o); at.X <= 0 && at.Y <= 0 {
		s.leaving = true
		c.Unfocus()
		s.leaving = false
	}
}

// listen recounts the rail when something changed.
func (s *Shell) listen() {
	stop := s.out.Hub.Listen(func(n notice.Notice) {
		s.out.Stage.Show(s.count)
		if n.Subject == notice.Persons {
			s.out.Stage.Show(s.renew)
		}
	})
	s.stop = append(s.stop, stop)
}

// renew reads anew what the person may do: a right that was withdrawn, or a
// person who left, must not work on until the next signing in.
func (s *Shell) renew() {
	d := s.desk
	if d == nil {
		return
	}
	background.Run(context.Background(), s.out.Stage, func(ctx context.Context) (people.Person, error) {
		return d.People.Person(ctx, d.Actor, d.Actor.PersonID)
	}, func(p people.Person, err error) {
		by := people.As(p, d.Actor.Kind)
		switch {
		case s.desk != d:
		case fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden) || err == nil && p.Left(d.Now()):
			s.changePerson()
		case err == nil && !reflect.DeepEqual(by, d.Actor):
			s.replace(by)
		}
	})
}

// replace goes on at the same place as by. The desk is a new one: work beside
// the window still reads the old one.
func (s *Shell) replace(by people.Actor) {
	s.leave()
	old := s.desk
	s.desk = s.newDesk(by)
	s.desk.Settings = old.Settings
	s.again()
}

// frame puts rail, page and status bar around the present screen. The ground of
// the window is the theme's: another one above it would cost as much as a page.
func (s *Shell) frame() {
	if s.solo() {
		s.rail, s.status.around = nil, nil
		s.menus() // first: the content takes the menu's room
		s.fillScreen(true)
		s.window.SetContent(container.NewStack(s.screen.Content(), s.toasts.content()))
		return
	}
	s.fillScreen(false)
	s.rail = s.newRail()
	page := container.NewStack(parts.NewPage(s.screen.Content()))
	body := container.NewBorder(nil, s.status.content(), s.rail, nil, page)
	s.status.around = body
	s.window.SetContent(container.NewStack(body, s.toasts.content()))
	s.menus()
}

// leaveAll closes what the person before had open.
func (s *Shell) leaveAll() {
	s.leave()
	for _, stop := range s.stop {
		stop()
	}
	s.stop, s.here, s.history, s.desk, s.seen, s.held = nil, nil, nil, nil, nil, false
	s.counts = map[desk.Place]int{}
}

// quit saves what is open and ends the program; what can't be saved is told first.
func (s *Shell) quit() {
	s.kept(lang.L("Quit all the same"), func() {
		s.leaveAll()
		s.out.Trace("quit", nil)
		s.out.Stage.End()
		s.app.Quit()
	})
}

// dropped passes files that were dragged onto the window to the screen.
func (s *Shell) dropped(_ fyne.Position, uris []fyne.URI) {
	if s.solo() {
		return
	}
	taker, ok := s.screen.(interface{ Dropped(paths []string) })
	if !ok {
		if s.desk != nil {
			s.fail(errNotHere(lang.L("Drop recordings on the Library.")))
		}
		return
	}
	paths := make([]string, 0, len(uris))
	for _, u := range uris {
		paths = append(paths, u.Path())
	}
	taker.Dropped(paths)
}
