package mentoring

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/certificate"
	"shifu/training/mentor"
)

// roundPage is one of the pages of a round.
type roundPage int

const (
	pageProposal roundPage = iota
	pageMatrix
	pageMentees
	pageMentors
	pageRules
)

// opened is the round that is open.
type opened struct {
	s       *Screen
	r       mentor.Round
	changed bool // something was changed that is not kept yet
	wrong   error

	mentors, mentees []mentor.Person // who is in it, and who could be
	matrix           *mentor.Matrix
	programmes       []certificate.Programme
	orgs             []people.Organisation

	page   roundPage
	chosen int    // row of the proposal
	beside string // mentor whom the chosen mentee's one is compared with; empty: the runner-up

	table *parts.Table // of the page, nil for none
	grid  *parts.Matrix
	side  *fyne.Container
}

// around reads what belongs to a round.
func (s *Screen) around(ctx context.Context, r mentor.Round) (*opened, error) {
	o := &opened{s: s, r: r, mentors: r.Mentors, mentees: r.Mentees, changed: r.ID == ""}
	if o.mayChange() {
		mentors, mentees, err := s.d.Mentors.Rounds.Candidates(ctx, s.d.Actor)
		if err != nil {
			return nil, err
		}
		o.mentors, o.mentees = joined(r.Mentors, mentors), joined(r.Mentees, mentees)
		if r.ID == "" {
			o.r.Mentors = mentors
		}
		if o.programmes, err = s.d.Certificates.Programmes(ctx, s.d.Actor); err != nil {
			return nil, err
		}
	}
	var err error
	if o.orgs, err = s.d.People.Organisations(ctx, s.d.Actor); err != nil {
		return nil, err
	}
	o.matrix = o.r.Matrix(s.d.Zone)
	o.page = o.firstPage()
	return o, nil
}

// joined are those of a round, then the others who could be in it.
func joined(in, could []mentor.Person) []mentor.Person {
	out := slices.Clone(in)
	for _, p := range could {
		if !slices.ContainsFunc(in, func(x mentor.Person) bool { return x.ID == p.ID }) {
			out = append(out, p)
		}
	}
	return out
}

func (o *opened) mayChange() bool {
	return o.r.State == mentor.Preparing || o.r.State == mentor.Reviewing
}

// pages are those that the round has now.
func (o *opened) pages() (out []roundPage) {
	if len(o.r.Proposed) > 0 {
		out = append(out, pageProposal, pageMatrix)
	}
	if o.mayChange() {
		out = append(out, pageMentees, pageMentors, pageRules)
	}
	return out
}

func (o *opened) firstPage() roundPage {
	if all := o.pages(); len(all) > 0 {
		return all[0]
	}
	return pageProposal
}

func (o *opened) pageWord(p roundPage) parts.Tab {
	switch p {
	case pageMatrix:
		return parts.Tab{Word: lang.L("All scores")}
	case pageMentees:
		return parts.Tab{Word: lang.L("Mentees"), Count: count2(len(o.r.Mentees), len(o.mentees))}
	case pageMentors:
		return parts.Tab{Word: lang.L("Mentors"), Count: count2(len(o.r.Mentors), len(o.mentors))}
	case pageRules:
		return parts.Tab{Word: lang.L("Rules and weights")}
	}
	return parts.Tab{Word: lang.L("Proposal"), Count: count2(len(o.r.Proposed)-o.r.Alone(), len(o.r.Proposed))}
}

// acts are the buttons, the main one first.
func (o *opened) acts() (out []desk.Act) {
	add := func(may bool, a desk.Act) {
		if may {
			out = append(out, a)
		}
	}
	propose := desk.ReviewAct(lang.L("Propose pairs"), fyne.KeyP, "bolt", o.propose)
	if len(o.r.Proposed) > 0 {
		propose.Label = lang.L("Propose again")
	}
	reviewing := o.r.State == mentor.Reviewing && !o.changed
	add(reviewing, desk.ReviewAct(lang.L("Publish the pairs"), fyne.KeyU, "check", o.askPublish))
	add(o.mayChange(), propose)
	add(o.mayChange() && o.changed, desk.Act{Action: desk.Action{Menu: desk.FileMenu, Label: lang.L("Save the round"), Key: fyne.KeyS, Mod: ctrl, Do: o.save}, Icon: "document"})
	return out
}

func (o *opened) actions() []desk.Action {
	out := []desk.Action{{Menu: desk.WindowMenu, Label: lang.L("Back to the list"), Bare: fyne.KeyEscape, Do: o.back}}
	for _, a := range o.acts() {
		out = append(out, a.Action)
	}
	for i, p := range o.pages() {
		out = append(out, desk.Action{Menu: desk.ViewMenu, Label: o.pageWord(p).Word, Bare: digits[i], Do: func() { o.turn(p) }})
	}
	if t := o.table; t != nil {
		out = append(out, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Next row"), Bare: fyne.KeyDown, Do: func() { t.Choose(t.Chosen() + 1) }},
			desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Row before"), Bare: fyne.KeyUp, Do: func() { t.Choose(t.Chosen() - 1) }})
	}
	out = append(out, o.pageActs()...)
	if o.mayChange() && o.r.ID != "" {
		out = append(out, desk.Action{Menu: desk.ReviewMenu, Label: lang.L("Give the round up"), Bare: fyne.KeyX, Do: o.askDrop})
	}
	return out
}

// pageActs are those of the open page.
func (o *opened) pageActs() []desk.Action {
	switch {
	case (o.page == pageProposal || o.page == pageMatrix) && o.mayReview():
		return o.reviewActs()
	case o.page == pageMentees || o.page == pageMentors:
		return []desk.Action{{Menu: desk.ReviewMenu, Label: lang.L("Details of the person"), Bare: fyne.KeyReturn, Do: func() { o.askPerson(o.table.Chosen()) }},
			{Menu: desk.ReviewMenu, Label: lang.L("In or out"), Bare: fyne.KeySpace, Do: func() { o.toggle(o.table.Chosen()) }}}
	}
	return nil
}

func (o *opened) turn(p roundPage) {
	o.page = p
	o.build()
}

func (o *opened) back() {
	o.s.open = nil
	o.s.show()
}

// touch notes that something is not kept yet: a proposal no longer fits it.
func (o *opened) touch() {
	was := o.changed
	o.changed = true
	if !was {
		o.build()
	}
}

// keep saves, and then does what follows with the kept round.
func (o *opened) keep(said string, then func(ctx context.Context, r mentor.Round) (mentor.Round, error)) {
	s, r := o.s, o.r
	r.Mentors, r.Mentees, r.Obligatory = slices.Clone(r.Mentors), slices.Clone(r.Mentees), slices.Clone(r.Obligatory)
	changed := o.changed
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (*opened, error) {
		var err error
		if changed {
			if r, err = s.d.Mentors.Rounds.SaveRound(ctx, s.d.Actor, r); err != nil {
				return nil, err
			}
		}
		if then != nil {
			if r, err = then(ctx, r); err != nil {
				return nil, err
			}
		}
		return s.around(ctx, r)
	}, func(next *opened, err error) {
		if err != nil {
			o.wrong = err
			o.build()
			s.d.Trace("refused", map[string]any{"error": err.Error()})
			return
		}
		s.d.Toast(said, nil)
		s.opened(next, nil)
	})
}

func (o *opened) save() { o.keep(lang.L("The round is kept"), nil) }

func (o *opened) propose() {
	o.keep(lang.L("Pairs are proposed: review them"), func(ctx context.Context, r mentor.Round) (mentor.Round, error) {
		return o.s.d.Mentors.Rounds.ProposePairs(ctx, o.s.d.Actor, r.ID)
	})
}

func (o *opened) askPublish() {
	n := len(o.r.Proposed) - o.r.Alone()
	q := parts.Question{Title: lang.L("Publish {{.N}} pairs?", map[string]any{"N": n}), Act: lang.L("Publish the pairs"), Kind: parts.Main, Safe: lang.L("Cancel"),
		Text: lang.L("Mentors and mentees see their pair then. Each pair still needs its contract."), OnAct: func() {
			o.s.do(lang.L("The pairs are made: write their contracts next"), func(ctx context.Context) error { return o.s.d.Mentors.Rounds.PublishRound(ctx, o.s.d.Actor, o.r.ID) }, o.done)
		}}
	parts.Ask(o.s.d.Window.Canvas(), q)
}

func (o *opened) askDrop() {
	q := parts.Question{Title: lang.L("Give the round up?"), Act: lang.L("Give the round up"), Kind: parts.Delete, Safe: lang.L("Cancel"), Text: lang.L("No pair is made. The round stays readable."), OnAct: func() {
		o.changed = false
		o.s.do(lang.L("The round is given up"), func(ctx context.Context) error { return o.s.d.Mentors.Rounds.DropRound(ctx, o.s.d.Actor, o.r.ID) }, o.done)
	}}
	parts.Ask(o.s.d.Window.Canvas(), q)
}

// done shows what stood against an act in place.
func (o *opened) done(err error) {
	if err != nil {
		o.wrong = err
		o.build()
	}
}
