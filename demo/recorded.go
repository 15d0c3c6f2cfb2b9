package demo

import (
	"context"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"shifu/demo/spoken"
	"shifu/recordings"
	"shifu/recordings/track"
	"shifu/recordings/transcribe"
)

//go:embed audio calls.json import-sample import-sample.json
var files embed.FS

// Source is where the demo calls come from, as the library names it.
const Source = "demo"

// Recorded returns the calls with sound and what is true of them.
func Recorded() ([]spoken.Call, error) { return readCalls("calls.json") }

// Sample returns the truth about the calls of the import sample.
func Sample() ([]spoken.Call, error) { return readCalls("import-sample.json") }

func readCalls(name string) ([]spoken.Call, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the demo calls: %w", err)
	}
	return spoken.ReadCalls(data)
}

// WriteSample writes the folder that people import, with its table of facts,
// into dir, which is made if it is missing.
func WriteSample(dir string) error {
	const from = "import-sample"
	names, err := files.ReadDir(from)
	if err != nil {
		return fmt.Errorf("writing the import sample: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("writing the import sample: %w", err)
	}
	for _, n := range names {
		data, err := files.ReadFile(from + "/" + n.Name())
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, n.Name()), data, 0o644)
		}
		if err != nil {
			return fmt.Errorf("writing the import sample: %w", err)
		}
	}
	return nil
}

// planRecorded lets each call with sound be imported some minutes after it was
// made.
func (m *maker) planRecorded(context.Context) error {
	for _, s := range m.spoken {
		c := m.recordedCall(s)
		m.recorded[s.ID], m.foreign[c.ID] = c, s.Language == "en"
		m.at(c.ImportedAt, "importing "+s.File, func(ctx context.Context) error { return m.keepRecorded(ctx, s, c) })
	}
	return nil
}

// keepRecorded puts the audio on the shelf and keeps the call with its
// transcript, ready to be heard.
func (m *maker) keepRecorded(ctx context.Context, s spoken.Call, c recordings.Call) error {
	if err := m.shelve(ctx, s.File); err != nil {
		return err
	}
	if _, err := m.ws.Calls.AddWith(ctx, m.program, []recordings.Call{c}, []recordings.Beside{{Holds: toldHolds(s)}}); err != nil {
		return err
	}
	if err := track.Prepare(ctx, m.program, track.Kept{Calls: m.ws.Calls, Shelf: m.ws.Shelf}, c); err != nil {
		return err
	}
	origin := recordings.Origin{Kind: recordings.FromFile, Name: strings.TrimSuffix(s.File, filepath.Ext(s.File)) + ".json", By: m.program.Name, At: m.now}
	return m.ws.Heard.Write(ctx, m.program, c.ID, transcribe.Transcript{Said: transcript(s), Origin: origin})
}

func (m *maker) shelve(ctx context.Context, name string) error {
	dir, err := os.MkdirTemp("", "shifu-demo-")
	if err != nil {
		return fmt.Errorf("making room for the demo audio: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // a leftover in the system's own folder harms nobody
	data, err := files.ReadFile("audio/" + name)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return fmt.Errorf("making room for the demo audio: %w", err)
	}
	_, err = m.ws.Shelf.Put(ctx, path)
	return err
}

func (m *maker) recordedCall(s spoken.Call) recordings.Call {
	start := m.startOf(s)
	who := m.cast.person(s.Agent)
	return recordings.Call{
		ID: m.callID(start), ExternalID: strings.ToUpper(s.ID), Source: Source, Title: s.Title, StartedAt: start, Duration: s.Duration(),
		AgentID: who.ID, AgentName: who.Name, StaffNumber: who.StaffNumber, OrganisationID: who.OrganisationID, TeamID: who.TeamID,
		Project: s.Project, BusinessLine: s.BusinessLine, Queue: s.BusinessLine, Direction: recordings.Direction(s.Direction),
		Caller: s.Caller, Satisfaction: s.Satisfaction, ImportedAt: start.Add(s.Duration() + 10*time.Minute),
		Audio: recordings.Audio{Hash: s.SHA256, FileName: s.File, Container: s.Container, Codec: s.Codec, Channels: s.Channels,
			SampleRate: s.SampleRate, Frames: s.Frames, AgentLane: s.AgentLane},
	}
}

// startOf counts back from yesterday, so that no call lies in the future.
func (m *maker) startOf(s spoken.Call) time.Time {
	at, err := time.Parse("15:04", s.Time)
	if err != nil {
		at = time.Time{}.Add(10 * time.Hour)
	}
	day := m.midnight(-1 - s.Days)
	return day.Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute).UTC()
}

// midnight is the start of the day that lies so many days from today.
func (m *maker) midnight(days int) time.Time {
	y, mo, d := m.now.Date()
	return time.Date(y, mo, d+days, 0, 0, 0, 0, m.now.Location())
}

func transcript(s spoken.Call) []recordings.Utterance {
	var out []recordings.Utterance
	for _, u := range s.Utterances {
		lane := u.Lane
		if s.AgentLane == 1 {
			lane = 1 - lane
		}
		said := recordings.Utterance{Lane: lane, Start: msec(u.StartMS), End: msec(u.EndMS), Text: u.Text}
		said.Words = paced(said)
		out = append(out, said)
	}
	return out
}

// paced gives the words of an utterance their times as a server would: pairs of
// Chinese characters and whole Latin words, with a sign counted as a pause.
func paced(u recordings.Utterance) (out []recordings.Word) {
	chars := []rune(u.Text)
	for from := 0; from < len(chars); {
		to := from + 1
		switch {
		case !unicode.IsLetter(chars[from]) && !unicode.IsDigit(chars[from]):
			from = to
			continue
		case unicode.Is(unicode.Han, chars[from]):
			if to < len(chars) && unicode.Is(unicode.Han, chars[to]) {
				to++
			}
		default:
			for to < len(chars) && chars[to] < 0x2E80 && !unicode.IsSpace(chars[to]) && !strings.ContainsRune(",.?!", chars[to]) {
				to++
			}
		}
		out = append(out, recordings.Word{From: from, To: to, Start: u.SaidAt(from), End: u.SaidAt(to)})
		from = to
	}
	return out
}

func msec(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
