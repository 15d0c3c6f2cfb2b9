// Package watch takes in what recorders write into folders: each is looked at
// from time to time, and a file is imported once it has stopped growing. It
// only looks (a network folder sends no events), and what it knows is kept, so
// that a restart goes on where it stopped.
package watch

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/formats"
	"shifu/recordings/intake"
)

// Done is what happens to a file once it is in the library.
type Done string

// What may happen to it.
const (
	Leave  Done = "leave"
	Move   Done = "move" // into the folder Imported beside it
	Remove Done = "remove"
)

// Imported is the folder into which files are moved; it is not looked into.
const Imported = "imported"

// Folder is a place into which a recorder writes.
type Folder struct {
	ID             string
	Path           string
	Source         string // what the recorder is called; keeps its call ids apart
	AgentLane      int    // 0 or 1, where a table doesn't say
	Mapping        intake.Mapping
	Raw            map[string]formats.Raw // how files without a header are read, by ending
	Done           Done
	Paused         bool
	OrganisationID string       // whose calls these are
	By             people.Actor // in whose name files are imported
	LookedAt       time.Time    // zero: never
	MissingSince   time.Time    // zero: it is there
	Counts         map[State]int
}

// Check refuses a folder that can't be watched.
func (f Folder) Check() error {
	switch {
	case !filepath.IsAbs(f.Path):
		return fault.New(fault.Invalid, "Write the whole path of the folder, from its drive or / on.", nil)
	case f.AgentLane < 0 || f.AgentLane > 1:
		return fault.New(fault.Invalid, "The agent's channel has to be 1 or 2.", nil)
	case strings.TrimSpace(f.Source) == "":
		return fault.New(fault.Invalid, "Give the recorder a name: it keeps its call ids apart from others.", nil)
	}
	for _, raw := range f.Raw {
		if err := raw.Check(); err != nil {
			return err
		}
	}
	switch f.Done {
	case Leave, Move, Remove:
		return nil
	}
	return fault.New(fault.Invalid, "Say what happens to a file once it is imported: leave, move or remove.", nil)
}

// State is where a file stands.
type State string

// The states.
const (
	Waiting State = "waiting" // it may still be written
	Taken   State = "taken"   // it is in the library, now or before
	Refused State = "refused"
)

// File is a file as it was when it was last looked at.
type File struct {
	Path    string // within the folder, with slashes
	Size    int64
	Changed time.Time
	Seen    time.Time // since when it looks like this
	State   State
	Why     words.Text // of a refusal, or what was left open
}

// same reports whether a file still looks as it did.
func (f File) same(g File) bool { return f.Size == g.Size && f.Changed.Equal(g.Changed) }

// Look is what was seen in a folder at one time.
type Look struct {
	At      time.Time
	Missing bool
	Files   []File // that are new or stand otherwise than before
	Gone    []string
	Taken   int // calls that came in
}

// Keeper keeps folders and what is known of their files. Every method keeps to
// the actor's scope and needs the right to import.
type Keeper interface {
	Folders(ctx context.Context, by people.Actor) ([]Folder, error)
	// Save keeps a folder; an empty ID is a new one. The actor becomes the one in
	// whose name its files are imported.
	Save(ctx context.Context, by people.Actor, f Folder) (id string, err error)
	// Drop stops watching a folder. What was imported stays.
	Drop(ctx context.Context, by people.Actor, id string) error
	// Files returns what is known of a folder's files in one of states (none: in
	// any), by path.
	Files(ctx context.Context, by people.Actor, id string, states []State) ([]File, error)
	// Looked keeps what was seen.
	Looked(ctx context.Context, by people.Actor, id string, l Look) error
	// Again lets refused files be tried once more.
	Again(ctx context.Context, by people.Actor, id string) error
}

// Kept is what watching reads and writes.
type Kept struct {
	Folders  Keeper
	Intake   intake.Kept
	Patience *Patience // nil: a folder may take as long as it wants
}
