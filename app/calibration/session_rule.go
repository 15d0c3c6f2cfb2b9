package calibration

import (
	"slices"
	"strconv"

	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/qa"
	"shifu/qa/calibration"
)

func (s *Session) makeRuling() {
	s.verdicts = parts.NewVerdicts()
	s.verdicts.OnTapped, s.verdicts.Width = s.agree, look.Scaled(sideWidth)-41
	s.text = parts.NewNote(lang.L("The rule, in a sentence that holds for the next call too"), 3)
	s.text.Most = calibration.MostRuling
	s.text.OnChanged = s.write
	s.text.OnEscape = func() { s.d.Window.Canvas().Unfocus(); s.table.Focus() }
	s.text.OnFocus = func(on bool) { s.typing = on; s.fillVerdicts() }
}

// fillRuling shows what is agreed on the question awake.
func (s *Session) fillRuling() {
	s.fillVerdicts()
	if !s.text.Focused() && s.text.Text() != s.ruling.Text {
		s.text.OnChanged = nil
		s.text.SetText(s.ruling.Text)
		s.text.OnChanged = s.write
	}
	if s.mayRule() {
		s.text.Enable()
	} else {
		s.text.Disable()
	}
}

func (s *Session) fillVerdicts() {
	q := s.question()
	if q == nil {
		return
	}
	var all []parts.Verdict
	key := func(n int) string {
		switch {
		case n > 9 || !s.mayRule():
			return ""
		case s.typing:
			return "Ctrl " + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	for i := range q.Choices() {
		a := qa.Choose(i)
		all = append(all, parts.Verdict{Word: answerWord(q, a), Key: key(i + 1), Tone: answerState(q, a), On: slices.Contains(s.ruling.Agreed.Options, i)})
	}
	if q.NA {
		all = append(all, parts.Verdict{Word: lang.L("N/A"), Key: key(0), Tone: parts.StateNA, On: s.ruling.Agreed.NA})
	}
	s.verdicts.Set(all, !s.mayRule())
}

// agreed is the agreed answer, the ruling and what becomes of it.
func (s *Session) agreed() fyne.CanvasObject {
	_, at, _ := s.board.Version.Find(s.awake)
	number := strconv.Itoa(at.Section+1) + "." + strconv.Itoa(at.Question+1)
	box := parts.Stack(0, parts.Strong(lang.L("Agreed answer")), parts.Room(0, 6), s.verdicts, parts.Room(0, 14))
	if !s.mayRule() && s.ruling.Text == "" {
		return box
	}
	head := parts.Row(8, parts.Strong(lang.L("Ruling")))
	if s.mayRule() {
		head.Add(parts.NewKeyBadge("C"))
	}
	box.Add(head)
	box.Add(parts.Room(0, 6))
	box.Add(s.text)
	box.Add(parts.Room(0, 6))
	box.Add(s.tick(lang.L("Show as precedent at {{.Number}} from now on", map[string]any{"Number": number}), "P", s.ruling.Precedent, s.flipPrecedent))
	box.Add(s.tick(lang.L("Propose this wording for rubric v{{.N}}", map[string]any{"N": s.board.Session.Number + 1}), "W", s.ruling.Wording, s.flipWording))
	if s.problem != nil {
		box.Add(parts.FieldError(sentence(s.d, s.problem)))
	}
	return box
}

func (s *Session) tick(word, key string, on bool, flip func()) fyne.CanvasObject {
	c := parts.NewCheck(word, on, func(bool) { flip() })
	row := parts.Row(8, c)
	if !s.mayRule() {
		c.Disable()
		return parts.High(26, row)
	}
	row.Add(parts.NewKeyBadge(key))
	return parts.High(26, row)
}

// agree gives an answer, or takes it back; of a multiple choice it turns one over.
func (s *Session) agree(index int) {
	q := s.question()
	if q == nil || !s.mayRule() {
		return
	}
	n := len(q.Choices())
	switch a := &s.ruling.Agreed; {
	case index == n && q.NA:
		*a = qa.Answer{NA: !a.NA}
	case index >= n:
		return
	case q.Kind == qa.KindMultiple:
		*a = qa.Answer{Options: turned(a.Options, index)}
	case slices.Contains(a.Options, index):
		*a = qa.Answer{}
	default:
		*a = qa.Choose(index)
	}
	s.changed()
	s.fillVerdicts()
}

func turned(chosen []int, option int) []int {
	if i := slices.Index(chosen, option); i >= 0 {
		return slices.Delete(slices.Clone(chosen), i, i+1)
	}
	out := append(slices.Clone(chosen), option)
	slices.Sort(out)
	return out
}

// agreeKey gives the answer of a digit, 0 being not applicable.
func (s *Session) agreeKey(digit int) {
	q := s.question()
	switch {
	case q == nil:
	case digit == 0 && q.NA:
		s.agree(len(q.Choices()))
	case digit > 0 && digit <= len(q.Choices()):
		s.agree(digit - 1)
	}
}

func (s *Session) write(text string) {
	if s.mayRule() {
		s.ruling.Text = text
		s.dirty = true
		s.soon()
	}
}

func (s *Session) flipPrecedent() { s.flip(&s.ruling.Precedent) }
func (s *Session) flipWording()   { s.flip(&s.ruling.Wording) }

func (s *Session) flip(on *bool) {
	if s.mayRule() {
		*on = !*on
		s.changed()
		s.showSide()
	}
}

// changed saves at once: a click is rare, and others look on.
func (s *Session) changed() {
	s.dirty = true
	s.save()
}

// soon saves what is typed within a second.
func (s *Session) soon() { s.d.Stage.After(s.ctx, settle, s.save) }

// save keeps the ruling as it stands.
func (s *Session) save() {
	if !s.dirty || !s.mayRule() {
		return
	}
	r := s.ruling
	s.dirty = false
	s.line.Do(func() error { return s.d.Calibration.Rule(context.Background(), s.d.Actor, r) }, func(err error) { s.saved(r, err) })
}

func (s *Session) saved(r calibration.Ruling, err error) {
	if s.ctx.Err() != nil {
		s.d.Fail(err)
		return
	}
	if s.problem = err; err != nil {
		s.dirty = true
		s.showSide()
		s.d.Trace("unsaved", map[string]any{"error": err.Error()})
		return
	}
	s.savedAt = s.d.Now()
	s.board.Rulings = slices.DeleteFunc(s.board.Rulings, func(x calibration.Ruling) bool { return x.CallID == r.CallID && x.Ref == r.Ref })
	if !r.Empty() {
		s.board.Rulings = append(s.board.Rulings, r)
	}
	s.compare()
	s.showTable()
	s.showFoot()
	s.d.Trace("ruled", map[string]any{"ref": r.Ref})
}

// showFoot says what is saved, how many flagged questions are done, and leads
// to the next.
func (s *Session) showFoot() {
	flagged, done := s.matrix.Flagged(), 0
	ruled := s.board.Ruled(s.callID())
	for _, ref := range flagged {
		if ruled[ref].Settled() {
			done++
		}
	}
	row := parts.Row(12)
	if !s.savedAt.IsZero() && s.problem == nil {
		row.Add(parts.Row(5, parts.NewIcon("check", 13, look.Good),
			parts.Label(lang.L("Saved {{.Time}}", map[string]any{"Time": s.savedAt.In(s.d.Zone).Format("15:04:05")})).Toned(look.Good)))
	}
	row.Add(parts.Gap())
	row.Add(parts.Label(lang.L("{{.N}} of {{.All}} ruled", map[string]any{"N": done, "All": len(flagged)})))
	if len(flagged) > 0 {
		row.Add(parts.NewButton(lang.L("Next flagged"), parts.Plain, func() { s.nextFlagged(1) }).WithKey("N"))
	}
	s.foot.Objects = []fyne.CanvasObject{parts.Stack(0, parts.NewHairline(), parts.High(48, parts.Inset(0, 20, 0, 20, row)))}
	s.foot.Refresh()
}

// nextFlagged wakes the next flagged question: of those without an agreed
// answer if there are any.
func (s *Session) nextFlagged(by int) {
	ruled := s.board.Ruled(s.callID())
	flagged := s.matrix.Flagged()
	open := slices.DeleteFunc(slices.Clone(flagged), func(ref string) bool { return ruled[ref].Settled() && ref != s.awake })
	if len(open) > 1 || len(open) == 1 && open[0] != s.awake {
		flagged = open
	}
	if len(flagged) == 0 {
		return
	}
	at := -1
	for i, ref := range flagged {
		if slices.Index(s.refs, ref) <= slices.Index(s.refs, s.awake) {
			at = i
		}
	}
	if by < 0 && (at < 0 || flagged[at] != s.awake) {
		at++
	}
	next := flagged[((at+by)%len(flagged)+len(flagged))%len(flagged)]
	s.table.Choose(slices.Index(s.refs, next))
	s.d.Trace("flagged", map[string]any{"ref": next})
}

// openRoom opens the review room on somebody's turn.
func (s *Session) openRoom(callID string) {
	b := s.board.Session
	s.d.Go(desk.Route{Place: desk.Room, ID: callID, Start: qa.Start{CallID: callID, VersionID: b.VersionID, Purpose: qa.Session, For: b.ID}})
}
