package scenarios_test

import (
	"testing"

	"shifu/internal/words"
	"shifu/training/roleplay"
	"shifu/training/roleplay/scenarios"
)

func TestShipped_ThreeOrMoreForEachBusinessLine(t *testing.T) {
	count := map[roleplay.Line]int{}
	for _, s := range scenarios.All() {
		count[s.Line]++
	}
	for _, l := range roleplay.Lines {
		if count[l] < 3 {
			t.Errorf("%s has %d scenarios", l, count[l])
		}
	}
}

func TestShipped_EachHasEightStatesThreeEndingsAndTwoMoodBranches(t *testing.T) {
	for _, s := range scenarios.All() {
		states, moods, endings := 0, 0, map[roleplay.Ending]bool{}
		for _, x := range s.States {
			if x.Ending != "" {
				endings[x.Ending] = true
				continue
			}
			states++
			for _, n := range x.Next {
				if n.ByMood() {
					moods++
				}
			}
		}
		if states < 8 || len(endings) < 3 || moods < 2 {
			t.Errorf("%s: %d states, %d endings, %d mood branches", s.ID, states, len(endings), moods)
		}
	}
}

func TestShipped_EveryStateAndEveryEndingIsReachedByAPlayedCall(t *testing.T) {
	for _, s := range scenarios.All() {
		for _, p := range s.Blind() {
			t.Errorf("%s: %v", s.ID, p)
		}
		paths := s.Explore()
		for _, x := range s.States {
			moves, ok := paths[x.ID]
			if !ok {
				t.Errorf("%s: no call comes to %s", s.ID, x.ID)
				continue
			}
			r, err := roleplay.Play(s.Scenario, moves)
			if err != nil {
				t.Fatal(err)
			}
			if at := r.Turns[len(r.Turns)-1].State; at != x.ID || r.Ended != x.Ending {
				t.Errorf("%s: the call to %s ends in %s", s.ID, x.ID, at)
			}
		}
	}
}

// TestShipped_TheModelAnswersWinInBothLanguages plays every model answer with
// the clicks that are asked for.
func TestShipped_TheModelAnswersWinInBothLanguages(t *testing.T) {
	for _, s := range scenarios.All() {
		for _, l := range []words.Language{words.Chinese, words.English} {
			r := roleplay.Begin(s.Scenario)
			for !r.Over() {
				at := r.At
				for _, c := range r.State().Clicks {
					must(t, r.Do(roleplay.Move{Kind: roleplay.Do, Text: string(c), At: at}))
				}
				must(t, r.Do(roleplay.Move{Kind: roleplay.Say, Text: r.State().Replies[0].In(l), At: at + 5e9}))
			}
			if got := r.Score(); r.Ended != roleplay.Solved || got.Overall < 99.9 {
				t.Errorf("%s in %s: ends %s with %.1f: %+v", s.ID, l, r.Ended, got.Overall, got)
			}
		}
	}
}

func TestShipped_EveryTextIsThereInBothLanguages(t *testing.T) {
	for _, s := range scenarios.All() {
		texts := []roleplay.Text{s.Title, s.Brief, s.Persona.Name, s.Persona.Goal, s.Persona.Region}
		for _, x := range s.States {
			texts = append(append(texts, x.Says), x.Replies...)
		}
		for _, p := range s.Points {
			texts = append(texts, p.What)
		}
		for _, x := range texts {
			if x.ZH == "" || x.EN == "" || x.ZH == x.EN {
				t.Errorf("%s: %+v", s.ID, x)
			}
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
