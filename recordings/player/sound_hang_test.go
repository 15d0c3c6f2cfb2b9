//go:build !windows

package player

import (
	"testing"
	"time"

	"shifu/internal/soundtest"
)

func TestSound_AServerThatHangsIsSaidAndPlayingGoesOnAfterwards(t *testing.T) {
	t.Parallel()
	sink := soundtest.Start(t)
	time.AfterFunc(4*time.Second, func() { _ = sink.Pause() })
	time.AfterFunc(7*time.Second, func() { _ = sink.Resume() })
	var events []event
	sink.Record(t, func() { events, _ = perform(t, "hang", sink.Env()) }) // unheard null sinks take sound in lumps of 2 s
	missing, last := 0, events[len(events)-1]
	for _, e := range events {
		if e.device == DeviceMissing {
			missing++
		}
	}
	if missing < 50 {
		t.Errorf("the missing device was shown %d times in 2 s and more", missing)
	}
	if last.device != DeviceReady || last.position < 6*time.Second {
		t.Errorf("at the end: device %v, position %v", last.device, last.position)
	}
}
