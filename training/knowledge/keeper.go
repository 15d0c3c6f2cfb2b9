package knowledge

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/training/bank"
)

// Ask is what is looked for. All that is set must fit. Without words it lists
// what fits, newest first.
type Ask struct {
	Text         string // words, or pinyin initials or syllables run together
	Category     string
	Organisation string // the organisation keyword
	Kind         Kind
	FAQ          bool // common questions only
	Most         int  // hits to return; 0: 30
}

// Hit is one article that was found.
type Hit struct {
	ID       string
	Title    string
	Category string
	Kind     Kind
	FAQ      bool
	Snippet  string
	Marks    []Span // in the snippet
	InTitle  []Span
	Score    float64 // larger is better; 0 where newest come first
	Standing Standing
}

// Found is the answer to an Ask: the best hits, and how many there are.
type Found struct {
	Hits  []Hit
	Total Count
}

// Count is a number of articles.
type Count int

// Group is a category with the number of its articles.
type Group struct {
	Category string
	Articles Count
}

// Missing is what was looked for and not found.
type Missing struct {
	Words string
	Times Count
	Last  time.Time
}

// Health are the numbers of the knowledge base.
type Health struct {
	Trust       Trust
	Searches    Count // within the last 30 days
	WithoutHit  Count
	WithoutOpen Count         // something was found, nothing was opened
	Uses        Count         // articles opened from a call within the last 30 days
	LateDoubts  Count         // doubts that nobody has looked at for more than LateDoubt
	Overdue     []OwnerNumber // untrusted articles by owner, most first
	TopDoubted  []Article     // the ten most read that can't be trusted
	Unused      []Article     // see Unused
}

// LateDoubt is how long a doubt may stand before it counts as neglected.
const LateDoubt = 3 * 24 * time.Hour

// OwnerNumber counts untrusted articles of an owner, and since when the
// longest of them has been.
type OwnerNumber struct {
	Owner    string
	Articles Count
	Longest  time.Duration
}

// Reader finds and opens articles. Everybody reads the articles of their own
// organisation and those that the client shows to vendors; those on important
// customers need the right to.
type Reader interface {
	Search(ctx context.Context, by people.Actor, a Ask) (Found, error)
	// Fitting are at most n articles with the most keywords in a text, such as
	// what is said in a call; those of the category weigh as one keyword more.
	Fitting(ctx context.Context, by people.Actor, text, category string, n int) ([]Hit, error)
	Categories(ctx context.Context, by people.Actor) ([]Group, error)
	Article(ctx context.Context, by people.Actor, id string) (Article, error)
	// Versions are all versions of an article's text, newest first.
	Versions(ctx context.Context, by people.Actor, id string) ([]Version, error)
	// Related are the articles that this one names, and those that name it, by title.
	Related(ctx context.Context, by people.Actor, id string) ([]Article, error)
	// Opened notes that the article was read; after a search with its words.
	Opened(ctx context.Context, by people.Actor, id, words string) error
	// Frozen are the questions of the bank that rest on an expired article.
	Frozen(ctx context.Context, by people.Actor) ([]string, error)
}

// Keeper writes articles and answers for them.
type Keeper interface {
	// Save adds an article or its next version, whose Number must be the
	// newest one's; with verify the actor, who must be the verifier, answers
	// for it at once. Conflict if somebody saved meanwhile.
	Save(ctx context.Context, by people.Actor, a Article, verify bool) (Article, error)
	// SaveAll adds many new articles in one go.
	SaveAll(ctx context.Context, by people.Actor, as []Article) ([]Article, error)
	Verify(ctx context.Context, by people.Actor, id string) error
	// Doubt says that an article can't be trusted.
	Doubt(ctx context.Context, by people.Actor, id, why string) error
	Archive(ctx context.Context, by people.Actor, id string, archived bool) error
	// Relate lays another article beside an article, or takes it away. The text
	// and its version stay.
	Relate(ctx context.Context, by people.Actor, id, other string, related bool) error
	// Work are the articles that somebody has to verify, see Work.
	Work(ctx context.Context, by people.Actor) ([]Article, error)
	Missing(ctx context.Context, by people.Actor) ([]Missing, error)
	Health(ctx context.Context, by people.Actor) (Health, error)
}

// MustReads asks for reading and keeps the receipts.
type MustReads interface {
	Demand(ctx context.Context, by people.Actor, m MustRead) (string, error)
	// Mine are those that the actor has not read yet, due first.
	Mine(ctx context.Context, by people.Actor) ([]MustRead, error)
	// Confirm gives the receipt if the answers get the whole quiz right, and
	// otherwise returns the indexes of the questions that were missed.
	Confirm(ctx context.Context, by people.Actor, id string, answers []bank.Answer) (missed []int, err error)
	// Boards are the must-reads of an article with who has read them, newest first.
	Boards(ctx context.Context, by people.Actor, articleID string) ([]Board, error)
}

// Diary notes what people looked for, and how long they read.
type Diary interface {
	// Searched notes a search that ended without an article being opened, for
	// the list of what was not found.
	Searched(ctx context.Context, by people.Actor, words string) error
	// Used notes that an article was opened for a call.
	Used(ctx context.Context, by people.Actor, id, callID string) error
	// Read notes how long the actor had an article open.
	Read(ctx context.Context, by people.Actor, id string, took time.Duration) error
}
