// Package desk is what every screen is handed when it opens: who works, what is
// kept, how to go elsewhere, and how to say something.
package desk

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/background"
	"shifu/app/keys"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
)

// Choices are one person's settings.
type Choices struct {
	Mode        string // system, light, dark
	Percent     int    // text size, 90 to 150
	Language    words.Language
	Rewind      time.Duration // on resume
	SkipSeconds int
	Helper      string      // where ffmpeg lies; empty: it is looked for on PATH
	Keys        keys.Chosen // instead of the house's
}

// Preferences keeps small things per person, as JSON, by key.
type Preferences interface {
	Preference(ctx context.Context, by people.Actor, key string) ([]byte, error)
	SetPreference(ctx context.Context, by people.Actor, key string, json []byte) error
}

// Backup is one back-up that lies in the workspace.
type Backup struct {
	Path string
	At   time.Time
	Size int64
}

// Entry is one row of the audit log in words.
type Entry struct {
	At   time.Time
	Who  string
	What string
}

// Keeping looks after the workspace as a whole; rights are checked below.
type Keeping interface {
	Folder() string
	Backup(ctx context.Context, by people.Actor) (path, head string, err error)
	Backups(ctx context.Context, by people.Actor) ([]Backup, error)
	// Check returns what is wrong with the workspace, empty for nothing.
	Check(ctx context.Context, by people.Actor) ([]words.Text, error)
	// Audit returns the newest n rows of the audit log, newest first, and its head.
	Audit(ctx context.Context, by people.Actor, n int) (rows []Entry, head string, err error)
}

// Desk is one person's place of work in the window.
type Desk struct {
	Kept
	Actor    people.Actor
	Settings Choices
	Now      func() time.Time
	Zone     *time.Location
	Stage    *background.Stage
	Hub      *notice.Hub
	Reports  Reports
	Keeping  Keeping
	Sound    Sound
	Output   Loudspeaker // of this machine
	Window   fyne.Window

	// Go opens a place; Back returns to the one before.
	Go   func(Route)
	Back func()
	// Toast says that something was done, with a way to undo it (nil: none).
	Toast func(text string, undo func())
	// Fail says what went wrong, in the status bar or a banner of the window.
	Fail func(err error)
	// Progress shows one long work in the status bar; the returned functions
	// move it (on the UI thread) and end it. cancel may be nil.
	Progress func(title string, cancel func()) (move func(done, total int), end func())
	// Changed tells the shell that the screen's Actions or the rail's counts changed.
	Changed func()
	// Apply keeps and applies changed settings.
	Apply func(Choices)
	// Acts are everything that the person can do somewhere, with the keys of the
	// house; HoldKeys lets shortcuts rest while a key is being chosen.
	Acts     func() []keys.Act
	HoldKeys func(on bool)
	// Trace notes what the window shows, for tests and support; never nil.
	Trace func(event string, facts map[string]any)
}

// Screen is one open place.
type Screen interface {
	// Content is built once.
	Content() fyne.CanvasObject
	// Actions are everything that can be done here; the main menu lists them.
	Actions() []Action
	// Wide screens fold the rail to 64.
	Wide() bool
	// Close is called when the screen is left; what is not saved is saved here.
	Close()
}
