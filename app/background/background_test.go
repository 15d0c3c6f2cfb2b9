package background_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"shifu/app/background"
)

func TestRun_ShowsWhatWasDone(t *testing.T) {
	got := 0
	background.Run(context.Background(), background.Inline(), func(context.Context) (int, error) { return 7, nil },
		func(v int, err error) { got = v })
	if got != 7 {
		t.Error(got)
	}
}

func TestRun_DropsTheResultOfACancelledContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	background.Run(ctx, background.Inline(), func(context.Context) (int, error) { cancel(); return 7, nil },
		func(int, error) { t.Error("a cancelled result was shown") })
}

func TestRun_APanicArrivesAsAnError(t *testing.T) {
	var got error
	background.Run(context.Background(), background.Inline(), func(context.Context) (int, error) { panic("broken") },
		func(_ int, err error) { got = err })
	if got == nil {
		t.Error("the panic vanished")
	}
}

func TestEvery_EndsWithItsContext(t *testing.T) {
	s := background.Inline()
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	s.Every(ctx, time.Second, func() { n++ })
	s.Tick()
	s.Tick()
	cancel()
	s.Tick()
	if n != 2 {
		t.Errorf("called %d times", n)
	}
}

func TestAfter_HappensOnce(t *testing.T) {
	s := background.Inline()
	n := 0
	s.After(context.Background(), time.Second, func() { n++ })
	s.Tick()
	s.Tick()
	if n != 1 {
		t.Errorf("called %d times", n)
	}
}

func TestLine_TellsTheErrorOfEachWork(t *testing.T) {
	l := background.Inline().NewLine()
	var got []error
	want := errors.New("full disk")
	l.Do(func() error { return nil }, func(err error) { got = append(got, err) })
	l.Do(func() error { return want }, func(err error) { got = append(got, err) })
	if len(got) != 2 || got[0] != nil || !errors.Is(got[1], want) {
		t.Error(got)
	}
	if err := l.Wait(time.Minute); err != nil {
		t.Error(err)
	}
}

func TestStage_AfterTheEndNothingIsShown(t *testing.T) {
	test.NewTempApp(t)
	s := background.NewStage()
	shown := 0
	s.Show(func() { shown++ })
	s.End()
	s.Show(func() { shown++ })
	if shown != 1 {
		t.Errorf("shown %d times", shown)
	}
}
