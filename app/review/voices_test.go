package review

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/recordings"
)

func TestVoices_AreGivenToAgentAndCustomerAndKept(t *testing.T) {
	o := desktest.NewOffice(t)
	said := []recordings.Utterance{{Lane: 0, Speaker: "A", Text: "停电了"}, {Lane: 1, Speaker: "B", Text: "您好"}, {Lane: 0, Speaker: "A", Text: "几时来电"}}
	if err := o.Store.Calls().SetTranscript(t.Context(), o.Town.Reviewer, o.Town.Mono.ID, said); err != nil {
		t.Fatal(err)
	}
	r := enter(t, o, o.Town.Mono.ID)
	if !desktest.Shortcut(r, fyne.KeyV, fyne.KeyModifierShortcutDefault|fyne.KeyModifierAlt) {
		t.Fatal("Ctrl Alt V does nothing")
	}
	top := o.Window.Canvas().Overlays().Top()
	picks := desktest.Found[*parts.Segments](top)
	picks[0].OnChanged(1) // A is the customer
	picks[1].OnChanged(0)
	buttons := desktest.Found[*parts.Button](top)
	test.Tap(buttons[len(buttons)-1])
	kept, err := o.Store.Calls().Transcript(t.Context(), o.Town.Reviewer, o.Town.Mono.ID)
	if agent := o.Town.Mono.Audio.AgentLane; err != nil || kept[0].Lane != 1-agent || kept[1].Lane != agent || kept[2].Lane != 1-agent {
		t.Error(kept, err)
	}
	if r.o.said[1].Lane != o.Town.Mono.Audio.AgentLane {
		t.Error("the room still shows the voices as they were")
	}
}
