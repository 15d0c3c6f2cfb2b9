// Package store keeps everything in a workspace: a folder with the database,
// the recordings by their SHA-256, back-ups and a cache. It is the only
// package that knows SQL.
package store

import (
	"time"

	"github.com/alexedwards/argon2id"

	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/indicators"
	"shifu/recordings"
)

// Options are what a test or a tool may want otherwise. The zero value is
// right for people.
type Options struct {
	Now          func() time.Time     // the clock; nil: time.Now
	Zone         *time.Location       // of working days; nil: time.Local
	Machine      Machine              // who locks the folder; zero: this one
	PasswordCost *argon2id.Params     // nil: 64 MiB, 3 rounds, 2 lanes
	MaxPages     int                  // of the database; 0: no limit
	Run          string               // names this run of the program; empty: a new name
	Mono         func() time.Duration // a clock that nobody can set; nil: since Open
}

// Machine names a computer and one of its runs: what a lock tells others.
type Machine struct {
	Host string
	Boot string // changes with each start of the computer
	PID  int
}

var (
	_ people.Keeper     = (*People)(nil)
	_ people.Door       = (*People)(nil)
	_ recordings.Keeper = (*Calls)(nil)
	_ recordings.Shelf  = (*Shelf)(nil)
	_ qa.Keeper         = (*Quality)(nil)
	_ qa.Queue          = (*Quality)(nil)
	_ qa.Trends         = (*Quality)(nil)

	_ indicators.Keeper = (*Figures)(nil)
	_ indicators.Aims   = (*Figures)(nil)
	_ indicators.Intake = (*Figures)(nil)
	_ appeal.Keeper     = (*Appeals)(nil)
	_ appeal.Rules      = (*Appeals)(nil)
)

// People returns the keeper of persons and the door.
func (w *Workspace) People() *People { return &People{w: w} }

// Calls returns the keeper of the library.
func (w *Workspace) Calls() *Calls { return &Calls{w: w} }

// Shelf returns the keeper of audio files.
func (w *Workspace) Shelf() *Shelf { return &Shelf{w: w} }

// Quality returns the keeper of rubrics and evaluations, the queue and the trends.
func (w *Workspace) Quality() *Quality { return &Quality{w: w} }

// Figures returns the keeper of the figures of operations.
func (w *Workspace) Figures() *Figures { return &Figures{w: w} }

// Appeals returns the keeper of appeals, timers, and working days.
func (w *Workspace) Appeals() *Appeals { return &Appeals{w: w} }

// Exams returns the keeper of exams.
func (w *Workspace) Exams() *Exams { return &Exams{w: w} }

// Certificates returns the keeper of certificates.
func (w *Workspace) Certificates() *Certificates { return &Certificates{w: w} }

// Audit returns the audit log.
func (w *Workspace) Audit() *Audit { return &Audit{w: w} }

// Notices returns the hub to which every change is sent after its commit.
func (w *Workspace) Notices() *notice.Hub { return &w.hub }

// Dir returns the workspace's folder.
func (w *Workspace) Dir() string { return w.dir }

// ReadOnly reports whether nothing can be changed, and why.
func (w *Workspace) ReadOnly() (bool, words.Text) { return !w.why.IsZero(), w.why }
