package tagging

import (
	"reflect"
	"testing"

	"shifu/app/desktest"
	"shifu/recordings"
)

func sheetOf(t *testing.T) *sheet {
	t.Helper()
	calls := []recordings.Row{{Tags: []string{"both", "one"}}, {Tags: []string{"both"}}}
	s := newSheet(desktest.New(t), len(calls))
	s.know(calls, []string{"both", "none", "one"})
	return s
}

func (s *sheet) turned(t *testing.T, tag string, times int) recordings.Tagging {
	t.Helper()
	for i, r := range s.rows {
		for n := 0; r.tag == tag && n < times; n++ {
			s.turn(i)
		}
	}
	got, err := s.tagging()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTagging_OnlyWhatWasTurnedChanges(t *testing.T) {
	for _, c := range []struct {
		tag   string
		times int
		want  recordings.Tagging
	}{
		{"both", 0, recordings.Tagging{}}, {"both", 1, recordings.Tagging{Drop: []string{"both"}}}, {"both", 2, recordings.Tagging{}},
		{"none", 1, recordings.Tagging{Add: []string{"none"}}}, {"none", 2, recordings.Tagging{}},
		{"one", 1, recordings.Tagging{Add: []string{"one"}}}, {"one", 2, recordings.Tagging{Drop: []string{"one"}}}, {"one", 3, recordings.Tagging{}},
	} {
		if got := sheetOf(t).turned(t, c.tag, c.times); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q turned %d times: %+v, want %+v", c.tag, c.times, got, c.want)
		}
	}
}

func TestTagging_WhatIsTypedIsAddedOnceAndRefusedIfItIsNoTag(t *testing.T) {
	s := sheetOf(t)
	s.field.SetText("none，新的")
	if got := s.turned(t, "none", 1); !reflect.DeepEqual(got.Add, []string{"none", "新的"}) {
		t.Errorf("%+v", got)
	}
	s.field.SetText("这个标签实在太长了根本没有人能记住它到底说什么")
	if _, err := s.tagging(); err == nil {
		t.Error("a sentence became a tag")
	}
}
