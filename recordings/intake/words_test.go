package intake_test

import (
	"testing"
	"time"

	"shifu/recordings"
	"shifu/recordings/intake"
)

func TestImport_WhatIsWrongWithATranscriptIsSaidAndItsRecordingComesIn(t *testing.T) {
	for name, c := range map[string]struct {
		text, says string
		lines      int
	}{
		"reaches beyond the call": {"00:00.100 --> 00:09.000\n<v Agent>您好\n", "1 utterances went beyond the end of the call", 1},
		"belongs to another call": {"00:20.000 --> 00:21.000\n<v Agent>您好\n", "begins at 0:20.0, but the call ends at 0:01.0", 0},
		"speaks twice at once":    {"00:00.100 --> 00:00.900\n<v Agent>您好\n\n00:00.300 --> 00:00.800\n<v Agent>请讲\n", "the same voice is said to speak twice at once", 2},
		"ends before it begins":   {"00:00.900 --> 00:00.100\n<v Agent>您好\n", "ends before it begins", 0},
		"in no encoding":          {"00:00.100 --> 00:00.900\n\xff\xff\x81\xff您\n", "in no encoding that Shifu knows", 0},
	} {
		t.Run(name, func(t *testing.T) {
			h := build(t)
			h.sound("a.wav", 1)
			h.write("a.vtt", "WEBVTT\n\n"+c.text)
			sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
			says(t, sum.Notes, c.says)
			var said []recordings.Utterance
			if rows := h.list(); len(rows) == 1 {
				var err error
				said, err = h.w.Calls().Transcript(ctx, h.lead, rows[0].ID)
				h.must(err)
			}
			if sum.Imported != 1 || len(said) != c.lines {
				t.Errorf("%d imported, %d lines", sum.Imported, len(said))
			}
		})
	}
}
