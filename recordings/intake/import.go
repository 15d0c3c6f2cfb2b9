// Package intake takes recordings and tables of facts into the library: files,
// folders, CSV and Excel, with every refusal told by file, line and column.
package intake

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/formats"
)

// Kept is what an import reads and writes.
type Kept struct {
	Calls  recordings.Keeper
	Shelf  recordings.Shelf
	People people.Keeper
}

// Job says what to import and how to read it.
type Job struct {
	Paths     []string // files and folders; a table among them is used if Table is nil
	Table     *Table   // facts; nil: none but those in Paths
	Tables    []string // further tables; one that can't be read is a Problem
	FilesOnly bool     // rows without a file are left out
	Late      []string // files whose holds may be those of calls that are here already; nil: all
	Mapping   Mapping  // nil: guessed from the headers
	Source    string   // what the recorder is called; keeps its call ids apart
	Zone      *time.Location
	AgentLane int // 0 or 1, where the table doesn't say
	// Raw says how files without a header are read, by extension as ".raw"; what
	// it leaves out is assumed from the name.
	Raw map[string]formats.Raw
	// Progress hears how many of the files and rows are done; it may be called
	// from several goroutines, one at a time.
	Progress func(done, total int)
}

// Summary is what an import did.
type Summary struct {
	Imported   int
	Duplicates int
	Mute       int       // of the imported: listed without sound, the reason stands in Refused
	MuteAgain  int       // of the duplicates: likewise
	Held       int       // calls that were here already and got holds
	Alone      []string  // files of holds that no call was found to
	Refused    []Problem // not taken, or listed without sound (Taken)
	Notes      []Problem // taken, with something left open
	Sound      time.Duration
	Calls      []recordings.Call // the new ones with sound, for Prepare
}

// batch is how many calls are kept in one transaction.
const batch = 500

// Import takes in everything that the job names. What was kept before a cancel
// or an error stays; nothing is half-written. The summary is valid beside an error.
func Import(ctx context.Context, by people.Actor, k Kept, job Job) (Summary, error) {
	if err := by.Require(people.ImportCalls); err != nil {
		return Summary{}, err
	}
	run := &run{by: by, kept: k, job: job}
	if job.Zone == nil {
		run.job.Zone = time.Local
	}
	if err := run.begin(ctx); err != nil {
		return run.sum, err
	}
	return run.sum, run.all(ctx)
}

type run struct {
	by    people.Actor
	kept  Kept
	job   Job
	files []string
	// agents are the agent's files of calls in two files, by the customer's.
	agents map[string]string
	// words are the transcripts of recordings, by their paths; chats are the
	// files that are a whole conversation in writing.
	words map[string]string
	chats map[string]bool
	holds map[string]*telling // by the key of a call's file or id
	told  []*telling          // all of them
	again []taken             // of calls that were here already
	loose []string            // hashes of what was shelved for them
	rows  []taken
	at    []place        // of each row in its table
	byKey map[string]int // file name, its stem or call id, lower case → row
	used  []bool
	mu    sync.Mutex
	done  int
	met   int // rows to which a file was found
	sum   Summary
	wait  []taken // to be kept with the next batch
}

// taken is a call that was read, with what is known beside it.
type taken struct {
	call recordings.Call
	recordings.Beside
}

// begin looks at the paths and reads the table.
func (r *run) begin(ctx context.Context) error {
	f := find(ctx, r.job.Paths)
	r.files, r.agents = twoFiles(f.sounds)
	r.sum.Refused = f.problems
	tables, err := r.tables(f)
	if err != nil {
		return err
	}
	st, err := readStaff(ctx, r.by, r.kept.People)
	if err != nil {
		return err
	}
	r.byKey = map[string]int{}
	r.holds = map[string]*telling{}
	r.takeHolds(f.holds)
	for _, t := range tables {
		r.read(t, st)
	}
	r.used = make([]bool, len(r.rows))
	r.pairTexts(f.texts)
	return nil
}

// pairTexts gives transcripts to the recordings of the same name; the others
// are conversations in writing.
func (r *run) pairTexts(found []foundFile) {
	r.words, r.chats = map[string]string{}, map[string]bool{}
	sound := map[string]string{}
	for _, p := range r.files {
		sound[keyOf(p)] = p
	}
	for _, t := range found {
		key := keyOf(t.path)
		p, spoken := sound[key]
		_, told := r.byKey[key]
		switch {
		case spoken:
			r.words[p] = t.path
		case told || t.asked && !r.job.FilesOnly || !loose[strings.ToLower(filepath.Ext(t.path))]:
			r.chats[t.path] = true
			r.files = append(r.files, t.path)
		}
	}
}

// all takes in the files on every core, then the rows that no file belongs to.
func (r *run) all(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	paths := make(chan string)
	var workers sync.WaitGroup
	for range runtime.NumCPU() {
		workers.Go(func() {
			for p := range paths {
				if err := r.file(ctx, p); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, p := range r.files {
		select {
		case paths <- p:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(paths)
	workers.Wait()
	r.alone(ctx, stop)
	// What was read before a cancel is kept, hence the fresh context.
	if err := r.flush(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	r.sweep(context.WithoutCancel(ctx))
	if err := r.holdLater(ctx); err != nil {
		return err
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return ctx.Err()
}

// alone takes in the rows that no file belongs to: calls without a recording.
func (r *run) alone(ctx context.Context, stop func(error)) {
	for i, row := range r.rows {
		switch c := &row.call; {
		case ctx.Err() != nil || r.job.FilesOnly:
			return
		case r.used[i]:
		case c.StartedAt.IsZero():
			r.sum.Refused = append(r.sum.Refused, Problem{File: r.at[i].table, Reason: fault.New(fault.Invalid,
				"Line {{.Line}} of {{.File}} has neither a start time nor a recording.", fault.Values{"Line": r.at[i].line, "File": r.at[i].table})})
			r.step()
		default:
			c.ID, c.Direction = newID(), cmp.Or(c.Direction, recordings.Inbound)
			c.ExternalID = cmp.Or(c.ExternalID, factsKey(*c))
			row.Holds = r.holdsOf(*c)
			if err := r.keep(ctx, row); err != nil {
				stop(err)
			}
		}
	}
}

// factsKey stands for the id of a call of which a table gives only facts, so
// that a second import finds it.
func factsKey(c recordings.Call) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d %q", c.StartedAt.UnixMicro(), c.Duration,
		[]string{c.OrganisationID, c.StaffNumber, c.AgentName, c.Caller, string(c.Direction), c.Project, c.BusinessLine, c.Queue, c.Title}))
	return "row:" + hex.EncodeToString(sum[:8])
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }
