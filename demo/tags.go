package demo

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"shifu/demo/spoken"
	"shifu/internal/people"
	"shifu/recordings"
)

// Tags puts tags on calls and keeps what people remember; its two parts may be
// the same.
type Tags struct {
	Calls       recordings.Tagger
	Preferences Preferences
}

// Preferences keeps small things per person, as JSON, by key.
type Preferences interface {
	SetPreference(ctx context.Context, by people.Actor, key string, json []byte) error
}

// heldByRecorder are the calls whose recorder told of their holds; in the others
// the detector finds what it can hear.
var heldByRecorder = []string{"c11", "c22", "c23", "c39"}

// toldHolds are the holds that the recorder told of a call.
func toldHolds(s spoken.Call) (out []recordings.Hold) {
	if !slices.Contains(heldByRecorder, s.ID) {
		return nil
	}
	for _, h := range s.Spans {
		if h.Kind == spoken.Hold {
			out = append(out, recordings.Hold{From: msec(h.StartMS), To: msec(h.EndMS)})
		}
	}
	return out
}

// tagged are calls and what somebody tagged them with.
var tagged = []struct {
	by    string
	tags  []string
	calls []string
}{
	{"贺霜降", []string{"开头好"}, []string{"c01", "c10", "c19", "c24"}},
	{"贺霜降", []string{"待讨论"}, []string{"c19", "c22", "c39"}},
	{"吴清和", []string{"投诉升级"}, []string{"c19", "c20", "c23"}},
	{"秦立秋", []string{"解释清楚"}, []string{"c11", "c12", "c13", "c36"}},
	{"秦立秋", []string{"久等未回"}, []string{"c01", "c22"}},
}

// planTags lets reviewers tag calls, and keep questions about them as views of
// their own in the library.
func (m *maker) planTags(context.Context) error {
	if m.ws.Tags.Calls == nil {
		return nil
	}
	for i, t := range tagged {
		at := m.now.Add(-4*time.Hour + time.Duration(i)*time.Minute)
		m.at(at, "tagging calls", func(ctx context.Context) error {
			for _, id := range t.calls {
				if _, err := m.ws.Tags.Calls.Tag(ctx, m.cast.as(t.by), m.recorded[id].ID, recordings.Tagging{Add: t.tags}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	m.at(m.now.Add(-3*time.Hour), "keeping views of the library", m.keepViews)
	return nil
}

// libraryView is a view as the library remembers it.
type libraryView struct {
	Name string
	Asks recordings.Filter
}

// views are those that reviewers keep.
var views = map[string][]libraryView{
	"吴清和": {{"投诉待讨论", recordings.Filter{Tags: []string{"待讨论", "投诉升级"}}}, {"长通话", recordings.Filter{MinLength: 2 * time.Minute}}},
	"贺霜降": {{"开头好", recordings.Filter{Tags: []string{"开头好"}}}, {"久等未回", recordings.Filter{Tags: []string{"久等未回"}}}},
}

func (m *maker) keepViews(ctx context.Context) error {
	for _, name := range []string{"吴清和", "贺霜降"} {
		blob, err := json.Marshal(map[string]any{"Views": views[name]})
		if err != nil {
			return err
		}
		if err := m.ws.Tags.Preferences.SetPreference(ctx, m.cast.as(name), "library", blob); err != nil {
			return err
		}
	}
	return nil
}
