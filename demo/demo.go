// Package demo fills an empty workspace with an invented hotline: people of
// three organisations, forty calls that can be heard, twelve months of
// history, and something waiting for every role. Everybody who can sign in has
// the password Password.
package demo

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"

	"shifu/demo/spoken"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/calibration"
	"shifu/qa/proposal"
	"shifu/qa/revision"
	"shifu/qa/rules"
	"shifu/qa/sampling"
	"shifu/recordings"
	"shifu/recordings/retention"
	"shifu/recordings/transcribe"
	"shifu/recordings/watch"
	"shifu/routing/lab"
	"shifu/routing/practice/logbook"
	"shifu/training/analysis"
	"shifu/training/bank"
	"shifu/training/cards"
	"shifu/training/exam"
	"shifu/training/knowledge"
	"shifu/training/mentoring"
)

// Workspace is what Make fills. Clock must be the clock with which the
// workspace was opened: the past is written in its own time.
type Workspace struct {
	People people.Keeper
	Door   people.Door
	Calls  recordings.Keeper
	Shelf  recordings.Shelf
	Heard  transcribe.Keeper
	Scores qa.Keeper
	Queue  qa.Queue
	Plans  sampling.Keeper
	Drawer sampling.Drawer
	// Appeals and Rules may be the same.
	Appeals appeal.Keeper
	Rules   appeal.Rules
	Drafts  revision.Keeper
	Scales  revision.Scales
	// Articles, Reader, MustReads and Diary may be the same.
	Articles  knowledge.Keeper
	Reader    knowledge.Reader
	MustReads knowledge.MustReads
	Diary     knowledge.Diary
	// Calibration and Rulebook may be the same.
	Calibration calibration.Keeper
	Rulebook    calibration.Rulebook
	Clock       *Clock

	Bank     bank.Keeper
	Exams    exam.Keeper
	Recorder exam.Recorder
	Sitter   exam.Sitter
	Cuts     Cuts
	Decks    cards.Keeper

	Figures    Figures
	Retraining Retraining
	Contests   Contests
	Mentoring  mentoring.Keeper
	Scenarios  lab.Keeper
	Practice   logbook.Keeper
	Beginnings logbook.Starter // of practice sessions

	Certificates Certificates
	RolePlays    RolePlays
	Duties       Duties
	Pairs        Pairs
	Retention    retention.Keeper
	Watched      watch.Keeper // nil: no folder is watched
	Folder       string       // of the workspace
	Tags         Tags         // empty: calls have none

	Benchmarks Benchmarks
	Coaching   Coaching
	Analyses   analysis.Keeper

	Advice rules.Keeper // may be nil
	Trial  proposal.Keeper
}

// maker holds what is known while a workspace is being filled.
type maker struct {
	ws       Workspace
	now      time.Time // in the zone in which people work
	program  people.Actor
	chance   *rand.Rand
	aside    *rand.Rand // beside the main one: see withAside
	progress func(done, total int)
	done     int
	total    int

	spoken    []spoken.Call
	cast      *cast
	recorded  map[string]recordings.Call // by the ID of the script
	history   []recordings.Call          // without sound, by start
	rubric    qa.Version                 // the active version of the default rubric
	english   qa.Version                 // the same in English
	drawn     qa.Version                 // the shipped rubric, from which answers are drawn
	foreign   map[string]bool            // calls in English, by ID
	judged    map[string]bool            // calls that somebody scores, by ID
	articles  map[string]string          // IDs by title, once written
	exams     map[string]string          // IDs by name without the month, the last published
	events    []event
	turn      int // how many of them have happened
	questions int // scores about which an agent could ask
}

// Make fills an empty workspace, as if it had been in use for the twelve
// months before now; now's location is the zone in which people work. The same
// now makes the same content, except for the IDs that the store gives.
// Progress, if not nil, hears of each step. Make refuses a workspace with
// people or calls in it (Conflict); after an error or a cancelled ctx the
// workspace holds a part of the demo and is best deleted.
func Make(ctx context.Context, ws Workspace, now time.Time, progress func(done, total int)) error {
	m := &maker{ws: ws, now: now, program: people.Program(), chance: rand.New(rand.NewPCG(95598, 2026)), aside: rand.New(rand.NewPCG(95598, 2)),
		progress: progress, total: expected, articles: map[string]string{}, exams: map[string]string{}, recorded: map[string]recordings.Call{}, foreign: map[string]bool{}, judged: map[string]bool{}}
	ws.Clock.set(m.beginning())
	defer ws.Clock.set(now)
	if err := m.refuseFull(ctx); err != nil {
		return err
	}
	var err error
	if m.spoken, err = Recorded(); err != nil {
		return err
	}
	parts := []func(context.Context) error{
		m.addPeople, m.planHistory, m.planRecorded, m.planChats,
		m.planRules, m.planReview, m.planArticles,
		m.planExams, m.planCuts, m.planCards,
		m.planRetraining, m.planBenchmarks, m.planCoaching, m.planListening,
		m.planCalibration, m.planDays,
		m.planFigures, m.planCertificates, m.planScenarios, m.planPairs, m.planRehearsals, m.planDuties, m.planPractice, m.planBeginnings, m.planContests, m.planCare,
		m.planTags, m.planRetention, m.planRecorder, m.live, m.sayGoodbye,
		m.letTimersRun,
	}
	for _, part := range parts {
		if err := part(ctx); err != nil {
			return err
		}
	}
	m.done = m.total - 1
	m.step()
	return nil
}

// beginning is when the workspace was opened: before the first call.
func (m *maker) beginning() time.Time { return m.midnight(0).AddDate(-1, 0, -5).Add(9 * time.Hour) }

func (m *maker) refuseFull(ctx context.Context) error {
	organisations, err := m.ws.People.Organisations(ctx, m.program)
	if err != nil {
		return fmt.Errorf("looking into the workspace: %w", err)
	}
	calls, err := m.ws.Calls.Count(ctx, m.program, recordings.Filter{})
	if err != nil {
		return fmt.Errorf("looking into the workspace: %w", err)
	}
	if len(organisations)+calls > 0 {
		return fault.New(fault.Conflict, "The demo needs an empty workspace; this one has people or calls in it.", nil)
	}
	return nil
}

// expected is roughly how many steps there are, until the events are known.
const expected = 2630

func (m *maker) step() {
	m.done = min(m.done+1, m.total)
	if m.progress != nil {
		m.progress(m.done, m.total)
	}
}

// callID returns a UUIDv7 of a time and the seeded source, so that the same
// demo has the same calls.
func (m *maker) callID(at time.Time) string {
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[:], uint64(at.UnixMilli())<<16|m.chance.Uint64()&0xFFFF)
	binary.BigEndian.PutUint64(id[8:], m.chance.Uint64())
	id[6] = id[6]&0x0F | 0x70
	id[8] = id[8]&0x3F | 0x80
	return id.String()
}
