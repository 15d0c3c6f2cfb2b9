package scenarios_test

import (
	"bytes"
	"slices"
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

func TestShipped_EachHasTwoOtherCallersWhoSpeakEveryLineInBothLanguages(t *testing.T) {
	for _, s := range scenarios.All() {
		if len(s.Variants) < 2 {
			t.Errorf("%s has %d variants", s.ID, len(s.Variants))
		}
		seen := map[string]bool{s.Persona.Name.ZH: true}
		for i := range len(s.Variants) + 1 {
			as := s.As(i, 0)
			p := as.Persona
			if i > 0 && (seen[p.Name.ZH] || p.Mood == s.Persona.Mood || p.Number == s.Persona.Number || p.Mistaken[0] == s.Persona.Mistaken[0]) {
				t.Errorf("%s: variant %d is not somebody else: %+v", s.ID, i, p)
			}
			seen[p.Name.ZH] = true
			for _, x := range as.States {
				for _, l := range []words.Language{words.Chinese, words.English} {
					wav, rate, ok := scenarios.Spoken(as, i, x.ID, l)
					own, _, _ := scenarios.Spoken(s.Scenario, 0, x.ID, l)
					if !ok || len(wav) < 1000 || i > 0 && rate == 100 && p.Voice == s.Persona.Voice {
						t.Errorf("%s: nobody says %s of variant %d in %s, at %d %%", s.ID, x.ID, i, l, rate)
					}
					if i > 0 && x.Says.In(l) != s.State(x.ID).Says.In(l) && bytes.Equal(wav, own) {
						t.Errorf("%s: variant %d says the words of the persona in %s", s.ID, i, x.ID)
					}
				}
			}
		}
	}
}

func TestSpoken_WordsThatNobodySpokeAreSilent(t *testing.T) {
	s, _ := scenarios.Find("fault-wire-down")
	own := s.As(0, 5)
	own.States = slices.Clone(own.States)
	own.States[0].Says = roleplay.Text{ZH: "别的话", EN: "Other words"}
	if _, _, ok := scenarios.Spoken(own, 0, own.States[0].ID, words.Chinese); ok {
		t.Error("the shipped line is played for other words")
	}
}

func TestShipped_EachTransferIsRightOnlyAfterWhatItAsksFor(t *testing.T) {
	rights := 0
	for _, s := range scenarios.All() {
		for _, h := range s.Handovers {
			rights++
			early := roleplay.Begin(s.Scenario)
			must(t, early.Do(roleplay.Move{Kind: roleplay.Hand, To: h.To, Text: string(roleplay.WhyExpert), At: 5e9}))
			if early.Ended != roleplay.Misdirected {
				t.Errorf("%s: right to %s before anything was said", s.ID, h.To)
			}
			r := roleplay.Begin(s.Scenario)
			for !r.Over() && r.Advise().Pass != h.To {
				for _, c := range r.State().Clicks {
					must(t, r.Do(roleplay.Move{Kind: roleplay.Do, Text: string(c), At: r.At}))
				}
				must(t, r.Do(roleplay.Move{Kind: roleplay.Say, Text: r.State().Replies[0].ZH, At: r.At + 5e9}))
			}
			must(t, r.Do(roleplay.Move{Kind: roleplay.Hand, To: h.To, Text: string(roleplay.WhyExpert), Warm: true, At: r.At + 5e9}))
			if r.Ended != roleplay.Transferred || r.Score().Failed {
				t.Errorf("%s: %s ends %s, failed %v", s.ID, h.To, r.Ended, r.Score().Failed)
			}
		}
	}
	if rights < 6 {
		t.Errorf("%d scenarios may be transferred", rights)
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
