package proposal

import (
	"context"
	"math"
	"time"

	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/rules"
	"shifu/recordings"
	"shifu/recordings/speech"
)

// Asked is the model behind the settings. It fits a language model to what
// quality review needs of it.
type Asked interface {
	// Answer asks the model, again with a longer pause where the server is busy,
	// and returns what it said, unchecked. The error is a sentence for people.
	Answer(ctx context.Context, s Settings, a Ask) ([]Answer, error)
	// Test asks for one word, to see whether address, model and key work.
	Test(ctx context.Context, s Settings) error
}

// Vault keeps the key of a model's server. It is never written elsewhere.
type Vault interface {
	// Key says where the key for an address is, not what it is.
	Key(address string) KeyPlace
	// SetKey keeps it, in the system's keyring if there is one; empty forgets it.
	SetKey(address, key string) (KeyPlace, error)
}

// KeyPlace is where a key is kept.
type KeyPlace string

// The places.
const (
	NoKey     KeyPlace = ""
	InKeyring KeyPlace = "keyring"
	InThisRun KeyPlace = "memory" // there is no keyring: until the program ends
)

// Ask is everything that leaves the machine for one call, and nothing else:
// questions, what was said with names and numbers hidden, and figures of the
// sound. Who the agent is, and of which team and organisation, is no part of it.
type Ask struct {
	Language  string     `json:"language"`
	Questions []Question `json:"questions"`
	Turns     []Turn     `json:"turns"`
	Sound     *Sound     `json:"sound,omitempty"`

	version *qa.Version
	said    []recordings.Utterance
	lanes   []qa.Lane
}

// Question is one question as the model sees it.
type Question struct {
	Ref         string   `json:"ref"`
	Text        string   `json:"text"`
	Help        string   `json:"help,omitempty"`
	AppliesWhen string   `json:"applies_when,omitempty"`
	MayNotApply bool     `json:"may_not_apply"`
	Options     []string `json:"options"`
}

// Turn is one utterance as the model sees it.
type Turn struct {
	Turn    int     `json:"turn"`
	Speaker string  `json:"speaker"` // agent, customer, unknown
	Start   float64 `json:"start"`   // seconds
	End     float64 `json:"end"`
	Text    string  `json:"text"` // redacted
}

// Sound are figures of the recording, in seconds: the model need not guess them.
type Sound struct {
	Duration       float64 `json:"duration"`
	Silence        float64 `json:"silence"`
	LongestSilence float64 `json:"longest_silence"`
	Hold           float64 `json:"hold"`
	TalkOver       float64 `json:"talk_over"`
	Interruptions  int     `json:"interruptions_by_agent"`
}

// NewAsk makes what is asked about a call: the questions of v that a model may
// answer, with at least one option. a may be nil.
func NewAsk(v *qa.Version, call recordings.Row, said []recordings.Utterance, a *speech.Activity) Ask {
	names := []string{call.AgentName, call.OrganisationName, call.TeamName, call.StaffNumber}
	ask := Ask{Language: v.Language, version: v, said: said}
	for _, q := range v.All {
		if len(q.Choices()) == 0 || q.Kind == qa.KindMultiple || !q.TakesProposals(qa.ByModel) {
			continue
		}
		asked := Question{Ref: q.Ref, Text: q.Text, Help: q.Help, AppliesWhen: q.AppliesWhen, MayNotApply: q.NA}
		for _, o := range q.Choices() {
			asked.Options = append(asked.Options, o.Label)
		}
		ask.Questions = append(ask.Questions, asked)
	}
	for i, u := range said {
		lane := rules.LaneOf(call.Call, u.Lane)
		ask.lanes = append(ask.lanes, lane)
		ask.Turns = append(ask.Turns, Turn{i, speaker(lane), seconds(u.Start), seconds(u.End), Redact(u.Text, names)})
	}
	if a != nil {
		ask.Sound = soundOf(a, call.Audio.AgentLane)
	}
	return ask
}

func speaker(l qa.Lane) string {
	if l == qa.LaneBoth {
		return "unknown"
	}
	return string(l)
}

func seconds(d time.Duration) float64 { return math.Round(d.Seconds()*100) / 100 }

func soundOf(a *speech.Activity, agent int) *Sound {
	m := a.Metrics(agent)
	return &Sound{seconds(m.Duration), seconds(m.Silence), seconds(m.LongestSilence.Length()), seconds(m.Hold), seconds(m.Overlap), m.Agent.Interruptions}
}

// Leaves says in plain words what leaves the machine, a line each.
func Leaves() []words.Text {
	return []words.Text{
		words.T("What was said, with names, telephone, card, household and staff numbers and house numbers hidden", nil),
		words.T("The questions of the rubric with their options and help", nil),
		words.T("Figures of the sound: silence, hold, talk-over, interruptions", nil),
		words.T("Role-plays, if the model may play callers: the invented caller and the trainee's answers", nil),
	}
}

// Stays says what never leaves it.
func Stays() []words.Text {
	return []words.Text{
		words.T("The recording itself", nil),
		words.T("Who the agent is, the team, the organisation, earlier scores", nil),
		words.T("The caller's number and the facts of the call", nil),
	}
}
