package review

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
	"shifu/recordings/redaction"
	"shifu/recordings/track"
)

// retell shows another transcript of the call.
func (r *Room) retell(said []recordings.Utterance) {
	r.o.said = said
	if t := r.view.panels.transcript; t != nil {
		t.SetLines(r.view.lines())
		t.SetPosition(r.sound.at)
		r.view.showMarks()
	}
}

// searchAll looks for the words of the finder in all calls.
func (r *Room) searchAll() {
	words := ""
	if f := r.view.panels.find; f != nil {
		words = strings.TrimSpace(f.Text())
	}
	r.d.Go(desk.Route{Place: desk.Library, Listen: true, Filter: recordings.Filter{Said: words}})
}

// mayEditWords reports whether the person may put the transcript right.
func (r *Room) mayEditWords() bool {
	return len(r.o.said) > 0 && (r.d.Actor.May(people.ScoreCalls) || r.d.Actor.May(people.ImportCalls))
}

// mayLoadWords reports whether the person may bring a transcript.
func (r *Room) mayLoadWords() bool {
	return r.d.Actor.May(people.ScoreCalls) || r.d.Actor.May(people.ImportCalls)
}

// editWords asks for what is really said where the needle is; the times stay.
func (r *Room) editWords() {
	t := r.view.panels.transcript
	if t == nil || t.Current() < 0 {
		r.d.Toast(lang.L("Choose an utterance first: play it or click it."), nil)
		return
	}
	i := t.Current()
	u := r.o.said[i]
	q := parts.Question{Title: lang.L("What is said at {{.Time}}?", map[string]any{"Time": chart.ClockTenths(u.Start)}), Act: lang.L("Save"), Kind: parts.Main, Width: 560}
	ask.Line(r.d, q, lang.L("What is said"), u.Text, func(text string, done func(error)) {
		if text == "" {
			done(fault.New(fault.Invalid, "Write what is said, or leave it as it was.", nil))
			return
		}
		r.keepWords(i, text, done)
	})
}

func (r *Room) keepWords(i int, text string, done func(error)) {
	said := slices.Clone(r.o.said)
	said[i] = said[i].Reworded(strings.Join(strings.Fields(text), " "))
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) ([]recordings.Utterance, error) {
		if err := r.d.Calls.SetTranscript(ctx, r.d.Actor, r.o.call.ID, said); err != nil {
			return nil, err
		}
		return r.d.Calls.Transcript(ctx, r.d.Actor, r.o.call.ID)
	}, func(said []recordings.Utterance, err error) {
		done(err)
		if err == nil {
			r.retell(said)
		}
	})
}

// mayHearWhole reports whether something was taken out that the person may hear.
func (r *Room) mayHearWhole() bool {
	p := r.view.panels.privacy
	return p != nil && !p.done.IsZero() && r.d.Actor.May(people.HearUnredacted)
}

// hearWhole plays the call as it was recorded, which leaves a trace, or without
// what was taken out again.
func (r *Room) hearWhole() {
	r.whole = !r.whole
	r.sound.close()
	r.openSound()
	if !r.whole {
		r.readWords()
		return
	}
	r.d.Toast(lang.L("You hear the call as it was recorded. The audit log says so."), nil)
}

// readWords reads the transcript as everybody does.
func (r *Room) readWords() {
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) ([]recordings.Utterance, error) {
		return r.d.Calls.Transcript(ctx, r.d.Actor, r.o.call.ID)
	}, func(said []recordings.Utterance, err error) {
		if err == nil {
			r.retell(said)
		}
	})
}

// readOrigin reads whence the transcript comes.
func (r *Room) readOrigin() {
	background.Run(r.ctx, r.d.Stage, func(ctx context.Context) (recordings.Origin, error) {
		return r.d.Transcribing.Origin(ctx, r.d.Actor, r.o.call.ID)
	}, func(o recordings.Origin, err error) {
		if err == nil && r.o.origin != o {
			r.o.origin = o
			r.view.makePanels()
		}
	})
}

// openTrack opens what is to be heard.
func (r *Room) openTrack(ctx context.Context, kept track.Kept, call recordings.Call, whole bool) (*track.Track, []recordings.Utterance, error) {
	if !whole {
		t, err := track.Open(ctx, r.d.Actor, kept, call)
		return t, nil, err
	}
	path, said, err := r.d.Redactions.Whole(ctx, r.d.Actor, call.ID)
	if err != nil {
		return nil, nil, err
	}
	t, err := track.OpenFile(ctx, kept, call, path)
	return t, said, err
}

// redactedSpans are the stretches of a text that were taken out.
func redactedSpans(text string) []parts.TextSpan {
	var out []parts.TextSpan
	for at := 0; at < len(text); {
		i := strings.IndexRune(text[at:], redaction.Star)
		if i < 0 {
			break
		}
		from := at + i
		to := from
		for to < len(text) && text[to] == redaction.Star {
			to++
		}
		if to-from > 1 {
			out = append(out, parts.TextSpan{From: from, To: to})
		}
		at = to
	}
	return out
}
