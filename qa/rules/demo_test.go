package rules_test

import (
	"testing"
	"time"

	"shifu/demo"
	"shifu/demo/spoken"
	"shifu/qa/rubrics"
	"shifu/qa/rules"
	"shifu/recordings"
)

// TestShipped_FindsWhatIsWrongInTheDemoCalls holds the starter rules against
// calls whose faults are known.
func TestShipped_FindsWhatIsWrongInTheDemoCalls(t *testing.T) {
	calls, err := demo.Recorded()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]map[string]bool{ // call → rule → fires
		"c01": {"greeting-full": true, "over-promise": true, "hold-no-apology": false, "asks-for-more": true, "interrupts": true},
		"c02": {"greeting-no-number": false, "asks-for-more": true, "taboo": true, "shifts-off": true},
		"c03": {"shifts-off": true, "asks-for-more-not": true, "taboo": true},
		"c04": {"over-promise": false, "repeats": true, "published-limit": true, "asks-for-more": true, "shifts-off": false},
		"c08": {"over-promise": true, "asks-for-more-not": true},
		"c11": {"identity": true, "over-promise": false},
		"c16": {"identity-first": true, "over-promise": true},
		"c20": {"leaks": true, "over-promise": true, "shifts-off": true},
		"c26": {"over-promise": false},
		"c39": {"over-promise": true, "taboo": true, "asks-for-more-not": true, "shifts-off": true},
		"c35": {"greeting-full": true, "asks-for-more": true, "over-promise": false},
	}
	for _, c := range calls {
		for id, fires := range want[c.ID] {
			set := shipped(t, c.Language)
			r := set.Find(id)
			if r == nil {
				t.Fatalf("there is no rule %s", id)
			}
			if got := r.Fires(talkOf(c)); (got.Truth == rules.Yes) != fires {
				t.Errorf("%s %s: fires %v, want %v: %+v", c.ID, id, got.Truth, fires, got.For)
			}
		}
	}
}

func TestShipped_EveryRuleSpeaksAboutAQuestionAndAnOptionOfTheRubric(t *testing.T) {
	for _, l := range rules.Languages {
		set := shipped(t, l)
		for _, rubric := range rubrics.Languages {
			v, err := rubrics.Shipped("95598", rubric)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range set.Rules {
				q, _, ok := v.Find(r.Question)
				if !ok {
					t.Errorf("%s: there is no question %s", r.ID, r.Question)
					continue
				}
				found := false
				for _, o := range q.Choices() {
					for _, label := range r.Option {
						found = found || o.Label == label
					}
				}
				if !found {
					t.Errorf("%s proposes %v, which question %s doesn't have", r.ID, r.Option, r.Question)
				}
			}
		}
	}
}

func shipped(t *testing.T, language string) rules.Set {
	t.Helper()
	if language == "zh" {
		language = "zh-Hans"
	}
	s, err := rules.Shipped(language)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func talkOf(c spoken.Call) *rules.Talk {
	call := recordings.Call{Duration: c.Duration(), Audio: recordings.Audio{Channels: c.Channels, AgentLane: c.AgentLane}}
	var said []recordings.Utterance
	for _, u := range c.Utterances {
		lane := u.Lane
		if c.AgentLane == 1 {
			lane = 1 - lane
		}
		said = append(said, recordings.Utterance{Lane: lane, Start: time.Duration(u.StartMS) * time.Millisecond, End: time.Duration(u.EndMS) * time.Millisecond, Text: u.Text})
	}
	return rules.NewTalk(call, said, nil)
}
