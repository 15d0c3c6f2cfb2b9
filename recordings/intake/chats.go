package intake

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/recordings/transcript"
)

// mostText bounds what is read of a transcript: a day of talk is below it.
const mostText = 32 << 20

// chat takes in a conversation in writing: a transcript without sound. Without
// a call id it is known by its content, so that it is not taken in twice.
func (r *run) chat(ctx context.Context, path string) error {
	if ctx.Err() != nil {
		return nil
	}
	data, said, notes, err := r.readText(path, transcript.Call{AgentLane: r.job.AgentLane})
	if why := fileFault(path, err); why != nil {
		r.refuse(Problem{File: path, Reason: why})
		return nil
	}
	r.note(path, notes)
	t, _ := r.claim(path)
	c := &t.call
	c.Direction = cmp.Or(c.Direction, recordings.Online)
	for _, u := range said {
		c.Duration = max(c.Duration, u.End)
	}
	if c.ExternalID == "" {
		sum := sha256.Sum256(data)
		c.ExternalID = "text:" + hex.EncodeToString(sum[:16])
	}
	t.Said = said
	return r.keep(ctx, t)
}

// readText reads a transcript that doesn't change meanwhile.
func (r *run) readText(path string, c transcript.Call) (data []byte, said []recordings.Utterance, notes []words.Text, err error) {
	before := stampOf(path)
	if before.size > mostText {
		return nil, nil, nil, fault.New(fault.Invalid, "{{.File}} is no transcript: it is no file, or too large.", fault.Values{"File": filepath.Base(path)})
	}
	if data, err = os.ReadFile(path); err != nil {
		return nil, nil, nil, err
	}
	if stampOf(path) != before {
		return nil, nil, nil, recordings.Changed
	}
	said, notes, err = transcript.Read(data, c)
	return data, said, notes, err
}

// note tells what was put right in a transcript that was taken.
func (r *run) note(path string, notes []words.Text) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, n := range notes {
		r.sum.Notes = append(r.sum.Notes, Problem{File: path, Reason: fault.New(fault.Invalid, n.Key, n.Values), Taken: true})
	}
}

// fileFault words what is wrong with a file.
func fileFault(path string, err error) *fault.Fault {
	var f *fault.Fault
	if err != nil && !errors.As(err, &f) {
		f = fault.New(fault.Invalid, "{{.File}} can't be read. Check that it exists and that you may open it.",
			fault.Values{"File": filepath.Base(path)}).Because(err)
	}
	return f
}

// wordsOf is the transcript that lies beside a recording, nil for none. One
// that doesn't fit doesn't keep the recording out.
func (r *run) wordsOf(path string, c recordings.Call) []recordings.Utterance {
	file, there := r.words[path]
	if !there {
		return nil
	}
	_, said, notes, err := r.readText(file, transcript.Call{Length: c.Duration, AgentLane: c.Audio.AgentLane})
	if why := fileFault(file, err); why != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.sum.Notes = append(r.sum.Notes, Problem{File: file, Reason: why, Taken: true})
		return nil
	}
	r.note(file, notes)
	return said
}
