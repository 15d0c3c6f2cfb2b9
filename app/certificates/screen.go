// Package certificates is the place of certificates: one's own with their QR,
// and for whoever looks after others who holds which in what state, the
// certified rate of any day, and the programmes that lead to a certificate.
package certificates

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/notice"
	"shifu/internal/people"
	"shifu/training/certificate"
)

// tab is one of the views.
type tab int

const (
	tabMine tab = iota
	tabHolders
	tabRate
	tabProgrammes
)

// Screen is the open place.
type Screen struct {
	d      *desk.Desk
	ctx    context.Context
	leave  func()
	loaded bool
	wanted string // the number to choose once all is read

	programmes []certificate.Programme
	holdings   []certificate.Holding
	orgs       []people.Organisation
	teams      []people.Team
	exams      []certificate.Exam

	shown []tab // the tabs of this person
	tab   tab
	find  find
	rows  []*certificate.Holding // of the table of holders
	mine  []*certificate.Holding
	rate  rate
	edit  *editing // the programme that is being edited, nil: none

	tabs    *parts.Tabs
	holders *parts.Table
	own     *parts.Table
	courses *parts.Table
	search  *parts.Entry
	head    *fyne.Container
	middle  *fyne.Container
	side    *fyne.Container
	whole   fyne.CanvasObject
}

// New opens the place; the route may name a certificate.
func New(d *desk.Desk, r desk.Route) desk.Screen {
	s := &Screen{d: d, wanted: r.ID, head: parts.Row(8), middle: parts.Over(), side: parts.Over()}
	s.ctx, s.leave = d.Stay(desk.Soon, desk.About(notice.Certificates, notice.Persons, notice.Figures), s.load)
	if d.Actor.May(people.SitExams) {
		s.shown = append(s.shown, tabMine)
	}
	if d.Actor.May(people.SeeCalls) {
		s.shown = append(s.shown, tabHolders, tabRate)
	}
	if s.keeps() {
		s.shown = append(s.shown, tabProgrammes)
	}
	if len(s.shown) == 0 {
		s.shown = []tab{tabMine}
	}
	s.tab = s.shown[0]
	s.build()
	s.load()
	return s
}

// Content is the place.
func (s *Screen) Content() fyne.CanvasObject { return s.whole }

// Wide is false: the rail stays open.
func (s *Screen) Wide() bool { return false }

// Close stops reading and listening.
func (s *Screen) Close() { s.leave() }

func (s *Screen) keeps() bool { return s.d.Actor.May(people.KeepCertificates) }

// read is what one look at the place finds.
type read struct {
	programmes []certificate.Programme
	holdings   []certificate.Holding
	orgs       []people.Organisation
	teams      []people.Team
	exams      []certificate.Exam
}

func (s *Screen) load() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (r read, err error) {
		by := s.d.Actor
		if r.programmes, err = s.d.Certificates.Programmes(ctx, by); err != nil {
			return r, err
		}
		if r.holdings, err = s.d.Certificates.Holdings(ctx, by, certificate.Find{}); err != nil {
			return r, err
		}
		if r.orgs, err = s.d.People.Organisations(ctx, by); err != nil {
			return r, err
		}
		if r.teams, err = s.d.People.Teams(ctx, by); err != nil || !s.keeps() {
			return r, err
		}
		r.exams, err = s.d.CertificateKeeper.Exams(ctx, by)
		return r, err
	}, func(r read, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.programmes, s.holdings, s.orgs, s.teams, s.exams, s.loaded = r.programmes, r.holdings, r.orgs, r.teams, r.exams, true
		s.take()
		s.d.Trace("loaded", map[string]any{"place": "certificates", "holdings": len(r.holdings)})
	})
}

// take sorts what was read into the views, and keeps what was chosen.
func (s *Screen) take() {
	s.mine = nil
	for i := range s.holdings {
		if s.holdings[i].PersonID == s.d.Actor.PersonID {
			s.mine = append(s.mine, &s.holdings[i])
		}
	}
	if s.wanted != "" {
		s.chooseNumber(s.wanted)
		s.wanted = ""
	}
	s.narrow()
	if s.tab == tabRate {
		s.loadRate()
	}
}

// wanted are the routes that lead to a list.
var wanted = map[string]which{"expiring": within30, "doubtful": doubtful}

// chooseNumber opens the certificate that a route names.
func (s *Screen) chooseNumber(number string) {
	is := func(h *certificate.Holding) bool {
		return slices.ContainsFunc(h.Issues, func(i certificate.Issue) bool { return i.Record.Number == number })
	}
	if i := slices.IndexFunc(s.mine, is); i >= 0 {
		s.tab, s.own.List().Chosen = tabMine, i
		return
	}
	if !slices.Contains(s.shown, tabHolders) {
		return
	}
	s.tab, s.find = tabHolders, find{sorted: s.find.sorted}
	if w, ok := wanted[number]; ok {
		s.find.which = w
		return
	}
	s.find.number = number
}

// today is the day where people work.
func (s *Screen) today() certificate.Day { return certificate.DayOf(s.d.Now().In(s.d.Zone)) }

// chosen is the holding that the side panel shows, nil for none.
func (s *Screen) chosen() *certificate.Holding {
	rows, at := s.rows, s.holders.Chosen()
	if s.tab == tabMine {
		rows, at = s.mine, s.own.Chosen()
	}
	if s.tab != tabMine && s.tab != tabHolders || at < 0 || at >= len(rows) {
		return nil
	}
	return rows[at]
}

func (s *Screen) programme(id string) *certificate.Programme {
	if i := slices.IndexFunc(s.programmes, func(p certificate.Programme) bool { return p.ID == id }); i >= 0 {
		return &s.programmes[i]
	}
	return &certificate.Programme{}
}

func (s *Screen) organisation(id string) string {
	if i := slices.IndexFunc(s.orgs, func(o people.Organisation) bool { return o.ID == id }); i >= 0 {
		return s.orgs[i].Name
	}
	return ""
}

// sideWidth leaves the table its room where the window is narrow.
func (s *Screen) sideWidth() float32 {
	wide := look.Scaled(316)
	if window := s.d.Window.Canvas().Size().Width; window > 900 {
		wide = min(wide, window*.28)
	}
	return wide
}
