package roleplay_test

import (
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/roleplay"
)

func TestImprovise_AModelWordsTheLineAndTheScoreStaysTheScripts(t *testing.T) {
	r := played(t, say(1, "您好"))
	scene, ok := r.Scene(words.Chinese)
	if !ok || scene.Script != "为什么" || scene.Mood != 55 || len(scene.Before) != 1 || scene.Before[0].Agent != "您好" {
		t.Fatalf("%+v", scene)
	}
	m, err := roleplay.Improvised("  那到底\n是为什么停电？ ")
	if err != nil || m.Text != "那到底 是为什么停电？" {
		t.Fatal(m, err)
	}
	m.At = 2e9
	free := played(t, say(1, "您好"), m, say(3, "原因是雷击"))
	plain := played(t, say(1, "您好"), say(3, "原因是雷击"))
	if free.Turns[1].Spoken != m.Text || free.Score().Overall != plain.Score().Overall || free.Ended != plain.Ended || free.Mood != plain.Mood {
		t.Errorf("%+v and %+v", free.Score(), plain.Score())
	}
	if again, _ := free.Scene(words.Chinese); again.Script != "" {
		t.Error("a call that is over has a scene")
	}
}

func TestImprovised_RefusesWhatIsNoLine(t *testing.T) {
	for _, line := range []string{"", " \n", strings.Repeat("好", 301)} {
		if _, err := roleplay.Improvised(line); !fault.Is(err, fault.Invalid) {
			t.Errorf("%.20q: %v", line, err)
		}
	}
}
