package settings

import (
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
)

func TestDrafts_WhatIsTypedOutlivesAnotherPageAndThePlaceBuiltAnew(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, pageTranscription, &keeper{})
	kept := s.hearing.address.Text()
	s.hearing.address.SetText("https://hear.example.com/v1")
	s.hearing.words.Set(!s.hearing.words.Checked)
	words := s.hearing.words.Checked
	there := s.here
	s.Choose(0)
	s.Choose(there)
	if s.hearing.address.Text() != "https://hear.example.com/v1" || s.hearing.words.Checked != words {
		t.Error("lost on another page:", s.hearing.address.Text())
	}
	again := New(s.d, desk.Route{ID: pageTranscription}).(*Screen)
	t.Cleanup(again.Close)
	if again.hearing.address.Text() != kept {
		t.Fatal("the place knows what was typed in another", again.hearing.address.Text())
	}
	again.Redraft(s.Drafts())
	if again.hearing.address.Text() != "https://hear.example.com/v1" || again.hearing.words.Checked != words {
		t.Error("lost when the place was built anew:", again.hearing.address.Text())
	}
	again.hearing.name.SetText("m")
	again.saveTranscription()
	if left := again.Drafts().(drafts)[pageTranscription]; len(left) != 0 {
		t.Error("kept although it was saved:", left)
	}
}
