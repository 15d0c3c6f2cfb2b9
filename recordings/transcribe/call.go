package transcribe

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/speech"
	"shifu/recordings/track"
)

// From is what a call is transcribed from and into.
type From struct {
	Track track.Kept
	Kept  Keeper
}

// Request is what would be sent of one call.
type Request struct {
	Call     recordings.Call
	Pieces   int
	Answered int           // of the pieces: they lie here already and aren't sent again
	Sound    time.Duration // of those that are sent
	Redacted bool          // it is the redacted recording that is sent
	Said     int           // utterances that are there already,
	Hand     int           // and of them those that a person put right
}

// Nothing refuses a recording in which nobody speaks.
var Nothing = fault.New(fault.Invalid, "Nobody speaks in this recording, so there is nothing to transcribe.", nil)

// Look says what would be sent of a call, and sends nothing.
func Look(ctx context.Context, by people.Actor, f From, c recordings.Call, set Settings) (Request, error) {
	r := Request{Call: c}
	s, err := f.open(ctx, by, c)
	if err != nil {
		return r, err
	}
	defer s.track.Close()
	said, err := f.Track.Calls.Transcript(ctx, by, c.ID)
	if err != nil {
		return r, err
	}
	plan := Plan(*s.track.Speech, set)
	unsent, err := f.unsent(ctx, by, c.ID, Job{Hash: s.hash, Settings: set}, plan)
	if err != nil {
		return r, err
	}
	r.Pieces, r.Answered, r.Sound = len(plan), len(plan)-len(unsent), Cost(unsent)
	r.Redacted, r.Said = s.hash != c.Audio.Hash, len(said)
	for _, u := range said {
		if u.Hand {
			r.Hand++
		}
	}
	return r, nil
}

// unsent are the pieces of a plan that no server answered yet.
func (f From) unsent(ctx context.Context, by people.Actor, callID string, j Job, plan []Piece) (out []Piece, err error) {
	for _, p := range plan {
		raw, err := f.Kept.Answer(ctx, by, callID, j.key(p))
		if err != nil {
			return nil, err
		}
		if raw == nil {
			out = append(out, p)
		}
	}
	return out, nil
}

// sound is the recording of a call as everybody hears it.
type sound struct {
	track *track.Track
	hash  string
}

// open opens what everybody hears: without what was redacted.
func (f From) open(ctx context.Context, by people.Actor, c recordings.Call) (sound, error) {
	t, err := track.Unheard(ctx, by, f.Track, c)
	if err != nil {
		return sound{}, err
	}
	path, err := f.Track.Calls.Audio(ctx, by, c.ID)
	if err != nil {
		t.Close()
		return sound{}, err
	}
	if t.Speech == nil {
		t.Close()
		return sound{}, fault.New(fault.Invalid, "Nobody can tell where somebody speaks in this recording, so nothing of it is sent.", nil)
	}
	return sound{t, filepath.Base(path)}, nil
}

// Orders are how a call is transcribed.
type Orders struct {
	Settings Settings
	By       Hearer
	Over     bool                  // over what a person put right too
	Progress func(done, total int) // in pieces; may be nil
	Now      func() time.Time
}

// Call has a call written down and keeps the transcript with its origin. What
// was answered is kept at once, so that the next Call after a failure asks for
// what is missing only.
func Call(ctx context.Context, by people.Actor, f From, c recordings.Call, o Orders) (said []recordings.Utterance, err error) {
	if !o.Settings.On {
		return nil, fault.New(fault.Conflict, "Transcription is off. Turn it on in Settings.", nil)
	}
	if err := o.Settings.Check(); err != nil {
		return nil, err
	}
	s, err := f.open(ctx, by, c)
	if err != nil {
		return nil, err
	}
	defer s.track.Close()
	plan := Plan(*s.track.Speech, o.Settings)
	if len(plan) == 0 {
		return nil, Nothing
	}
	err = f.Kept.Begin(ctx, by, c.ID, Sending{Address: o.Settings.Address, Model: o.Settings.Model, Hash: s.hash,
		Redacted: s.hash != c.Audio.Hash, Sound: Cost(plan), Pieces: len(plan)})
	if err != nil {
		return nil, err
	}
	kept := &keptAnswers{ctx: ctx, by: by, k: f.Kept, callID: c.ID, hash: s.hash}
	said, err = Run(ctx, o.By, kept, Job{Hash: s.hash, Sound: speech.SourceOf(s.track.Audio), Activity: *s.track.Speech, Settings: o.Settings, Progress: o.Progress})
	if err != nil {
		return nil, err
	}
	origin := recordings.Origin{Kind: recordings.FromServer, Name: o.Settings.Model, Address: o.Settings.Address, ByID: by.PersonID, By: by.Name, At: o.Now()}
	if err := f.Kept.Write(ctx, by, c.ID, Transcript{Said: said, Origin: origin, Hash: s.hash, Over: o.Over}); err != nil {
		return nil, err
	}
	return f.Track.Calls.Transcript(ctx, by, c.ID)
}

// keptAnswers keeps answers in the workspace. It fits Kept.
type keptAnswers struct {
	ctx          context.Context
	by           people.Actor
	k            Keeper
	callID, hash string
}

// Answer returns what was kept under a key; one that can't be read is asked for
// again.
func (a *keptAnswers) Answer(key string) ([]byte, bool) {
	raw, err := a.k.Answer(a.ctx, a.by, a.callID, key)
	return raw, err == nil && raw != nil
}

// Keep keeps an answer.
func (a *keptAnswers) Keep(key string, raw []byte) error {
	if err := a.k.KeepAnswer(a.ctx, a.by, a.callID, Answer{Hash: a.hash, Key: key, Raw: raw}); err != nil {
		return fmt.Errorf("keeping an answer: %w", err)
	}
	return nil
}
