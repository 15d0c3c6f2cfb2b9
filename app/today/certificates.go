package today

import (
	"context"
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/certificate"
)

// holding reads the certificates that may wait for somebody: one's own, or all
// of those that one looks after.
func (r *reader) holding(ctx context.Context) error {
	f := certificate.Find{PersonIDs: []string{r.by.PersonID}}
	switch {
	case r.d.Certificates == nil || !r.by.May(people.SitExams) && !r.by.May(people.KeepCertificates):
		return nil
	case r.by.May(people.KeepCertificates):
		f.PersonIDs = nil
	}
	programmes, err := r.d.Certificates.Programmes(ctx, r.by)
	if err != nil {
		return err
	}
	r.f.programmes = map[string]certificate.Programme{}
	for _, p := range programmes {
		r.f.programmes[p.ID] = p
	}
	r.f.held, err = r.d.Certificates.Holdings(ctx, r.by, f)
	return err
}

// soonDays is how long before their expiry certificates are named to a trainer.
const soonDays = 30

// certificates are what waits: one's own to renew, and for who looks after
// them those that expire soon or are in doubt.
func (s *Screen) certificates() []item {
	var out []item
	today, soon, doubts := certificate.DayOf(s.d.Now().In(s.d.Zone)), 0, 0
	for i := range s.f.held {
		h := &s.f.held[i]
		if h.PersonID == s.d.Actor.PersonID {
			out = append(out, s.renewal(h, today)...)
		}
		if left, ok := h.Left(today); ok && left >= 0 && left <= soonDays && h.Asked(today) {
			soon++
		}
		if last := h.Latest(today); last != nil && !last.Doubt.IsZero() {
			doubts++
		}
	}
	if !s.d.Actor.May(people.KeepCertificates) {
		return out
	}
	if soon > 0 {
		out = append(out, item{icon: "badge", title: lang.L("Certificates that expire soon: {{.N}}", map[string]any{"N": soon}), note: lang.L("within {{.N}} days", map[string]any{"N": soonDays}),
			verb: lang.L("Open"), rank: rankRest, to: desk.Route{Place: desk.Certificates, ID: "expiring"}})
	}
	if doubts > 0 {
		out = append(out, item{icon: "tri", title: lang.L("Certificates in doubt: {{.N}}", map[string]any{"N": doubts}), note: lang.L("an exam was marked again"),
			verb: lang.L("Decide"), rank: rankOthers, to: desk.Route{Place: desk.Certificates, ID: "doubtful"}})
	}
	return out
}

// renewal is a certificate of one's own whose window is open, or that has expired.
func (s *Screen) renewal(h *certificate.Holding, today certificate.Day) []item {
	last := h.Latest(today)
	if last == nil || !h.Asked(today) {
		return nil
	}
	p := s.f.programmes[h.ProgrammeID]
	name := p.Name
	if s.d.Settings.Language != words.Chinese && p.English != "" {
		name = p.English
	}
	it := item{icon: "badge", verb: lang.L("Open"), rank: rankRest, to: desk.Route{Place: desk.Certificates, ID: last.Record.Number}}
	switch h.On(today) {
	case certificate.WindowOpen:
		it.title, it.due = lang.L("Renew {{.Certificate}}", map[string]any{"Certificate": name}), last.Record.Expires.In(s.d.Zone).Add(24*time.Hour-time.Minute)
		it.note = lang.L("{{.N}} days left", map[string]any{"N": int(last.Record.Expires - today)})
	case certificate.Expired:
		it.icon, it.rank = "tri", rankDue
		it.title, it.note = lang.L("{{.Certificate}} has expired", map[string]any{"Certificate": name}), lang.L("earn it again before you go on duty")
	default:
		return nil
	}
	return []item{it}
}
