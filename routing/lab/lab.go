// Package lab tries scenarios out: one run watched while it goes on, policies
// compared under the same calls, one parameter varied, the staff of a day. It
// names what a workspace keeps of that.
package lab

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/routing"
	"shifu/routing/scenariofile"
)

// Scenario is a kept scenario: its text is that of a *.scenario.yaml file.
type Scenario struct {
	ID        string
	Name      string
	Note      string // in a sentence what it is about
	Text      string
	Revision  int // counts the changes; who saves an older one is told
	ChangedBy string
	ChangedAt time.Time
}

// Read returns what the text says.
func (s Scenario) Read() (*routing.Scenario, error) { return scenariofile.Read(s.Name, []byte(s.Text)) }

// MostNote is the longest note, in characters.
const MostNote = 300

// Check refuses what can't be kept: no name, a text that is no scenario.
func (s Scenario) Check() error {
	switch {
	case strings.TrimSpace(s.Name) == "":
		return fault.New(fault.Invalid, "The scenario has no name.", nil)
	case len([]rune(s.Note)) > MostNote:
		return fault.New(fault.Invalid, "The note is longer than {{.Most}} characters.", fault.Values{"Most": MostNote})
	}
	_, err := s.Read()
	return err
}

// Kind is what a study did.
type Kind string

// The kinds of studies.
const (
	OneRun     Kind = "run"        // Result is an Outcome
	Policies   Kind = "comparison" // Result is a Comparison
	OneVaried  Kind = "curve"      // Result is a Curve
	EachVaried Kind = "tornado"    // Result is a Tornado
)

// Kinds lists them.
var Kinds = []Kind{OneRun, Policies, OneVaried, EachVaried}

// Study is a kept result: of a scenario as it stood then.
type Study struct {
	ID         string
	ScenarioID string
	Revision   int // of the scenario that was run
	Kind       Kind
	Name       string
	Result     json.RawMessage
	MadeBy     string
	MadeAt     time.Time
}

// MostResult is the longest result that is kept, in bytes.
const MostResult = 4 << 20

// Check refuses what can't be kept.
func (s Study) Check() error {
	known := false
	for _, k := range Kinds {
		known = known || k == s.Kind
	}
	if !known || s.ScenarioID == "" || !json.Valid(s.Result) || len(s.Result) > MostResult {
		return fault.New(fault.Invalid, "This is no result of a scenario that can be kept.", nil)
	}
	return nil
}

// Keeper keeps scenarios and what was found with them. Everything needs the
// right RunScenarios; an actor sees the scenarios of the own organisation and of
// the client, and changes those of the own one.
type Keeper interface {
	// Scenarios lists what the actor may use, by name.
	Scenarios(ctx context.Context, by people.Actor) ([]Scenario, error)
	// Save adds a scenario (without an ID) or keeps a change of it; one that was
	// changed since the given revision is refused (Conflict).
	Save(ctx context.Context, by people.Actor, s Scenario) (Scenario, error)
	// Remove puts a scenario away with its studies, Restore brings it back.
	Remove(ctx context.Context, by people.Actor, id string) error
	Restore(ctx context.Context, by people.Actor, id string) error
	// Studies lists what is kept of a scenario, the newest first.
	Studies(ctx context.Context, by people.Actor, scenarioID string) ([]Study, error)
	// KeepStudy keeps a result and returns its ID.
	KeepStudy(ctx context.Context, by people.Actor, s Study) (string, error)
}
