package ability

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/export"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/recordings"
	"shifu/training/ability"
)

const ctrl = fyne.KeyModifierShortcutDefault

// offerFor is how long after a hard call a break is offered.
const offerFor = 24 * time.Hour

// Actions are what can be done now.
func (s *Screen) Actions() []desk.Action {
	var out []desk.Action
	for _, a := range s.acts() {
		out = append(out, a.Action)
	}
	if s.tab == tabPeople {
		out = append(out, desk.Action{Menu: desk.EditMenu, Label: lang.L("Find"), Key: fyne.KeyF, Mod: ctrl, Do: s.search.Focus})
	}
	var names []string
	for _, t := range s.tabWords() {
		names = append(names, t.Word)
	}
	return append(out, desk.Pages(names, func(i int) { s.tab = s.tabs[i]; s.show() })...)
}

// acts are what has a button on the page that is open, the main one last.
func (s *Screen) acts() []desk.Act {
	if !s.loaded {
		return nil
	}
	var out []desk.Act
	do := func(label string, key fyne.KeyName, icon string, f func()) {
		out = append(out, desk.Act{Action: desk.Action{Menu: desk.ReviewMenu, Label: label, Bare: key, Do: f}, Icon: icon})
	}
	switch s.tab {
	case tabPeople:
		if export.May(s.d) {
			out = append(out, desk.Act{Action: export.Action(lang.L("Export"), func() { export.Table(s.d, lang.L("Ability"), s.table) }, false), Icon: "download"})
		}
		if s.keeps() && s.post >= 0 && s.mayChange(s.posts[s.post]) {
			do(lang.L("Drop the post"), fyne.KeyX, "remove", s.askDrop)
			do(lang.L("Change the post"), fyne.KeyE, "edit", func() { s.askPost(s.posts[s.post]) })
		}
		if s.keeps() {
			do(lang.L("New post"), fyne.KeyN, "add", s.newPost)
		}
	case tabCare:
		do(lang.L("Report a call"), fyne.KeyR, "flag", s.askReport)
		if h := s.chosenHard(); h != nil {
			do(lang.L("Open the call"), fyne.KeyO, "wave", func() { s.d.Go(desk.Route{Place: desk.Library, ID: h.CallID}) })
			if h.Why == ability.Abuse && h.SentAt.IsZero() {
				do(lang.L("Tell my supervisor"), fyne.KeyT, "chat", func() { s.askTell(h) })
			}
			if h.Why == ability.LongOutage && !h.Told {
				do(lang.L("It was an insult too"), fyne.KeyI, "flag", func() { s.report(h, nil) })
			}
		}
		if h := s.offer(); h != nil {
			do(lang.L("No break"), fyne.KeyD, "remove", func() { s.answerBreak(h, false) })
			do(lang.L("Take the break"), fyne.KeyB, "pause", func() { s.answerBreak(h, true) })
		}
	case tabNotes:
		if at := s.notes.Chosen(); at >= 0 && at < len(s.sent) && s.sent[at].RepliedAt.IsZero() {
			do(lang.L("Answer"), fyne.KeyReturn, "reply", func() { s.askReply(&s.sent[at]) })
		}
	}
	return out
}

// run does something in the background and says that it is done.
func (s *Screen) run(said string, do func(context.Context) error, done func(error)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		switch {
		case done != nil:
			done(err)
		case err != nil:
			s.d.Fail(err)
		}
		if err == nil {
			s.d.Toast(said, nil)
			s.load()
		}
	})
}

// reported makes sure that a hard call has a report, and hands its ID on.
func (s *Screen) reported(ctx context.Context, h *ability.Hard) (string, error) {
	if h.ReportID != "" {
		return h.ReportID, nil
	}
	return s.d.Care.Report(ctx, s.d.Actor, h.CallID)
}

// askReport lets one choose a call of the last two weeks that was an insult.
func (s *Screen) askReport() {
	since := s.d.Now().AddDate(0, 0, -14)
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]recordings.Row, error) {
		return s.d.Calls.List(ctx, s.d.Actor, recordings.Filter{AgentIDs: []string{s.d.Actor.PersonID}, From: since}, recordings.Order{By: recordings.ByStart, Descending: true}, 0, 20)
	}, func(calls []recordings.Row, err error) {
		switch {
		case err != nil:
			s.d.Fail(err)
			return
		case len(calls) == 0:
			s.d.Fail(fault.New(fault.NotFound, "You have taken no calls in two weeks.", nil))
			return
		}
		var names []string
		for _, c := range calls {
			names = append(names, s.d.Moment(c.StartedAt)+"  "+c.Title)
		}
		at := 0
		pick := parts.NewSelect(names, 0, func(i int) { at = i }).Wide(400)
		parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Which call was an insult or a threat?"), Text: lang.L("Only you see it. A break is offered at once; whether your supervisor learns of it is up to you."),
			Content: pick, Safe: lang.L("Cancel"), Act: lang.L("Report a call"), Kind: parts.Main, Width: 460, OnAct: func() { s.report(&ability.Hard{CallID: calls[at].ID}, nil) }})
	})
}

func (s *Screen) report(h *ability.Hard, done func(error)) {
	call := *h
	s.told = call.CallID
	s.run(lang.L("Noted. A break is offered"), func(ctx context.Context) error { _, err := s.reported(ctx, &call); return err }, done)
}

func (s *Screen) answerBreak(h *ability.Hard, takes bool) {
	call, said := *h, lang.L("Take your time")
	if !takes {
		said = lang.L("Noted")
	}
	s.run(said, func(ctx context.Context) error {
		id, err := s.reported(ctx, &call)
		if err == nil {
			err = s.d.Care.AnswerBreak(ctx, s.d.Actor, id, takes)
		}
		return err
	}, nil)
}

// askTell sends a quiet note: writing it is the consent.
func (s *Screen) askTell(h *ability.Hard) {
	call := *h
	ask.Line(s.d, parts.Question{Title: lang.L("Send a quiet note to your supervisor?"), Text: lang.L("Only your supervisor reads it, with the time of the call. Without it nobody learns of this call."), Act: lang.L("Send"), Kind: parts.Main},
		lang.L("What would help"), lang.L("That call was hard. I would like a short change of work."), func(line string, done func(error)) {
			s.run(lang.L("Sent"), func(ctx context.Context) error {
				id, err := s.reported(ctx, &call)
				if err == nil {
					err = s.d.Care.Tell(ctx, s.d.Actor, id, line)
				}
				return err
			}, done)
		})
}

func (s *Screen) askReply(n *ability.Note) {
	id := n.ReportID
	ask.Line(s.d, parts.Question{Title: lang.L("Answer {{.Name}}", map[string]any{"Name": n.Person}), Text: n.Text, Act: lang.L("Answer"), Kind: parts.Main}, lang.L("What you do"), "", func(line string, done func(error)) {
		s.run(lang.L("Answered"), func(ctx context.Context) error { return s.d.Care.Reply(ctx, s.d.Actor, id, line) }, done)
	})
}

func (s *Screen) mayChange(p ability.Post) bool {
	return s.d.Actor.Scope().All || p.OrganisationID == s.d.Actor.OrganisationID
}

func (s *Screen) askDrop() {
	p := s.posts[s.post]
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Drop {{.Name}}?", map[string]any{"Name": p.Name}), Text: lang.L("Only what it asks for goes; no sheet changes."), Safe: lang.L("Cancel"), Act: lang.L("Drop"), Kind: parts.Delete, OnAct: func() {
		s.run(lang.L("Dropped"), func(ctx context.Context) error { return s.d.Ability.DropPost(ctx, s.d.Actor, p.ID) }, nil)
	}})
}

func (s *Screen) newPost() {
	p := ability.Post{Use: ability.ForPost, Months: 12, Results: 50}
	if !s.d.Actor.Scope().All {
		p.OrganisationID = s.d.Actor.OrganisationID
	}
	s.askPost(p)
}

// askPost asks for the wishes of a post.
func (s *Screen) askPost(p ability.Post) {
	field := func(text string, wide float32) *parts.Entry {
		e := parts.NewEntry("–").Wide(wide)
		e.SetText(text)
		return e
	}
	number := func(x float64) *parts.Entry {
		if x == 0 {
			return field("", 64)
		}
		return field(strconv.FormatFloat(x, 'f', -1, 64), 64)
	}
	name, line := field(p.Name, 260), field(p.Line, 200)
	months, quality, results, expertise := number(float64(p.Months)), number(p.Quality), number(p.Results), number(p.Expertise)
	uses := parts.NewSegments([]string{useName(ability.ForPost), useName(ability.Lending), useName(ability.Reserve)}, slices.Index(ability.Uses, p.Use), func(i int) { p.Use = ability.Uses[i] })
	names, at := []string{lang.L("none")}, 0
	for i, c := range s.programmes {
		names = append(names, c.Name)
		if slices.Contains(p.Certificates, c.ID) {
			at = i + 1
		}
	}
	holds := parts.NewSelect(names, at, func(i int) { at = i }).Wide(220)
	row := func(word string, os ...fyne.CanvasObject) fyne.CanvasObject {
		return parts.High(38, parts.Row(8, append([]fyne.CanvasObject{parts.Fix(look.Scaled(112), 0, parts.Second(word).Cutting())}, os...)...))
	}
	fields := parts.Stack(0, row(lang.L("Name of the post"), name), row(lang.L("Looked for"), uses), row(lang.L("Months here"), months, parts.Second(lang.L("Quality score")), quality),
		row(lang.L("Results"), results, parts.Second(lang.L("Expertise")), expertise), row(lang.L("Business line"), line), row(lang.L("Certificate"), holds))
	ask.Form(s.d, parts.Question{Title: lang.L("What does the post ask for?"), Text: lang.L("An empty field asks for nothing. Quality counts with the low end of its interval."), Act: lang.L("Save"), Kind: parts.Main, Width: 480}, name, fields, func(done func(error)) {
		q, err := readPost(p, name.Text(), line.Text(), months.Text(), quality.Text(), results.Text(), expertise.Text())
		if err != nil {
			done(err)
			return
		}
		q.Certificates = nil
		if at > 0 {
			q.Certificates = []string{s.programmes[at-1].ID}
		}
		s.run(lang.L("Saved"), func(ctx context.Context) error { _, err := s.d.Ability.SavePost(ctx, s.d.Actor, q); return err }, done)
	})
}

func readPost(p ability.Post, name, line string, numbers ...string) (ability.Post, error) {
	p.Name, p.Line = name, line
	var xs [4]float64
	for i, text := range numbers {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return p, fault.New(fault.Invalid, "Months are 0 to 600, and quality, results and expertise 0 to 100.", nil)
		}
		xs[i] = x
	}
	p.Months, p.Quality, p.Results, p.Expertise = int(xs[0]), xs[1], xs[2], xs[3]
	return p, nil
}
