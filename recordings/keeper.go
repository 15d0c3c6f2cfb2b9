package recordings

import (
	"context"
	"io/fs"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
)

// Column names a fact by which a list of calls can be sorted.
type Column string

// The columns.
const (
	ByStart        Column = "start"
	ByDuration     Column = "duration"
	ByAgent        Column = "agent"
	ByTeam         Column = "team"
	ByOrganisation Column = "organisation"
	ByBusinessLine Column = "business-line"
	ByProject      Column = "project"
	BySatisfaction Column = "satisfaction"
	ByScore        Column = "score"
	ByState        Column = "state"
)

// Filter narrows a list of calls; zero fields do not narrow.
type Filter struct {
	Text            string      // words in title, in what was said, agent's name, staff number, queue, tags; digits: part of the caller's number or external id
	Said            string      // words of the transcript, for who may open calls; all of them
	Kinds           []Direction // any of
	IDs             []string    // any of
	From, Until     time.Time
	OrganisationIDs []string
	TeamIDs         []string
	AgentIDs        []string
	Projects        []string
	BusinessLines   []string
	MinLength       time.Duration
	MaxLength       time.Duration
	Satisfaction    []int    // any of
	States          []string // any of; "none" for calls without an evaluation
	WithSound       *bool
	Tags            []string // any of; for who asks about their own calls no call has any
}

// Order is a column and a direction.
type Order struct {
	By         Column
	Descending bool
}

// Day counts the calls of one day.
type Day struct {
	Start time.Time // midnight in the asker's zone
	Calls int
	Hits  int // those that pass the filter
}

// Keeper keeps calls, their facts and what was derived from their audio. Every
// method is a whole use in one transaction, keeps to the actor's scope, and
// answers NotFound for what is outside it.
type Keeper interface {
	// Add keeps new calls. A call whose Source and ExternalID, or whose
	// Audio.Hash, is here already is left out; added tells which were new.
	Add(ctx context.Context, by people.Actor, calls []Call) (added []bool, err error)
	// AddWith is Add for calls with what is known beside each; beside may be
	// shorter than calls.
	AddWith(ctx context.Context, by people.Actor, calls []Call, beside []Beside) (added []bool, err error)
	Call(ctx context.Context, by people.Actor, id string) (Row, error)
	// List returns at most limit rows from offset on.
	List(ctx context.Context, by people.Actor, f Filter, o Order, offset, limit int) ([]Row, error)
	Count(ctx context.Context, by people.Actor, f Filter) (int, error)
	// Days counts the calls of each day between from and until in zone.
	Days(ctx context.Context, by people.Actor, f Filter, from, until time.Time, zone *time.Location) ([]Day, error)
	// Choices returns the distinct projects and business lines, for filters.
	Choices(ctx context.Context, by people.Actor) (projects, businessLines []string, err error)
	// Said returns what was said with a word of f.Said in it, call by call in
	// order o from the from-th call on, until there are at least limit lines;
	// next is where to go on, 0 at the end.
	Said(ctx context.Context, by people.Actor, f Filter, o Order, from, limit int) (lines []Line, next int, err error)
	// SetFacts changes the facts of a call that is here (title, agent, lane, ...).
	// Where its sound is read otherwise than before, what was made of it goes;
	// Conflict if the call was scored or redacted as it sounded.
	SetFacts(ctx context.Context, by people.Actor, c Call) error
	// Derived returns a blob made from audio (peaks, spans) by kind and version, NotFound if there is none.
	Derived(ctx context.Context, by people.Actor, callID, kind string) ([]byte, error)
	SetDerived(ctx context.Context, by people.Actor, callID, kind string, blob []byte) error
	// Here returns the calls that are here as another would be: under its source
	// and id, with its recording, or else with a recording of its source that is
	// called as its own, whatever the ending.
	Here(ctx context.Context, by people.Actor, like Call) ([]Call, error)
	// AddHolds adds holds that the recorder told after the call was here, and
	// takes them out of its talk and its silence; added: it hadn't them all.
	AddHolds(ctx context.Context, by people.Actor, callID string, holds []Hold) (added bool, err error)
	// Holds returns the holds that the recorder told of a call.
	Holds(ctx context.Context, by people.Actor, callID string) ([]Hold, error)
	Transcript(ctx context.Context, by people.Actor, callID string) ([]Utterance, error)
	SetTranscript(ctx context.Context, by people.Actor, callID string, us []Utterance) error
	// Audio returns where the recording of a call lies, for who may hear it;
	// the file's name is the SHA-256 of its content. NotFound if it is missing.
	Audio(ctx context.Context, by people.Actor, callID string) (path string, err error)
	// Opened records in the audit log that the actor opened the call's audio.
	Opened(ctx context.Context, by people.Actor, callID string) error
}

// Deleted refuses a recording that was deleted by the rules of retention.
var Deleted = fault.New(fault.Conflict, "This recording was in the workspace and was deleted by the rules of retention. It is not taken in again.", nil)

// Changed refuses a file that is still being written, or went away meanwhile.
var Changed = fault.New(fault.Conflict, "This file changed or went away while it was being imported. Nothing of it was kept; import it again once the recording has ended.", nil)

// Shelf keeps audio files by the SHA-256 of their content. Where a file lies is
// told by Keeper.Audio, which knows who may hear it.
type Shelf interface {
	// Put copies the file in and returns its hash; the same content is kept once.
	// Deleted refuses what was deleted for good, Changed what changes meanwhile.
	Put(ctx context.Context, path string) (hash string, err error)
	// PutSeen is Put of a file that was looked at before: Changed refuses it if it
	// isn't what it was then.
	PutSeen(ctx context.Context, path string, seen fs.FileInfo) (hash string, err error)
	// Sweep removes a file that no call needs.
	Sweep(ctx context.Context, hash string) error
	// CacheDir is where decoded copies may be kept.
	CacheDir() string
}
