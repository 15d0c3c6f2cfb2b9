package recordings

import (
	"slices"
	"testing"
)

func lanesOf(said []Utterance) (out []int) {
	for _, u := range said {
		out = append(out, u.Lane)
	}
	return out
}

func TestVoices_WhoGreetsIsTakenForTheAgentUntilSomebodySaysOtherwise(t *testing.T) {
	said := []Utterance{{Lane: -1, Speaker: "A", Text: "您好"}, {Lane: -1, Speaker: "B", Text: "停电了"}, {Lane: -1, Text: "嗯"}, {Lane: -1, Speaker: "A", Text: "几时"}}
	if got := Voices(said); len(got) != 2 || got[0] != (Voice{"A", 2, "您好", -1}) || got[1].First != "停电了" {
		t.Errorf("%+v", got)
	}
	if got := lanesOf(Guessed(said, 1)); !slices.Equal(got, []int{1, 0, -1, 1}) {
		t.Error("guessed", got)
	}
	if got := lanesOf(Cast(said, map[string]int{"B": 0, "A": 1})); !slices.Equal(got, []int{1, 0, -1, 1}) {
		t.Error("cast", got)
	}
	if said[0].Lane != -1 {
		t.Error("the transcript itself was changed")
	}
}

func TestGuessed_OneVoiceAloneStaysOpen(t *testing.T) {
	said := []Utterance{{Lane: -1, Speaker: "A"}, {Lane: -1, Speaker: "A"}}
	if got := lanesOf(Guessed(said, 0)); !slices.Equal(got, []int{-1, -1}) {
		t.Error(got)
	}
}

func TestGuessed_LeavesOpenWhomALaterAnswerMeans(t *testing.T) {
	said := []Utterance{{Lane: -1, Speaker: "A"}, {Lane: -1, Speaker: "B"}, {Lane: -1, Speaker: "A" + Later + "2"}}
	if got := lanesOf(Guessed(said, 0)); !slices.Equal(got, []int{0, 1, -1}) {
		t.Error(got)
	}
}
