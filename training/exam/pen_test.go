package exam_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"shifu/internal/fault"
	"shifu/training/exam"
)

func TestPen_WhatCouldNotBeKeptWaitsInItsOrder(t *testing.T) {
	var kept []exam.Event
	var trouble error
	p := exam.Pen{Keep: func(_ context.Context, e exam.Event) (exam.Clock, error) {
		if trouble == nil {
			kept = append(kept, e)
		}
		return exam.Clock{}, trouble
	}}
	write := func(e exam.Event) error { _, err := p.Write(context.Background(), e); return err }
	trouble = errors.New("the disk is full")
	for _, e := range []exam.Event{answer(0, 1), answer(0, 2), answer(1, 0)} {
		if write(e) == nil {
			t.Fatal("nobody was told")
		}
	}
	if len(p.Waiting()) != 2 {
		t.Fatal(p.Waiting())
	}
	trouble = nil
	if err := write(answer(2, 0)); err != nil || len(p.Waiting()) != 0 {
		t.Fatal(err, p.Waiting())
	}
	if want := []exam.Event{answer(0, 2), answer(1, 0), answer(2, 0)}; !reflect.DeepEqual(kept, want) {
		t.Fatal(kept)
	}
	trouble = fault.New(fault.Conflict, "The time is up.", nil)
	if err := write(answer(3, 0)); err == nil || len(p.Waiting()) != 0 {
		t.Error("what was refused would wait for ever", err)
	}
}
