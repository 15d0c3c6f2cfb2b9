package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"shifu/recordings/intake"
	"shifu/recordings/watch"
)

// recorderFolder is the folder in the demo's own into which a recorder seems to
// write.
const recorderFolder = "recorder"

// recorderFiles are two recordings that are in the library already, so that
// watching the folder adds nothing, a table of theirs, and a transcript that was
// cut off.
var recorderFiles = map[string]string{"c05.wav": "", "c33.wav": "",
	"话单.csv":   "录音文件,流水号,通话开始,坐席工号,技能组\nc05.wav,PBX-5,2026-11-20 09:12:04,60217,故障报修\nc33.wav,PBX-33,2026-11-20 10:33:41,60217,电费电价\n",
	"转写不全.vtt": "WEBVTT\n\n00:01.000 -->"}

// planRecorder lets a folder be watched, and looked at twice.
func (m *maker) planRecorder(context.Context) error {
	if m.ws.Watched == nil {
		return nil
	}
	m.at(m.now.Add(-2*time.Hour), "watching a recorder's folder", m.watchRecorder)
	return nil
}

func (m *maker) watchRecorder(ctx context.Context) error {
	dir, err := filepath.Abs(filepath.Join(m.ws.Folder, recorderFolder))
	if err != nil {
		return fmt.Errorf("placing the recorder's folder: %w", err)
	}
	if err := m.writeRecorder(dir); err != nil {
		return fmt.Errorf("filling the recorder's folder: %w", err)
	}
	_, err = m.ws.Watched.Save(ctx, m.cast.as("吴清和"), watch.Folder{Path: dir, Source: "PBX", Done: watch.Leave})
	if err != nil {
		return err
	}
	k := watch.Kept{Folders: m.ws.Watched, Intake: intake.Kept{Calls: m.ws.Calls, Shelf: m.ws.Shelf, People: m.ws.People}}
	for _, ago := range []time.Duration{119 * time.Minute, 118 * time.Minute} {
		if _, err := watch.Round(ctx, m.program, k, m.now.Add(-ago), m.now.Location()); err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) writeRecorder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, text := range recorderFiles {
		data := []byte(text)
		if text == "" {
			var err error
			if data, err = files.ReadFile("audio/" + name); err != nil {
				return err
			}
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
