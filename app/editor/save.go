package editor

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/revision"
)

const (
	saveWithin = 700 * time.Millisecond // a keystroke waits so long until it is kept
	retryAfter = 5 * time.Second
	closeLimit = 3 * time.Second // leaving waits so long for the last save
)

// saver keeps a draft. put may be called at any time, the others one after
// another.
type saver struct {
	keeper revision.Keeper
	by     people.Actor
	id     string

	mu      sync.Mutex
	waiting *qa.Version // newest state that is not kept yet
	stamp   time.Time   // of what is kept
	why     error       // that what waits could not be kept
}

func newSaver(k revision.Keeper, by people.Actor, d revision.Draft) *saver {
	return &saver{keeper: k, by: by, id: d.ID, stamp: d.SavedAt}
}

func (s *saver) put(v *qa.Version) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = v
}

func (s *saver) take() (*qa.Version, time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.waiting
	s.waiting = nil
	return v, s.stamp
}

// done notes what became of a save; what could not be kept waits again unless
// something newer does.
func (s *saver) done(v *qa.Version, at time.Time, why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.why = why
	if why == nil {
		s.stamp = at
	} else if s.waiting == nil {
		s.waiting = v
	}
}

// save keeps what waits; nothing is lost if it fails.
func (s *saver) save() error {
	v, stamp := s.take()
	if v == nil {
		return nil
	}
	kept, err := s.keeper.Save(context.Background(), s.by, revision.Draft{ID: s.id, Version: *v, SavedAt: stamp})
	s.done(v, kept.SavedAt, err)
	return err
}

// saveOver keeps what is here although another window saved meanwhile.
func (s *saver) saveOver() error {
	there, err := s.keeper.Draft(context.Background(), s.by, s.id)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.stamp = there.SavedAt
	s.mu.Unlock()
	return s.save()
}

// unkept is why what waits could not be kept, nil if nothing waits.
func (s *saver) unkept() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting == nil {
		return nil
	}
	return s.why
}

func (s *saver) kept() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stamp
}

// saveSoon keeps the draft within a second.
func (s *Screen) saveSoon() {
	s.saver.put(s.now())
	if s.saving {
		return
	}
	s.saving = true
	s.showBar()
	s.d.Stage.After(s.ctx, saveWithin, func() {
		s.saving = false
		s.save(s.saver.save)
	})
}

func (s *Screen) save(how func() error) {
	s.line.Do(how, s.saved)
}

func (s *Screen) saved(err error) {
	if s.closed {
		return
	}
	switch {
	case fault.Is(err, fault.Conflict):
		s.conflict = err
	case err != nil:
		s.d.Fail(err)
		s.d.Stage.After(s.ctx, retryAfter, func() { s.save(s.saver.save) })
	default:
		s.conflict = nil
		s.d.Trace("saved", map[string]any{"draft": s.draft.ID})
	}
	s.showConflict()
	s.showBar()
}

// showConflict offers both ways out when another window saved the draft.
func (s *Screen) showConflict() {
	s.banner.Objects = nil
	if s.conflict != nil {
		say := parts.NewParagraph(words.Sentence(s.d.Settings.Language, s.conflict), look.TextBody, look.Ink)
		s.banner.Add(parts.Over(parts.NewPlate(look.WarnT), parts.Inset(6, 12, 6, 12, parts.Row(8, parts.NewIcon("tri", 16, look.Warn), parts.Grow(say),
			parts.NewButton(lang.L("Take theirs"), parts.Plain, func() { s.load(s.draft.ID) }).AsSmall(),
			parts.NewButton(lang.L("Keep mine"), parts.Plain, func() { s.save(s.saver.saveOver) }).AsSmall()))))
		s.banner.Objects[0].(*fyne.Container).Refresh()
	}
	s.banner.Refresh()
}

// Keep saves what is open and waits for it. It returns why the last changes
// could not be kept; leaving now would lose them.
func (s *Screen) Keep() error {
	if s.saver == nil || s.closed {
		return nil
	}
	s.line.Do(s.saver.save, s.saved)
	if err := s.line.Wait(closeLimit); err != nil {
		return err
	}
	return s.saver.unkept()
}

// Close saves what is open.
func (s *Screen) Close() {
	if s.closed {
		return
	}
	s.closed = true
	if s.saver != nil {
		s.line.Do(s.saver.save, s.d.Fail)
		s.d.Fail(s.line.Wait(closeLimit))
	}
	s.leave()
}
